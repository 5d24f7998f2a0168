"""The page of returns says what the code declares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from headwater.core.returns.periods import read_period
from headwater.core.returns.states import MOVES, Allowed
from headwater.core.returns.table import RETURN
from headwater.core.returns.values import Reason


PAGE = (Path(__file__).parents[2] / "docs/reference/returns.md").read_text("utf-8")


def needs(row: Allowed) -> str:
    said = {
        "a note": row.note,
        "an open window": row.in_window,
        "another person": row.other_person,
    }
    return ", ".join(word for word, holds in said.items() if holds)


@pytest.mark.parametrize("row", MOVES, ids=lambda row: f"{row.starts[0]} {row.move}")
def test_every_move_stands_in_the_table(row: Allowed) -> None:
    cells = (", ".join(row.starts), row.move, row.to or "stays", row.role, needs(row))
    assert f"| {' | '.join(cells)} |" in PAGE


def test_no_other_move_stands_there() -> None:
    table = PAGE.split("where it stands then", 1)[1].split("## The file")[0]
    assert table.count("\n| ") == len(MOVES)


def test_every_column_stands_there() -> None:
    for column in RETURN.columns:
        needed = "yes" if column.required else ""
        assert f"| {column.heading} | {needed} | {column.help} |" in PAGE


def test_every_reason_stands_there() -> None:
    assert f"Reasons for a blank: {', '.join(Reason)}." in PAGE


def test_every_period_is_read() -> None:
    table = PAGE.split("| written | is |")[1].split("A period has a window")[0]
    written = re.findall(r"^\| ([0-9]\S*) \|", table, re.MULTILINE)
    assert len(written) == 7
    for code in written:
        assert read_period(code).code == code
