"""Read every sheet of a file as rows of text, whatever its layout."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from headwater.errors import UserError
from headwater.exchange.csv_file import WINDOWS, decode
from headwater.exchange.foreign.grid import Grid
from headwater.exchange.limits import LARGEST_FILE, MEGABYTE, MOST_COLUMNS, MOST_ROWS
from headwater.exchange.sheet import BadSheet
from headwater.exchange.workbook_guard import DAMAGE, damaged


SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072  # characters; beyond it a quotation mark is likely unclosed
_LOOKED_AT = 40  # records that say which separator is used
_CONTRADICTION = (*DAMAGE, KeyError, IndexError, ValueError, TypeError, AttributeError)


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of an XLSX workbook, or the one table of a CSV file.

    Raises UserError where the file cannot be read safely.
    """
    if not path.is_file():
        raise UserError(
            "There is no file of that name.",
            where=f"{path.name}:",
            fix="Look at the spelling, and at the folder that you are in.",
        )
    if path.suffix.casefold() in (".csv", ".tsv", ".txt"):
        return [_csv_grid(path)]
    return _workbook_grids(path)


def _workbook_grids(path: Path) -> list[Grid]:
    from headwater.exchange.foreign.workbook_grids import workbook_grids

    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep (charts, drop-downs) we do not read.
            warnings.simplefilter("ignore")
            return workbook_grids(path)
    except (*_CONTRADICTION, ParseError):
        raise damaged(path.name) from None


def _csv_grid(path: Path) -> Grid:
    text, encoding = _text(path)
    rows = tuple(_records(path.name, text, separator(text)))
    says = "Read as Windows-1252, not UTF-8." if encoding == WINDOWS else ""
    return Grid(path.stem, rows, says=says)


def _text(path: Path) -> tuple[str, str]:
    if path.stat().st_size > LARGEST_FILE:
        raise UserError(
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB.",
            where=f"{path.name}:",
            fix="Take out the rows that do not belong to the plan.",
        )
    try:
        return decode(path.read_bytes())
    except BadSheet as bad:
        where = f"{path.name}, line {bad.row}:" if bad.row else f"{path.name}:"
        raise UserError(f"{bad.rule}.", where=where, fix=bad.fix) from None


def separator(text: str) -> str:
    """The sign between cells: the one that makes the most of the first records."""
    return max(SEPARATORS, key=lambda sign: _cells_made(text, sign))


def _cells_made(text: str, sign: str) -> int:
    """Cells in records that hold at least as many as half of the widest."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths: list[int] = []
    try:
        for _, record in zip(range(_LOOKED_AT), records, strict=False):
            widths.append(sum(1 for cell in record if cell.strip()))
    except csv.Error:
        pass  # the reading itself will say what is wrong
    return sum(width for width in widths if width > 1)


def _records(name: str, text: str, sign: str) -> Iterator[tuple[str, ...]]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    number = 0
    while True:
        number += 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error:
            raise _torn(name, number) from None
        if number > MOST_ROWS:
            raise UserError(
                f"The file has more than {MOST_ROWS:,} rows.",
                where=f"{name}:",
                fix="Take out the rows that do not belong to the plan.",
            )
        yield tuple(cell.strip() for cell in cells[:MOST_COLUMNS])


def _torn(name: str, number: int) -> UserError:
    return UserError(
        f"A cell holds more than {LONGEST_CELL:,} characters, or the file is torn.",
        where=f"{name}, record {number}:",
        fix="Look for a quotation mark that is never closed; put long texts into "
        "a document and give the link.",
    )
