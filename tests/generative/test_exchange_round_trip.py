"""Whatever a plan holds, it is the same plan after a trip through a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from handed import read
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from headwater.core.framework.load import load_framework
from headwater.core.plan.assemble import RawRow, RawTable, assemble
from headwater.core.plan.cells import BadCell, read_cell, write_cell
from headwater.core.plan.columns import Column, Kind, Table
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.exchange.formula_safe import guard, unguard
from headwater.exchange.template import write_template
from headwater.exchange.write_folder import write_folder


LONDON = load_framework()
Cells = dict[str, str]

# No text of a plan holds control characters; openpyxl drops 'x005F_' anywhere.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30
).filter(lambda text: "x005F_" not in text)
# What hurts most: formulas, quotes, separators, escapes, the words for nothing.
HARD = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''",
        "-5",
        "@x",
        "+44",
        '"',
        "a,b",
        "a;b",
        "#a",
        "#REF!",
        "TRUE",
        "none",
        "None of these",
        "1/2/2025",
        "007",
        "1e5",
        "_x0041_",
        "\u200e",
        "\ufeff",
        "x\u2028y",
        "line\nline",
    ]
)
DATES = st.sampled_from(
    ["2025", "2025-04", "2025-04-01", "Q3 2025/26", "ongoing", "by end of 2027", "none"]
)
BY_KIND: dict[Kind, st.SearchStrategy[str]] = {
    Kind.ID: st.from_regex(r"[A-Za-z0-9=+@'-][A-Za-z0-9=+@' -]{0,8}", fullmatch=True),
    Kind.TEXT: TEXTS | HARD,
    Kind.PROSE: TEXTS | HARD,
    Kind.WORDS: st.lists(TEXTS | HARD, max_size=3).map("; ".join),
    Kind.PLACES: st.sampled_from(["E12000007", "E09000001; E09000002", "none"]),
    Kind.DATE: DATES,
    Kind.MONEY: st.decimals(0, 10**15 - 1, places=2).map(str),
    Kind.WHOLE: st.integers(0, 10**15 - 1).map(str),
    Kind.NUMBER: st.floats(-1e14, 1e14, allow_nan=False).map(lambda n: f"{n:.17f}"),
    Kind.YESNO: st.sampled_from(["yes", "no", "TRUE"]),
}


def readable(column: Column) -> Callable[[str], bool]:
    """Only texts that the gate lets in, and that are there where they must be."""

    def check(text: str) -> bool:
        try:
            value = read_cell(column, text)
        except BadCell:
            return False
        return not column.required or value not in (None, "", ())

    return check


@cache
def a_text(column: Column) -> st.SearchStrategy[str]:
    """A cell that refers to no row."""
    if column.scheme:
        one = st.sampled_from(list(LONDON.scheme(column.scheme).codes))
        many = st.lists(one, max_size=4).map("; ".join)
        return one if column.kind is Kind.CODE else many
    if column.name == "table":
        return st.sampled_from(list(BY_NAME))
    if column.name in {"start", "in_force"}:
        return st.sampled_from(["2024", "2024-02", "2024-12-31"])
    return BY_KIND[column.kind].filter(readable(column))


def a_reference(column: Column, known: list[str]) -> st.SearchStrategy[str]:
    if not known:
        return st.just("")
    one = st.sampled_from(known)
    return one if column.kind is Kind.REF else st.lists(one, max_size=3).map("; ".join)


@st.composite
def a_row(draw: Any, table: Table, ids: dict[str, list[str]]) -> Cells:
    """What must be there, and up to ten other cells."""
    columns = [c for c in table.columns if c.required]
    others = [c for c in table.columns if not c.required]
    if others:
        columns += draw(st.lists(st.sampled_from(others), max_size=10, unique=True))
    return {
        c.name: draw(a_reference(c, ids[c.table]) if c.table else a_text(c))
        for c in columns
    }


def unlike(table: Table, rows: list[Cells]) -> list[Cells]:
    """The first row of each key."""
    kept: dict[tuple[str, ...], Cells] = {}
    for row in rows:
        key = tuple(" ".join(row[name].split()).casefold() for name in table.key)
        kept.setdefault(key, row)
    return list(kept.values())


@st.composite
def plans(draw: Any) -> Plan:
    """A plan with up to two rows a table, through the one gate."""
    ids: dict[str, list[str]] = {name: [] for name in BY_NAME}
    raw: dict[str, RawTable] = {}
    for table in TABLES:
        busy = table.name in {"organisations", "actions", "funding"}
        few = 1 if table.name == "plan" else draw(st.integers(busy, 2))
        key = table.column(table.key[0])
        if key.table and not ids[key.table]:
            few = 0
        rows = unlike(table, [draw(a_row(table, ids)) for _ in range(few)])
        ids[table.name] = [" ".join(row[table.key[0]].split()) for row in rows]
        numbered = [RawRow(number, row) for number, row in enumerate(rows, start=2)]
        raw[table.name] = RawTable(table.name, numbered, {})
    done = assemble(raw, LONDON, partial=True)
    # Two organisations may share a name; then what calls them by it is left out.
    assume(done.plan is not None)
    return done.plan


def same(plan: Plan, path: Path) -> None:
    intake = read(path)
    assert intake.problems == ()
    assert intake.plan is not None
    for field in fields(Plan):
        assert getattr(intake.plan, field.name) == getattr(plan, field.name)


slowly = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@slowly
@given(plan=plans())
def test_a_plan_reads_back_from_a_folder(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(plan, Path(folder))
        same(plan, Path(folder))


@pytest.mark.slow
@slowly
@given(plan=plans())
def test_a_plan_reads_back_from_a_workbook(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_template(path, LONDON, plan)
        same(plan, path)


@given(text=TEXTS | HARD)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert guard(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("kind", [k for k in Kind if k in BY_KIND])
@given(data=st.data())
def test_a_cell_reads_back(kind: Kind, data: st.DataObject) -> None:
    column = Column("cell", kind, "A cell.")
    text = data.draw(BY_KIND[kind].filter(readable(column)))
    value = read_cell(column, text)
    assert read_cell(column, write_cell(value)) == value


@settings(max_examples=200)
@given(text=st.text(max_size=40), kind=st.sampled_from(list(Kind)))
def test_any_text_is_read_or_refused_with_a_reason(text: str, kind: Kind) -> None:
    try:
        read_cell(Column("cell", kind, "A cell."), text)
    except BadCell as bad:
        assert bad.rule and bad.fix  # noqa: PT017, PT018 - either way is fine


@settings(max_examples=100)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_plan_or_a_reason(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.csv").write_bytes(content)
        intake = read(Path(folder))
        assert (intake.plan is None) == bool(intake.problems)
        assert all(problem.rule and problem.fix for problem in intake.problems)
