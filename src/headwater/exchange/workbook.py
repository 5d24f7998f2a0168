"""An XLSX workbook, one sheet for each table."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import ZipFile

from headwater.core.plan.columns import Table
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.errors import UserError
from headwater.exchange.headings import plain_name
from headwater.exchange.limits import MOST_BLANK_ROWS, MOST_COLUMNS
from headwater.exchange.read_table import Reading
from headwater.exchange.sheet import Bad, BadSheet, Handed, Line, Sheet
from headwater.exchange.workbook_cells import read_value
from headwater.exchange.workbook_guard import DAMAGE, Part, damaged, inspect


OUR_OTHER_SHEETS = ("Read me", "Lists")
# What openpyxl raises when the parts of a workbook contradict each other.
CONTRADICTION = (*DAMAGE, KeyError, IndexError, ValueError, TypeError, AttributeError)


def read_workbook(path: Path) -> Handed:
    """Every table in a workbook. Raises UserError where none can be read."""
    parts = inspect(path)
    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep (charts, drop-downs) we do not read.
            warnings.simplefilter("ignore")
            reading = _read(path, parts)
    except (*CONTRADICTION, ParseError):
        raise damaged(path.name) from None
    return reading.handed(sha256(path.read_bytes()).hexdigest())


def _read(path: Path, parts: Mapping[str, Part]) -> Reading:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        reading = Reading()
        if any(_table(name) for name in _listed(path) - set(book.sheetnames)):
            raise damaged(path.name)  # openpyxl passes over a sheet without its part
        for worksheet in book.worksheets:
            _add(reading, worksheet, parts)
        if not reading.tables and not reading.unread:
            raise _no_tables(path.name, book.sheetnames)
        return reading
    finally:
        book.close()


def _listed(path: Path) -> set[str]:
    """The sheets that the workbook says it has."""
    with ZipFile(path) as archive:
        book = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - inspected
    return {part.get("name", "") for part in book.iter() if part.tag.endswith("}sheet")}


def _add(reading: Reading, worksheet: Any, parts: Mapping[str, Part]) -> None:
    name: str = worksheet.title
    table = _table(name)
    if table is None:
        _say_unknown(reading, name)
        return
    if worksheet.sheet_state != "visible":
        reading.remark(
            name,
            "This sheet is hidden; it was read all the same.",
            "Show it and look at it, or delete it if it should not count.",
        )
    part = parts[worksheet._worksheet_path]
    if part.last_column > MOST_COLUMNS:
        reading.remark(
            name,
            f"This sheet is {part.last_column:,} columns wide; the first "
            f"{MOST_COLUMNS} were read.",
        )
    reading.add(table, Sheet(name, sheet_lines(worksheet, part)))


def _table(name: str) -> Table | None:
    """The table that a sheet is called after, by its name or its title."""
    wanted = plain_name(name)
    names = {plain_name(t.title): t for t in TABLES} | {
        plain_name(t.name): t for t in TABLES
    }
    return names.get(wanted)


def sheet_lines(worksheet: Any, part: Part) -> Iterator[Line]:
    """The rows down to the last that holds anything; what follows costs nothing."""
    if not part.last_row:
        return
    width = min(part.last_column, MOST_COLUMNS)
    rows = worksheet.iter_rows(min_row=1, max_row=part.last_row, max_col=width)
    blank = 0
    for number, cells in enumerate(rows, start=1):
        line = _line(number, cells)
        blank = blank + 1 if line.blank else 0
        if blank > MOST_BLANK_ROWS:
            raise _far_below(part.last_row)
        yield line


def _line(number: int, cells: Sequence[Any]) -> Line:
    texts: list[str] = []
    bad: dict[int, Bad] = {}
    for position, cell in enumerate(cells):
        text, wrong = ("", None) if cell.value is None else read_value(cell)
        texts.append(text)
        if wrong:
            bad[position] = wrong
    return Line(number, texts, bad)


def _far_below(row: int) -> BadSheet:
    return BadSheet(
        row,
        "",
        f"There is something in row {row:,}, below more than {MOST_BLANK_ROWS:,} "
        "blank rows",
        "Clear that row if it does not count, or delete the blank rows above it.",
    )


def _say_unknown(reading: Reading, name: str) -> None:
    if name in OUR_OTHER_SHEETS:
        return
    close = get_close_matches(name.casefold(), BY_NAME, 1, 0.6)
    hint = f"Did you mean {close[0]}?" if close else ""
    reading.remark(name, "This sheet is not a table of ours; it was not read.", hint)


def _no_tables(name: str, sheets: list[str]) -> UserError:
    found = ", ".join(sheets[:6]) or "none"
    return UserError(
        f"No sheet of this workbook is a table of a plan (it has: {found}).",
        where=f"{name}:",
        fix="Make a template with 'headwater template -o plan.xlsx' and copy "
        "your rows into it.",
    )
