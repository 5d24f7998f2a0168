"""What a sheet says beside its cells: merged ranges, formulas without a result.

The quick way of reading a workbook does not give these, and the slow way keeps
the whole workbook in memory. So the part is walked through once, keeping only
them. `workbook_guard` has bounded its size before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from headwater.exchange.foreign.grid import Place


_MOST_MERGED = 20_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Marks:
    """Merged ranges as first row, first position, last row, last position."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas_without_result: list[Place] = field(default_factory=list)


def read_marks(stream: IO[bytes]) -> Marks:
    walk = _Walk()
    walk.parser.ParseFile(stream)
    return walk.marks


class _Walk:
    def __init__(self) -> None:
        self.marks = Marks()
        self.place = ""
        self.formula = self.value = self.in_value = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "c":
                self.place = attributes.get("r", "")
                self.formula = False
                self.value = attributes.get("t") == "str"  # may well be empty
            case "f":
                self.formula = True
            case "v":
                self.in_value = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _characters(self, text: str) -> None:
        self.value = self.value or self.in_value

    def _end(self, tag: str) -> None:
        self.in_value = False
        if tag.rpartition(" ")[2] != "c" or not self.formula or self.value:
            return
        if found := _CELL.fullmatch(self.place):
            place = int(found[2]), _position(found[1])
            self.marks.formulas_without_result.append(place)

    def _merge(self, ref: str) -> None:
        found = _RANGE.fullmatch(ref)
        if found and len(self.marks.merged) < _MOST_MERGED:
            first, last = _position(found[1]), _position(found[3])
            self.marks.merged.append((int(found[2]), first, int(found[4]), last))


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
