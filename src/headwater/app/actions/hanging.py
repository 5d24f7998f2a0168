"""Rows that would name others which are no longer there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from headwater.app.models import ROW_MODELS
from headwater.core.plan.cells import read_cell
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


SHOWN = 3  # examples in the message


def refuse_hanging(
    plan_id: str, removed: Mapping[str, Collection[str]], tables: Collection[str]
) -> None:
    """Refuse to remove rows that rows outside `tables` still name.

    `removed` holds the keys of rows by table. Within the tables that were handed
    over every name has been checked already. Raises UserError.
    """
    outside = [table for table in TABLES if table.name not in tables]
    hanging = [
        f"{row} names {name}"
        for table in outside
        for column in table.columns
        for row, name in _names(plan_id, table, column)
        if name in removed.get(column.table, ())
    ]
    if hanging:
        examples = "; ".join(hanging[:SHOWN])
        rest = len(hanging) - SHOWN
        more = f"; and {rest:,} more" if rest > 0 else ""
        raise UserError(
            f"Rows that stand would name rows that are removed: {examples}{more}.",
            where=f"{plan_id}:",
            fix="Hand over the tables of these rows too, or remove no rows. "
            "Nothing was changed.",
        )


def _names(plan_id: str, table: Table, column: Column) -> Iterator[tuple[str, str]]:
    """Each row with each name in a column that refers to another table."""
    if not column.table:
        return
    filled = {"plan_id": plan_id, f"{column.name}__isnull": False}
    rows = ROW_MODELS[table.name]._default_manager.filter(**filled)
    for cell, *key in rows.order_by("pk").values_list(column.name, *table.key):
        value = read_cell(column, cell)
        names = value if isinstance(value, tuple) else (str(value),)
        for name in names:
            yield f"{table.name}/{' / '.join(key)}", name
