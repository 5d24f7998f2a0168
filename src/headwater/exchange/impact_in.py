"""Counts by area and month, and series, from files; a missing line is never a zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TypeVar

import numpy as np

from headwater.core.impact.estimate import Floats
from headwater.exchange.figures.cells import (
    DATES_READ,
    Unread,
    date_of,
    month_first,
    number_of,
    slashed,
)
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import Record, Table, read_table


PANEL_NEEDED = (
    "Headings are area, month and count, and panel where the file holds several."
)
SERIES_NEEDED = "Headings are month and count, and series where the file holds several."
OFFENCES_NEEDED = (
    "With weights, headings are month, offence and count, and series where the file "
    "holds several."
)
AREAS, MONTHS, COUNTS = ("area",), ("month", "date", "period"), ("count", "y", "value")
PANELS, SERIES = ("panel",), ("series", "id")
MOST_MONTHS = 600  # fifty years; more is a mistyped year
T = TypeVar("T")
Whose = tuple[str | None, str | None]  # panel and area of a line
Cells = dict[tuple[str, str], tuple[float, int]]  # area, month: count, and its line


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """One panel: A areas by T months without a break, or one series (A is 1).

    `name` is blank where the file does not name panels. `months` are 'YYYY-MM';
    `counts` (A, T) are NaN where no line, or a blank one, stood.
    """

    name: str
    areas: tuple[str, ...]
    months: tuple[str, ...]
    counts: Floats


def read_panels(given: Opened, remarks: Remarks) -> list[Counts]:
    """Every panel of a file with the columns area, month, count and perhaps panel.

    In the order of the file. Raises UserError with the place of all that is wrong:
    two lines of one area and month, counts below zero or in fractions, months that
    cannot be read. What is missing is remarked on.
    """
    table = read_table(given, remarks)
    lines = Lines(table, Problems(given.name))
    at_area, at_panel = table.needed(PANEL_NEEDED, *AREAS), table.column(*PANELS)

    def whose(record: Record) -> Whose:
        panel = "" if at_panel is None else lines.name(record, at_panel)
        return panel, lines.name(record, at_area)

    return _read(lines, whose, PANEL_NEEDED, remarks)


def read_one_by_one(given: Opened, remarks: Remarks) -> list[Counts]:
    """Every series of a file with the columns month, count and perhaps series.

    As `read_panels`; each series is a panel of one area, and both have its name: that
    of the file where no column names it.
    """
    table = read_table(given, remarks)
    lines = Lines(table, Problems(given.name))
    called = _called(lines)

    def whose(record: Record) -> Whose:
        name = called(record)
        return name, name

    return _read(lines, whose, SERIES_NEEDED, remarks)


def read_by_offence(given: Opened, remarks: Remarks) -> list[Counts]:
    """Every series of a file with the columns month, offence, count and perhaps series.

    As `read_panels`; each series is a panel with its offences for areas.
    """
    table = read_table(given, remarks)
    lines = Lines(table, Problems(given.name))
    called, at = _called(lines), table.needed(OFFENCES_NEEDED, "offence")

    def whose(record: Record) -> Whose:
        return called(record), lines.name(record, at)

    return _read(lines, whose, OFFENCES_NEEDED, remarks)


def _called(lines: Lines) -> Callable[[Record], str | None]:
    """The series of a line: the name of the file where no column names it."""
    table = lines.table
    at, alone = table.column(*SERIES), PurePath(table.name).name.split(".")[0]
    return lambda record: alone if at is None else lines.name(record, at)


def _read(
    lines: Lines, whose: Callable[[Record], Whose], needed: str, remarks: Remarks
) -> list[Counts]:
    table, problems = lines.table, lines.problems
    at_month, at_count = table.needed(needed, *MONTHS), table.needed(needed, *COUNTS)
    panels: dict[str, Cells] = {}
    for record in table.records:
        (panel, area), month = whose(record), lines.month(record, at_month)
        count = lines.count(record, at_count)
        if panel is None or area is None or month is None or count is None:
            continue
        cells = panels.setdefault(panel, {})
        if (area, month) in cells:
            _refuse_twice(problems, record, (area, month), cells[area, month][1])
        cells.setdefault((area, month), (count, record.line))
    if not panels and not problems.found:
        problems.add("There are headings and no figures.", needed)
    lines.look(remarks)
    problems.raise_any()
    found = [_even(name, cells, problems) for name, cells in panels.items()]
    problems.raise_any()
    _say_gaps(table.name, found, remarks)
    return found


class Lines:
    """Reads cells, each text only once; what cannot be read is a problem."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self.table, self.problems = table, problems
        self._months: dict[str, str] = {}
        self._counts: dict[str, float] = {}
        self._names: dict[str, tuple[str, int]] = {}

    def name(self, record: Record, at: int) -> str | None:
        """A name without the spaces around it; two that differ by capitals stop."""
        text = " ".join(record.cells[at].split())
        if not text:
            what, fix = "It is blank.", "Say in every line which it is about."
            self.refuse(record, at, what, fix)
            return None
        key = f"{at} {text.casefold()}"
        first, line = self._names.setdefault(key, (text, record.line))
        if first != text:
            self.refuse(
                record,
                at,
                f"{shown(text)} differs from {shown(first)} (line {line:,}) only by "
                "capitals.",
                "Write one name for one area, and other names for other areas.",
            )
        return first

    def month(self, record: Record, at: int) -> str | None:
        return self._cell(record, at, self._month)

    def count(self, record: Record, at: int) -> float | None:
        return self._cell(record, at, self._count)

    def look(self, remarks: Remarks) -> None:
        """Say how day/month/year was read."""
        text = next(filter(slashed, self._months), "")
        if text:
            month = f"{date_of(text):%B %Y}"
            remarks.add(
                "slashed",
                f"{self.table.name}: Dates were read as day/month/year: {shown(text)} "
                f"is in {month}.",
            )

    def refuse(self, record: Record, at: int, what: str, fix: str) -> None:
        column = self.table.headings[at].strip()
        self.problems.add(what, fix, record.line, column)

    def _month(self, text: str) -> str:
        if text not in self._months:
            self._months[text] = month_of(text)
        return self._months[text]

    def _count(self, text: str) -> float:
        if text not in self._counts:
            self._counts[text] = _count_of(text)
        return self._counts[text]

    def _cell(self, record: Record, at: int, read: Callable[[str], T]) -> T | None:
        try:
            return read(record.cells[at])
        except Unread as bad:
            self.refuse(record, at, bad.what, bad.fix)
            return None


