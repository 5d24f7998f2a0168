"""The money of a plan by financial year, April to March, over the whole plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cache, lru_cache

from headwater.core.plan.look import Look
from headwater.core.plan.money import pounds_of
from headwater.core.plan.money_table import (
    YEAR,
    Line,
    MoneyTable,
    Part,
    name_of_tranche,
    total_of,
)
from headwater.core.plan.rows import Plan, Tranche
from headwater.core.plan.years import PlanYear
from headwater.core.time import DateState, PartialDate


UNDATED = "No year: a date is blank, or there is no end"
Share = tuple[Tranche, Decimal | None]


def by_year(look: Look) -> MoneyTable:
    """Money by financial year; what has no dates stands in a line of its own.

    An amount is given for a span of time, not for its years. So it is spread
    evenly over the days from the first that its start can mean to the last that
    its end can mean: an estimate, in whole pounds that add up to the amount.
    Every year of the plan has a line, with or without money.
    """
    shares: dict[int, list[Share]] = defaultdict(list)
    undated: list[Tranche] = []
    spread = broad = 0
    for tranche in look.plan.funding:
        span = _span(tranche)
        if span is None:
            undated.append(tranche)
            continue
        parts = list(_parts(tranche.amount, *span))
        for year, part in parts:
            shares[year].append((tranche, part))
        if len(parts) > 1 and tranche.amount is not None:
            spread += 1
            broad += not (_one_day(tranche.start) and _one_day(tranche.end))
    return MoneyTable(
        look.plan,
        look.as_at,
        YEAR,
        "financial year",
        tuple(_lines(look.plan, shares, undated)),
        total_of(look.plan),
        spread,
        broad,
    )


def spread_evenly(amount: Decimal, days: Sequence[int]) -> list[Decimal]:
    """Share an amount by days; whole pounds, with any pence in the last share.

    Each boundary is rounded down once, so the shares add up to the amount and
    none is below zero. `days` are how many lie in each share; one at least.
    """
    whole, so_far, shares, given = sum(days), 0, [], Decimal(0)
    for count in days[:-1]:
        so_far += count
        reached = (amount * so_far / whole).to_integral_value(ROUND_FLOOR)
        shares.append(reached - given)
        given = reached
    return [*shares, amount - given]


@cache
def financial_year(start: int) -> PlanYear:
    """The year that begins on 1 April of `start`."""
    return PlanYear(date(start, 4, 1), date(start + 1, 3, 31))


def _span(tranche: Tranche) -> tuple[date, date] | None:
    first = tranche.start.first if tranche.start else None
    last = tranche.end.last if tranche.end else None
    return (first, last) if first and last and first <= last else None


def _parts(
    amount: Decimal | None, first: date, last: date
) -> Iterator[tuple[int, Decimal | None]]:
    """Each financial year that a span touches, and its part of the amount."""
    years, days = _years_touched(first, last)
    parts = [None] * len(years) if amount is None else spread_evenly(amount, days)
    yield from zip(years, parts, strict=True)


@lru_cache(maxsize=4096)
def _years_touched(first: date, last: date) -> tuple[range, tuple[int, ...]]:
    """The financial years of a span, and how many of its days lie in each."""
    years = range(_year_of(first), _year_of(last) + 1)
    return years, tuple(_days_in(financial_year(y), first, last) for y in years)


def _year_of(day: date) -> int:
    return day.year - ((day.month, day.day) < (4, 1))


def _days_in(year: PlanYear, first: date, last: date) -> int:
    return (min(last, year.last) - max(first, year.first)).days + 1


def _one_day(when: PartialDate | None) -> bool:
    return when is not None and when.state is DateState.EXACT


def _lines(
    plan: Plan, shares: dict[int, list[Share]], undated: list[Tranche]
) -> Iterator[Line]:
    for year in _years(plan, shares):
        label = financial_year(year).label
        yield _line(Part.ONE, label, label, shares.get(year, []))
    if undated:
        parts = [(tranche, tranche.amount) for tranche in undated]
        yield _line(Part.BLANK, "", UNDATED, parts)


def _line(part: Part, code: str, label: str, shares: list[Share]) -> Line:
    names = tuple(name_of_tranche(tranche) for tranche, _ in shares)
    return Line(code, label, part, pounds_of(shares), names)


def _years(plan: Plan, shares: dict[int, list[Share]]) -> range:
    """From the first to the last year of the plan and of its money."""
    about = plan.about
    ends = (about.start and about.start.first, about.end and about.end.last)
    years = [*shares, *(_year_of(day) for day in ends if day)]
    return range(min(years), max(years) + 1) if years else range(0)
