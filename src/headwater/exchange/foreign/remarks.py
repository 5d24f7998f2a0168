"""A copy of their own file with our remarks beside the rows to mend."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from headwater.core.plan.assemble import Problem
from headwater.errors import UserError
from headwater.exchange.csv_file import decode
from headwater.exchange.foreign.grids import separator
from headwater.exchange.foreign.workbook_marks import read_marks
from headwater.exchange.workbook_guard import inspect


_MOST_MERGED_CELLS = 200_000
HEADING = "What to mend (Headwater)"


def annotated_copy(path: Path, problems: Iterable[Problem], out: Path) -> Path:
    """Write a copy of a CSV or XLSX file with one more column of remarks.

    Their cells stay as they are. Charts and pictures of a workbook are not in
    the copy. The file itself is never written to.
    """
    if out.resolve() == path.resolve():
        raise UserError(
            "The copy would overwrite your own file.",
            where=f"{out.name}:",
            fix="Give the copy another name.",
        )
    said = _by_place(problems)
    if path.suffix.casefold() == ".xlsx":
        _annotate_workbook(path, said, out)
    else:
        _annotate_csv(path, said, out)
    return out


def _by_place(problems: Iterable[Problem]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], list[str]] = {}
    for problem in problems:
        where = f"{problem.column}: " if problem.column else ""
        text = f"{where}{problem.rule}. {problem.fix}"
        found.setdefault((problem.sheet, problem.row or 1), []).append(text)
    return {place: "\n".join(texts) for place, texts in found.items()}


def _annotate_csv(path: Path, said: Mapping[tuple[str, int], str], out: Path) -> None:
    text, _ = decode(path.read_bytes())
    sign = separator(text)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    width = max((len(record) for record in records), default=0)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=sign)
        for number, record in enumerate(records, start=1):
            remark = said.get((path.stem, number), "")
            if remark:
                record = [*record, *[""] * (width - len(record)), remark]
            writer.writerow(record)


def _annotate_workbook(
    path: Path, said: Mapping[tuple[str, int], str], out: Path
) -> None:
    from openpyxl import load_workbook

    _refuse_huge_ranges(path)
    with warnings.catch_warnings():
        # What openpyxl cannot keep is said in the docstring and the guide.
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    for sheet in book.worksheets:
        rows = {row: text for (name, row), text in said.items() if name == sheet.title}
        if rows:
            _add_column(sheet, rows)
    book.save(out)


def _refuse_huge_ranges(path: Path) -> None:
    """Writing makes every cell of a merged range; a range can name a billion."""
    parts = inspect(path)
    with zipfile.ZipFile(path) as archive:
        for name in parts:
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            with archive.open(name) as stream:
                cells = sum(map(_size, read_marks(stream).merged))
            if cells > _MOST_MERGED_CELLS:
                raise UserError(
                    f"Cells are merged over {cells:,} places, so no copy was made.",
                    where=f"{path.name}:",
                    fix="Unmerge what reaches over the whole sheet. The list of "
                    "remarks is the same without the copy.",
                )


def _size(merged: tuple[int, int, int, int]) -> int:
    first_row, first, last_row, last = merged
    return (last_row - first_row + 1) * (last - first + 1)


def _add_column(sheet: Any, rows: Mapping[int, str]) -> None:
    from openpyxl.styles import Alignment, PatternFill

    column = sheet.max_column + 1
    sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 60
    for row, text in rows.items():
        cell = sheet.cell(row, column, f"{HEADING}: {text}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="FFF2CC")
