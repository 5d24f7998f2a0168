"""Plans as they stand in the database, as values of core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from headwater.app.models import About, Revision
from headwater.app.selectors.kept_rows import (
    Standing,
    Values,
    newest_revision,
    standing,
)
from headwater.core.plan.cells import read_cell
from headwater.core.plan.published import published_row
from headwater.core.plan.rows import ROWS, Organisation, Plan, Row
from headwater.core.plan.tables import BY_NAME


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
    found = newest_revision(plan_id)
    if not found:
        raise NotThere(plan_id)
    return found


def load_plan(plan_id: str) -> Plan:
    """A whole plan. Raises NotThere."""
    return _plan(plan_id, standing(plan_id, *BY_NAME), _read)


def load_both(plan_id: str) -> tuple[Plan, Plan]:
    """A whole plan, and what of it is published. Raises NotThere."""
    found = standing(plan_id, *BY_NAME)
    return _plan(plan_id, found, _read), _plan(plan_id, found, _shown)


def _plan(
    plan_id: str, found: dict[str, list[Standing]], read: Callable[[str, Values], Row]
) -> Plan:
    tables = {
        name: tuple(read(name, row.values) for row in rows)
        for name, rows in found.items()
    }
    if not tables["plan"]:
        raise NotThere(plan_id)
    (about,) = tables.pop("plan")
    return Plan(about=about, **tables)  # type: ignore[arg-type]


def organisations() -> tuple[Organisation, ...]:
    """Those of every plan, one for each id, with what may be told to other plans."""
    name, found = "organisations", {}
    for plan in plans():
        for row in standing(plan.plan_id, name)[name]:
            found.setdefault(row.key, _shown(name, row.values))
    return tuple(found.values())  # type: ignore[arg-type]


@lru_cache(maxsize=KEPT)  # somebody saves one row, and the others are as they were
def _read(table: str, cells: Values) -> Row:
    values: dict[str, Any] = {
        column.name: None if cell is None else read_cell(column, cell)
        for column, cell in zip(BY_NAME[table].columns, cells, strict=True)
    }
    return ROWS[table](**values)


@lru_cache(maxsize=KEPT)
def _shown(table: str, cells: Values) -> Row:
    shown: Row = published_row(BY_NAME[table], _read(table, cells))
    return shown
