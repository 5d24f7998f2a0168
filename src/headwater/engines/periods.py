"""Periods as whole numbers: the first month of each, counted from year 0.

February 2024 is 2024 * 12 + 1. A quarter, a year or a financial year (April to
March) is the number of its first month, so that all kinds sort and subtract alike.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from headwater.engines.ingest.source import Kind


STEP = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12, Kind.FINANCIAL_YEAR: 12}
# What a dimension of months may be counted by instead, by the name of the roll.
ROLLS = {
    "quarter": Kind.QUARTER,
    "year": Kind.YEAR,
    "financial-year": Kind.FINANCIAL_YEAR,
}
_APRIL = 3
_YEARS = range(1900, 2200)  # outside this a year is a slip of the hand
_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_BY_NAME = {name[:3].casefold(): at for at, name in enumerate(_NAMES)} | {
    name.casefold(): at for at, name in enumerate(_NAMES)
}
_MONTH = re.compile(r"(\d{4})-?(\d\d)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_BRITISH = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: 00:00(?::00)?)?")
_NAMED = re.compile(r"([A-Za-z]{3,9})[-\s](\d{4}|\d\d)")
_QUARTER = re.compile(r"(\d{4})[-\s]?Q([1-4])", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"Q([1-4])[-\s]?(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_FINANCIAL = re.compile(r"(\d{4})[/-](\d{4}|\d\d)")


def read_period(text: str, kind: Kind) -> int | None:
    """The number of a written period; None where the text is no period of this kind."""
    found = _READ[kind](text.strip())
    return found if found is not None and found // 12 in _YEARS else None


def period_code(number: int, kind: Kind) -> str:
    """How a period stands on an axis: 2024-02, 2024-Q1, 2024, 2024/25."""
    year, month = divmod(number, 12)
    if kind is Kind.MONTH:
        return f"{year}-{month + 1:02}"
    if kind is Kind.QUARTER:
        return f"{year}-Q{month // 3 + 1}"
    return f"{year}" if kind is Kind.YEAR else f"{year}/{(year + 1) % 100:02}"


def period_words(number: int, kind: Kind) -> str:
    """How people read a period: February 2024, January to March 2024."""
    year, month = divmod(number, 12)
    if kind is Kind.MONTH:
        return f"{_NAMES[month]} {year}"
    if kind is Kind.QUARTER:
        return f"{_NAMES[month]} to {_NAMES[month + 2]} {year}"
    return period_code(number, kind)


def containing(number: int, kind: Kind) -> int:
    """The period of this kind that a month or quarter lies in."""
    if kind is Kind.FINANCIAL_YEAR:
        return (number - _APRIL) // 12 * 12 + _APRIL
    return number - number % STEP[kind]


def end_of(number: int, kind: Kind) -> int:
    """The last month of the period of this kind that a month lies in."""
    return containing(number, kind) + STEP[kind] - 1


def lies_whole(kind: Kind, within: Kind) -> bool:
    """Can periods of one kind be added up to the other?"""
    return STEP[kind] < STEP[within]


def span(first: int, last: int, kind: Kind) -> Iterator[int]:
    """Every period of a kind from the first to the last, both included."""
    return iter(range(first, last + 1, STEP[kind]))


def _month(text: str) -> int | None:
    if found := _MONTH.fullmatch(text):
        return _number(int(found[1]), int(found[2]))
    if found := _NAMED.fullmatch(text):
        at = _BY_NAME.get(found[1].casefold())
        return None if at is None else _whole_year(found[2]) * 12 + at
    day = _day(text)
    return day and _number(day[0], day[1])


def _quarter(text: str) -> int | None:
    if found := _QUARTER.fullmatch(text):
        return int(found[1]) * 12 + (int(found[2]) - 1) * 3
    if found := _QUARTER_FIRST.fullmatch(text):
        return int(found[2]) * 12 + (int(found[1]) - 1) * 3
    day = _day(text)
    return day and _quarter_of(*day)


def _quarter_of(year: int, month: int, day: int) -> int | None:
    """The quarter that begins or ends with a day; no other day names one."""
    begins = day == 1 and month % 3 == 1
    ends = day == monthrange(year, month)[1] and month % 3 == 0
    return containing(year * 12 + month - 1, Kind.QUARTER) if begins or ends else None


def _year(text: str) -> int | None:
    return int(text) * 12 if _YEAR.fullmatch(text) else None


def _financial_year(text: str) -> int | None:
    found = _FINANCIAL.fullmatch(text)
    if not found or int(found[2]) % 100 != (int(found[1]) + 1) % 100:
        return None
    return int(found[1]) * 12 + _APRIL


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a written day, where there is such a day."""
    if found := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _BRITISH.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    real = (
        year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    )
    return (year, month, day) if real else None


def _number(year: int, month: int) -> int | None:
    return year * 12 + month - 1 if 1 <= month <= 12 else None


def _whole_year(text: str) -> int:
    """Two digits are a year from 1970 to 2069."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


_READ = {
    Kind.MONTH: _month,
    Kind.QUARTER: _quarter,
    Kind.YEAR: _year,
    Kind.FINANCIAL_YEAR: _financial_year,
}
