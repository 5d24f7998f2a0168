"""Rules on the tables themselves (P): they look only at what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from headwater.core.plan.columns import Column, Table
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Row
from headwater.core.plan.tables import BY_NAME, TABLES


def rows_of(look: Look, table: str) -> tuple[Row, ...]:
    """Every row of a table; the plan's one row about itself included."""
    if table == "plan":
        return (look.plan.about,)
    found: tuple[Row, ...] = getattr(look.plan, table)
    return found


def subject_of(table: str, row: Row) -> str:
    """'actions/C05', 'funding/C05 / 2025', 'plan'."""
    if table == "plan":
        return "plan"
    return f"{table}/{name_of(table, row)}"


def name_of(table: str, row: Row) -> str:
    """What a row is called in a sentence: its key."""
    return " / ".join(str(getattr(row, name)) for name in BY_NAME[table].key)


def entries_in(look: Look, table: Table, column: Column) -> frozenset[str]:
    """Every entry that some row has in a column, lists taken apart."""
    cells = set(map(attrgetter(column.name), rows_of(look, table.name)))
    return frozenset(entry for cell in cells for entry in entries(cell))


def entries(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The entries of one cell; none for a blank."""
    return cell if isinstance(cell, tuple) else (cell,) if cell else ()


def all_columns() -> Iterator[tuple[Table, Column]]:
    """Every column of every table, in order."""
    for table in TABLES:
        for column in table.columns:
            yield table, column
