"""Northbank's invented figures, into a lake as a partner's would come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from headwater.engines.ingest.receipt import Receipt


def bring_invented_figures(workspace: Path, by: str) -> list[Receipt]:
    """Make and ingest them; a second time changes nothing."""
    from headwater.engines.ingest.ingest import ingest
    from headwater.engines.ingest.sources.declared import declared_source
    from headwater.exchange.northbank.figures import write_figures

    now, lake = datetime.now(UTC), workspace / "lake"
    with TemporaryDirectory() as folder:
        return [
            ingest(declared_source(declared), [file], lake, by=by, at=now)
            for declared, file in write_figures(Path(folder))
        ]
