"""Plans as they stand in the database, as values of core."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from headwater.app.models import ROW_MODELS, About, Revision
from headwater.core.plan.cells import read_cell
from headwater.core.plan.columns import Table
from headwater.core.plan.published import published_row
from headwater.core.plan.rows import ROWS, Organisation, Plan, Row
from headwater.core.plan.tables import BY_NAME, TABLES


KEPT = 20_000  # rows that a process remembers: those of one large plan


class NotThere(LookupError):
    """There is no such plan, row, principle or rule."""


@dataclass(frozen=True, slots=True)
class PlanName:
    plan_id: str
    title: str


def plans() -> tuple[PlanName, ...]:
    """Every plan of the workspace, the first one brought in first."""
    first = dict(
        Revision.objects.filter(table="plan").order_by("-pk").values_list("plan", "pk")
    )
    rows = About.objects.values_list("plan_id", "title")
    return tuple(
        PlanName(*row) for row in sorted(rows, key=lambda row: first.get(row[0], 0))
    )


def last_revision(plan_id: str) -> int:
    """A number that grows with every change to a plan. Raises NotThere."""
    newest = Revision.objects.filter(plan=plan_id).order_by("-pk")
    found = newest.values_list("pk", flat=True).first()
    if found is None:
        raise NotThere(plan_id)
    return int(found)


def load_plan(plan_id: str) -> Plan:
    """A whole plan. Raises NotThere."""
    found = {table.name: _rows(plan_id, table) for table in TABLES}
    if not found["plan"]:
        raise NotThere(plan_id)
    (about,) = found.pop("plan")
    return Plan(about=about, **found)  # type: ignore[arg-type]


def organisations() -> tuple[Organisation, ...]:
    """Those of every plan, one for each id, with what may be told to other plans."""
    table, found = BY_NAME["organisations"], {}
    for plan in plans():
        for row in _rows(plan.plan_id, table):
            shown: Organisation = published_row(table, row)
            found.setdefault(shown.organisation_id, shown)
    return tuple(found.values())


def _rows(plan_id: str, table: Table) -> tuple[Row, ...]:
    names = [column.name for column in table.columns]
    rows = ROW_MODELS[table.name]._default_manager.filter(plan_id=plan_id)
    found = rows.order_by("pk").values_list(*names)
    return tuple(_read(table.name, cells) for cells in found)


@lru_cache(maxsize=KEPT)  # somebody saves one row, and the others are as they were
def _read(table: str, cells: tuple[str | None, ...]) -> Row:
    values: dict[str, Any] = {
        column.name: None if cell is None else read_cell(column, cell)
        for column, cell in zip(BY_NAME[table].columns, cells, strict=True)
    }
    return ROWS[table](**values)
