"""What every method answers with: a change against what was expected, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats


Floats = NDArray[np.float64]
LEVEL = 0.95


class CannotEstimate(ValueError):
    """Nothing can be estimated; the message says why, in words for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A change against what was expected without the action, on the log scale.

    `log_effect` is the log of observed over expected: -0.223 is a fall of 20%.
    `se` is its standard error and `freedom` the degrees of freedom of the t
    distribution that its interval takes (inf for the normal). `p` is two-sided, of no
    effect. `expected` and `observed` are counts over the treated cells.
    """

    method: str
    log_effect: float
    se: float
    freedom: float
    p: float
    observed: float
    expected: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the log effect."""
        half = float(stats.t.ppf((1 + LEVEL) / 2, self.freedom)) * self.se
        return self.log_effect - half, self.log_effect + half

    @property
    def percent(self) -> float:
        """The change in percent: -20.0 is a fall of a fifth."""
        return percent(self.log_effect)

    @property
    def percent_interval(self) -> tuple[float, float]:
        """The 95% interval in percent."""
        low, high = self.interval
        return percent(low), percent(high)

    @property
    def firm(self) -> bool:
        """Does the interval leave out no change?"""
        low, high = self.interval
        return low > 0 or high < 0


def signed(change: float) -> str:
    """A change in percent for sentences: '-20%', '+7%', '-0.4%', '0%'.

    Below one there is a decimal, so that a bound short of zero is not written as zero.
    """
    if abs(change) >= 1:
        return f"{round(change):+d}%"
    return "0%" if abs(change) < 0.05 else f"{change:+.1f}%"


def percent(log_effect: float) -> float:
    """A log effect as a change in percent."""
    return float(np.expm1(log_effect) * 100)
