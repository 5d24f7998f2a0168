"""The figures in an XLSX workbook: its first sheet that holds anything."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from headwater.errors import UserError
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Remarks, place, shown
from headwater.exchange.figures.table import Record, Table
from headwater.exchange.limits import MOST_COLUMNS
from headwater.exchange.workbook_cells import read_value
from headwater.exchange.workbook_guard import DAMAGE, Part, damaged, inspect


# What openpyxl raises when the parts of a workbook contradict each other.
_CONTRADICTION = (*DAMAGE, KeyError, IndexError, ValueError, TypeError, AttributeError)


def sheet_table(given: Opened, remarks: Remarks) -> Table:
    """The first sheet with content, as a table. Raises UserError if not safe."""
    if given.path is None:
        raise UserError(
            "A workbook cannot come through a pipe.",
            where=place(given.name),
            fix="Name the file instead of '-'.",
        )
    parts = inspect(given.path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # charts and drop-downs, which we do not read
            rows = _rows(given, parts, remarks)
    except (*_CONTRADICTION, ParseError):
        raise damaged(given.name) from None
    if not rows:
        raise UserError(
            "No sheet of this workbook holds anything.",
            where=place(given.name),
            fix="Put headings into its first line, and the figures below.",
        )
    width = max(len(row.cells) for row in rows)
    even = (Record(r.line, [*r.cells, *[""] * (width - len(r.cells))]) for r in rows)
    return Table(given.name, next(even).cells, even)


def _rows(given: Opened, parts: dict[str, Part], remarks: Remarks) -> list[Record]:
    from openpyxl import load_workbook

    book: Any = load_workbook(BytesIO(given.content), read_only=True, keep_links=False)
    try:
        for number, sheet in enumerate(book.worksheets, start=1):
            part = parts[sheet._worksheet_path]
            if part.last_row:
                _say_others(
                    given.name, sheet.title, len(book.worksheets) - number, remarks
                )
                return list(_records(given.name, sheet, part))
        return []
    finally:
        book.close()


def _say_others(name: str, title: str, others: int, remarks: Remarks) -> None:
    if others:
        sheets = (
            "1 sheet after it was" if others == 1 else f"{others} sheets after it were"
        )
        remarks.add(
            "sheets", f"{name}: The sheet {shown(title)} was read; {sheets} not."
        )


def _records(name: str, sheet: Any, part: Part) -> Iterator[Record]:
    width = min(part.last_column, MOST_COLUMNS)
    rows = sheet.iter_rows(min_row=1, max_row=part.last_row, max_col=width)
    for number, cells in enumerate(rows, start=1):
        texts = _texts(name, number, cells)
        if any(text.strip() for text in texts):
            yield Record(number, texts)


def _texts(name: str, line: int, cells: Sequence[Any]) -> list[str]:
    texts = []
    for cell in cells:
        text, wrong = ("", None) if cell.value is None else read_value(cell)
        if wrong:
            where = place(name, line, getattr(cell, "column_letter", ""))
            raise UserError(f"{shown(text)}: {wrong.rule}.", where=where, fix=wrong.fix)
        texts.append(text)
    return texts
