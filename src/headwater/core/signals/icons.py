"""The two icons of a chart, and the words that the NHS rules have for a point.

Codes are small numbers, so that thousands of series stay arrays; the words are
those of NHSRplotthedots 0.2.2, which other programs read.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.signals.means import Floats


Codes = NDArray[np.int8]


class Cause(IntEnum):
    """Which rule marks a point: the first that holds. Below or falling has a minus."""

    COMMON = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    SHIFT = 4


class Variation(IntEnum):
    """What the last point says, and which way it went."""

    NONE = 0  # too few points, where icons need a number of them
    COMMON_CAUSE = 1
    IMPROVEMENT_HIGH = 2
    IMPROVEMENT_LOW = 3
    CONCERN_HIGH = 4
    CONCERN_LOW = 5
    NEUTRAL_HIGH = 6
    NEUTRAL_LOW = 7

    @property
    def word(self) -> str:
        return "" if self is Variation.NONE else self.name.lower()


class Assurance(IntEnum):
    """Whether the process, as it is, meets its target."""

    NONE = 0  # no target, or no direction
    INCONSISTENT = 1  # hit and miss
    CONSISTENT_PASS = 2
    CONSISTENT_FAIL = 3

    @property
    def word(self) -> str:
        return "" if self is Assurance.NONE else self.name.lower()


_VARIATION = np.array(  # by improvement -1, 0, +1, then by side -1, 0, +1
    [
        *(Variation.IMPROVEMENT_LOW, Variation.COMMON_CAUSE, Variation.CONCERN_HIGH),
        *(Variation.NEUTRAL_LOW, Variation.COMMON_CAUSE, Variation.NEUTRAL_HIGH),
        *(Variation.CONCERN_LOW, Variation.COMMON_CAUSE, Variation.IMPROVEMENT_HIGH),
    ],
    np.uint8,
)


def variations(side: Codes, improvement: Codes) -> NDArray[np.uint8]:
    """Codes of Variation for points that point up (+1), down (-1) or nowhere (0).

    `improvement` is +1 where more is better, -1 where less is, 0 where neither:
    then nothing is good or bad. The shapes must fit each other.
    """
    return _VARIATION.take(3 * (improvement + 1) + (side + 1))


def assurances(
    target: ArrayLike, lower: Floats, upper: Floats, improvement: Codes
) -> NDArray[np.uint8]:
    """Codes of Assurance: targets against the limits of the last point, all (S,).

    A target equal to a limit is inconsistent, and so is one without limits.
    """
    above, below = np.greater(target, upper), np.less(target, lower)
    more = improvement > 0
    found = np.select(
        [np.isnan(target) | (improvement == 0), above ^ below],
        [
            Assurance.NONE,
            np.where(
                above == more, Assurance.CONSISTENT_FAIL, Assurance.CONSISTENT_PASS
            ),
        ],
        Assurance.INCONSISTENT,
    )
    return found.astype(np.uint8)


def cause_words(shift: int, trend: int) -> dict[int, str]:
    """The label of each signed code of Cause, with the lengths of the rules."""
    return {
        Cause.COMMON: "Common Cause",
        Cause.OUTSIDE: "Above UCL",
        -Cause.OUTSIDE: "Below LCL",
        Cause.TREND: f"{trend} Point Trend (Increasing)",
        -Cause.TREND: f"{trend} Point Trend (Decreasing)",
        Cause.TWO_OF_THREE: "2 in 3 Above CL",
        -Cause.TWO_OF_THREE: "2 in 3 Below CL",
        Cause.SHIFT: f"{shift} Points Above CL",
        -Cause.SHIFT: f"{shift} Points Below CL",
    }


POINT_WORDS = {
    Variation.COMMON_CAUSE: "common_cause",
    Variation.IMPROVEMENT_HIGH: "special_cause_improvement",
    Variation.IMPROVEMENT_LOW: "special_cause_improvement",
    Variation.CONCERN_HIGH: "special_cause_concern",
    Variation.CONCERN_LOW: "special_cause_concern",
    Variation.NEUTRAL_HIGH: "special_cause_neutral_high",
    Variation.NEUTRAL_LOW: "special_cause_neutral_low",
}
