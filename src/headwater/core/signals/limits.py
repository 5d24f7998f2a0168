"""Natural process limits of an XmR chart, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.means import Bools, Floats, mean_of


# 3 / 1.128, rounded as the NHS rules round it: 1.128 is the mean range of two
# points from a normal distribution with a standard deviation of 1.
XMR_FACTOR = 2.66
# 3.267 is the upper limit of a moving range, in mean moving ranges.
SCREEN_FACTOR = 3.267


@dataclass(frozen=True, eq=False)
class Limits:
    """The mean and the limits of each series, all (S,), in its unit.

    The near limits stand at two thirds of the way. NaN where there are none.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats


def process_limits(
    values: Floats, baseline: Bools, screen: NDArray[np.bool_]
) -> Limits:
    """Limits from the points of a baseline.

    `values` and `baseline` are (T, S), time down; the baseline must not hold
    missing points. `screen` of (S,) leaves out moves of 3.267 mean moves and more,
    once. A series without two neighbouring points, and a screened flat one, has a
    mean and no limits. Source: NHSRplotthedots 0.2.2, MIT.
    """
    mean = mean_of(values, baseline)
    moves = np.abs(np.diff(values, axis=0))
    move = mean_move(moves, baseline[1:] & baseline[:-1], screen, SCREEN_FACTOR)
    wide, near = XMR_FACTOR * move, (2 * (XMR_FACTOR / 3)) * move
    return Limits(mean, mean - wide, mean + wide, mean - near, mean + near)


def mean_move(
    moves: Floats, keep: Bools, screen: NDArray[np.bool_], factor: float
) -> Floats:
    """The mean of the kept moves, without those screened out: (T, S) gives (S,)."""
    move = mean_of(moves, keep)
    most = np.where(screen, factor * move, np.inf)
    small = keep & (moves < most)
    if np.array_equal(small, keep):
        return move
    return mean_of(moves, small)
