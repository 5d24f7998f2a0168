"""Our workbook: made from the declared tables, blank or filled with a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.cells import Value, write_cell
from headwater.core.plan.columns import Column, Kind, Table
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.plan.tables_of_learning import NAMES_A_TABLE
from headwater.exchange.guidance import guidance_mark, guide
from headwater.exchange.write_folder import cannot_write, rows_of


# XlsxWriter has no types of its own, and is imported only when it is needed.
Workbook = Any
Worksheet = Any
Format = Any

# A fixed date, so that the same plan gives the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a label, not a moment
_FIRST = 2  # rows above the data: headings and guidance
_ROOM = 2_000  # rows below the last that still get drop-downs
_LONGEST_MESSAGE = 255  # Excel's limit for what it shows beside a cell
_WIDTHS = {Kind.PROSE: 48, Kind.TEXT: 32, Kind.ID: 18, Kind.YESNO: 12}
_WIDTH = 26
_NUMBERS = frozenset({Kind.MONEY, Kind.WHOLE, Kind.NUMBER})

README = (
    "One sheet for each table. Fill in what you know; you need not fill them all.",
    "Start with plan (one row), then organisations, then actions.",
    "A blank cell means 'not written down'. Write none where there is none.",
    "Where a cell holds several entries, put a semicolon between them.",
    "Codes are on the sheet Lists; you may write the words instead of the code.",
    "Columns may stand in any order. Rows and columns that start with # are left out.",
    "On the sheet meta say which tables are complete. Only in a complete table can "
    "something be called missing.",
    "Write about work and not about people: no names or details of victims-survivors, "
    "children or suspects.",
)


def write_template(path: Path, framework: Framework, plan: Plan | None = None) -> None:
    """Write a workbook to fill in; with a plan, filled with it already.

    `read_plan` reads a filled one back as the same plan.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "in_memory": True,
        # A text stays a text, whatever it looks like.
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": _title(plan), "created": _MADE})
            _Template(book, framework, plan).write()
    except xlsxwriter.exceptions.FileCreateError:
        raise cannot_write(path) from None


def _title(plan: Plan | None) -> str:
    return plan.about.title if plan else "A prevention plan"


class _Template:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, framework: Framework, plan: Plan | None) -> None:
        self.book, self.framework, self.plan = book, framework, plan
        self.lists = {
            facet: position * 2 for position, facet in enumerate(_facets(framework))
        }
        top = {"valign": "top", "text_wrap": True}
        self.bold: Format = book.add_format({**top, "bold": True, "bottom": 1})
        self.help: Format = book.add_format({**top, "italic": True, "bottom": 1})
        self.text: Format = book.add_format({**top, "num_format": "@"})
        self.number: Format = book.add_format({"valign": "top"})

    def write(self) -> None:
        self._read_me()
        for table in TABLES:
            self._table(table)
        self._lists()

    def _read_me(self) -> None:
        sheet = self.book.add_worksheet("Read me")
        sheet.set_column(0, 0, 100, self.book.add_format({"text_wrap": True}))
        notice = self.plan.about.notice if self.plan else ""
        licence = self.plan.about.licence if self.plan else ""
        lines = [
            notice or "",
            *README,
            f"Framework: {self.framework.title}. {self.framework.attribution}",
            licence or "",
        ]
        sheet.write_string(0, 0, _title(self.plan), self.bold)
        for row, line in enumerate(filter(None, lines), start=2):
            sheet.write_string(row, 0, line)

    def _table(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        rows = rows_of(self.plan, table) if self.plan else ()
        sheet.freeze_panes(_FIRST, 1)
        sheet.set_row(1, 90)
        for position, column in enumerate(table.columns):
            marks = self.number if column.kind in _NUMBERS else self.text
            width = _WIDTHS.get(column.kind, _WIDTH)
            sheet.set_column(position, position, width, marks)
            help_text = guide(column) if position else guidance_mark(column)
            sheet.write_string(0, position, column.heading, self.bold)
            sheet.write_string(1, position, help_text, self.help)
            self._beside(sheet, position, column, len(rows))
            for number, row in enumerate(rows, start=_FIRST):
                _write(sheet, number, position, getattr(row, column.name), marks)

    def _beside(
        self, sheet: Worksheet, position: int, column: Column, rows: int
    ) -> None:
        """The message that stands beside a cell, and its drop-down."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.heading[:32],
            "input_message": _message(column, self._codes(column)),
        }
        if source := self._choices(column):
            # Words are read as well as codes, so another text is no error here.
            rule |= {"validate": "list", "source": source, "show_error": False}
        sheet.data_validation(_FIRST, position, _FIRST + rows + _ROOM, position, rule)

    def _choices(self, column: Column) -> str | list[str]:
        if column is NAMES_A_TABLE:
            return list(BY_NAME)
        if column.kind is Kind.YESNO:
            return ["yes", "no"]
        if column.kind is Kind.CODE:
            return self._range_of_codes(column.scheme)
        if column.kind is Kind.REF:
            return f"='{column.table}'!$A${_FIRST + 1}:$A${_FIRST + _ROOM}"
        return ""

    def _range_of_codes(self, facet: str) -> str:
        from xlsxwriter.utility import (  # type: ignore[import-untyped]
            xl_col_to_name,
        )

        letter = xl_col_to_name(self.lists[facet])
        last = 1 + len(self.framework.scheme(facet).codes)
        return f"='Lists'!${letter}$2:${letter}${last}"

    def _codes(self, column: Column) -> Sequence[str]:
        return (
            tuple(self.framework.scheme(column.scheme).codes) if column.scheme else ()
        )

    def _lists(self) -> None:
        sheet = self.book.add_worksheet("Lists")
        sheet.freeze_panes(1, 0)
        for facet, position in self.lists.items():
            sheet.set_column(position, position, 24)
            sheet.set_column(position + 1, position + 1, 36)
            sheet.write_string(0, position, facet, self.bold)
            sheet.write_string(0, position + 1, "means", self.bold)
            codes = self.framework.scheme(facet).codes.values()
            for row, code in enumerate(codes, start=1):
                sheet.write_string(row, position, code.code)
                sheet.write_string(row, position + 1, code.label)


def _facets(framework: Framework) -> Iterator[str]:
    """The vocabularies that the tables use, each once, in order."""
    used = (column.scheme for table in TABLES for column in table.columns)
    return iter(dict.fromkeys(facet for facet in used if facet))


def _message(column: Column, codes: Sequence[str]) -> str:
    """The guidance, with the codes themselves where they fit."""
    text = guide(column)
    listed = f"{text} Codes: {', '.join(codes)}."
    if codes and len(listed) <= _LONGEST_MESSAGE:
        return listed
    return text if len(text) <= _LONGEST_MESSAGE else column.help[:_LONGEST_MESSAGE]


def _write(
    sheet: Worksheet, row: int, position: int, value: Value, marks: Format
) -> None:
    """A cell that reads back as the same value: a number only where it is exact."""
    if value is None:
        return
    if isinstance(value, Decimal | int | float) and _exact(value):
        sheet.write_number(row, position, float(value), marks)
    else:
        sheet.write_string(row, position, write_cell(value), marks)


def _exact(value: Decimal | int | float) -> bool:
    """Does the number survive the 15 digits that a spreadsheet keeps?"""
    return not isinstance(value, bool) and Decimal(f"{value:.15G}") == Decimal(
        repr(value) if isinstance(value, float) else value
    )
