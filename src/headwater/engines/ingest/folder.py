"""A dataset's folder in the lake, as an ingest opens and closes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.engines import books as code_books
from headwater.engines import manifest
from headwater.engines.books import Book
from headwater.engines.ingest.declaration import fingerprint
from headwater.engines.ingest.source import Kind, Source
from headwater.engines.lake import BOOKS, MANIFEST, put, put_json, read_json, workplace
from headwater.engines.manifest import Held, Vintage
from headwater.errors import UserError


FIGURES, REJECTS = "figures.parquet", "rejects.csv"  # until they have their names
SHAPE = ("dimensions", "period", "kind", "unit", "scale")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one source: code books, manifest and files of figures."""

    path: Path
    source: Source

    def held(self) -> Held | None:
        """What is held. Raises UserError where it has another shape than declared."""
        if not (self.path / MANIFEST).is_file():
            return None
        held = manifest.from_data(read_json(self.path / MANIFEST))
        now = manifest.described(self.source, ())
        for name in SHAPE:
            if getattr(held, name) != getattr(now, name):
                raise UserError(
                    f"The lake holds {self.source.name} with another {name}: "
                    f"{getattr(held, name)} and not {getattr(now, name)}.",
                    where=f"{self.path / MANIFEST}:",
                    fix="Give the source a new name, or take the old dataset out of "
                    "the lake and bring its files in again.",
                )
        return held

    def books(self) -> dict[str, Book]:
        """The code books of every dimension but the period, as declared now."""
        file = self.path / BOOKS
        kept = read_json(file) if file.is_file() else {}
        found = {}
        for dimension in self.source.dimensions:
            if dimension is self.source.time:
                continue
            name = dimension.name
            book = (
                code_books.from_data(name, kept[name])
                if name in kept
                else Book(name, dimension.kind)
            )
            if dimension.kind is Kind.CODE:
                book.follow(dimension)
            found[name] = book
        return found

    def say_anew(self, held: Held) -> None:
        """Words and larger groups follow the declaration; figures stay as they are."""
        books = self.books()
        described = self._described(held.vintages)
        if (self._books_data(books), described) != (
            read_json(self.path / BOOKS),
            manifest.as_data(held),
        ):
            with workplace(self.path) as work:
                put_json(self._books_data(books), self.path / BOOKS, work)
                put_json(described, self.path / MANIFEST, work)

    def keep(
        self, vintages: Sequence[Vintage], new: str, books: dict[str, Book], work: Path
    ) -> None:
        """Move what was made for the new vintage to its place; the manifest last."""
        put(work / FIGURES, self.path / f"{new}.parquet")
        put(work / REJECTS, self.path / f"{new}.rejects.csv")
        put_json(self._books_data(books), self.path / BOOKS, work)
        put_json(self._described(vintages), self.path / MANIFEST, work)

    def _described(self, vintages: Iterable[Vintage]) -> dict[str, Any]:
        return manifest.as_data(manifest.described(self.source, vintages))

    def _books_data(self, books: dict[str, Book]) -> dict[str, Any]:
        for dimension in self.source.dimensions:
            if dimension.name in books:
                books[dimension.name].group(dimension)
        return {name: book.as_data() for name, book in books.items()}


def same_release(held: Held, source: Source, files: set[str]) -> Vintage | None:
    """The vintage that files with these hashes became, read as declared now."""
    declared = fingerprint(source)
    for vintage in held.vintages:
        theirs = {file.sha256 for file in vintage.files}
        if theirs == files and vintage.declaration == declared:
            return vintage
    return None
