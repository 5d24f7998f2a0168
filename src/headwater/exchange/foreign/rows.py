"""The actions of a sheet, read by a mapping."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from headwater.core.plan.assemble import Problem, shorten
from headwater.core.plan.cells import BadCell, read_cell
from headwater.core.plan.columns import NOTE as NOTE_COLUMN
from headwater.exchange.foreign.dates import TheirDate, read_their_date, read_two_dates
from headwater.exchange.foreign.day_order import month_first
from headwater.exchange.foreign.grid import Grid, plain
from headwater.exchange.foreign.layout import Kind
from headwater.exchange.foreign.leads import Leads, read_leads
from headwater.exchange.foreign.mapping import Reading
from headwater.exchange.foreign.meanings import (
    DELIVERY,
    DESCRIPTION,
    END,
    LEADS,
    LEAVE_OUT,
    NOTE,
    NUMBER,
    OUTCOME,
    RESOURCES,
    SECTION,
    START,
    STATUS,
    TITLE,
    WHEN,
)
from headwater.exchange.foreign.numbers import numbers_in, part_of_title


_MARKS = re.compile(r"\s*[*\u2020\u2021\u00b9\u00b2\u00b3]+$")
_EMPTY = {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "nil", "tbc", "tba", "tbd"}
_SEVERAL_NAMES = re.compile(r"[,;&/\n|+]| and ", re.IGNORECASE)


@dataclass(frozen=True)
class TheirAction:
    """One action as it stands in their table."""

    sheet: str
    row: int  # its record number in the file
    rows: tuple[int, ...]  # with the rows that go on with it
    key: str
    title: str
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    when: TheirDate
    status_text: str
    outcome: str
    section: str
    description: str
    resources: str
    notes: tuple[tuple[str, str], ...] = ()  # their heading and the text


@dataclass
class SheetRead:
    """A sheet read: its actions, its other rows, and what is to be mended."""

    grid: Grid
    reading: Reading | None
    why_not: str = ""
    actions: list[TheirAction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(reading: Reading, known: Collection[str] = ()) -> SheetRead:
    """Every action of a sheet. `known` are names of bodies that may hold 'and'."""
    return _Sheet(reading, known).read()


class _Sheet:
    def __init__(self, reading: Reading, known: Collection[str]) -> None:
        self.grid, self.reading, self.layout = reading.grid, reading, reading.layout
        self.done = SheetRead(reading.grid, reading)
        self.groups = list(self._groups())
        titles = [
            self.grid.cell(rows[0], p)
            for rows in self.groups
            for p in self._at(rows[0], TITLE)
        ]
        self.titles_numbered = numbers_in([title for title in titles if title])
        self.known = {*known, *self._single_names()}
        self.american = self._american_columns()
        self.names: dict[str, Leads] = {}
        self.section = ""
        self.theme: dict[int, str] = {}

    def read(self) -> SheetRead:
        groups = {rows[0]: rows for rows in self.groups}
        for number, kind in self.layout.kinds.items():
            if kind is Kind.SECTION:
                texts = dict.fromkeys(text for text in self.grid.row(number) if text)
                self.section, self.theme = " ".join(texts), {}
            if number in groups:
                self._add(groups[number])
        return self.done

    def _groups(self) -> Iterator[tuple[int, ...]]:
        """Each action's rows: its own and those that go on with it."""
        rows: list[int] = []
        for number, kind in self.layout.kinds.items():
            if kind is Kind.ACTION:
                if rows:
                    yield tuple(rows)
                rows = [number]
            elif kind is Kind.MORE and rows:
                rows.append(number)
        if rows:
            yield tuple(rows)

    def _at(self, number: int, meaning: str) -> list[int]:
        columns = self.layout.columns[number]
        return [position for position, found in columns.items() if found == meaning]

    def _single_names(self) -> set[str]:
        """Names that have a cell to themselves help to part those that share one."""
        cells = (
            self.grid.cell(number, position)
            for rows in self.groups
            for number in rows
            for position in self._at(number, LEADS)
        )
        return {c for c in cells if 2 < len(c) < 80 and not _SEVERAL_NAMES.search(c)}

    def _american_columns(self) -> dict[int, int]:
        """Columns in which a date can only be month/day, and the row that shows it."""
        found: dict[int, int] = {}
        for rows in self.groups:
            for meaning in (START, END, WHEN):
                for position in self._at(rows[0], meaning):
                    if month_first(self.grid.cell(rows[0], position)):
                        found.setdefault(position, rows[0])
        return found

    def _add(self, rows: tuple[int, ...]) -> None:
        number = rows[0]
        written = self._joined(rows, TITLE)
        key, title = part_of_title(
            written, self._value(rows, NUMBER), self.titles_numbered
        )
        title = " ".join(_MARKS.sub("", title).split())
        if not title:
            self._problem(
                number,
                TITLE,
                "",
                "This row does not say what will be done",
                "Write the action, or take the row out.",
            )
            return
        self._check_cells(rows)
        names = self._bodies(rows, LEADS)
        others = self._bodies(rows, DELIVERY)
        self.done.actions.append(
            TheirAction(
                self.grid.sheet,
                number,
                rows,
                key,
                title,
                names.leads,
                tuple(dict.fromkeys((*names.helpers, *others.leads, *others.helpers))),
                self._when(rows),
                self._said(rows, STATUS),
                self._said(rows, OUTCOME),
                self._section(rows),
                self._joined(rows, DESCRIPTION, "\n"),
                self._joined(rows, RESOURCES, "\n"),
                tuple(self._notes(rows)),
            )
        )

    def _bodies(self, rows: Sequence[int], meaning: str) -> Leads:
        """The names in a cell; the same few cells come again and again."""
        text = self._joined(rows, meaning, "\n")
        if text not in self.names:
            self.names[text] = read_leads(text, self.known)
        return self.names[text]

    def _texts(self, rows: Sequence[int], meaning: str) -> list[str]:
        found = (
            self.grid.cell(number, position)
            for number in rows
            for position in self._at(number, meaning)
        )
        return list(dict.fromkeys(text for text in found if text))

    def _joined(self, rows: Sequence[int], meaning: str, sign: str = " ") -> str:
        return sign.join(self._texts(rows, meaning))

    def _said(self, rows: Sequence[int], meaning: str) -> str:
        """Their words; a dash or 'n/a' says nothing."""
        text = self._joined(rows, meaning, "\n")
        return "" if plain(text) in _EMPTY else text

    def _value(self, rows: Sequence[int], meaning: str) -> str:
        return next(iter(self._texts(rows, meaning)), "")

    def _section(self, rows: Sequence[int]) -> str:
        """The section above, and the theme in its own column, carried down."""
        for position in self._at(rows[0], SECTION):
            if text := self.grid.cell(rows[0], position):
                self.theme[position] = " ".join(text.split())
        own = [self.theme[p] for p in self._at(rows[0], SECTION) if p in self.theme]
        return "; ".join(dict.fromkeys(part for part in (self.section, *own) if part))

    def _notes(self, rows: Sequence[int]) -> Iterator[tuple[str, str]]:
        for position in self._at(rows[0], NOTE):
            texts = dict.fromkeys(self.grid.cell(number, position) for number in rows)
            text = "\n".join(text for text in texts if text)
            if plain(text) not in _EMPTY:
                yield self.reading.labels[position], text

    # Dates

    def _when(self, rows: Sequence[int]) -> TheirDate:
        start, end = self._joined(rows, START, "\n"), self._joined(rows, END, "\n")
        when = self._joined(rows, WHEN, "\n")
        if self._at(rows[0], START):
            found = read_two_dates(start, end or when)
        else:
            found = read_their_date(end or when)
        meaning = START if start and not end else WHEN if when else END
        american = self._american(rows[0])
        if american:
            position, shown = american
            return self._in_doubt(rows[0], position, shown, found)
        if found.wrong:
            self._problem(
                rows[0],
                meaning,
                found.text,
                _sentence(found.wrong),
                "Check the date. Nothing is guessed or moved.",
            )
        return found

    def _american(self, number: int) -> tuple[int, int] | None:
        for position, shown in self.american.items():
            if month_first(self.grid.cell(number, position), doubtful=True):
                return position, shown
        return None

    def _in_doubt(
        self, number: int, position: int, shown: int, found: TheirDate
    ) -> TheirDate:
        example = self.grid.cell(shown, position)
        self._problem(
            number,
            self.layout.columns[number][position],
            self.grid.cell(number, position),
            f"Day first or month first? Row {shown} of this column says {example}, "
            "which cannot be day/month/year",
            "Write the dates of this column as year-month-day: 2025-04-03.",
        )
        return read_their_date("tbc").called(found.text)

    # What is to be mended

    def _check_cells(self, rows: Sequence[int]) -> None:
        for number in rows:
            for position, meaning in self.layout.columns[number].items():
                if meaning == LEAVE_OUT:
                    continue
                label = self.reading.labels[position]
                text = self.grid.cell(number, position)
                if bad := self.grid.bad.get((number, position)):
                    self._say(number, label, text, bad.rule, bad.fix)
                    continue
                try:
                    read_cell(NOTE_COLUMN, text)
                except BadCell as wrong:
                    self._say(number, label, text, wrong.rule, wrong.fix)

    def _problem(self, row: int, meaning: str, value: str, rule: str, fix: str) -> None:
        self._say(row, self.reading.label(row, meaning), value, rule, fix)

    def _say(self, row: int, label: str, value: str, rule: str, fix: str) -> None:
        self.done.problems.append(
            Problem(self.grid.sheet, row, label, shorten(value), rule, fix)
        )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
