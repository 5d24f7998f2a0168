"""The periods that returns are for: months, quarters, halves, years, and your own.

Each kind comes by the calendar and by the financial year, April to March. A period
has one code, so that it means the same in a file, on a page and in the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from headwater.core.time import add_months
from headwater.errors import UserError


class Kind(StrEnum):
    """How long a period is, and by which year it is counted."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FINANCIAL_QUARTER = "financial-quarter"
    FINANCIAL_HALF = "financial-half"
    FINANCIAL_YEAR = "financial-year"
    CUSTOM = "custom"  # a partnership's own, such as a school term


MONTHS = {
    Kind.MONTH: 1,
    Kind.QUARTER: 3,
    Kind.HALF: 6,
    Kind.YEAR: 12,
    Kind.FINANCIAL_QUARTER: 3,
    Kind.FINANCIAL_HALF: 6,
    Kind.FINANCIAL_YEAR: 12,
}
FINANCIAL = frozenset(
    {Kind.FINANCIAL_QUARTER, Kind.FINANCIAL_HALF, Kind.FINANCIAL_YEAR}
)
_APRIL = 3  # months before it in a year
_YEARS = range(1900, 2200)  # outside this a year is a slip of the hand


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its code, and its first and last day."""

    code: str
    kind: Kind
    first: date
    last: date

    @property
    def words(self) -> str:
        """How people read it: January to March 2026."""
        first, last = f"{self.first:%B %Y}", f"{self.last:%B %Y}"
        if self.kind is Kind.CUSTOM:
            return f"{_day(self.first)} to {_day(self.last)}"
        if first == last:
            return first
        start = f"{self.first:%B}" if self.first.year == self.last.year else first
        return f"{start} to {last}"

    def same_days(self, other: Period) -> bool:
        """2025-26-Q4 and 2026-Q1 are one span of time under two names."""
        return (self.first, self.last) == (other.first, other.last)

    def holds(self, other: Period) -> bool:
        """Does the other lie wholly inside this one?"""
        return self.first <= other.first and other.last <= self.last


def custom(code: str, first: date, last: date) -> Period:
    """A period of a partnership's own. Raises UserError where it cannot be one.

    Its code may not be that of another period, or nobody could tell them apart.
    """
    plain = " ".join(code.split())
    if not plain or _read(plain):
        raise UserError(
            f"'{code}' cannot be the code of a period of your own.",
            fix="Choose a code such as autumn-term-2026.",
        )
    if last < first:
        raise UserError(
            "The period ends before it starts.",
            where=f"{plain}:",
            fix="Check its first and its last day.",
        )
    return Period(plain, Kind.CUSTOM, first, last)


def read_period(text: str, own: Iterable[Period] = ()) -> Period:
    """The period of a code such as 2026-01, 2026-Q1, 2026-H1, 2026 or 2025-26.

    A part of a financial year is 2025-26-Q4 or 2025-26-H2; its months, 2025-26-M01
    for April, are the calendar's months by another name. `own` are a partnership's
    own periods. 2011-12 is a month, as everywhere: that financial year is FY2011-12.
    Raises UserError.
    """
    plain = " ".join(text.split())
    for period in own:
        if period.code.casefold() == plain.casefold():
            return period
    if found := _read(plain):
        return found
    raise UserError(
        f"'{plain}' is not a period.",
        fix="Write a month (2026-01), a quarter (2026-Q1, or 2025-26-Q4 in the "
        "financial year), a half (2026-H1), a year (2026) or a financial year "
        "(2025-26).",
    )


def containing(day: date, kind: Kind) -> Period:
    """The period of a kind that a day lies in. Custom ones have no rule."""
    size, number = MONTHS[kind], day.year * 12 + day.month - 1
    start = _APRIL if kind in FINANCIAL else 0
    return _period(kind, (number - start) // size * size + start)


def following(period: Period) -> Period:
    """The next period of the same kind."""
    return containing(period.last + timedelta(days=1), period.kind)


def before(period: Period) -> Period:
    """The period of the same kind that ends where this one starts."""
    return containing(period.first - timedelta(days=1), period.kind)


def periods_between(kind: Kind, first: date, last: date) -> Iterator[Period]:
    """Every period of a kind that lies wholly from one day to another, in order."""
    period = containing(first, kind)
    if period.first < first:
        period = following(period)
    while period.last <= last:
        yield period
        period = following(period)


def _period(kind: Kind, number: int) -> Period:
    """The period of a kind whose first month has this number, counted from year 0."""
    first = date(number // 12, number % 12 + 1, 1)
    last = add_months(first, MONTHS[kind]) - timedelta(days=1)
    return Period(_code(kind, number), kind, first, last)


def _code(kind: Kind, number: int) -> str:
    year, month = divmod(number - (_APRIL if kind in FINANCIAL else 0), 12)
    name = _financial_name(year) if kind in FINANCIAL else str(year)
    if kind is Kind.MONTH:
        return f"{name}-{month + 1:02}"
    size = MONTHS[kind]
    if size == 12:
        return f"FY{name}" if re.fullmatch(_MONTH, name) else name
    return f"{name}-{'Q' if size == 3 else 'H'}{month // size + 1}"


def _financial_name(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


_MONTH = r"(\d{4})-(0[1-9]|1[0-2])"
_CLOSING = r"(?:FY ?)?(\d{4}) ?[-/\u2013] ?(\d{4}|\d\d)"
_PARTS = {"Q": (3, 4), "H": (6, 2), "M": (1, 12)}  # months in one, and how many


def _calendar_part(year: str, letter: str, part: str) -> Period | None:
    size, most = _PARTS[letter.upper()]
    kind = {3: Kind.QUARTER, 6: Kind.HALF, 1: Kind.MONTH}[size]
    if not 1 <= int(part) <= most:
        return None
    return _period(kind, int(year) * 12 + (int(part) - 1) * size)


def _financial_part(year: str, closing: str, letter: str, part: str) -> Period | None:
    size, most = _PARTS[letter.upper()]
    kind = {3: Kind.FINANCIAL_QUARTER, 6: Kind.FINANCIAL_HALF, 1: Kind.MONTH}[size]
    if not _closes(year, closing) or not 1 <= int(part) <= most:
        return None
    return _period(kind, int(year) * 12 + _APRIL + (int(part) - 1) * size)


def _financial_year(year: str, closing: str) -> Period | None:
    if not _closes(year, closing):
        return None
    return _period(Kind.FINANCIAL_YEAR, int(year) * 12 + _APRIL)


def _closes(year: str, closing: str) -> bool:
    """2025-26 is a financial year, and 2025-27 is none."""
    wanted = str(int(year) + 1)
    return closing in (wanted, wanted[-2:])


# Tried in order: a month comes before the financial year that looks like one.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period | None]], ...] = (
    (
        re.compile(_MONTH, re.ASCII),
        lambda y, m: _period(Kind.MONTH, int(y) * 12 + int(m) - 1),
    ),
    (
        re.compile(r"(\d{4})", re.ASCII),
        lambda y: _period(Kind.YEAR, int(y) * 12),
    ),
    (re.compile(r"(\d{4})[- ]?([QH])(\d)", re.ASCII | re.I), _calendar_part),
    (re.compile(_CLOSING, re.ASCII | re.I), _financial_year),
    (
        re.compile(_CLOSING + r"[- ]?([QHM])(\d\d?)", re.ASCII | re.I),
        _financial_part,
    ),
)


def _read(text: str) -> Period | None:
    for form, read in _FORMS:
        found = form.fullmatch(text)
        if found and int(found[1]) in _YEARS:
            return read(*found.groups())
    return None
