"""Small random plans for Hypothesis, made from the declared tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from headwater.core.framework.model import Framework
from headwater.core.plan.columns import Column, Kind, Table
from headwater.core.plan.rows import ROWS, Plan, TableNote
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.time import read_date


ROWS_MADE = tuple(t for t in TABLES if t.name not in ("plan", "accepted", "meta"))
DATES = (
    "2024",
    "2025-04",
    "2026-03-31",
    "Q3 2026/27",
    "by end of 2026",
    "from April 2025",
    "2030",
    "ongoing",
    "to be confirmed",
    "none",
)
WORDS = ("", "Some words", "Other words")
PLACES = ("E12000007", "E09000004")
MOST_ROWS = 3


def ids(table: str) -> tuple[str, ...]:
    """The names that rows of a table may have."""
    return tuple(f"{table[:2].upper()}{number}" for number in range(1, MOST_ROWS + 1))


def _codes(column: Column, framework: Framework) -> tuple[str, ...]:
    if column.scheme:
        return tuple(framework.scheme(column.scheme).codes)
    return ids(column.table) if column.table else PLACES


def _cell(column: Column, framework: Framework) -> st.SearchStrategy[Any]:
    """A cell that is filled: never blank, sometimes 'none'."""
    if column.kind in (Kind.CODES, Kind.REFS, Kind.PLACES):
        choice = st.sampled_from(_codes(column, framework))
        return st.lists(choice, max_size=3, unique=True).map(tuple)
    if column.kind in (Kind.CODE, Kind.REF):
        return st.sampled_from(_codes(column, framework))
    return {
        Kind.WORDS: st.sampled_from([(), ("One",), ("One", "Two")]),
        Kind.DATE: st.sampled_from(DATES).map(read_date),
        Kind.MONEY: st.integers(0, 5000).map(Decimal),
        Kind.WHOLE: st.integers(0, 40),
        Kind.NUMBER: st.integers(0, 100).map(float),
        Kind.YESNO: st.booleans(),
    }.get(column.kind, st.sampled_from(WORDS))


def _row(table: Table, framework: Framework) -> st.SearchStrategy[dict[str, Any]]:
    cells = {}
    for column in table.columns:
        filled = _cell(column, framework)
        if column.required and column.kind in (Kind.TEXT, Kind.PROSE, Kind.ID):
            filled = st.just("Some words")
        cells[column.name] = filled if column.required else st.none() | filled
    return st.fixed_dictionaries(cells)


def _named(table: Table, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Rows with names of their own, and dates in order."""
    made = []
    for name, values in zip(ids(table.name), rows, strict=False):
        last = table.columns[[c.name for c in table.columns].index(table.key[-1])]
        key = {table.key[-1]: name} if not last.scheme else {table.key[0]: name}
        made.append(ROWS[table.name](**(values | key)))
    return tuple(made)


@st.composite
def plans(draw: st.DrawFn, framework: Framework) -> Plan:
    """A plan with up to three rows a table, and some tables complete."""
    about = ROWS["plan"](**draw(_row(BY_NAME["plan"], framework)))
    tables: Mapping[str, Any] = {
        table.name: _named(
            table, draw(st.lists(_row(table, framework), max_size=MOST_ROWS))
        )
        for table in ROWS_MADE
    }
    done = draw(st.sets(st.sampled_from([t.name for t in ROWS_MADE])))
    meta = tuple(TableNote(table=name, complete=True) for name in sorted(done))
    return Plan(about=about, meta=meta, **tables)
