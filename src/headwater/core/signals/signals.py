"""What the honest rules say of many series at once: the result, as arrays.

S series of T points each. Points are periods in order; a missing one is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray


Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def _none() -> Ints:
    return np.empty(0, dtype=np.intp)


def _nothing() -> Floats:
    return np.empty(0)


def _unsaid() -> NDArray[np.bool_]:
    return np.empty(0, dtype=bool)


class Chart(StrEnum):
    """The chart that a series was given, by its level and its season."""

    GAPS = "months between"  # too rare for monthly limits
    COUNTS = "counts with exact limits"
    RATIO = "seasonally adjusted"
    NONE = "too few points"


class Why(IntEnum):
    """Why a point is a signal."""

    NONE = 0
    OUTSIDE = 1  # alone outside the limits
    SHIFT = 2  # with the points before it, away from what was expected
    GAP = 3  # a rare event came much sooner or much later than expected


@dataclass(frozen=True, eq=False)
class Signals:
    """Every series held against what was to be expected of it.

    Arrays of (S, T): `expected`, `lower`, `upper` in the unit of the series, NaN
    where there is none; `side` +1 above, -1 below, 0 no signal; `why` codes of Why.
    Arrays of (S,): `latest`, the index of the last point that there is, -1 for none;
    `p`, the two-sided p-value of that latest point, 1.0 where it cannot be judged;
    `dispersion`, variance over mean after season and drift; `seasonal`; `drift`,
    the ratio of one year to the year before, with its 95% interval.
    `steps`, `steps_lower`, `steps_upper` of (S, B): the ratio after to before at
    each of the B declared breaks, NaN where the series has no points on both sides.
    More of (S,), empty where nobody filled them in: `since`, the index of the first
    point of the most surprising stretch up to the latest point; `carried`, the
    leftover autocorrelation allowed for; `longest_wait`, on charts of months between,
    the longest run of points without an event that chance explains, else NaN;
    `judged`, False where the latest point could not be held against anything: too few
    points, none since a declared break, or no event at all.
    """

    chart: tuple[Chart, ...]
    expected: Floats
    lower: Floats
    upper: Floats
    side: NDArray[np.int8]
    why: NDArray[np.uint8]
    latest: NDArray[np.intp]
    p: Floats
    dispersion: Floats
    seasonal: NDArray[np.bool_]
    drift: Floats
    drift_lower: Floats
    drift_upper: Floats
    breaks: tuple[int, ...]
    steps: Floats
    steps_lower: Floats
    steps_upper: Floats
    since: Ints = field(default_factory=_none)
    carried: Floats = field(default_factory=_nothing)
    longest_wait: Floats = field(default_factory=_nothing)
    judged: NDArray[np.bool_] = field(default_factory=_unsaid)


@dataclass(frozen=True, eq=False)
class Family:
    """The series that were looked at together in one month.

    `flagged` of (S,) holds after control of false discoveries at `q`;
    `expected_false` is q times the number of flags.
    """

    looked: int
    q: float
    flagged: NDArray[np.bool_]
    expected_false: float
