"""03/04/2025 is 3 April to some and March 4 to others: the column must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from headwater.core.plan.assemble import Problem, RawTable
from headwater.core.plan.columns import Kind, Table
from headwater.exchange.sheet import Remark


_SLASHED = re.compile(r"\s*(\d\d?)[/.](\d\d?)[/.](\d{4})\s*", re.ASCII)


def settle_dates(table: Table, raw: RawTable) -> tuple[list[Problem], list[Remark]]:
    """Write the slashed dates of a table as year-month-day, where they agree.

    They agree when every one of a column can be read as day/month/year. Where
    one can only be month/day/year, all of that column are refused and taken
    out of the rows. An impossible day such as 31/06/2025 stays as it is, for
    the gate to refuse.
    """
    problems: list[Problem] = []
    remarks: list[Remark] = []
    for column in table.columns:
        slashed = list(_slashed(raw, column.name)) if column.kind is Kind.DATE else []
        if not slashed:
            continue
        heading = raw.headings[column.name]
        american = next((place for place in slashed if _month_first(place[1])), None)
        if american:
            problems.extend(_doubt(raw, column.name, slashed, american))
        else:
            _rewrite(raw, column.name, slashed)
            remarks.append(_say_read(raw.sheet, heading, slashed))
    return problems, remarks


Slashed = tuple[int, re.Match[str]]  # position in the rows, and the date


def _slashed(raw: RawTable, column: str) -> Iterator[Slashed]:
    for position, row in enumerate(raw.rows):
        if found := _SLASHED.fullmatch(row.cells.get(column, "")):
            yield position, found


def _month_first(found: re.Match[str]) -> bool:
    """Can it only be month/day/year?"""
    first, second = int(found[1]), int(found[2])
    return first <= 12 < second <= 31


def _doubt(
    raw: RawTable, column: str, slashed: list[Slashed], american: Slashed
) -> Iterator[Problem]:
    row, found = raw.rows[american[0]].number, american[1]
    for position, written in slashed:
        here = raw.rows[position]
        _set(raw, position, column, "")
        yield Problem(
            raw.sheet,
            here.number,
            raw.headings[column],
            written[0].strip(),
            f"Day first or month first? Row {row} of this column says "
            f"{found[0].strip()}, which cannot be day/month/year",
            "Write the dates of this column as year-month-day: 2025-04-03.",
        )


def _rewrite(raw: RawTable, column: str, slashed: list[Slashed]) -> None:
    for position, found in slashed:
        day, month, year = (int(part) for part in found.groups())
        with suppress(ValueError):  # no such day: the gate refuses it as written
            _set(raw, position, column, date(year, month, day).isoformat())


def _set(raw: RawTable, position: int, column: str, text: str) -> None:
    cells = raw.rows[position].cells
    assert isinstance(cells, dict)  # noqa: S101 - we made it ourselves
    cells[column] = text


def _say_read(sheet: str, heading: str, slashed: list[Slashed]) -> Remark:
    count = "1 date was" if len(slashed) == 1 else f"{len(slashed)} dates were"
    example = slashed[0][1][0].strip()
    return Remark(
        sheet,
        0,
        heading,
        f"{count} read as day/month/year, such as {example}.",
        "If that is not what they mean, write them as year-month-day.",
    )
