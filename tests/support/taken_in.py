"""Figures brought into a lake of their own, and asked for again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from headwater.core.measures.cube import Cube, Status
from headwater.engines.catalog import Catalog
from headwater.engines.ibis_engine import IbisEngine
from headwater.engines.ingest.ingest import ingest
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.source import Source
from headwater.engines.ingest.sources import named
from headwater.engines.port import CubeSpec


ROOT = Path(__file__).parents[2]
EXCERPTS = ROOT / "tests/data/ingest"
REAL = ROOT.parent / "shared/data"
AT = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Lake:
    """A lake in a folder, with the few things that tests do to it."""

    folder: Path

    def take(
        self,
        source: str | Source,
        *files: Path,
        published: str = "",
        older: bool = False,
    ) -> Receipt:
        """Bring files in; without any, the excerpt that is named as the source."""
        source = named(source) if isinstance(source, str) else source
        return ingest(
            source,
            files or (EXCERPTS / f"{source.name}.csv",),
            self.folder,
            by="A. Tester",
            at=AT,
            published=datetime.date.fromisoformat(published) if published else None,
            older=older,
        )

    def cube(
        self,
        dataset: str,
        *axes: str,
        where: Mapping[str, tuple[str, ...]] | None = None,
        roll: Mapping[str, str] | None = None,
        vintage: str = "",
    ) -> Cube:
        spec = CubeSpec(dataset, axes, where or {}, roll or {}, vintage=vintage)
        return self.engine.cube(spec)

    def total(self, dataset: str, **where: str) -> int:
        """All figures added up, of these codes."""
        chosen = {name.replace("_", "-"): (code,) for name, code in where.items()}
        return int(self.cube(dataset, where=chosen).values)

    @property
    def catalog(self) -> Catalog:
        return Catalog(self.folder)

    @cached_property
    def engine(self) -> IbisEngine:
        return IbisEngine(self.catalog)


def cell(cube: Cube, *codes: str) -> tuple[int, Status]:
    """The number and the status at these codes, one for each axis."""
    at = tuple(axis.index(code) for axis, code in zip(cube.axes, codes, strict=True))
    return int(cube.values[at]), Status(cube.status[at])
