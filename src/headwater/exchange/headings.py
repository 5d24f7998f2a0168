"""Which of our columns each heading means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from headwater.core.plan.assemble import Problem, shorten
from headwater.core.plan.columns import Column, Table
from headwater.exchange.sheet import Line, Remark


def plain_name(text: str) -> str:
    """A heading without case, spaces and signs: 'Lead organisations *'."""
    return re.sub(r"[\W_]+", "", text.casefold())


@dataclass
class Headings:
    """Our columns by their position, and what was said about the rest."""

    columns: dict[int, Column] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)  # our name: the heading
    unknown: dict[int, str] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)  # headings that start with #
    seen: bool = False  # was there a row of headings at all?
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @cached_property
    def names(self) -> list[str]:
        """Our column at each position from the left; empty where none is ours."""
        ours = {position: column.name for position, column in self.columns.items()}
        return [ours.get(position, "") for position in range(max(ours, default=-1) + 1)]


def is_headings(table: Table, line: Line) -> bool:
    """Is this row the headings, and not a note above them?"""
    if not line.text(0).startswith("#"):
        return True
    known = {plain_name(column.name) for column in table.columns}
    return sum(plain_name(text) in known for text in line.texts) >= 2


def match(table: Table, sheet: str, line: Line) -> Headings:
    """Match a row of headings, in any order, to the columns of a table."""
    ours = {plain_name(column.name): column for column in table.columns}
    found = Headings(seen=True)
    for position, text in enumerate(line.texts):
        heading = " ".join(text.split())
        column = ours.get(plain_name(heading))
        if heading.startswith("#"):
            found.ignored.add(position)
        elif column and column.name in found.written:
            found.problems.append(_twice(sheet, line.number, heading, column))
        elif column:
            found.columns[position] = column
            found.written[column.name] = heading
        elif heading:
            found.unknown[position] = heading
    _say_unknown(table, sheet, line.number, found)
    return found


def _say_unknown(table: Table, sheet: str, row: int, found: Headings) -> None:
    names = {
        plain_name(c.name): c.heading
        for c in table.columns
        if c.name not in found.written
    }
    for heading in found.unknown.values():
        close = get_close_matches(plain_name(heading), names, 1, 0.7)
        hint = f"Did you mean '{names[close[0]]}'?" if close else ""
        says = f"The column '{shorten(heading)}' is not one of ours; it was not read."
        found.remarks.append(Remark(sheet, row, heading, says, hint))


def _twice(sheet: str, row: int, heading: str, column: Column) -> Problem:
    return Problem(
        sheet,
        row,
        heading,
        heading,
        f"Two columns are called {column.heading}",
        "Keep one of them, or put # before the heading of the other.",
    )


def missing(table: Table, sheet: str, found: Headings) -> Iterable[Problem]:
    """The columns that must be there and are not; said once, not for every row."""
    for column in table.columns:
        if column.required and column.name not in found.written:
            yield Problem(
                sheet,
                0,
                column.name,
                _list(list(found.unknown.values())),
                f"There is no column called {column.heading}",
                f"Add it: {column.help} It is needed in every row.",
            )


def _list(headings: Sequence[str]) -> str:
    return shorten(", ".join(headings))
