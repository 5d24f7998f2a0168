"""A plan as it stood at the end of a day, and what changed between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from headwater.app.models import Revision
from headwater.app.selectors.held import Held
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.cells import read_cell
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.columns import Table
from headwater.core.plan.diff import PlanDiff, difference
from headwater.core.plan.published import published_check
from headwater.core.plan.rows import ROWS, Plan, Row
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError
from headwater.reports.words import day as in_words


KEPT = 8  # comparisons that a process remembers


def days_of_change(plan_id: str) -> list[date]:
    """The days on which something changed, the latest first."""
    times = Revision.objects.filter(plan=plan_id).values_list("at", flat=True)
    days = {timezone.localtime(at).date() for at in times.distinct()}
    return sorted(days, reverse=True)


def plan_on(plan_id: str, day: date) -> Plan:
    """A plan as it stood at the end of a day. Raises NotThere where it did not."""
    return _plan(plan_id, lambda _, at: timezone.localtime(at).date() <= day)


def plan_at(plan_id: str, revision: int) -> Plan:
    """A plan as it stood after one of its changes. Raises NotThere."""
    return _plan(plan_id, lambda number, _: number <= revision)


def _plan(plan_id: str, counts: Callable[[int, datetime], bool]) -> Plan:
    """A plan from those of its changes that count."""
    standing: dict[str, dict[str, dict[str, str]]] = {t.name: {} for t in TABLES}
    rows = Revision.objects.filter(plan=plan_id).order_by("pk")
    asked = rows.values_list("pk", "table", "key", "values", "at")
    for number, table, key, values, at in asked:
        if not counts(number, at):
            continue
        if values is None:
            standing[table].pop(key, None)
        else:
            standing[table][key] = values
    found = {t.name: tuple(_rows(t, standing[t.name])) for t in TABLES}
    if not found["plan"]:
        raise NotThere(plan_id)
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
    return days[day], _between(held, days[day], max(days.values()))


def changed_between(held: Held, first: date, last: date) -> PlanDiff:
    """What stood on one day beside what stood on an earlier one. Raises UserError."""
    return _between(held, *stood_on(held.plan_id, first, last))


def stood_on(plan_id: str, first: date, last: date | None) -> tuple[date, date]:
    """The days of change as of which a plan stood on two days, the last one or now.

    Raises UserError for days the wrong way round, still to come, or before the plan.
    """
    days = days_of_change(plan_id)
    now = max(timezone.localdate(), days[0])
    last = last or now
    for day in (first, last):
        _has_come(day, now)
    if first > last:
        raise UserError(
            f"{in_words(first)} comes after {in_words(last)}.",
            fix="Give the earlier day first.",
        )
    if first < days[-1]:
        raise UserError(
            f"This plan was not here yet on {in_words(first)}.",
            fix=f"It was first brought in on {in_words(days[-1])}: choose that day or "
            "a later one.",
        )
    return _latest(days, first), _latest(days, last)


def _has_come(day: date, now: date) -> None:
    if day > now:
        raise UserError(
            f"{in_words(day)} is still to come.",
            fix=f"Choose a day up to {in_words(now)}.",
        )


def _latest(days: list[date], day: date) -> date:
    """The last day of change up to a day; the latest comes first."""
    return next(each for each in days if each <= day)


@lru_cache(maxsize=KEPT)
def _between(held: Held, first: date, last: date) -> PlanDiff:
    """Both are checked for the same day: only the plan can make a difference."""
    latest = days_of_change(held.plan_id)[0]
    before, after = (_checked(held, day, latest) for day in (first, last))
    return difference(before, after, first, last)


def _checked(held: Held, day: date, latest: date) -> CheckResult:
    if day == latest:
        return held.result
    stood = plan_on(held.plan_id, day)
    return published_check(check_plan(stood, held.framework, held.as_at))


@lru_cache(maxsize=KEPT)
def beside(held: Held, other: Held) -> tuple[Held, PlanDiff]:
    """A plan beside another, which is held against the same principles and day."""
    same = Held(check_plan(other.whole_plan, held.framework, held.as_at))
    return same, difference(same.result, held.result)
