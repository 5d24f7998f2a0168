"""Series from a long file: one line a point, with id, date, y and perhaps n."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import PurePath
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from headwater.exchange.figures.cells import (
    DATES_READ,
    Unread,
    date_of,
    month_first,
    named,
    number_of,
    slashed,
)
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import Record, Table, read_table


NEEDED = (
    "Headings of figures are id, date, y, and n where there is a denominator. Files of "
    "a publisher come in with 'headwater ingest'."
)
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Series:
    """One series in order of time. `y` and `n` are (T,), NaN where the cell was blank.

    `n` is None where the file has no such column. `lines` says where each point stood.
    """

    id: str
    dates: tuple[date, ...]
    y: NDArray[np.float64]
    n: NDArray[np.float64] | None
    lines: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.dates)


@dataclass
class _Points:
    """The points of one series as they stand in the file."""

    dates: list[date] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    n: list[float] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def read_series(given: Opened, remarks: Remarks) -> list[Series]:
    """Every series of a file, in the order of their first points.

    Raises UserError with the place of everything that is wrong: nothing is guessed,
    left out or moved. What was read in a way that may not be meant is remarked on.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    reading = _Reading(table, problems)
    found = reading.points()
    reading.dates.look(problems, remarks)
    _refuse_other_spellings(found, problems)
    _say_blocks(reading.blocks, remarks)
    if not found and not problems.found:
        problems.add("There are headings and no figures.", NEEDED)
    series = [_in_order(name, points, problems) for name, points in found.items()]
    problems.raise_any()
    return series


class _Reading:
    """Reads lines into points, each text only once."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self.table, self.problems = table, problems
        self.id = table.column("id", "series")
        self.date = table.needed(NEEDED, "date", "month", "period")
        self.y = table.needed(NEEDED, "y", "value", "count")
        self.n = table.column("n", "denominator", "population")
        self.dates, self.blocks = _Dates(), _Blocks()

    def points(self) -> dict[str, _Points]:
        found: dict[str, _Points] = {}
        alone = PurePath(self.table.name).name.split(".")[0]
        for record in self.table.records:
            name = alone if self.id is None else record.cells[self.id]
            day = self._cell(record, self.date, self.dates.read)
            y = self._cell(record, self.y, number_of)
            n = 0.0 if self.n is None else self._cell(record, self.n, number_of)
            if not name.strip():
                fix = "Give every line the id of its series."
                self._refuse(record, self.id, "The id is blank.", fix)
            elif day is not None and y is not None and n is not None:
                points = found.setdefault(name, _Points())
                points.dates.append(day)
                points.y.append(y)
                points.lines.append(record.line)
                points.n.append(n)
                self.blocks.add(name, record.line)
        if self.n is None:
            for points in found.values():
                points.n.clear()
        return found

    def _cell(self, record: Record, at: int, read: Callable[[str], T]) -> T | None:
        try:
            return read(record.cells[at])
        except Unread as bad:
            self._refuse(record, at, bad.what, bad.fix)
            return None

    def _refuse(self, record: Record, at: int | None, what: str, fix: str) -> None:
        column = "" if at is None else self.table.headings[at].strip()
        self.problems.add(what, fix, record.line, column)


class _Dates:
    """Reads dates, each text once, and remembers the forms that can be mistaken."""

    def __init__(self) -> None:
        self.known: dict[str, date] = {}

    def read(self, text: str) -> date:
        if text not in self.known:
            self.known[text] = date_of(text) if not month_first(text) else date.min
        return self.known[text]

    def look(self, problems: Problems, remarks: Remarks) -> None:
        """Refuse month/day/year; say how day/month/year and 'Jan-24' were read."""
        american = next(filter(month_first, self.known), "")
        if american:
            what = f"{shown(american)} in column date cannot be day/month/year."
            problems.add(what, f"Write the dates as year-month-day. {DATES_READ}")
        for kind, words in ((slashed, "day/month/year"), (named, "month and year")):
            if (text := next(filter(kind, self.known), "")) and not american:
                read = self.known[text]
                said = (
                    f"{read.day} {read:%B %Y}" if kind is slashed else f"{read:%B %Y}"
                )
                remarks.add(
                    words,
                    f"{problems.name}: Dates were read as {words}: {shown(text)} is "
                    f"{said}.",
                )


class _Blocks:
    """Notices a series that ends, and goes on below another."""

    def __init__(self) -> None:
        self.last, self.length = "", 0
        self.long: dict[str, list[int]] = {}  # first lines of blocks of many points

    def add(self, name: str, line: int) -> None:
        self.length = self.length + 1 if name == self.last else 1
        self.last = name
        if self.length == 2:
            self.long.setdefault(name, []).append(line - 1)


def _say_blocks(blocks: _Blocks, remarks: Remarks) -> None:
    for name, lines in blocks.long.items():
        if len(lines) > 1:
            where = " and ".join(f"{line:,}" for line in lines[:2])
            remarks.add(
                "blocks",
                f"Series {shown(name)} stands in {len(lines)} blocks, from lines "
                f"{where}; they were read as one series. Two series need two ids.",
            )


def _refuse_other_spellings(found: dict[str, _Points], problems: Problems) -> None:
    """'Camden' and 'camden ' are one place or two: only the writer knows."""
    first: dict[str, str] = {}
    for name, points in found.items():
        plain = " ".join(name.split()).casefold()
        if (other := first.setdefault(plain, name)) != name:
            problems.add(
                f"The id {_exactly(name)} differs from {_exactly(other)} (line "
                f"{found[other].lines[0]:,}) only by capitals or spaces.",
                "Write one id for one series, and other ids for other series.",
                points.lines[0],
                "id",
            )


def _exactly(name: str) -> str:
    """With its spaces, which are what differs."""
    return f"'{name}'" if len(name) < 60 else shown(name)


def _in_order(name: str, points: _Points, problems: Problems) -> Series:
    """The points by date. Two of one date are a problem."""
    order = sorted(range(len(points.dates)), key=points.dates.__getitem__)
    for earlier, later in _twice(points.dates, order):
        problems.add(
            f"Series {shown(name)} has {points.dates[later]} a second time; the first "
            f"is in line {points.lines[earlier]:,}.",
            "Keep one line for each date. If they are two series, give them two ids.",
            points.lines[later],
            "date",
        )
    return Series(
        name.strip(),
        tuple(points.dates[at] for at in order),
        np.array([points.y[at] for at in order]),
        np.array([points.n[at] for at in order]) if points.n else None,
        tuple(points.lines[at] for at in order),
    )


def _twice(dates: Sequence[date], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(order):
        if dates[before] == dates[after]:
            yield before, after
