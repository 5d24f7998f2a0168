"""A release of protected figures as a workbook: notes first, then its tables.

Every cell is a plain value. A hidden cell holds its symbol and nothing else: no
comment, no formula, no cached figure, no hidden sheet.
"""

from __future__ import annotations

import io
from typing import Any

from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.released import ReleasedTable
from headwater.exchange.formula_safe import guard
from headwater.exchange.protected_out import public_cells, standing


def workbook(entry: Entry) -> bytes:
    """The release as XLSX. Raises NotReleased where its audit did not hold."""
    from openpyxl import Workbook

    book = Workbook()
    tables = ReleasedTable.from_ledger(entry)
    _notes(book.active, entry, tables)
    for number, table in enumerate(tables, start=1):
        _table(book.create_sheet(f"Table {number}"), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _notes(sheet: Any, entry: Entry, tables: tuple[ReleasedTable, ...]) -> None:
    sheet.title = "Notes"
    for name, text in standing(entry).items():
        sheet.append([name.replace("_", " ").capitalize(), guard(text)])
    sheet.append([])
    sheet.append(["Symbol", "Meaning"])
    for symbol, meaning in tables[0].symbols.items():
        sheet.append([symbol, meaning])
    sheet.append([])
    for number, table in enumerate(tables, start=1):
        by = ", ".join(axis.name for axis in table.axes)
        sheet.append([f"Table {number}", guard(f"by {by}")])
    _widths(sheet, (16, 90))


def _table(sheet: Any, table: ReleasedTable) -> None:
    names = [axis.name for axis in table.axes]
    sheet.append([*map(guard, names), "value", "status"])
    for cell in public_cells(table):
        value = cell.symbol if cell.value is None else cell.value
        sheet.append([*map(guard, cell.labels), value, cell.status])
    sheet.freeze_panes = "A2"
    _widths(sheet, (*(18 for _ in names), 10, 14))


def _widths(sheet: Any, widths: tuple[int, ...]) -> None:
    for column, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", widths, strict=False):
        sheet.column_dimensions[column].width = width
