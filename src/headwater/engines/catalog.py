"""What a lake holds, opened for reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headwater.engines import books, manifest
from headwater.engines.books import Book, near
from headwater.engines.lake import BOOKS, MANIFEST, read_json
from headwater.engines.manifest import Held, Vintage
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one vintage, for the periods that are taken from it."""

    vintage: Vintage
    file: Path
    periods: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A dataset of a lake: what is said of it, and its code books."""

    held: Held
    books: dict[str, Book]
    folder: Path

    def parts(self, vintage: str = "") -> tuple[Part, ...]:
        """The figures of one vintage; without one the latest of each period."""
        by_vintage: dict[str, list[int]] = {}
        for period, held in sorted(self._periods(vintage).items()):
            by_vintage.setdefault(held.id, []).append(period)
        found = (v for v in self.held.vintages if v.id in by_vintage)
        return tuple(Part(v, self.file(v), tuple(by_vintage[v.id])) for v in found)

    def file(self, vintage: Vintage) -> Path:
        """Where the figures of a vintage are."""
        return self.folder / f"{vintage.id}.parquet"

    def _periods(self, vintage: str) -> dict[int, Vintage]:
        if not vintage:
            return self.held.current()
        found = self.vintage(vintage)
        return {self.held.number(period): found for period in found.periods}

    def vintage(self, id_: str) -> Vintage:
        """One vintage. Raises UserError with those that there are."""
        found = self.held.vintage(id_)
        if found is None:
            ids = ", ".join(v.id for v in self.held.vintages)
            raise UserError(
                f"There is no vintage {id_!r} of {self.held.dataset}.",
                fix=f"The lake holds {ids}.",
            )
        return found


@dataclass(frozen=True, slots=True)
class Catalog:
    """The datasets of one lake."""

    lake: Path

    def names(self) -> tuple[str, ...]:
        """Every dataset, by name."""
        found = self.lake.glob(f"*/{MANIFEST}") if self.lake.is_dir() else ()
        return tuple(sorted(path.parent.name for path in found))

    def open(self, name: str) -> Dataset:
        """One dataset. Raises UserError with the nearest names where there is none."""
        folder = self.lake / name
        if name not in self.names():
            raise UserError(
                f"The lake has no dataset {name!r}.",
                where=f"{self.lake}:",
                fix=near(name, self.names()) or "Bring it in: headwater ingest.",
            )
        held = manifest.from_data(read_json(folder / MANIFEST))
        kept = read_json(folder / BOOKS)
        return Dataset(
            held,
            {name: books.from_data(name, data) for name, data in kept.items()},
            folder,
        )
