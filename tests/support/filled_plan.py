"""A plan with a row in every table and something in every cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.columns import Column, Kind, Table
from headwater.core.plan.rows import ROWS, Plan
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.time import read_date


NAMED = {
    ("plan", "parent"): None,
    ("communities", "area"): "E09000004",
    ("accepted", "rule"): "P001",
    ("accepted", "subject"): "actions/actions-1",
    ("meta", "table"): "actions",
}


def filled_plan(framework: Framework, *, kept: str, number: int) -> Plan:
    """`kept` and `number` stand in every cell that is not published."""
    made = {t.name: (_row(t, framework, kept, number),) for t in TABLES}
    (about,) = made.pop("plan")
    return Plan(about=about, **made)


def _row(table: Table, framework: Framework, kept: str, number: int) -> Any:
    return ROWS[table.name](
        **{c.name: _cell(table, c, framework, kept, number) for c in table.columns}
    )


def _cell(
    table: Table, column: Column, framework: Framework, kept: str, number: int
) -> Any:
    if (table.name, column.name) in NAMED:
        return NAMED[table.name, column.name]
    text = f"Words of {column.name}" if column.public else f"{kept} {column.name}"
    count = 1 if column.public else number
    if column.kind in (Kind.CODE, Kind.CODES):
        text = next(iter(framework.scheme(column.scheme).codes))
    elif column.kind in (Kind.REF, Kind.REFS):
        text = _id(BY_NAME[column.table])
    return {
        Kind.ID: _id(table),
        Kind.CODES: (text,),
        Kind.REFS: (text,),
        Kind.WORDS: (text,),
        Kind.PLACES: ("E09000004",),
        Kind.DATE: read_date("2025-04"),
        Kind.MONEY: Decimal(count),
        Kind.WHOLE: count,
        Kind.NUMBER: float(count),
        Kind.YESNO: True,
    }.get(column.kind, text)


def _id(table: Table) -> str:
    return f"{table.name}-1"
