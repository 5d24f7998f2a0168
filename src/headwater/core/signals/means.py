"""Means to the last digit, of many series at once.

A point that stands exactly on the mean breaks a run, so the last digit of a mean
decides signals: a plain sum of 0.1 thirty times over does not give thirty times
0.1, and a flat series would lie above its own mean. R adds in 80-bit numbers and
corrects the mean by what is left over; here the rounding of every addition is
kept, which gives the same double on every machine, without 80-bit numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]

_SPLIT = 134217729.0  # 2**27 + 1 cuts a double into two halves (Veltkamp)


def mean_of(values: Floats, keep: Bools) -> Floats:
    """The mean of the kept values of each column: (T, S) and (T, S) give (S,).

    Rounded as if it were computed exactly, but for ties beyond 100 bits. NaN
    where nothing is kept. Kept values must be finite, and below 1e300.
    Source: Knuth's two-sum, added up in pairs as Ogita, Rump and Oishi (2005).
    """
    total, lost = _sum(np.where(keep, values, 0.0))
    count = np.count_nonzero(keep, axis=0).astype(np.float64)
    with np.errstate(invalid="ignore"):  # nothing kept: 0 / 0
        mean = total / count
        return np.asarray(mean + (_left_over(total, mean, count) + lost) / count)


def _sum(values: Floats) -> tuple[Floats, Floats]:
    """The sum down each column, and what rounding took from it."""
    lost = np.zeros(values.shape[1])
    while len(values) > 1:
        half = len(values) // 2
        first, second, odd = values[:half], values[half : 2 * half], values[2 * half :]
        total = first + second
        shown = total - first  # as much of `second` as found its way into the total
        left = total - shown
        np.subtract(first, left, out=left)
        np.subtract(second, shown, out=shown)
        left += shown
        lost += left.sum(0)
        values = np.concatenate((total, odd)) if len(odd) else total
    return (values[0] if len(values) else lost), lost


def _left_over(total: Floats, mean: Floats, count: Floats) -> Floats:
    """total - mean * count, without rounding; counts are below 2**26."""
    upper = _SPLIT * mean
    upper = upper - (upper - mean)
    product = mean * count
    rounding = (upper * count - product) + (mean - upper) * count
    return np.asarray((total - product) - rounding)


def median_of(values: Floats, keep: Bools) -> Floats:
    """The median of the kept values of each column: (T, S) and (T, S) give (S,)."""
    ordered = np.sort(np.where(keep, values, np.inf), axis=0)
    count = np.count_nonzero(keep, axis=0)
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(values) - 1)
    middle = [np.take_along_axis(ordered, at[None], 0)[0] for at in (low, high)]
    return np.where(count > 0, (middle[0] + middle[1]) / 2, np.nan)
