"""A sheet becomes the raw rows of one of our tables."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.assemble import Problem, RawRow, RawTable, shorten
from headwater.core.plan.columns import Table
from headwater.exchange import headings
from headwater.exchange.guidance import guidance_mark
from headwater.exchange.headings import Headings
from headwater.exchange.limits import MOST_ROWS
from headwater.exchange.sheet import (
    WHOLE_ROW,
    BadSheet,
    Handed,
    Line,
    Remark,
    Sheet,
    TableRead,
)
from headwater.exchange.slashed_dates import settle_dates


class Reading:
    """What has been read so far, sheet by sheet."""

    def __init__(self) -> None:
        self.tables: dict[str, RawTable] = {}
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.reads: list[TableRead] = []
        self.unread: set[str] = set()  # tables that are there and cannot be read

    def add(self, table: Table, sheet: Sheet) -> None:
        """Read one sheet into one table; what is wrong is kept with its place."""
        if table.name in self.tables:
            first = self.tables[table.name].sheet
            self.refuse(
                sheet.name,
                f"This is a second sheet for {table.name}; the first is {first}",
                "Keep one of them.",
            )
            return
        try:
            self._add(table, sheet)
        except BadSheet as bad:
            self.refuse_sheet(table, sheet.name, bad)

    def refuse_sheet(self, table: Table, name: str, bad: BadSheet) -> None:
        """A sheet that is there and cannot be read, or not to its end."""
        self.problems.append(Problem(name, bad.row, "", bad.value, bad.rule, bad.fix))
        self.unread.add(table.name)

    def _add(self, table: Table, sheet: Sheet) -> None:
        found = _find_headings(table, sheet)
        if not found.seen and table.name != "plan":
            says = "There is nothing here, not even headings; it was not read."
            self.remark(sheet.name, says, "If it is meant to be empty, that is fine.")
            return
        rows = list(self._rows(table, sheet, found))
        self.tables[table.name] = RawTable(sheet.name, rows, found.written)
        self.problems.extend(found.problems)
        self.remarks.extend(found.remarks)
        if rows:
            self.problems.extend(headings.missing(table, sheet.name, found))
        problems, remarks = settle_dates(table, self.tables[table.name])
        self.problems.extend(problems)
        self.remarks.extend(remarks)
        self.reads.append(
            TableRead(
                table.name,
                sheet.name,
                len(rows),
                tuple(column.name for column in found.columns.values()),
                tuple(found.unknown.values()),
                sheet.encoding,
            )
        )

    def _rows(self, table: Table, sheet: Sheet, found: Headings) -> Iterator[RawRow]:
        guidance = {guidance_mark(column) for column in table.columns}
        skipped: list[int] = []
        count = 0
        for line in sheet.lines:
            if line.blank:
                continue
            first = _first_text(line, found)
            if first.startswith("#"):
                skipped += [] if first in guidance else [line.number]
                continue
            count += 1
            if count > MOST_ROWS:
                raise _too_many(line.number)
            yield self._row(sheet, line, found)
        if skipped:
            self.remarks.append(_say_skipped(sheet.name, skipped))

    def _row(self, sheet: Sheet, line: Line, found: Headings) -> RawRow:
        pairs = zip(found.names, line.texts, strict=False)
        cells = {name: text for name, text in pairs if name and text}
        if line.bad:
            for name in self._refuse_cells(sheet, line, found):
                cells.pop(name, None)
        return RawRow(line.number, cells)

    def _refuse_cells(self, sheet: Sheet, line: Line, found: Headings) -> Iterator[str]:
        """Keep what is wrong with a row; the columns whose cells do not count."""
        if bad := line.bad.get(WHOLE_ROW):
            self.problems.append(
                Problem(sheet.name, line.number, "", "", bad.rule, bad.fix)
            )
        for position, column in found.columns.items():
            if bad := line.bad.get(position):
                heading = found.written[column.name]
                value = shorten(line.text(position))
                self.problems.append(
                    Problem(sheet.name, line.number, heading, value, bad.rule, bad.fix)
                )
                yield column.name

    def refuse(self, sheet: str, rule: str, fix: str, value: str = "") -> None:
        """Keep a problem with a whole sheet."""
        self.problems.append(Problem(sheet, 0, "", value, rule, fix))

    def remark(self, sheet: str, says: str, fix: str = "", row: int = 0) -> None:
        self.remarks.append(Remark(sheet, row, "", says, fix))

    def handed(self, sha256: str) -> Handed:
        return Handed(
            self.tables,
            tuple(self.problems),
            tuple(self.remarks),
            tuple(self.reads),
            frozenset(self.unread),
            sha256,
        )


def _find_headings(table: Table, sheet: Sheet) -> Headings:
    """The first row that is neither blank nor a note."""
    for line in sheet.lines:
        if not line.blank and headings.is_headings(table, line):
            return headings.match(table, sheet.name, line)
    return Headings()


def _first_text(line: Line, found: Headings) -> str:
    """The first cell, unless its column is left out itself; errors are no notes."""
    position = next((n for n in range(len(line.texts)) if n not in found.ignored), 0)
    return "" if position in line.bad else line.text(position).strip()


def _too_many(row: int) -> BadSheet:
    return BadSheet(
        row,
        "",
        f"More than {MOST_ROWS:,} rows, the most that we read in one table",
        "Split the plan, or take out the rows that do not belong to it.",
    )


def _say_skipped(sheet: str, rows: list[int]) -> Remark:
    if len(rows) == 1:
        says = "1 row starts with # and was not read."
    else:
        says = f"{len(rows)} rows start with # and were not read."
    return Remark(sheet, rows[0], "", says, "Take the # away to have a row read.")