def month_of(text: str) -> str:
    """'2024-01' of a month, or of a day in it. Raises Unread."""
    if month_first(text):
        raise Unread(
            f"{shown(text)} cannot be day/month/year.",
            f"Write the dates as year-month. {DATES_READ}",
        )
    day: date = date_of(text)
    return f"{day.year:04}-{day.month:02}"


def _count_of(text: str) -> float:
    value = number_of(text)
    if value < 0:
        raise Unread(f"{shown(text)} is below zero.", "Counts are never below zero.")
    if value != value // 1 and not np.isnan(value):
        raise Unread(
            f"{shown(text)} is not a whole number.",
            "Give counts, and not rates or averages.",
        )
    return value


def _refuse_twice(
    problems: Problems, record: Record, which: tuple[str, str], first: int
) -> None:
    area, month = which
    problems.add(
        f"{shown(area)} has {month} a second time; the first is in line {first:,}.",
        "Keep one line for each area and month. If the lines are weeks or days, or "
        "parts of one count, add them up first.",
        record.line,
    )


def _even(name: str, cells: Cells, problems: Problems) -> Counts:
    """The figures as a table of areas by months, from the first month to the last."""
    months = span(month for _, month in cells)
    areas = tuple(dict.fromkeys(area for area, _ in cells))
    if len(months) > MOST_MONTHS:
        problems.add(
            f"The months run from {months[0]} to {months[-1]}, over {MOST_MONTHS // 12}"
            " years.",
            "Look for a mistyped year.",
        )
        return Counts(name, areas, (), np.empty((len(areas), 0)))
    rows = {area: at for at, area in enumerate(areas)}
    columns = {month: at for at, month in enumerate(months)}
    counts = np.full((len(areas), len(months)), np.nan)
    for (area, month), (count, _) in cells.items():
        counts[rows[area], columns[month]] = count
    return Counts(name, areas, months, counts)


def span(found: Iterable[str]) -> tuple[str, ...]:
    """Every month from the first to the last."""
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in set(found)]
    every = range(min(numbers), max(numbers) + 1)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in every)


def _say_gaps(name: str, found: list[Counts], remarks: Remarks) -> None:
    for panel in found:
        gaps = np.isnan(panel.counts)
        if not gaps.any():
            continue
        row, column = (int(at[0]) for at in np.nonzero(gaps))
        number = int(gaps.sum())
        how_many = "1 figure is" if number == 1 else f"{number:,} figures are"
        of_panel = f" of {shown(panel.name)}" if panel.name else ""
        remarks.add(
            "gaps",
            f"{name}: {how_many} missing{of_panel}, the first for "
            f"{shown(panel.areas[row])} in {panel.months[column]}. Missing is taken "
            "for not reported; where nothing happened, write 0.",
        )
