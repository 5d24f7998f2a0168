"""Numbers and dates in files of figures, and which forms of them are read."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from headwater.exchange.figures.problems import shown


MISSING = frozenset(("", "NA", "NaN"))  # the last two are what R and pandas write
DATES_READ = (
    "Dates are read as 2024-01-31, 2024-01, 202401, 31/01/2024, Jan-24 or January 2024."
)
NUMBERS_READ = (
    "Write the number in digits, with a point for the decimals; leave the cell blank "
    "where there is no figure."
)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d?)(?:-(\d\d?))?(?:[T ]00:00(?::00)?)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
_SLASHED = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})", re.ASCII)
_NAMED = re.compile(r"([A-Za-z]{3,9})[ -](\d\d|\d{4})", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_YEARS = range(1900, 2200)


class Unread(ValueError):
    """A text that is not what its column holds: why, and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        self.what, self.fix = what, fix
        super().__init__(what)


def number_of(text: str) -> float:
    """A number; NaN for a blank. Raises Unread."""
    plain = text.strip()
    if plain in MISSING:
        return float("nan")
    if not _NUMBER.fullmatch(plain):
        raise Unread(f"{shown(text)} is not a number.", _hint(plain))
    value = float(plain)
    if abs(value) > 1e300:
        raise Unread(f"{shown(text)} is beyond any figure.", NUMBERS_READ)
    return value


def _hint(text: str) -> str:
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text, re.ASCII):
        return "Leave out the commas between the thousands."
    if re.fullmatch(r"[+-]?\d+,\d+", text, re.ASCII):
        return "Write decimals with a point: 0.56 and not 0,56."
    if text.endswith("%"):
        return "Write a share as a number without the per cent sign."
    return NUMBERS_READ


def date_of(text: str) -> date:
    """A day; for a month its first day. Raises Unread.

    Slashed dates are day/month/year: see `month_first` for those that cannot be.
    """
    plain = text.strip()
    if found := _ISO.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain):
        return _day(text, int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _SLASHED.fullmatch(plain):
        return _day(text, int(found[3]), int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(plain):
        return _day(text, _year(found[2]), _month(text, found[1]), 1)
    if plain.casefold() in _MONTHS or plain.casefold() in _SHORT:
        raise Unread(f"{shown(text)} is a month without its year.", DATES_READ)
    what = "The date is blank." if not plain else f"{shown(text)} is not a date."
    raise Unread(what, DATES_READ)


_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}


def _month(text: str, name: str) -> int:
    plain = name.casefold()
    number = _SHORT.get(plain[:3], 0)
    if not number or not _MONTHS[number - 1].startswith(plain):
        raise Unread(f"{shown(text)} is not a date.", DATES_READ)
    return number


def _year(digits: str) -> int:
    """Two digits are a year from 1950 to 2049."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 50 else 2000)


def _day(text: str, year: int, month: int, day: int) -> date:
    if year not in _YEARS or not 1 <= month <= 12:
        raise Unread(f"{shown(text)} is not a date.", DATES_READ)
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Unread(f"{shown(text)}: there is no such day.", DATES_READ)
    return date(year, month, day)


def slashed(text: str) -> bool:
    return bool(_SLASHED.fullmatch(text.strip()))


def named(text: str) -> bool:
    return bool(_NAMED.fullmatch(text.strip()))


def month_first(text: str) -> bool:
    """Can it only be month/day/year, as 01/31/2024?"""
    found = _SLASHED.fullmatch(text.strip())
    return bool(found) and int(found[1]) <= 12 < int(found[2]) <= 31  # type: ignore[index]
