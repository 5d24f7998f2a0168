"""The step of a series, a month or a quarter or a week, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from headwater.core.time import add_months
from headwater.exchange.figures.problems import Remarks, shown
from headwater.exchange.figures.series import Series


STEPS = {1: "month", 3: "quarter", 12: "year"}  # in months
WEEK = 7  # days
NAMED = 4  # missing dates, in a remark


def month_of(day: date) -> int:
    """Months since year 0, so that neighbours differ by 1."""
    return day.year * 12 + day.month - 1


def step_of(dates: Sequence[date]) -> int:
    """The months from one point to the next: 1, 3 or 12; 0 where it is none of these.

    All dates must stand on one day of the month, or all at its end; the smallest
    distance is the step.
    """
    ends = all((day + timedelta(days=1)).day == 1 for day in dates)
    if len(dates) < 2 or not (ends or len({day.day for day in dates}) == 1):
        return 0
    months = [month_of(day) for day in dates]
    step = min(b - a for a, b in pairwise(months))
    return step if step in STEPS else 0


def period_name(day: date, step: int) -> str:
    """A point by name: 'July 2025' for months, the day for steps that are none."""
    if step == 12:
        return f"the year from {day:%B %Y}"
    if step == 3:
        return f"the quarter from {day:%B %Y}"
    return f"{day:%B %Y}" if step == 1 else f"{day.day} {day:%B %Y}"


def missing_dates(dates: Sequence[date]) -> list[date]:
    """The dates that a series passes over, by its own step; empty where it has none."""
    step = step_of(dates)
    pairs = pairwise(dates)
    if step:
        return [
            day for first, last in pairs for day in _months_between(first, last, step)
        ]
    days = [(b - a).days for a, b in pairwise(dates)]
    if not days or min(days) != WEEK:
        return []
    return [day for first, last in pairs for day in _weeks_between(first, last)]


def _months_between(first: date, last: date, step: int) -> Iterator[date]:
    for month in range(month_of(first) + step, month_of(last), step):
        yield add_months(first.replace(day=1), month - month_of(first))


def _weeks_between(first: date, last: date) -> Iterator[date]:
    for days in range(WEEK, (last - first).days, WEEK):
        yield first + timedelta(days=days)


def say_gaps(series: Series, remarks: Remarks, strict: bool) -> None:
    """Say which dates a series passes over, and what becomes of them."""
    missing = missing_dates(series.dates)
    if not missing:
        return
    step = STEPS.get(step_of(series.dates), "week")
    count = f"1 {step} is" if len(missing) == 1 else f"{len(missing)} {step}s are"
    names = ", ".join(day.isoformat() for day in missing[:NAMED])
    more = ", …" if len(missing) > NAMED else ""
    what = (
        "As in NHSRplotthedots they are passed over: the change across them counts as "
        "one. Give them a line with a blank y to have them break runs."
        if strict
        else "They are shown as missing, and are not zero."
    )
    remarks.add(
        "gaps", f"Series {shown(series.id)}: {count} missing ({names}{more}). {what}"
    )
