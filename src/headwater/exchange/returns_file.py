"""A filled-in return, as an XLSX workbook or a CSV file, becomes its values.

It is read row by row in one pass. Columns may stand in any order, and those that are
not ours are said and not read. What is wrong with a cell is kept with its place, what
is wrong with one row never touches another, and nothing in the file says who sent it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from headwater.core.plan.assemble import MOST_PROBLEMS, Problem
from headwater.core.returns.form import Form
from headwater.core.returns.table import RETURN
from headwater.core.returns.values import Entry, Key, Origin
from headwater.errors import UserError
from headwater.exchange import headings
from headwater.exchange.csv_file import WINDOWS, first_beyond_ascii, read_csv
from headwater.exchange.headings import Headings, plain_name
from headwater.exchange.limits import LARGEST_FILE, MOST_RETURN_ROWS
from headwater.exchange.returns_rows import RowReader
from headwater.exchange.sheet import BadSheet, Line, Remark, Sheet, cannot_open
from headwater.exchange.workbook import CONTRADICTION, sheet_lines
from headwater.exchange.workbook_guard import Part, damaged, inspect


Progress = Callable[[int, int], None]  # rows read, of how many at most
STEP = 1_000  # rows between two words of progress
META, VERSIONS = "Meta", "definition_versions"
# What the sheet Meta says of the return, and must not say of another.
META_SAYS = {"plan_id": "plan", "organisation": "organisation", "period": "period"}


@dataclass(frozen=True)
class ReturnRead:
    """What a file held for one return, and the receipt for it.

    `entries` has each key once; `unanswered` are rows with neither value nor reason.
    Rows with a problem are in neither. `columns` are ours, `unknown` are not.
    """

    name: str
    sheet: str
    entries: tuple[Entry, ...]
    unanswered: tuple[Key, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
    rows: int
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    sha256: str


def read_return(
    path: Path, form: Form, *, by: str = "", progress: Progress | None = None
) -> ReturnRead:
    """Read a file for the return that `form` asks. `by` is who handed it over.

    `progress` hears of every thousand rows. Raises UserError where the file itself
    cannot be read; all else is a problem with sheet, row, column, value, rule and fix.
    """
    path = Path(path)
    progress = progress or _nobody
    try:
        if path.suffix.casefold() in (".csv", ".txt"):
            return _read_csv(path, form, by, progress)
        return _read_workbook(path, form, by, progress)
    except OSError as error:
        raise cannot_open(path, error) from None


def _nobody(done: int, of: int) -> None:
    """Nobody wants to hear how far it is."""


def _told(sheet: Sheet, progress: Progress, of: int) -> Sheet:
    """The sheet, which says how far it has been read."""
    return replace(sheet, lines=_telling(sheet.lines, progress, of))


def _telling(lines: Iterator[Line], progress: Progress, of: int) -> Iterator[Line]:
    for line in lines:
        if line.number % STEP == 0:
            progress(min(line.number, of), of)
        yield line


def _read_csv(path: Path, form: Form, by: str, progress: Progress) -> ReturnRead:
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    reading = _Reading(path.name, form, by, sha256(content).hexdigest())
    try:
        sheet = read_csv(path.name, content)
    except BadSheet as bad:
        reading.refuse(path.name, bad)
        return reading.done(path.name)
    if sheet.encoding == WINDOWS:
        reading.remarks.append(_say_windows(path.name, content))
    reading.read(_told(sheet, progress, content.count(b"\n") + 1))
    return reading.done(path.name)


def _say_windows(name: str, content: bytes) -> Remark:
    return Remark(
        name,
        first_beyond_ascii(content),
        "",
        "The file is not UTF-8; it was read as Windows-1252.",
        "Look at accents and pound signs, the first of which is in this row.",
    )


def _read_workbook(path: Path, form: Form, by: str, progress: Progress) -> ReturnRead:
    with open_book(path) as (book, parts):
        reading = _Reading(path.name, form, by, _hash(path))
        sheets = {plain_name(sheet.title): sheet for sheet in book.worksheets}
        found = sheets.get(RETURN.name)
        if found is None:
            raise _no_sheet(path.name, book.sheetnames)
        if meta := sheets.get(plain_name(META)):
            lines = list(sheet_lines(meta, parts[meta._worksheet_path]))
            reading.problems += _other_return(form, meta.title, lines)
            reading.remarks += _other_versions(form, meta.title, lines)
        if found.sheet_state != "visible":
            reading.remarks.append(_say_hidden(found.title))
        part = parts[found._worksheet_path]
        sheet = Sheet(found.title, sheet_lines(found, part))
        reading.read(_told(sheet, progress, part.last_row))
        return reading.done(found.title)


def _say_hidden(sheet: str) -> Remark:
    return Remark(
        sheet,
        0,
        "",
        "This sheet is hidden; it was read all the same.",
        "Show it and look at it, or delete it if it should not count.",
    )


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@contextmanager
def open_book(path: Path) -> Iterator[tuple[Any, dict[str, Part]]]:
    """A workbook to be read row by row, once it has been looked at. Raises UserError
    where it is unsafe, damaged or no workbook, also while it is read."""
    from openpyxl import load_workbook

    parts = inspect(path)
    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep (charts, drop-downs) we do not read.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, keep_links=False)
            try:
                yield book, parts
            finally:
                book.close()
    except (*CONTRADICTION, ParseError):
        raise damaged(path.name) from None


def _no_sheet(name: str, sheets: list[str]) -> UserError:
    found = ", ".join(sheets[:6]) or "none"
    return UserError(
        f"No sheet of this workbook is called {RETURN.title} (it has: {found}).",
        where=f"{name}:",
        fix=f"Call the sheet with your values {RETURN.title}, or fill in the template.",
    )


def _other_return(form: Form, sheet: str, meta: Iterable[Line]) -> Iterator[Problem]:
    """Where the sheet Meta names another plan, organisation or period."""
    ours = {
        "plan_id": form.plan,
        "organisation": form.organisation,
        "period": form.period.code,
    }
    for line in meta:
        name, said = line.text(0).strip(), line.text(1).strip()
        wanted = ours.get(name)
        if wanted and said and said.casefold() != wanted.casefold():
            yield Problem(
                sheet,
                line.number,
                name,
                said,
                f"This file is for another {META_SAYS[name]}; you are filling in "
                f"{wanted}",
                "Choose the return that the file is for, or fill in the template of "
                "this one.",
            )


def versions_of(form: Form) -> str:
    """The version of each definition, as the sheet Meta has them."""
    asked = form.asked.values()
    return "; ".join(f"{each.measure}: {each.version or 'not said'}" for each in asked)


def _other_versions(form: Form, sheet: str, meta: Iterable[Line]) -> Iterator[Remark]:
    """Where a definition has changed since the template was made."""
    now = set(versions_of(form).split("; "))
    for line in meta:
        was = line.text(1).strip()
        if line.text(0).strip() == VERSIONS and was and (old := _less(was, now)):
            says = f"Definitions have changed since this file was made: {old}."
            fix = "See that the figures are still what the measure asks for."
            yield Remark(sheet, line.number, VERSIONS, says, fix)


def _less(was: str, now: set[str]) -> str:
    """Versions of measures that are asked still, and by another definition."""
    names = {each.partition(":")[0] for each in now}
    old = [each for each in was.split("; ") if each not in now]
    return "; ".join(each for each in old if each.partition(":")[0] in names)


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, name: str, form: Form, by: str, sha: str) -> None:
        self.name, self.form, self.sha = name, form, sha
        self.origin = Origin("file", by, sha)
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.found = Headings()
        self.rows: RowReader | None = None
        self.count = 0

    def read(self, sheet: Sheet) -> None:
        """Every row under the headings; a sheet that ends badly is refused."""
        try:
            self._read(sheet)
        except BadSheet as bad:
            self.refuse(sheet.name, bad)

    def refuse(self, name: str, bad: BadSheet) -> None:
        self.problems.append(Problem(name, bad.row, "", bad.value, bad.rule, bad.fix))

    def _read(self, sheet: Sheet) -> None:
        for line in sheet.lines:
            if not line.blank and headings.is_headings(RETURN, line):
                self.found = headings.match(RETURN, sheet.name, line)
                break
        self.problems += self.found.problems
        self.remarks += self.found.remarks
        missing = list(headings.missing(RETURN, sheet.name, self.found))
        self.problems += missing
        if missing or self.found.problems:
            return
        self.rows = RowReader(self.form, sheet.name, self.found, self.origin)
        for line in sheet.lines:
            if line.blank or line.text(0).startswith("#"):
                continue
            self.count += 1
            if self.count > MOST_RETURN_ROWS:
                raise _too_many(line.number)
            self.rows.read(line)

    def done(self, sheet: str) -> ReturnRead:
        rows = self.rows
        problems = (*self.problems, *(rows.problems if rows else ()))
        return ReturnRead(
            self.name,
            sheet,
            tuple(rows.entries()) if rows else (),
            tuple(rows.unanswered()) if rows else (),
            _at_most(problems),
            tuple(self.remarks),
            self.count,
            tuple(column.name for column in self.found.columns.values()),
            tuple(self.found.unknown.values()),
            self.sha,
        )


def _at_most(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    more = Problem(
        problems[0].sheet,
        0,
        "",
        "",
        f"There are more than {MOST_PROBLEMS:,} things to mend, and the rest are not "
        "listed",
        "Mend these first, then read the file again.",
    )
    return (*problems[:MOST_PROBLEMS], more)


def _too_many(row: int) -> BadSheet:
    return BadSheet(
        row,
        "",
        f"More than {MOST_RETURN_ROWS:,} rows, the most that we read in one return",
        "Take out the rows that do not belong to it.",
    )
