"""Areas from a file: a count for each, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.exchange.figures.cells import Unread, number_of
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import Record, Table, read_table


Floats = NDArray[np.float64]
IDS = ("id", "area", "code", "name")
POPULATION = ("population", "denominator", "n")
NEEDED = "Headings are id, count and population."


@dataclass(frozen=True)
class Columns:
    """Which columns a command reads beside the count: name and other names for it."""

    numbers: Mapping[str, tuple[str, ...]]
    texts: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()  # of the numbers, at least one must be there


@dataclass(frozen=True, eq=False)
class Areas:
    """The lines of a file, S of them.

    `numbers` and `texts` have one entry for each column that the file has: arrays of
    (S,), NaN where blank, and lists. `ids` is empty where no column names the lines.
    """

    name: str
    ids: list[str]
    count: Floats
    numbers: Mapping[str, Floats]
    texts: Mapping[str, list[str]]
    lines: list[int]

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, at: int) -> str:
        """Where a line stands, for a message."""
        name = f" ({shown(self.ids[at])})" if self.ids else ""
        return f"{self.name}, line {self.lines[at]:,}{name}:"


@dataclass
class _Read:
    """Cells as they are read, by column."""

    ids: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    numbers: dict[str, list[float]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def read_areas(given: Opened, columns: Columns, remarks: Remarks) -> Areas:
    """Every line of a file. Raises UserError with the place of what is wrong.

    Numbers below zero are refused; a blank is a missing figure.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    places = _places(table, columns)
    at_id, read = table.column(*IDS), _Read()
    read.texts = {name: [] for name in columns.texts if table.column(name) is not None}
    read.numbers = {name: [] for name in places}
    for record in table.records:
        read.lines.append(record.line)
        if at_id is not None:
            read.ids.append(record.cells[at_id].strip())
        for name, texts in read.texts.items():
            texts.append(record.cells[table.column(name) or 0].strip())
        for name, at in places.items():
            read.numbers[name].append(_number(table, record, at, problems))
    if not read.lines:
        problems.add("There are headings and no figures.", NEEDED)
    problems.raise_any()
    numbers = {name: np.array(values) for name, values in read.numbers.items()}
    count = numbers.pop("count")
    return Areas(given.name, read.ids, count, numbers, read.texts, read.lines)


def _places(table: Table, columns: Columns) -> dict[str, int]:
    """Where each column of numbers stands."""
    places = {"count": table.needed(NEEDED, "count", "numerator", "y")}
    for name, others in columns.numbers.items():
        at = table.column(name, *others)
        if at is not None:
            places[name] = at
    if columns.one_of and not places.keys() & set(columns.one_of):
        table.needed(NEEDED, columns.one_of[0])
    return places


def _number(table: Table, record: Record, at: int, problems: Problems) -> float:
    heading = table.headings[at].strip()
    try:
        value = number_of(record.cells[at])
    except Unread as bad:
        problems.add(bad.what, bad.fix, record.line, heading)
        return np.nan
    if value < 0:
        what = f"{shown(record.cells[at])} is below zero."
        fix = "Counts and what they are held against are never below zero."
        problems.add(what, fix, record.line, heading)
    return value


def say_without(areas: Areas, denominator: Floats, what: str, remarks: Remarks) -> None:
    """Say which lines have no figure because of their denominator."""
    for at in np.flatnonzero(denominator == 0).tolist():
        remarks.add(
            "zero",
            f"{areas.where(at)} The {what} is 0, so there is no figure; that is not a "
            "rate of 0.",
        )
    blank = np.isnan(denominator) | np.isnan(areas.count)
    for at in np.flatnonzero(blank).tolist():
        remarks.add(
            "blank",
            f"{areas.where(at)} There is no count or no {what}, so there is no figure.",
        )
