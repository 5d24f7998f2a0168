"""Files as people hand them over, made for one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from headwater.core.framework.load import load_framework
from headwater.core.plan.assemble import Problem
from headwater.exchange.intake import Intake, read_plan


PLAN = "plan_id,title\np,A plan\n"
PLAN_SHEET = (("plan_id", "title"), ("p", "A plan"))
ACTIONS = ("action_id", "title")


def read(path: Path, *, partial: bool = False) -> Intake:
    return read_plan(path, load_framework(), partial=partial)


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of CSV files, with a plan.csv where none is given."""
    for name, content in ({"plan": PLAN} | files).items():
        data = content.encode() if isinstance(content, str) else content
        (path / f"{name}.csv").write_bytes(data)
    return path


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    finish: Callable[[Workbook], None] = lambda book: None,
) -> Path:
    """A workbook with these rows, with a plan where none is given."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in ({"plan": PLAN_SHEET} | dict(sheets)).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    finish(book)
    book.save(path / "plan.xlsx")
    return path / "plan.xlsx"


def only(intake: Intake) -> Problem:
    """The one problem of a plan that was refused."""
    assert intake.plan is None
    assert len(intake.problems) == 1, intake.problems
    return intake.problems[0]
