"""What a figure counts, how, and which way is better: the definition of a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")


class MeasureKind(StrEnum):
    """What sort of number a figure is."""

    COUNT = "count"
    RATE = "rate"
    PROPORTION = "proportion"
    MEAN = "mean"  # means, medians and differences of them
    TEXT = "text"  # said in words; no number


class Flow(StrEnum):
    """What a figure says of time."""

    FLOW = "flow"  # what happened in the period
    STOCK = "stock"  # how it stood on a day
    CUMULATIVE = "cumulative"  # everything since a start
    ROLLING = "rolling"  # the last twelve months, again at every period


class Direction(StrEnum):
    """Which way is better. Ambiguous is never coloured good or bad."""

    LOWER = "lower"
    HIGHER = "higher"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figure at the start; `value` is None where only words are given."""

    value: float | None
    date: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What the figure should be in a period, such as 2027-03.

    `value` is None where it could not be read as a number; `text` stands as written.
    """

    text: str
    period: str = ""
    value: float | None = None


def read_target(text: str) -> Target:
    """'2027-03: 40' as a period and a number; anything else is kept as words."""
    period, _, number = text.partition(":")
    plain = number.strip().replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return Target(text)
    return Target(text, period.strip(), float(plain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of what a measure is. Blank: nobody has said.

    `denominator` is the word none for a plain count. `version_from` and
    `version_until` are dates as written, between which this version holds.
    """

    name: str
    numerator: str = ""
    denominator: str = ""
    unit_of_count: str = ""
    kind: MeasureKind | None = None
    flow: Flow | None = None
    direction: Direction | None = None
    horizon: str = ""
    frequency: str = ""
    geography_level: str = ""
    source: str = ""
    owner: str = ""
    supplier: str = ""
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    breakdowns_possible: tuple[str, ...] = ()
    change_means: str = ""
    caveats: tuple[str, ...] = ()
    version: str = ""
    version_from: str = ""
    version_until: str = ""

    @property
    def judged(self) -> bool:
        """May a change be called good or bad?"""
        return self.direction in (Direction.LOWER, Direction.HIGHER)
