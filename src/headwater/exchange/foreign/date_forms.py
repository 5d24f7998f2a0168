"""Forms of a date that core does not read, each written as one that it does."""

from __future__ import annotations

import re
from collections.abc import Callable


_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"'?(\d{4}|\d\d)"
# Two digits after a month are a year only where they could not be a day as well:
# a plan of ours reaches from 2020 to 2045, and 31 may be a day.
_SHORT_YEARS = (*range(19, 31), *range(32, 46))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_QUARTER = r"(?:q|qtr|quarter)\.? ?([1-4])"
_TERMS = {"autumn": ("09-01", "12-31"), "spring": ("01-01", "04-30")}
_TERMS["summer"] = ("04-01", "07-31")

# One point or span, however many dashes it holds.
PLAIN_FORMS = (
    re.compile(r"\d{4}-\d\d?-\d\d?(?: 00:00(?::00)?)?"),
    re.compile(r"\d\d?[-/. ]\d\d?[-/. ]\d{2,4}"),
    re.compile(r"(?:fy ?)?(?:20)?\d\d ?[/\u2013-] ?(?:20)?\d\d"),
    re.compile(rf"(?:\d\d?[- ])?{_MONTH}[- ]{_YEAR}"),
)


def rewrite(words: str) -> str:
    """The same date in a form that core reads, or the words as they are."""
    words = _DROP.sub("", words.strip())
    words = re.sub(r"\s+", " ", words)
    for form, write in _FORMS:
        if found := form.fullmatch(words):
            return write(found) or words
    return words


# 'the', weekdays, and the words that say no more than a year does.
_DROP = re.compile(
    r"^(?:the |(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |mid[- ]|early(?: in)? |"
    r"late(?: in)? |beginning of |start of |financial year |f/?y ?(?=\d))+"
)


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _short_or_long(text: str) -> str:
    """A year in two or four digits; blank where two digits may be a day."""
    if len(text) == 4:
        return text
    return f"20{text}" if int(text) in _SHORT_YEARS else ""


def _month_and_year(found: re.Match[str]) -> str:
    year = _short_or_long(found[2])
    return f"{found[1]} {year}" if year else ""


def _months(found: re.Match[str]) -> str:
    year = _short_or_long(found[3])
    return f"{found[1]} {year} to {found[2]} {year}" if year else ""


def _financial(opening: str, closing: str) -> str:
    """'25', '26' as 2025/26; blank where they are not neighbours."""
    first = int(_year(opening))
    return f"{first}/{closing[-2:]}" if (first + 1) % 100 == int(closing) % 100 else ""


def _years(found: re.Match[str]) -> str:
    """2025/26 is a financial year; 2025-28 and 2025/2028 are a range of years."""
    financial = _financial(found[1], found[2])
    if financial or len(found[1]) == 2:
        return financial
    return f"{found[1]} to {found[1][: 4 - len(found[2])]}{found[2]}"


def _quarter(number: str, years: str) -> str:
    parts = re.findall(r"\d+", years)
    if len(parts) == 2:
        financial = _financial(parts[0], parts[1])
        return f"q{number} {financial}" if financial else ""
    return f"q{number} {_year(parts[0])}"


def _quarters(found: re.Match[str]) -> str:
    first, last = _quarter(found[1], found[3]), _quarter(found[2], found[3])
    return f"{first} to {last}" if first and last else ""


def _term(found: re.Match[str]) -> str:
    year = int(found[2])
    if found[3] and found[1] != "autumn":
        year += 1  # the spring of the school year 2025/26 is that of 2026
    opens, closes = _TERMS[found[1]]
    return f"{year}-{opens} to {year}-{closes}"


def _school_year(found: re.Match[str]) -> str:
    if not _financial(found[1], found[2]):
        return ""
    first = int(_year(found[1]))
    return f"{first}-09-01 to {first + 1}-08-31"


def _winter(found: re.Match[str]) -> str:
    return f"winter {found[1]}" if _financial(found[1], found[2]) else ""


def _seasons(found: re.Match[str]) -> str:
    return f"{found[1]} {_year(found[3])} to {found[2]} {_year(found[3])}"


_ONE_YEAR = r"(?:fy ?)?(?:20)?\d\d(?: ?[/\u2013-] ?(?:20)?\d\d)?"
_SEASON = r"(spring|summer|autumn|winter)"
_AND = r" ?(?:/|-|\u2013|&|and|to|or) ?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"(\d\d?) ?([-/.]) ?(\d\d?) ?\2 ?(\d{4}|\d\d)(?: 00:00(?::00)?)?"),
        lambda m: f"{m[1]}/{m[3]}/{_year(m[4])}",
    ),
    (
        re.compile(rf"(\d\d?)(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}"),
        lambda m: f"{m[1]} {m[2]} {_year(m[3])}",
    ),
    (re.compile(rf"{_MONTH},?[ -]{_YEAR}"), _month_and_year),
    (re.compile(rf"{_MONTH}{_YEAR}"), _month_and_year),
    (re.compile(rf"{_MONTH}{_AND}{_MONTH},?[ -]{_YEAR}"), _months),
    (
        re.compile(rf"(?:by )?end[ -](?:of )?(?:the )?(.*\d.*|{_MONTH}.*)"),
        lambda m: f"{'by ' if m[0].startswith('by') else ''}end of {rewrite(m[1])}",
    ),
    (
        re.compile(rf"(?:end )?{_QUARTER},?(?: of)? ({_ONE_YEAR})"),
        lambda m: _quarter(m[1], m[2]),
    ),
    (re.compile(rf"({_ONE_YEAR}),? {_QUARTER}"), lambda m: _quarter(m[2], m[1])),
    (
        re.compile(
            rf"(first|second|third|fourth|final|last) quarter(?: of)? ({_ONE_YEAR})"
        ),
        lambda m: _quarter(str(_ORDINALS[m[1]]), m[2]),
    ),
    (re.compile(rf"{_QUARTER}{_AND}{_QUARTER},?(?: of)? ({_ONE_YEAR})"), _quarters),
    (
        re.compile(rf"({_ONE_YEAR}),? {_QUARTER}{_AND}{_QUARTER}"),
        lambda m: (
            f"{_quarter(m[2], m[1])} to {_quarter(m[3], m[1])}"
            if _quarter(m[2], m[1])
            else ""
        ),
    ),
    (
        re.compile(r"(autumn|spring|summer) term,? (\d{4})(?: ?([/-]) ?\d{2,4})?"),
        _term,
    ),
    (
        re.compile(r"(?:academic|school) year (\d{4}|\d\d) ?[/-] ?(\d{4}|\d\d)"),
        _school_year,
    ),
    (re.compile(r"winter (\d{4}) ?[/-] ?(\d{4}|\d\d)"), _winter),
    (
        re.compile(rf"{_SEASON}(?: of)?,? '?(\d{{4}}|\d\d)"),
        lambda m: f"{m[1]} {_year(m[2])}",
    ),
    (re.compile(rf"{_SEASON}{_AND}{_SEASON},? (\d{{4}}|\d\d)"), _seasons),
    (re.compile(r"(\d{4}) ?[/\u2013-] ?(\d{4}|\d\d)"), _years),
    (re.compile(r"(\d\d) ?[/\u2013-] ?(\d\d)"), _years),
    (
        re.compile(
            r"(\d{4}) ?[/-] ?(\d\d) ?(?:to|and|-|\u2013|&) ?(\d{4}) ?[/-] ?(\d\d)"
        ),
        lambda m: f"{m[1]}/{m[2]} to {m[3]}/{m[4]}",
    ),
)
