"""A copy of somebody's sheets in which faulty cells are marked and explained.

Written row by row. Whatever was a formula is the text of it: nothing in the copy can
run. A marked cell has a thick border and a comment, so that colour is never alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from headwater.core.plan.assemble import Problem
from headwater.core.returns.table import RETURN
from headwater.exchange import headings
from headwater.exchange.sheet import Line
from headwater.exchange.write_folder import cannot_write


# XlsxWriter has no types of its own, and is imported only when it is needed.
Workbook = Any
Worksheet = Any

LIST = "What to mend"
COLUMNS = ("Sheet", "Row", "Column", "Value", "What is wrong", "What to do")
_LIST_WIDTHS = (18, 8, 18, 24, 60, 60)
_WIDTH = 18
_LONGEST = 32_767  # characters that a cell holds
_FIRST_YEAR = 1900  # a spreadsheet knows no day before it
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_MARK = {"bg_color": "#FFE3D6", "border": 2, "border_color": "#A8320A"}
_COMMENT = {"author": "Headwater", "x_scale": 2, "y_scale": 1.5}


@dataclass(frozen=True, slots=True)
class TheirCell:
    """A cell as it was: its value, never a formula, and how it was shown."""

    value: object = None
    shown: str = "General"

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else str(self.value or "")


@dataclass(frozen=True)
class TheirSheet:
    """A sheet as it was, its rows to be read once, from the first row on."""

    name: str
    rows: Iterator[Sequence[TheirCell]]
    hidden: bool = False


def write_annotated(
    out: Path, sheets: Iterable[TheirSheet], problems: Sequence[Problem]
) -> None:
    """Write the sheets with their faulty cells marked, and a sheet that lists all.

    Raises UserError where it cannot be written there.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    _must_be_writable(out)
    try:
        with xlsxwriter.Workbook(str(out), options) as book:
            _Copy(book, problems).write(sheets)
    except BaseException:
        out.unlink(missing_ok=True)  # half a copy is none
        raise


def _must_be_writable(out: Path) -> None:
    """Known before anything is written: the library leaves its parts lying about."""
    try:
        out.open("wb").close()
    except OSError:
        raise cannot_write(out) from None


class Marks:
    """The problems of one sheet by row and position; a heading gives the position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.by_row: dict[int, list[Problem]] = {}
        for problem in problems:
            self.by_row.setdefault(problem.row, []).append(problem)
        self.columns: dict[str, int] = {}

    def see(self, number: int, texts: Sequence[str]) -> bool:
        """Is this row the headings? From here on, their columns are known."""
        line = Line(number, texts)
        if self.columns or line.blank or not headings.is_headings(RETURN, line):
            return False
        for at, text in enumerate(texts):
            self.columns.setdefault(" ".join(text.split()), at)
        return True

    def of(self, number: int, seen: bool = False) -> dict[int, list[Problem]]:
        """What is wrong in a row, by position; with its headings, of whole columns."""
        found: dict[int, list[Problem]] = {}
        problems = self.by_row.get(number, [])
        if seen:
            whole = self.by_row.get(0, [])
            problems = problems + [p for p in whole if p.column in self.columns]
        for problem in problems:
            found.setdefault(self.columns.get(problem.column, 0), []).append(problem)
        return found


def explain(problems: Iterable[Problem]) -> str:
    """What is wrong with a cell and what to do, as one text."""
    return "\n".join(f"{problem.rule}. {problem.fix}" for problem in problems)


class _Copy:
    """Writes one workbook, sheet by sheet."""

    def __init__(self, book: Workbook, problems: Sequence[Problem]) -> None:
        self.book, self.problems = book, problems
        self.names: set[str] = set()
        self.formats: dict[tuple[str, bool], Any] = {}

    def write(self, sheets: Iterable[TheirSheet]) -> None:
        for sheet in sheets:
            self._sheet(sheet)
        self._list()

    def _sheet(self, theirs: TheirSheet) -> None:
        sheet = self.book.add_worksheet(self._name(theirs.name))
        if theirs.hidden:
            sheet.hide()
        marks = Marks(p for p in self.problems if p.sheet == theirs.name)
        for number, cells in enumerate(theirs.rows, start=1):
            seen = not marks.columns and marks.see(number, [c.text for c in cells])
            wrong = marks.of(number, seen)
            self._row(sheet, number - 1, cells, wrong)

    def _row(
        self,
        sheet: Worksheet,
        row: int,
        cells: Sequence[TheirCell],
        wrong: Mapping[int, list[Problem]],
    ) -> None:
        for at, cell in enumerate(cells):
            if cell.value is not None or at in wrong:
                self._cell(sheet, row, at, cell, at in wrong)
        for at, problems in wrong.items():
            if at >= len(cells):
                self._cell(sheet, row, at, TheirCell(), True)
            sheet.write_comment(row, at, explain(problems)[:_LONGEST], _COMMENT)

    def _cell(
        self, sheet: Worksheet, row: int, at: int, cell: TheirCell, wrong: bool
    ) -> None:
        value, form = cell.value, self._format(cell.shown, wrong)
        if value is None:
            sheet.write_blank(row, at, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, at, value, form)
        elif isinstance(value, int | float):
            sheet.write_number(row, at, value, form)
        elif _is_moment(value):
            sheet.write_datetime(row, at, value, form)
        else:
            sheet.write_string(row, at, str(value)[:_LONGEST], form)

    def _format(self, shown: str, wrong: bool) -> Any:
        if (shown, wrong) not in self.formats:
            looks = {"num_format": shown} | (_MARK if wrong else {})
            self.formats[shown, wrong] = self.book.add_format(looks)
        return self.formats[shown, wrong]

    def _name(self, wanted: str) -> str:
        """The name of a sheet, made fit and different from those before it."""
        plain = _NOT_IN_NAMES.sub("_", wanted)[:31] or "Sheet"
        found, number = plain, 1
        while found.casefold() in self.names | {"history"}:
            number += 1
            found = f"{plain[:27]} {number}"
        self.names.add(found.casefold())
        return found

    def _list(self) -> None:
        sheet = self.book.add_worksheet(self._name(LIST))
        bold = self.book.add_format({"bold": True, "bottom": 1})
        wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        for at, (heading, width) in enumerate(zip(COLUMNS, _LIST_WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, heading, bold)
        for row, p in enumerate(self.problems, start=1):
            sheet.write_string(row, 0, p.sheet, wrap)
            if p.row:
                sheet.write_number(row, 1, p.row, wrap)
            for at, text in enumerate((p.column, p.value, p.rule, p.fix), start=2):
                sheet.write_string(row, at, text, wrap)
        sheet.freeze_panes(1, 0)
        sheet.activate()


def _is_moment(value: object) -> bool:
    if isinstance(value, date | datetime):
        return value.year > _FIRST_YEAR
    return isinstance(value, time | timedelta)
