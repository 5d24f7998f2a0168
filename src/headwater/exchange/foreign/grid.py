"""A sheet of somebody else's table, as a person sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headwater.exchange.sheet import Bad


Place = tuple[int, int]  # record number from 1, position from 0


@dataclass(frozen=True)
class Grid:
    """Cells as text; what a merged range shows stands in each of its cells.

    `filled` are the cells that got their text from a merged range, but for its
    first cell. `bad` are the cells that could not be read, with what to do.
    """

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    filled: frozenset[Place] = frozenset()
    bad: Mapping[Place, Bad] = field(default_factory=dict)
    hidden: bool = False
    says: str = ""  # why there is nothing to read, or how it was read

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def row(self, number: int) -> tuple[str, ...]:
        """A record by its number in the file, from 1."""
        return self.rows[number - 1]

    def cell(self, number: int, position: int) -> str:
        row = self.rows[number - 1]
        return row[position] if position < len(row) else ""

    def column(self, position: int, numbers: range) -> list[str]:
        """The texts of a column that are not blank."""
        found = (self.cell(number, position) for number in numbers)
        return [text for text in found if text]


def plain(text: str) -> str:
    """A text for comparing: one line, lower case, without marks at its ends."""
    return " ".join(text.casefold().split()).strip(" .:*-\u2013#?!()")


def column_letter(position: int) -> str:
    """The name that spreadsheets give a column: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
