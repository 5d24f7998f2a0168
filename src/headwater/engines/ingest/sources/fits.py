"""Which source a file is of, where it is not of the one that was named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from headwater.engines.ingest.headings import layout_of
from headwater.engines.ingest.source import Source
from headwater.engines.ingest.sources import all_sources
from headwater.errors import UserError


def check_files(source: Source, files: Iterable[Path]) -> None:
    """Raises UserError for a file that is of another source, with whose it looks.

    Offences and victims by place have the same headings. Then only the name of the
    file tells, and one that speaks of the other is refused.
    """
    for file in files:
        try:
            layout_of(source, file)
        except UserError as error:
            others = [s.name for s in all_sources().values() if _fits(s, file)]
            if not others:
                raise
            raise UserError(
                error.what,
                where=error.where,
                fix=f"It looks like a file of {' or '.join(others)}.",
            ) from None
        for other in twins(source, file):
            if _named_after(other, file) and not _named_after(source, file):
                raise UserError(
                    f"The name of this file speaks of {other.value.unit}, and "
                    f"{source.name} counts {source.value.unit}; their headings are "
                    "the same.",
                    where=f"{file.name}:",
                    fix=f"Bring it in as {other.name}; or, where its name is wrong, "
                    "give it another.",
                )


def twins(source: Source, file: Path) -> Iterator[Source]:
    """Other sources that have the same headings and count something else."""
    for other in all_sources().values():
        if other.value.unit != source.value.unit and _fits(other, file):
            yield other


def _named_after(source: Source, file: Path) -> bool:
    return source.value.unit in file.name.casefold()


def _fits(source: Source, file: Path) -> bool:
    try:
        layout_of(source, file)
    except UserError:
        return False
    return True
