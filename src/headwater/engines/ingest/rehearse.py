"""A release brought into a copy of the lake: what would be taken in, nothing kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from headwater.engines.ingest.ingest import Progress, ingest
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.source import Source
from headwater.engines.lake import READING


@contextmanager
def rehearsal(
    source: Source,
    files: Sequence[Path],
    lake: Path,
    *,
    by: str,
    at: datetime,
    published: date | None = None,
    older: bool = False,
    progress: Progress | None = None,
) -> Iterator[Receipt]:
    """The receipt of `ingest`, while the lake stays as it is.

    The file of rejects that it names is there inside the `with` only.
    """
    held = lake / source.name
    beside = lake if held.is_dir() else None
    with TemporaryDirectory(prefix=".rehearsal-", dir=beside) as nowhere:
        if held.is_dir():
            _link_all(held, Path(nowhere) / source.name)
        yield ingest(
            source,
            files,
            Path(nowhere),
            by=by,
            at=at,
            published=published,
            older=older,
            progress=progress,
        )


def _link_all(held: Path, copy: Path) -> None:
    """Linked and not copied: an ingest makes new files and writes into none."""
    shutil.copytree(
        held, copy, copy_function=_link, ignore=shutil.ignore_patterns(READING)
    )


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # a disk that knows no links
        shutil.copyfile(old, new)
