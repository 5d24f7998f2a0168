"""What a return says in one place: a number, two numbers, words, or why it is blank.

Zero is a number and never a blank; a blank has its reason and is never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headwater.core.plan.cells import BadCell


class Reason(StrEnum):
    """Why there is no number."""

    NOT_COLLECTED = "not-collected"
    NOT_APPLICABLE = "not-applicable"
    NOT_YET = "not-available-yet"
    WITHHELD = "withheld"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Number:
    """One number, exactly as given."""

    value: Decimal

    def __post_init__(self) -> None:
        _finite(self.value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many out of so many. Both are kept: what comes of them is worked out late."""

    numerator: Decimal
    denominator: Decimal

    def __post_init__(self) -> None:
        _finite(self.numerator, self.denominator)
        if self.denominator < 0:
            raise ValueError("a denominator below zero")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, for a measure that is told and not counted."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """No number, and why."""

    reason: Reason


Value = Number | Ratio | Text | Blank
Breakdown = tuple[tuple[str, str], ...]
WHOLE: Breakdown = ()  # everybody, not broken down


def number(value: int | str | Decimal) -> Number:
    return Number(Decimal(value))


def ratio(numerator: int | str | Decimal, denominator: int | str | Decimal) -> Ratio:
    return Ratio(Decimal(numerator), Decimal(denominator))


@dataclass(frozen=True, slots=True)
class Key:
    """What one value is of. The person who reports is no part of it."""

    organisation: str
    measure: str
    period: str  # its code
    breakdown: Breakdown = WHOLE

    def __str__(self) -> str:
        parts = (self.organisation, self.measure, self.period)
        return " / ".join((*parts, *filter(None, [write_breakdown(self.breakdown)])))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from. Set by whoever takes it in, never by its file.

    `method`: form, file, api or open data. `file` is the SHA-256 of a file.
    """

    method: str = ""
    by: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    definition_version: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value with what it is of. `carried_from`: the period it was really for."""

    key: Key
    value: Value
    comment: str = ""
    carried_from: str = ""
    origin: Origin = Origin()


def _finite(*numbers: Decimal) -> None:
    if not all(each.is_finite() for each in numbers):
        raise ValueError("a value that is no number")


_PART = re.compile(r"\s*([^=:;]+?)\s*[=:]\s*([^=;]+?)\s*")


def breakdown(parts: Iterable[tuple[str, str]]) -> Breakdown:
    """Parts in one order, so that one group of people has one key."""
    return tuple(sorted(parts))


def read_breakdown(text: str) -> Breakdown:
    """'sex=female; age=16 to 24' as a key; blank is the whole. Raises BadCell."""
    if not text.strip():
        return WHOLE
    found = [_PART.fullmatch(part) for part in text.split(";") if part.strip()]
    pairs = [(_plain(part[1]), _plain(part[2])) for part in found if part]
    if len(pairs) < len(found) or len(dict(pairs)) < len(pairs) or not pairs:
        raise BadCell(
            "Not a breakdown that we can read",
            "Write what it is by, =, and the group, such as sex=female; put ; "
            "between two.",
        )
    return breakdown(pairs)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def write_breakdown(parts: Breakdown) -> str:
    """As `read_breakdown` reads it."""
    return "; ".join(f"{name}={group}" for name, group in parts)


def reason_of(text: str) -> Reason:
    """The reason for a blank, by its code or in words. Raises BadCell."""
    plain = re.sub(r"[\s_-]+", "-", text.strip().casefold())
    if plain in _OTHER_WORDS:
        return _OTHER_WORDS[plain]
    try:
        return Reason(plain)
    except ValueError:
        raise BadCell(
            "Not one of the reasons for a blank",
            f"Choose one: {', '.join(Reason)}.",
        ) from None


_OTHER_WORDS = {
    "n/a": Reason.NOT_APPLICABLE,
    "suppressed": Reason.WITHHELD,
    "not-yet-available": Reason.NOT_YET,
}
