"""Dates as people write them: kept as they are, never shifted to a day.

A plan says '2027', 'Q3 2025/26', 'by end of 2027' or 'ongoing'. Each is read
into the earliest and the latest day that it can mean; the text stays.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class DateState(StrEnum):
    """How much a written date says."""

    EXACT = "exact"  # one day
    PARTIAL = "partial"  # a span: a month, a year, 'by end of 2027'
    OPEN = "open"  # said to have no end: 'ongoing', 'from April 2025'
    UNCLEAR = "unclear"  # said to be not settled: 'to be confirmed'
    NONE = "none"  # said not to apply: 'none', 'n/a'


class BadDate(ValueError):
    """The text is not a date that we can read, or no such day exists."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A written date: `text` as given, and the first and last day it can mean.

    `first` or `last` is None where the text sets no limit on that side.
    """

    text: str
    state: DateState
    first: date | None = None
    last: date | None = None

    def surely_before(self, day: date) -> bool:
        """True when every day that the text can mean lies before `day`."""
        return self.last is not None and self.last < day

    def surely_after(self, day: date) -> bool:
        """True when every day that the text can mean lies after `day`."""
        return self.first is not None and self.first > day

    @property
    def settled(self) -> bool:
        """True when the text says something about when (not unclear, not none)."""
        return self.state not in (DateState.UNCLEAR, DateState.NONE)


Span = tuple[date | None, date | None]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9}  # first month of three
_OPEN = {"ongoing", "on-going", "continuing", "continuous", "open", "open-ended"}
_UNCLEAR = {"tbc", "to be confirmed", "tba", "tbd", "in due course", "unknown"}
_NONE = {"none", "n/a", "na", "not applicable", "no end date"}
_YEARS = range(1900, 2200)  # outside this a year is a slip of the hand
_LONGEST = 80  # letters; a date is short, and a long text may cost much


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier, below zero).

    Where that month is shorter, its last day: 31 January + 1 is 28 February.
    Past the calendar's end, its last day; before its start, its first.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise BadDate(f"the year {year} lies outside 1900 to 2199")


def _day(year: int, month: int, day: int) -> date:
    _check_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(f"there is no such day as {day}/{month}/{year}") from None


def _months(year: int, month: int, count: int = 1) -> Span:
    """The span of `count` whole months from the given one."""
    _check_year(year)
    if not 1 <= month <= 12:
        raise BadDate(f"there is no month {month}")
    end = month + count - 2
    last_year, last_month = year + end // 12, end % 12 + 1
    last = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return date(year, month, 1), last


def _financial_year(year: int, closing: str) -> Span:
    """April to March; `closing` is the second year as written, 26 or 2026."""
    if int(closing) % 100 != (year + 1) % 100:
        raise BadDate(
            f"the financial year {year} ends in {year + 1}, not {closing}; "
            f"a range of years is written '{year} to {year + 5}'"
        )
    return _months(year, 4, 12)


def _quarter(number: int, year: int, closing: str | None) -> Span:
    """A quarter; without a second year it may be a calendar or a financial one."""
    month = 3 * number + 1
    financial = _months(year + month // 13, (month - 1) % 12 + 1, 3)
    if closing:
        _financial_year(year, closing)
        return financial
    return _months(year, 3 * number - 2, 3)[0], financial[1]


def _season(name: str, year: int) -> Span:
    """Meteorological seasons; winter runs into the next year."""
    return (
        _months(year, 12, 3) if name == "winter" else _months(year, _SEASONS[name], 3)
    )


def _end_of(span: Span) -> Span:
    """'End of 2027' is its last three months; of a shorter span, the span."""
    first, last = span
    if first is None or last is None or (last - first).days < 300:
        return span
    return date(last.year, last.month - 2, 1), last  # a year ends in March or later


def _years(year: int, closing: int) -> Span:
    """2024-2029: from the start of one year to the end of the other.

    2024-2025 may also mean the financial year, which lies inside this span.
    """
    return _range(_months(year, 1, 12), _months(closing, 1, 12))


def _one_day(year: int, month: int, day: int) -> Span:
    found = _day(year, month, day)
    return found, found


# The forms of one point or span of time, tried in order. ISO comes first, so
# that 2011-12 is December and not a financial year.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = (
    (
        re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[t ]00:00(?::00)?)?"),
        lambda y, m, d: _one_day(int(y), int(m), int(d)),
    ),
    (re.compile(r"(\d{4})-(0\d|1[0-2])"), lambda y, m: _months(int(y), int(m))),
    (re.compile(r"(\d{4})"), lambda y: _months(int(y), 1, 12)),
    (
        re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})"),
        lambda d, m, y: _one_day(int(y), int(m), int(d)),
    ),
    (
        re.compile(rf"(\d\d?)(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})"),
        lambda d, m, y: _one_day(int(y), _MONTHS[m], int(d)),
    ),
    (
        re.compile(rf"{_MONTH} (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})"),
        lambda m, d, y: _one_day(int(y), _MONTHS[m], int(d)),
    ),
    (re.compile(rf"{_MONTH},? (\d{{4}})"), lambda m, y: _months(int(y), _MONTHS[m])),
    (
        re.compile(r"(\d{4}) ?[-\u2013] ?(\d{4})"),
        lambda y, c: _years(int(y), int(c)),
    ),
    (
        re.compile(r"(?:fy ?|financial year )?(\d{4}) ?[/\u2013-] ?(\d{4}|\d\d)"),
        lambda y, c: _financial_year(int(y), c),
    ),
    (
        re.compile(r"q([1-4]),? (?:fy ?)?(\d{4})(?: ?[/\u2013-] ?(\d{4}|\d\d))?"),
        lambda q, y, c: _quarter(int(q), int(y), c),
    ),
    (
        re.compile(r"(spring|summer|autumn|winter),? (\d{4})"),
        lambda s, y: _season(s, int(y)),
    ),
)
_BY = re.compile(
    r"(?:by|until|no later than|before(?= (?:the )?end of ))(?: the)? (.+)"
)
_BEFORE = re.compile(r"before(?: the)? (.+)")
_FROM = re.compile(r"(?:from|since)(?: the)? (.+)|(.+?) onwards?")
_FROM_TO = re.compile(r"from (?:.+? (?:to|until|-|\u2013) .+|\d{4}[-\u2013]\d{4})")
_END = re.compile(r"(?:the )?end of(?: the)? (.+)")
_RANGE = re.compile(r"(.+?) (?:to|until|-|\u2013) (.+)")


def _span(text: str) -> Span:
    """Read one point, span or range of time, or raise BadDate."""
    found = _form(text)
    if found is None and (ends := _RANGE.fullmatch(text)):
        return _range(_point(ends[1]), _point(ends[2]))
    return found or _point(text)


def _point(text: str) -> Span:
    """Read one point or span that is not a range."""
    if found := _form(text):
        return found
    if end := _END.fullmatch(text):
        return _end_of(_point(end[1]))
    raise BadDate("this is not a date that we can read")


def _form(text: str) -> Span | None:
    for form, read in _FORMS:
        if found := form.fullmatch(text):
            return read(*found.groups())
    return None


def _range(start: Span, end: Span) -> Span:
    if start[0] and end[1] and end[1] < start[0]:
        raise BadDate("the range ends before it starts")
    return start[0], end[1]


def _eve(span: Span) -> date | None:
    """The last day before a span."""
    return span[0] and span[0] - timedelta(days=1)


def _limits(text: str) -> tuple[DateState, Span]:
    if text in _OPEN:
        return DateState.OPEN, (None, None)
    if text in _NONE:
        return DateState.NONE, (None, None)
    if text in _UNCLEAR:
        return DateState.UNCLEAR, (None, None)
    if found := _BY.fullmatch(text):
        return DateState.PARTIAL, (None, _span(found[1])[1])
    if found := _BEFORE.fullmatch(text):
        return DateState.PARTIAL, (None, _eve(_span(found[1])))
    if (found := _FROM.fullmatch(text)) and not _FROM_TO.fullmatch(text):
        return DateState.OPEN, (_span(found[1] or found[2])[0], None)
    first, last = _span(text.removeprefix("from "))
    return (DateState.EXACT if first == last else DateState.PARTIAL), (first, last)


@lru_cache(maxsize=8192)
def read_date(text: str) -> PartialDate:
    """Read a date as written; raise BadDate, with the reason, when we cannot.

    Slashed dates are read as day/month/year. The caller makes sure that the
    whole column agrees (`headwater.exchange`), because one cell cannot tell.
    """
    plain = " ".join(text.split())
    if len(plain) > _LONGEST:
        raise BadDate("this is too long to be a date")
    state, (first, last) = _limits(plain.lower())
    return PartialDate(plain, state, first, last)
