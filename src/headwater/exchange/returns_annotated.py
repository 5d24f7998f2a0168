"""A copy of the file that somebody handed over, with what to mend written into it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from headwater.core.plan.assemble import Problem
from headwater.errors import UserError
from headwater.exchange.annotated_workbook import (
    COLUMNS,
    LIST,
    Marks,
    TheirCell,
    TheirSheet,
    explain,
    write_annotated,
)
from headwater.exchange.csv_file import decode
from headwater.exchange.formula_safe import guard, unguard
from headwater.exchange.limits import LARGEST_FILE, MOST_BLANK_ROWS, MOST_COLUMNS
from headwater.exchange.returns_file import open_book
from headwater.exchange.sheet import BadSheet, cannot_open
from headwater.exchange.workbook_guard import Part
from headwater.exchange.write_folder import cannot_write


# Its # keeps the column out when the mended file is handed over as it is.
HEADING = f"# {LIST}"
_PLAIN_NUMBER = re.compile(r"-?[0-9][0-9., ]*", re.ASCII)


def annotate(path: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy of a workbook or CSV file to `out`, with `problems` marked in it.

    The copy of a workbook is a workbook. That of a CSV file is CSV with one column
    more, or a workbook where `out` ends in .xlsx. Raises UserError where the file
    cannot be read, or the copy not be written.
    """
    if out.resolve() == path.resolve():
        raise UserError(
            "The copy would overwrite the file itself.",
            where=f"{path.name}:",
            fix="Give the copy another name.",
        )
    try:
        if path.suffix.casefold() not in (".csv", ".txt"):
            _annotate_workbook(path, problems, out)
        elif out.suffix.casefold() == ".xlsx":
            sheet = TheirSheet(path.name, map(_text_cells, _records(path)))
            write_annotated(out, [sheet], problems)
        else:
            _annotate_csv(path, problems, out)
    except BadSheet as bad:
        raise UserError(f"{bad.rule}.", where=f"{path.name}:", fix=bad.fix) from None
    except OSError as error:
        raise cannot_open(path, error) from None


def _annotate_workbook(path: Path, problems: Sequence[Problem], out: Path) -> None:
    with open_book(path) as (book, parts):
        sheets = (_sheet(each, parts) for each in book.worksheets)
        write_annotated(out, sheets, problems)


def _sheet(worksheet: Any, parts: dict[str, Part]) -> TheirSheet:
    part = parts[worksheet._worksheet_path]
    rows = _rows(worksheet, part)
    return TheirSheet(worksheet.title, rows, worksheet.sheet_state != "visible")


def _rows(worksheet: Any, part: Part) -> Iterator[list[TheirCell]]:
    """The rows down to the last with content, or to where nothing has been for long."""
    if not part.last_row:
        return
    width = min(part.last_column, MOST_COLUMNS)
    blank = 0
    for cells in worksheet.iter_rows(min_row=1, max_row=part.last_row, max_col=width):
        row = [_their(cell) for cell in cells]
        blank = 0 if any(cell.value is not None for cell in row) else blank + 1
        if blank > MOST_BLANK_ROWS:
            return
        yield row


_NOTHING = TheirCell()


def _their(cell: Any) -> TheirCell:
    """The value of a cell; of a formula its text, so that it cannot run."""
    value = cell.value
    if value is None:
        return _NOTHING
    if cell.data_type == "f" and not isinstance(value, str):
        value = getattr(value, "text", "") or "="
    return TheirCell(value, cell.number_format or "General")


def _records(path: Path) -> Iterator[list[str]]:
    """The records of a CSV file, as many as can be read. Raises BadSheet."""
    with path.open("rb") as file:
        text, _ = decode(file.read(LARGEST_FILE))
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            yield next(records)
        except (StopIteration, csv.Error):  # from a torn row on nothing was read
            return


def _text_cells(record: Sequence[str]) -> list[TheirCell]:
    return [TheirCell(unguard(text), "@") if text else _NOTHING for text in record]


def _annotate_csv(path: Path, problems: Sequence[Problem], out: Path) -> None:
    lines = _annotated_lines(_records(path), path.name, problems)
    first = next(lines, None)  # what cannot be read is refused before we write
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if first is not None:
                writer.writerow(first)
            writer.writerows(lines)
    except OSError:
        raise cannot_write(out) from None


def _annotated_lines(
    records: Iterator[list[str]], name: str, problems: Sequence[Problem]
) -> Iterator[list[str]]:
    """Each record with one cell more, then the list in rows that start with #."""
    marks = Marks(p for p in problems if p.sheet == name)
    width = 0
    for number, record in enumerate(records, start=1):
        texts = [_safe(text) for text in record]
        if marks.see(number, record):
            width = len(texts)
            yield [*texts, HEADING]
            continue
        wrong = [p for found in marks.of(number).values() for p in found]
        said = " | ".join(f"{p.column}: {explain([p])}" for p in wrong)
        padding = [""] * (width - len(texts))
        yield [*texts, *padding, said] if width and texts else texts
    yield ["# " + LIST, *COLUMNS[1:]]
    for p in problems:
        yield [
            f"# {p.sheet}",
            *map(_safe, (str(p.row), p.column, p.value, p.rule, p.fix)),
        ]


def _safe(text: str) -> str:
    """A cell that no spreadsheet runs; a plain number below zero is none of those."""
    return text if _PLAIN_NUMBER.fullmatch(text) else guard(unguard(text))
