"""Stretches of points: windows that hold throughout, and the points within them.

Arrays are (T, S): time runs down, one series a column, so that every window is a
slice of whole rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


Bools = NDArray[np.bool_]


def windows(flags: Bools, length: int) -> Bools:
    """Where `length` flags in a row all hold: (T - length + 1, S), by first point."""
    covered, found = 1, flags
    while covered < length:
        step = min(covered, length - covered)
        found = found[:-step] & found[step:]
        covered += step
    return found


def members(found: Bools, length: int) -> Bools:
    """The points that some window of `length` holds, of windows by first point."""
    none = np.zeros((length - 1, found.shape[1]), np.bool_)
    if not len(found):
        return none[:0]
    padded = np.concatenate((none, found, none))
    return ~windows(~padded, length)


def points_in(flags: Bools, length: int) -> Bools:
    """The points of every stretch of at least `length` flags: (T, S)."""
    found = windows(flags, length)
    return members(found, length) if len(found) else np.zeros_like(flags)


def two_of_three(close: Bools, same_side: Bools) -> Bools:
    """Close points in a window of three on one side of which at least two are close.

    Source: NHSRplotthedots 0.2.2; the third point may lie anywhere on that side,
    also outside the limits, and is no member itself.
    """
    if len(close) < 3:
        return np.zeros_like(close)
    first, second, third = close[:-2], close[1:-1], close[2:]
    two = (first & second) | (third & (first | second))
    return close & members(two & windows(same_side, 3), 3)
