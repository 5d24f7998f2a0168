"""A plan as it stood at the end of a day, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils import timezone

from headwater.app.models import Revision
from headwater.app.selectors.held import Held
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.cells import read_cell
from headwater.core.plan.check import check_plan
from headwater.core.plan.columns import Table
from headwater.core.plan.diff import PlanDiff, difference
from headwater.core.plan.rows import ROWS, Plan, Row
from headwater.core.plan.tables import TABLES


KEPT = 8  # comparisons that a process remembers


def days_of_change(plan_id: str) -> list[date]:
    """The days on which something changed, the latest first."""
    times = Revision.objects.filter(plan=plan_id).values_list("at", flat=True)
    days = {timezone.localtime(at).date() for at in times.distinct()}
    return sorted(days, reverse=True)


def plan_on(plan_id: str, day: date) -> Plan:
    """A plan as it stood at the end of a day. Raises NotThere where it did not."""
    standing: dict[str, dict[str, dict[str, str]]] = {t.name: {} for t in TABLES}
    rows = Revision.objects.filter(plan=plan_id).order_by("pk")
    for table, key, values, at in rows.values_list("table", "key", "values", "at"):
        if timezone.localtime(at).date() > day:
            continue
        if values is None:
            standing[table].pop(key, None)
        else:
            standing[table][key] = values
    found = {t.name: tuple(_rows(t, standing[t.name])) for t in TABLES}
    if not found["plan"]:
        raise NotThere(f"{plan_id} on {day}")
    (about,) = found.pop("plan")
    return Plan(about=about, **found)  # type: ignore[arg-type]


def _rows(table: Table, standing: dict[str, dict[str, str]]) -> Iterator[Row]:
    for cells in standing.values():
        known = {
            column.name: read_cell(column, cells[column.name])
            if column.name in cells
            else None
            for column in table.columns
        }
        yield ROWS[table.name](**known)


def changed_since(held: Held, day: str) -> tuple[date, PlanDiff]:
    """What stands now beside what stood on a day of change. Raises NotThere."""
    days = {str(each): each for each in days_of_change(held.plan_id)}
    if day not in days:
        raise NotThere(day)
    latest = max(days.values())
    return days[day], _since(held, None if days[day] == latest else days[day])


@lru_cache(maxsize=KEPT)
def _since(held: Held, day: date | None) -> PlanDiff:
    """Both are checked for the same day: only the plan can make a difference.

    No day: nothing has changed since.
    """
    if day is None:
        return difference(held.result, held.result)
    before = plan_on(held.plan_id, day)
    return difference(check_plan(before, held.framework, held.as_at), held.result)
