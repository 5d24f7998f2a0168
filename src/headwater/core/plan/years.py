"""Plan years: the twelve months at a time that a plan is looked back on by."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from headwater.core.plan.rows import Plan
from headwater.core.plan.truth import Truth, every
from headwater.core.time import DateState, PartialDate


@dataclass(frozen=True, slots=True)
class PlanYear:
    """Twelve months, first and last day included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """'2025/26' for April to March, else the day that it begins."""
        if (self.first.month, self.first.day) == (4, 1):
            return f"{self.first.year}/{self.last.year % 100:02}"
        return f"the year from {self.first.day} {self.first:%B %Y}"


def first_and_latest(plan: Plan, as_at: date) -> tuple[PlanYear, PlanYear] | None:
    """The first plan year, and the latest that has begun by `as_at`.

    Years run from the plan's own start. Without one they are financial years,
    from the earliest start of an action. None before two of them have begun.
    """
    start = _start(plan)
    end = plan.about.end
    until = as_at if end is None or end.last is None else min(as_at, end.last)
    if start is None or until < start:
        return None
    count = until.year - start.year - (_in_year(start, until.year) > until)
    return (_year(start, 0), _year(start, count)) if count else None


def runs_in(
    start: PartialDate | None, end: PartialDate | None, year: PlanYear
) -> Truth:
    """Does something with these dates run in the year? None if they cannot tell."""
    return every(_begun_by(start, year.last), _still_on(end, year.first))


def _start(plan: Plan) -> date | None:
    own = plan.about.start
    if own is not None and own.first is not None:
        return own.first
    starts = [a.start.first for a in plan.actions if a.start and a.start.first]
    if not starts:
        return None
    first = min(starts)
    return date(max(first.year - (first < date(first.year, 4, 1)), 1), 4, 1)


def _year(start: date, offset: int) -> PlanYear:
    first = _in_year(start, start.year + offset)
    following = _in_year(start, start.year + offset + 1)
    return PlanYear(first, following - timedelta(days=1))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes 1 March."""
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def _begun_by(start: PartialDate | None, day: date) -> Truth:
    if start is None:
        return None
    if start.last is not None and start.last <= day:
        return True
    return False if start.surely_after(day) else None


def _still_on(end: PartialDate | None, day: date) -> Truth:
    if end is None:
        return None
    if end.state in (DateState.OPEN, DateState.NONE):
        return True
    if end.surely_before(day):
        return False
    return True if end.first is not None and end.first >= day else None
