"""Limits at every point, and flags on past points.

The same stretches as for the latest point, ending at each point in turn, held
against limits that come in closed form: for millions of points at once.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from headwater.core.signals.baseline import Baseline
from headwater.core.signals.design import Design
from headwater.core.signals.means import Bools, Floats, Ints
from headwater.core.signals.signals import Why
from headwater.core.signals.windows import ALPHA, PRICE, WINDOWS, inflation


# Below this many expected events (over the dispersion) the limits stay as they are
# here: the series below does not reach further down.
LEAST_EXPECTED = 0.3
_FREEDOMS = np.unique(np.round(np.geomspace(1, 2000, 200), 1))


def threshold(freedom: Floats) -> Floats:
    """The |z| at which the p-value of a stretch reaches ALPHA."""
    return np.interp(freedom, _FREEDOMS, _thresholds())


def inner(freedom: Floats) -> Floats:
    """The same where the noise is measured with the stretch itself left in."""
    z = threshold(freedom)
    return np.asarray(z / np.sqrt((freedom + z**2) / (freedom + 1)))


@cache
def _thresholds() -> Floats:
    z = -special.stdtrit(_FREEDOMS, ALPHA / 2 / PRICE)
    return np.asarray(np.minimum(z, 1000.0))


class Limit:
    """How far a sum may lie from what was expected, above and below.

    Cornish and Fisher's expansion for a Poisson count in units of its dispersion:
    k sqrt(e) + (k^2 - 1) / 6 + (k - k^3) / (72 sqrt(e)), without the last term below,
    where it would reach past zero events. For `expected` of 0.3 and more it is within
    half an event of the exact mid-p limit.
    """

    def __init__(self, expected: Floats, spread: Floats, reach: Floats) -> None:
        root = np.sqrt(np.maximum(expected * spread, spread**2 * LEAST_EXPECTED))
        skew = spread * ((reach**2 - 1) / 6)
        self.above = skew + spread**2 * ((reach - reach**3) / 72) / root
        root *= reach
        self.above += root
        self.below = skew - root


def draw(base: Baseline, share: Floats, there: Bools) -> tuple[Floats, Floats]:
    """Lower and upper limits of every point (T, S), NaN where there is none.

    `share` of (T, 1): how much of what is expected of a point rests on itself.
    """
    reach = inner(base.free) * np.sqrt(1 - share)
    limit = Limit(base.mean, base.dispersion, reach)
    lower = np.maximum(base.mean + limit.below, 0.0)
    upper = base.mean + limit.above
    lower[~there] = upper[~there] = np.nan
    return lower, upper


def shares(plan: Design, base: Baseline) -> Floats:
    """How much of each stretch's expectation rests on itself: (T, windows).

    Taken at the middle series of the batch, with even weights: for drawing limits on
    past points that is near enough.
    """
    level = max(float(np.median(base.mean.max(axis=0))), 0.1)
    ridge = np.diag(plan.precision * float(np.median(base.dispersion)) / level)
    x = plan.columns
    inverse = np.linalg.inv(x.T @ x + ridge)
    sums = np.vstack([np.zeros((1, x.shape[1])), x.cumsum(axis=0)])
    found = np.zeros((len(x), len(WINDOWS)))
    for at, size in enumerate(WINDOWS):
        if size <= len(x):
            pull = sums[size:] - sums[:-size]
            leverage = np.einsum("tk,kl,tl->t", pull, inverse, pull)
            found[size - 1 :, at] = leverage / size
    return np.clip(found, 0.0, 0.9)


def flags(
    values: Floats, base: Baseline, run: Ints, share: Floats, carried: Floats
) -> tuple[NDArray[np.int8], NDArray[np.uint8]]:
    """Side and why of every point (T, S).

    `run` of (T, S) or (T, 1): how many points stand unbroken up to each.
    """
    side = np.zeros(values.shape, dtype=np.int8)
    why = np.zeros(values.shape, dtype=np.uint8)
    reach = inner(base.free)
    means, left = base.mean.cumsum(axis=0), (values - base.mean).cumsum(axis=0)
    for at, size in enumerate(WINDOWS):
        if size > len(values):
            break
        spread = base.dispersion * inflation(carried, size)
        expected, gone = _last(means, size), _last(left, size)
        limit = Limit(
            expected, spread, reach * np.sqrt(1 - share[size - 1 :, at, None])
        )
        free = (run[size - 1 :] >= size) & (side[size - 1 :] == 0)
        found = (gone > limit.above).astype(np.int8) - (gone < limit.below)
        found *= free
        side[size - 1 :] += found
        why[size - 1 :][found != 0] = Why.OUTSIDE if size == 1 else Why.SHIFT
    return side, why


def _last(sums: Floats, size: int) -> Floats:
    """Sums of the last `size` rows, from sums from the top."""
    window = sums[size - 1 :].copy()
    window[1:] -= sums[:-size]
    return window


def silences(values: Floats, base: Baseline, run: Ints) -> Bools:
    """Points (T, S) at which a rare event has not come for longer than expected."""
    waited = np.zeros(values.shape[1])
    longest = longest_silence(base)
    found = np.zeros(values.shape, dtype=bool)
    for t in range(len(values)):
        waited = np.where(run[t] > 1, waited, 0.0) + base.mean[t]
        waited = np.where(values[t] == 0, waited, 0.0)
        found[t] = waited > longest
    return found


def longest_silence(base: Baseline) -> Floats:
    """How many events may fail to come, (S,): e^-n is then as rare as a signal."""
    tail = special.ndtr(-threshold(np.full_like(base.dispersion, 2000.0)))
    return np.asarray(-np.log(tail) * base.dispersion)
