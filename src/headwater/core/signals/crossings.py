"""Runs analysis of a run chart: has the process moved, without any limits?

A run is a stretch on one side of the centre. Chance makes neither very long runs nor
very few crossings of the centre. Points on the centre count for neither.
Source: Anhoej and Olesen (2014); Anhoej and Wentzel-Larsen (2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.means import Bools, Floats


Counts = NDArray[np.intp]
CHANCE = 0.05  # of so few crossings


@dataclass(frozen=True, eq=False)
class Crossings:
    """Runs about the centre, one figure a series: all (S,).

    `useful` points lie off the centre. `signal` holds where the longest run is longer
    than `longest_max`, or crossings are fewer than `crossings_min`. Without useful
    points every count is 0 and says nothing.
    """

    useful: Counts
    longest: Counts
    longest_max: Counts
    crossings: Counts
    crossings_min: Counts
    signal: Bools


def crossings_of(values: Floats, centre: Floats, include: Bools) -> Crossings:
    """Runs of (T, S) values, time down, about a centre (S,), of the included points."""
    side = np.where(include, np.sign(values - centre), 0)
    side = np.where(np.isnan(side), 0, side).astype(np.int8)
    useful = np.count_nonzero(side, axis=0)
    carried = _carried(side)
    crossed = np.zeros(side.shape, np.bool_)
    crossed[1:] = carried[1:] * carried[:-1] < 0
    longest, crossings = _longest(side, crossed), crossed.sum(0)
    most, fewest = _limits(useful)
    signal = (useful > 0) & ((longest > most) | (crossings < fewest))
    return Crossings(useful, longest, most, crossings, fewest, signal)


def _carried(side: NDArray[np.int8]) -> NDArray[np.int8]:
    """The side of each point; of one that says nothing, the side before it."""
    row = np.arange(len(side))[:, None]
    last = np.maximum.accumulate(np.where(side != 0, row, 0), axis=0)
    return np.take_along_axis(side, last, 0)


def _longest(side: NDArray[np.int8], crossed: Bools) -> Counts:
    """The most useful points between two crossings."""
    so_far = np.cumsum(side != 0, axis=0)
    before = np.where(crossed, so_far - 1, 0)
    return np.asarray(
        (so_far - np.maximum.accumulate(before, axis=0)).max(0, initial=0)
    )


def _limits(useful: Counts) -> tuple[Counts, Counts]:
    """The longest run, and the fewest crossings, that chance makes of so many points.

    qbinom(0.05, n - 1, 0.5) is the first k that is reached with 5%.
    """
    from scipy.special import bdtr

    most, fewest = np.zeros_like(useful), np.zeros_like(useful)
    for count in np.unique(useful[useful > 0]).tolist():
        here = useful == count
        most[here] = round(np.log2(count)) + 3
        reached = bdtr(np.arange(count), count - 1, 0.5) >= CHANCE
        fewest[here] = np.argmax(reached)
    return most, fewest
