"""Which rows are actions, and which are headings, sections, notes or titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from headwater.exchange.foreign.contents import is_reference, is_status
from headwater.exchange.foreign.grid import Grid, plain
from headwater.exchange.foreign.labels import score
from headwater.exchange.foreign.meanings import (
    LEADS,
    LEAVE_OUT,
    NUMBER,
    SECTION,
    TITLE,
    full_meaning,
    meaning_of,
)
from headwater.exchange.foreign.row_words import (
    begins_as_action,
    is_note,
    is_section_name,
    leading_number,
)


class Kind(StrEnum):
    """What a row is."""

    ACTION = "action"
    MORE = "more"  # goes on with the action above
    HEADING = "heading"
    SECTION = "section"
    TITLE = "title"
    NOTE = "note"
    BLANK = "blank"


@dataclass
class Layout:
    """The kind of each record by its number, and its columns from there on."""

    kinds: dict[int, Kind] = field(default_factory=dict)
    columns: dict[int, Mapping[int, str]] = field(default_factory=dict)

    def numbers(self, kind: Kind) -> list[int]:
        return [number for number, found in self.kinds.items() if found is kind]


def lay_out(
    grid: Grid,
    headings: Sequence[int],
    columns: Mapping[int, str],
    said: Mapping[int, Kind] | None = None,
) -> Layout:
    """Sort the rows of a sheet. `said` are rows that a person has told us of."""
    rows = _Rows(grid, tuple(headings), dict(columns), said or {})
    rows.sort()
    return rows.layout


class _Rows:
    """Sorts rows from the top; what a row is depends on those around it."""

    def __init__(
        self,
        grid: Grid,
        headings: tuple[int, ...],
        columns: dict[int, str],
        said: Mapping[int, Kind],
    ) -> None:
        self.grid, self.headings, self.said = grid, headings, said
        self.columns = columns
        self.by_label = self._meanings_by_label()
        self.layout = Layout()
        beside = sum(1 for m in columns.values() if m not in (LEAVE_OUT, TITLE))
        self.enough = min(2, beside)  # filled cells beside a title that make an action
        self.last_strong = self._last_strong()

    def sort(self) -> None:
        for number in range(1, len(self.grid.rows) + 1):
            kind = self.said.get(number) or self._kind(number)
            if kind is Kind.HEADING and number not in self.headings:
                self._reorder(number)
            self.layout.kinds[number] = kind
            self.layout.columns[number] = self.columns

    def _kind(self, number: int) -> Kind:
        if number in self.headings:
            return Kind.HEADING
        texts = self._texts(number)
        if not texts:
            return Kind.BLANK
        if number < self.headings[0]:
            return Kind.SECTION if self._opens_the_table(number, texts) else Kind.TITLE
        if self._is_heading(number, texts):
            return Kind.HEADING
        if len(set(texts.values())) == 1:
            return self._of_one_text(number, texts)
        return self._of_several(number, texts)

    def _opens_the_table(self, number: int, texts: Mapping[int, str]) -> bool:
        """The first section may stand right above the headings."""
        first = next(iter(texts.values()))
        between = range(number + 1, self.headings[0])
        return (
            len(set(texts.values())) == 1
            and is_section_name(first)
            and not any(self._texts(below) for below in between)
        )

    def _texts(self, number: int) -> dict[int, str]:
        return {p: text for p, text in enumerate(self.grid.row(number)) if text}

    # Headings again

    def _meanings_by_label(self) -> dict[str, str]:
        found = {}
        for number in self.headings:
            for position, text in enumerate(self.grid.row(number)):
                if text:
                    found[plain(text)] = self.columns.get(position, LEAVE_OUT)
        return found

    def _is_heading(self, number: int, texts: Mapping[int, str]) -> bool:
        """Mostly words of the headings, or a new row of headings."""
        words = list(dict.fromkeys(plain(text) for text in texts.values()))
        if len(words) < 2:
            return False
        same = sum(word in self.by_label for word in words)
        if same >= 2 and same >= 0.6 * len(words):
            return True
        full = {full_meaning(word) for word in words} - {LEAVE_OUT}
        return (
            len(full) >= 3
            and len(full) >= 0.6 * len(words)
            and score(self.grid.row(number)) > 0
            and TITLE in full | set(self.by_label.values())
            and self._title_is_heading(texts)
        )

    def _title_is_heading(self, texts: Mapping[int, str]) -> bool:
        return all(meaning_of(texts.get(p, "no"))[1] >= 0.6 for p in self._of(TITLE))

    def _reorder(self, number: int) -> None:
        """A repeated heading may put the columns in another order."""
        texts = self._texts(number)
        fresh = {
            position: self.by_label.get(plain(text), LEAVE_OUT)
            for position, text in texts.items()
        }
        if TITLE in fresh.values() and len(fresh) >= 0.6 * len(self.by_label):
            self.columns = fresh

    # Rows of the table

    def _of(self, meaning: str) -> list[int]:
        return [p for p, found in self.columns.items() if found == meaning]

    def _value(self, number: int, meaning: str) -> str:
        found = (self.grid.cell(number, p) for p in self._of(meaning))
        return next((text for text in found if text), "")

    def _strong(self, number: int) -> bool:
        """Surely a row of the table: a title with something else beside it."""
        texts = self._texts(number)
        others = {
            p
            for p, text in texts.items()
            if self.columns.get(p) not in (None, LEAVE_OUT, TITLE)
            and text != self._value(number, TITLE)
        }
        led = any(self.columns[p] == LEADS for p in others)
        return bool(self._value(number, TITLE)) and (led or len(others) >= self.enough)

    def _last_strong(self) -> int:
        numbers = range(len(self.grid.rows), max(self.headings, default=0), -1)
        return next((n for n in numbers if self._strong(n) and not self._keys(n)), 0)

    def _of_one_text(self, number: int, texts: Mapping[int, str]) -> Kind:
        position, text = next(iter(texts.items()))
        own = any((number, p) in self.grid.filled for p in texts)
        if is_note(text):
            return Kind.NOTE
        if self._all_from_above(number, texts):
            return Kind.BLANK
        if self._is_beside(number, position):
            return Kind.MORE
        if is_section_name(text) and self._goes_on(number):
            return Kind.SECTION
        in_title = self.columns.get(position) == TITLE
        if in_title and not own and self._lone_action(number, text):
            return Kind.ACTION
        if not self._goes_on(number) or _is_sentence(text):
            return Kind.NOTE
        return Kind.SECTION

    def _all_from_above(self, number: int, texts: Mapping[int, str]) -> bool:
        """Merged with the row above and nothing of its own."""
        return all(
            (number, p) in self.grid.filled and self.grid.cell(number - 1, p) == text
            for p, text in texts.items()
        )

    def _is_beside(self, number: int, position: int) -> bool:
        """A text in an inner column goes on with what stands above it."""
        meaning = self.columns.get(position, LEAVE_OUT)
        return (
            position > min(p for p, m in self.columns.items() if m)
            and meaning not in (LEAVE_OUT, TITLE, NUMBER, SECTION)
            and (number, position) not in self.grid.filled
            and (number, position + 1) not in self.grid.filled
            and self._kind_above(number) in (Kind.ACTION, Kind.MORE)
        )

    def _lone_action(self, number: int, text: str) -> bool:
        """A title with all else blank: an action that nobody has filled in yet."""
        if leading_number(text) and not text.isupper():
            return "." in leading_number(text) or begins_as_action(
                text[len(leading_number(text)) :].strip(" .:)")
            )
        width = sum(1 for m in self.columns.values() if m)
        return width <= 1 or (begins_as_action(text) and not text.endswith(":"))

    def _goes_on(self, number: int) -> bool:
        return number < self.last_strong

    def _kind_above(self, number: int) -> Kind:
        return self.layout.kinds.get(number - 1, Kind.BLANK)

    def _keys(self, number: int) -> bool:
        """A line of a key to colours: 'Green', 'On track'."""
        texts = list(self._texts(number).values())
        first = next(iter(self._texts(number)), 0)
        return (
            len(texts) <= 3
            and is_status(texts[0])
            and self.columns.get(first, LEAVE_OUT)
            in (NUMBER, LEAVE_OUT, SECTION, TITLE)
            and not is_reference(texts[0])
        )

    def _of_several(self, number: int, texts: Mapping[int, str]) -> Kind:
        first = next(iter(texts.values()))
        title, ours = self._value(number, TITLE), self._value(number, NUMBER)
        if self._keys(number) or is_note(first):
            return Kind.NOTE
        if self._is_section_row(number, texts, title, ours):
            return Kind.SECTION
        if number > self.last_strong and not self._strong(number):
            return self._after_the_table(number, texts, title, ours)
        if self._is_more(number, title, ours):
            return Kind.MORE
        return Kind.ACTION

    def _is_section_row(
        self, number: int, texts: Mapping[int, str], title: str, ours: str
    ) -> bool:
        """'Priority 1 | Prevention', or '1 | Prevention' above 1.1 and 1.2."""
        values = list(dict.fromkeys(texts.values()))
        if len(values) != 2 or not self._goes_on(number):
            return False
        if (
            is_section_name(values[0])
            and self.columns.get(next(iter(texts))) != SECTION
        ):
            return True
        return bool(ours and title and values[0] == ours) and self._heads(number, ours)

    def _heads(self, number: int, ours: str) -> bool:
        """Do the numbers that follow begin with this one?"""
        stem = ours.rstrip(". ")
        for below in range(number + 1, min(number + 4, len(self.grid.rows) + 1)):
            follows = self._value(below, NUMBER) or leading_number(
                self._value(below, TITLE)
            )
            if follows:
                return re.match(rf"{re.escape(stem)}[.\-/a-z(]", follows) is not None
        return False

    def _after_the_table(
        self, number: int, texts: Mapping[int, str], title: str, ours: str
    ) -> Kind:
        near = number <= self.last_strong + 1 or self._kind_above(number) is Kind.ACTION
        bare = title[len(leading_number(title)) :].strip(" .:)")
        if near and title and (is_reference(ours) or begins_as_action(bare)):
            return Kind.ACTION
        if near and self._is_more(number, title, ours):
            return Kind.MORE
        return Kind.NOTE

    def _is_more(self, number: int, title: str, ours: str) -> bool:
        """Without a number and a title of its own it goes on with the one above."""
        if self._kind_above(number) not in (Kind.ACTION, Kind.MORE):
            return False
        inherited = self._inherits(number, TITLE)
        if title and not inherited:
            return False
        return not ours or self._inherits(number, NUMBER)

    def _inherits(self, number: int, meaning: str) -> bool:
        """Is the cell merged with the one above it?"""
        return any(
            (number, p) in self.grid.filled
            and self.grid.cell(number, p) == self.grid.cell(number - 1, p) != ""
            for p in self._of(meaning)
        )


def _is_sentence(text: str) -> bool:
    return len(text) > 140 or (text.endswith((".", "!")) and len(text.split()) > 6)
