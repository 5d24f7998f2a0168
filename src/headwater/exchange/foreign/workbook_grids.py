"""The sheets of a workbook as grids, with merged ranges filled."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.chartsheet import Chartsheet

from headwater.errors import UserError
from headwater.exchange.foreign.grid import Grid, Place
from headwater.exchange.foreign.workbook_marks import Marks, read_marks
from headwater.exchange.limits import MOST_COLUMNS, MOST_ROWS
from headwater.exchange.sheet import Bad
from headwater.exchange.workbook_cells import read_value
from headwater.exchange.workbook_guard import Part, inspect


_PLACES = re.compile(r"0\.(0+)")  # a format that shows 1.10 and not 1.1
_NOT_KEPT = Bad(
    "This cell holds a formula, and the file does not hold its result",
    "Open the file in your spreadsheet program, save it, and try again.",
)


def workbook_grids(path: Path) -> list[Grid]:
    """Every sheet in the order of the workbook. Raises UserError if not safe."""
    parts = inspect(path)
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        with zipfile.ZipFile(path) as archive:
            return [_grid(book[name], archive, parts) for name in book.sheetnames]
    finally:
        book.close()


def _grid(sheet: Any, archive: zipfile.ZipFile, parts: dict[str, Part]) -> Grid:
    if isinstance(sheet, Chartsheet):
        return Grid(sheet.title, (), says="A sheet that holds a chart and no table.")
    last = parts[sheet._worksheet_path].last_row
    if last > MOST_ROWS:
        raise UserError(
            f"The sheet '{sheet.title}' has more than {MOST_ROWS:,} rows.",
            fix="Take out the rows that do not belong to the plan.",
        )
    bad: dict[Place, Bad] = {}
    rows = [_texts(cells, bad) for cells in _rows(sheet, last)]
    with archive.open(sheet._worksheet_path) as stream:
        marks = read_marks(stream)
    filled = _fill(rows, marks)
    bad |= dict.fromkeys(marks.formulas_without_result, _NOT_KEPT)
    return Grid(
        sheet.title,
        tuple(tuple(row) for row in rows),
        frozenset(filled),
        bad,
        hidden=sheet.sheet_state != "visible",
    )


def _rows(sheet: Any, last: int) -> Iterator[tuple[int, Any]]:
    """The rows down to the last that holds anything."""
    if last:
        rows = sheet.iter_rows(min_row=1, max_row=last, max_col=MOST_COLUMNS)
        yield from enumerate(rows, start=1)


def _texts(numbered: tuple[int, Any], bad: dict[Place, Bad]) -> list[str]:
    number, cells = numbered
    texts: list[str] = []
    for position, cell in enumerate(cells):
        text, wrong = ("", None) if cell.value is None else _shown(cell)
        texts.append(text.strip())
        if wrong:
            bad[number, position] = wrong
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _shown(cell: Any) -> tuple[str, Bad | None]:
    """The text that the cell shows, as far as reading a plan needs it."""
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        if places := _PLACES.fullmatch(cell.number_format):
            return f"{value:.{len(places[1])}f}", None
        if cell.number_format in ("0%", "0.00%"):
            return f"{value * 100:g}%", None
    return read_value(cell)


def _fill(rows: list[list[str]], marks: Marks) -> set[Place]:
    """Write the text of each merged range into all of its cells."""
    filled: set[Place] = set()
    widest = max((len(row) for row in rows), default=0)
    for first_row, first, last_row, last in marks.merged:
        text = _at(rows, first_row, first)
        for number in range(first_row, min(last_row, len(rows)) + 1) if text else ():
            _reach(rows[number - 1], min(last, widest - 1))
            for position in range(first, min(last, widest - 1) + 1):
                if (number, position) == (first_row, first):
                    continue
                if (number, position) in filled:
                    return filled  # ranges that overlap: no true workbook has them
                rows[number - 1][position] = text
                filled.add((number, position))
    return filled


def _reach(row: list[str], position: int) -> None:
    row.extend([""] * (position + 1 - len(row)))


def _at(rows: list[list[str]], number: int, position: int) -> str:
    if number > len(rows) or position >= len(rows[number - 1]):
        return ""
    return rows[number - 1][position]
