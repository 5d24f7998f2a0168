"""What a series may do without anything having changed: level, drift, season, bends.

Each is a column over the T points, on the log scale, with a prior: how far it
usually goes. A prior keeps a short or a rare series from spending what little it
says on a season that is not there. Where a series says a lot, it hardly matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.means import Floats


YEAR = 12  # months
# Standard deviations on the log scale. London's boroughs swing by 5 to 15% over the
# year (docs/reference/honest-signals.md); the second harmonic is the smaller one.
SEASON = (0.08, 0.04)
DRIFT = 0.05  # a year
BEND = 0.08  # a year, at each bend
STEP = 2.0  # at a declared change in recording: nearly free, as any size may come
# Long series bend: a straight drift does not hold for fifteen years. But none in the
# last five: a bend there would take a lasting change for a new drift.
LAST_BEND, BEND_EVERY, FIRST_BEND = 60, 24, 24  # points: from the end, apart, from 0


@dataclass(frozen=True, eq=False)
class Design:
    """Columns (T, K) and their precision (K,): 1 / prior variance, 0 for free.

    Column 0 is the level and column 1 the drift, a year. The B steps come last.
    """

    columns: Floats
    precision: Floats
    breaks: tuple[int, ...]
    years: Floats  # of each point, from the middle of the series

    @property
    def steps(self) -> range:
        """Which columns are the steps at declared breaks."""
        count = len(self.precision)
        return range(count - len(self.breaks), count)


def design(months: NDArray[np.int_], breaks: tuple[int, ...]) -> Design:
    """The columns for points in these calendar months (1 to 12), in order.

    How far apart points stand is read from the first two: monthly, quarterly and
    yearly series all work, and yearly ones have no season.
    """
    count = len(months)
    apart = _months_apart(months)
    t = np.arange(count)
    years = (t - (count - 1) / 2) * apart / YEAR
    parts = [(np.ones(count), 0.0), (years, DRIFT)]
    if apart < YEAR:
        parts += _season(months)
    for bend in range(count - LAST_BEND, FIRST_BEND - 1, -BEND_EVERY):
        parts.append((np.maximum(bend - t, 0) * apart / YEAR, BEND))
    parts += [((t >= at).astype(np.float64), STEP) for at in breaks]
    columns = np.stack([column for column, _ in parts], axis=1)
    precision = np.array([1 / sd**2 if sd else 0.0 for _, sd in parts])
    return Design(columns, precision, breaks, years)


def _months_apart(months: NDArray[np.int_]) -> int:
    if len(months) < 2:
        return 1
    return int(months[1] - months[0]) % YEAR or YEAR


def _season(months: NDArray[np.int_]) -> list[tuple[Floats, float]]:
    """Two harmonics of the year: a cosine and a sine of each."""
    angle = 2 * np.pi * months / YEAR
    return [
        (wave(turns * angle), sd)
        for turns, sd in enumerate(SEASON, start=1)
        for wave in (np.cos, np.sin)
    ]
