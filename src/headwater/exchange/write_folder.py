"""A plan as a folder of CSV files, which `read_plan` reads back unchanged.

UTF-8 with a byte-order mark, because Excel misreads accents without it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Column, Kind, Table
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError
from headwater.exchange.formula_safe import guard


# A minus sign belongs to these; they hold nothing that could be a formula.
_NUMBERS = frozenset({Kind.MONEY, Kind.WHOLE, Kind.NUMBER})


def write_folder(plan: Plan, folder: Path) -> None:
    """Write every table, empty ones with their headings, over what is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            text = table_as_csv(table, rows_of(plan, table))
            (folder / f"{table.name}.csv").write_bytes(text.encode("utf-8-sig"))
    except OSError:
        raise cannot_write(folder) from None


def cannot_write(path: Path) -> UserError:
    return UserError(
        "The file cannot be written there.",
        where=f"{path}:",
        fix="Close it in other programs, or choose another name or folder.",
    )


def rows_of(plan: Plan, table: Table) -> tuple[Any, ...]:
    """The rows of one table; of 'plan', its one row."""
    rows: tuple[Any, ...] = (
        (plan.about,) if table.name == "plan" else getattr(plan, table.name)
    )
    return rows


def table_as_csv(table: Table, rows: tuple[Any, ...]) -> str:
    """One table with its column names, one line for each row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(
        [cell_text(row, column) for column in table.columns] for row in rows
    )
    return out.getvalue()


def cell_text(row: Any, column: Column) -> str:
    """One cell of a row as a CSV file holds it."""
    text = write_cell(getattr(row, column.name))
    return text if column.kind in _NUMBERS else guard(text)
