"""One organisation's return to fill in: a workbook or a CSV file, filled as it stands.

`read_return` reads either back as the same values.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Column
from headwater.core.returns.asked import Asked
from headwater.core.returns.form import Form, Line
from headwater.core.returns.table import ONLY_TO_READ, RETURN
from headwater.core.returns.values import (
    Blank,
    Entry,
    Number,
    Ratio,
    Reason,
    Text,
    Value,
    write_breakdown,
)
from headwater.exchange.formula_safe import guard
from headwater.exchange.returns_file import META, VERSIONS, versions_of
from headwater.exchange.write_folder import cannot_write


# XlsxWriter has no types of its own, and is imported only when it is needed.
Workbook = Any
Worksheet = Any

# A fixed date, so that the same return gives the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a label, not a moment
_ROOM = 1_000  # rows below the last that still get drop-downs
_LONGEST = 80  # characters of a last value in words
_NUMBERS = frozenset({"value", "numerator", "denominator"})
_WIDTHS = {"measure_name": 36, "definition": 48, "value": 14, "comment": 40}
_WIDTH = 18
_DIGITS = 15  # as many as a spreadsheet keeps

Cell = str | Decimal


def return_as_workbook(path: Path, form: Form) -> None:
    """Write the return as an XLSX workbook: the sheets Return and Meta.

    Raises UserError where it cannot be written there.
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
            book.set_properties({"title": _title(form), "created": _MADE})
            _Template(book, form).write()
    except xlsxwriter.exceptions.FileCreateError:
        raise cannot_write(path) from None


def return_as_csv(form: Form) -> str:
    """The return as CSV text; what Meta says stands above it, in rows that start
    with #. Write it as UTF-8 with a byte-order mark, or Excel misreads accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for name, text in meta_of(form):
        writer.writerow([f"# {name}", guard(text)])
    writer.writerow([column.heading for column in RETURN.columns])
    writer.writerow(_guidance())
    for line in form.lines:
        writer.writerow([_csv_cell(cell) for cell in _cells(form, line).values()])
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    return write_cell(cell) if isinstance(cell, Decimal) else guard(cell)


def meta_of(form: Form) -> Iterator[tuple[str, str]]:
    """Who, when, by which definitions and under which licence."""
    yield "plan_id", form.plan
    yield "plan", form.plan_title
    yield "organisation", form.organisation
    yield "organisation_name", form.organisation_name
    yield "period", form.period.code
    yield "period_first_day", form.period.first.isoformat()
    yield "period_last_day", form.period.last.isoformat()
    yield "due", form.due.isoformat()
    yield VERSIONS, versions_of(form)
    yield "licence", form.licence
    yield "notice", form.notice


def _title(form: Form) -> str:
    return f"{form.organisation_name}: return for {form.period.words}"


def _guidance() -> list[str]:
    """The row under the headings; its # keeps it out of the return."""
    first, *rest = RETURN.columns
    return [f"# {first.help}", *(column.help for column in rest)]


def _cells(form: Form, line: Line) -> dict[str, Cell]:
    """The cells of one line by column, in order; blank ones are empty texts."""
    asked = line.asked
    cells: dict[str, Cell] = dict.fromkeys([c.name for c in RETURN.columns], "")
    cells |= {
        "organisation": form.organisation,
        "period": form.period.code,
        "measure": asked.measure,
        "measure_name": asked.name,
        "definition": asked.definition,
        "unit": asked.unit,
        "breakdown": write_breakdown(line.key.breakdown),
        "last_value": _last(line.last),
    }
    return cells | (_written(line.now) if line.now else {})


def _written(entry: Entry) -> dict[str, Cell]:
    value, comment = entry.value, {"comment": entry.comment}
    if isinstance(value, Number):
        return {"value": value.value, **comment}
    if isinstance(value, Ratio):
        parts = {"numerator": value.numerator, "denominator": value.denominator}
        return {**parts, **comment}
    if isinstance(value, Blank):
        return {"blank_reason": str(value.reason), **comment}
    return {"value": value.text, **comment}


def _last(entry: Entry | None) -> str:
    return f"{_say(entry.value)} ({entry.key.period})" if entry else ""


def _say(value: Value) -> str:
    if isinstance(value, Number):
        return write_cell(value.value)
    if isinstance(value, Ratio):
        return f"{write_cell(value.numerator)} of {write_cell(value.denominator)}"
    if isinstance(value, Text):
        return value.text[:_LONGEST]
    return value.reason.words


class _Template:
    """Writes the two sheets of one workbook."""

    def __init__(self, book: Workbook, form: Form) -> None:
        self.book, self.form = book, form
        top = {"valign": "top"}
        wrap = {**top, "text_wrap": True}
        self.bold = book.add_format({**wrap, "bold": True, "bottom": 1})
        self.help = book.add_format({**wrap, "italic": True, "bottom": 1})
        self.text = book.add_format({**wrap, "num_format": "@"})
        self.number = book.add_format(top)
        # Colour is never alone: the headings say which cells are only to read.
        self.read = book.add_format({**wrap, "num_format": "@", "bg_color": "#F3F2F1"})

    def write(self) -> None:
        self._return()
        self._meta()

    def _return(self) -> None:
        sheet = self.book.add_worksheet(RETURN.title)
        sheet.freeze_panes(2, 4)
        sheet.set_row(1, 75)
        for at, (column, text) in enumerate(
            zip(RETURN.columns, _guidance(), strict=True)
        ):
            self._column(sheet, at, column)
            sheet.write_string(0, at, column.heading, self.bold)
            sheet.write_string(1, at, text, self.help)
        for row, line in enumerate(self.form.lines, start=2):
            for at, (name, cell) in enumerate(_cells(self.form, line).items()):
                self._cell(sheet, row, at, cell, self._format(name, line.asked))

    def _column(self, sheet: Worksheet, at: int, column: Column) -> None:
        width = _WIDTHS.get(column.name, _WIDTH)
        form = self.number if column.name in _NUMBERS else self.text
        sheet.set_column(at, at, width, form)
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.heading,
            "input_message": column.help,
        }
        if column.name == "blank_reason":
            # Words are read as well as codes, so another text is no error here.
            rule |= {"validate": "list", "source": list(Reason), "show_error": False}
        sheet.data_validation(2, at, len(self.form.lines) + _ROOM, at, rule)

    def _format(self, name: str, asked: Asked) -> Any:
        """Grey for what is only to read, and for cells that the measure has not."""
        unused = {"value"} if asked.of_two_numbers else {"numerator", "denominator"}
        if name in ONLY_TO_READ or (name in unused and asked.kind != "mean"):
            return self.read
        return self.number if name in _NUMBERS and not asked.in_words else self.text

    def _cell(self, sheet: Worksheet, row: int, at: int, cell: Cell, form: Any) -> None:
        if isinstance(cell, Decimal) and _exact(cell):
            sheet.write_number(row, at, float(cell), form)
        elif text := cell if isinstance(cell, str) else write_cell(cell):
            sheet.write_string(row, at, text, form)
        else:
            sheet.write_blank(row, at, None, form)

    def _meta(self) -> None:
        sheet = self.book.add_worksheet(META)
        sheet.set_column(0, 0, 24, self.text)
        sheet.set_column(1, 1, 80, self.text)
        for row, (name, text) in enumerate(meta_of(self.form)):
            sheet.write_string(row, 0, name, self.bold)
            sheet.write_string(row, 1, text, self.text)


def _exact(value: Decimal) -> bool:
    """Does the number survive the digits that a spreadsheet keeps?"""
    return Decimal(f"{value:.{_DIGITS}G}") == value
