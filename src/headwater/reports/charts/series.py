"""One series as it is drawn: its periods, and all that stands round them.

A number that is not reported or is withheld is None, with its status in words, so
that no chart can show what is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Wish(StrEnum):
    """Which way we hope that a figure goes."""

    LOWER = "lower"
    HIGHER = "higher"
    AMBIGUOUS = "ambiguous"  # neither way is good or bad


class Sign(StrEnum):
    """What a point says, in the words of the legend and of the table."""

    NONE = "no signal"
    ABOVE = "above what was expected"
    BELOW = "below what was expected"


@dataclass(frozen=True, slots=True)
class Point:
    """One period: when it starts, its number, and what was to be expected of it.

    `segment` grows by one at each declared break: nothing is joined across it.
    """

    start: date
    label: str
    value: float | None
    status: str
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    sign: Sign = Sign.NONE
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A declared change in how things are recorded, from this period on."""

    start: date
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order, with the words that a picture needs to stand alone."""

    title: str
    place: str
    unit: str
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]
    source: str
    wish: Wish = Wish.AMBIGUOUS
    from_zero: bool = True
    percent: bool = False
    rules: str = ""  # whose limits these are, where they are not our own

    @property
    def name(self) -> str:
        """Title and place, and whose rules it is drawn by."""
        under = f", under {self.rules}" if self.rules else ""
        return f"{self.title}: {self.place}{under}"

    @property
    def signals(self) -> Iterator[Point]:
        return (point for point in self.points if point.sign is not Sign.NONE)

    @property
    def has_limits(self) -> bool:
        return any(point.upper is not None for point in self.points)


def left_out(series: Series) -> str:
    """'3 points are not drawn: 2 not reported, 1 withheld.' Blank where all are."""
    found = Counter(point.status for point in series.points if point.value is None)
    if not found:
        return ""
    told = ", ".join(f"{number} {status}" for status, number in sorted(found.items()))
    verb = "point is" if found.total() == 1 else "points are"
    return f"{found.total()} {verb} not drawn: {told}."
