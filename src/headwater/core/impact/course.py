"""What a series may do by itself, and what an action or a recording change adds.

By itself: a level, a steady trend, and a yearly swing. Each action is a step, or a
ramp that grows over some months; each declared recording change is a step of its own,
so that nothing of it is counted as the action's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import Floats


YEAR = 12  # months
MOST_HARMONICS = 6  # of twelve months: the same as a level for each calendar month
TREND = 1  # the term after the level
Places = NDArray[np.int_]


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """K terms of S series of T months, those that all share kept once.

    `shared` (T, K1): the level, the trend a year, the season. `own` (K2, S, T): a
    step at each break, then the actions. Terms are in that order.
    """

    shared: Floats
    own: Floats
    actions: int

    @property
    def terms(self) -> int:
        return int(self.shared.shape[1]) + len(self.own)

    def of(self, rows: NDArray[np.bool_] | slice) -> Course:
        """The course of some of the series."""
        return Course(self.shared, self.own[:, rows], self.actions)

    def rises(self) -> Floats:
        """(J, S, T): what each action adds to the line, for an effect of 1."""
        return self.own[len(self.own) - self.actions :]

    def columns(self, row: int) -> Floats:
        """(T, K): all terms of one series."""
        return np.concatenate([self.shared, self.own[:, row].T], axis=1)


def harmonics_for(months: int) -> int:
    """How many yearly harmonics so many observed months can carry.

    By length alone, never by how well they fit: three years carry two, two years
    one, less than that none.
    """
    return min(max(months // YEAR - 1, 0), 2)


def season(points: int, harmonics: int) -> Floats:
    """(T, 2 x harmonics): cosines and sines of the year; 11 columns for six."""
    angle = 2 * np.pi * np.arange(points) / YEAR
    waves = [
        wave(turns * angle)
        for turns in range(1, harmonics + 1)
        for wave in (np.cos, np.sin)
    ]
    if harmonics == MOST_HARMONICS:
        waves.pop()  # the sine of half a turn a month is zero
    return np.stack(waves, axis=1) if waves else np.empty((points, 0))


def rise(points: int, starts: Places, ramps: Places) -> Floats:
    """(J, S, T): 0 before each start (S, J), 1 once each ramp (J,) has run its months.

    A ramp of 0 or 1 is a step; one of 6 reaches a sixth in its first month.
    """
    since = np.arange(points) - starts.T[:, :, None] + 1
    return np.clip(since / np.maximum(ramps, 1)[:, None, None], 0.0, 1.0)


def breaking(breaks: Sequence[int], seen: NDArray[np.bool_]) -> Floats:
    """(B, S, T): a step at each break, all 0 where a series has but one side of it."""
    later = np.arange(seen.shape[1]) >= np.asarray(breaks, int)[:, None]
    both = telling(breaks, seen).T
    return np.asarray(later[:, None, :] & both[:, :, None], np.float64)


def telling(breaks: Sequence[int], seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(S, B): has a series figures on both sides of a break?"""
    later = np.arange(seen.shape[1])[:, None] >= np.asarray(breaks, int)
    return np.asarray((seen @ later) & (seen @ ~later))


def course(
    seen: NDArray[np.bool_],
    starts: Places,
    *,
    breaks: Sequence[int] = (),
    ramps: Places,
    harmonics: int,
) -> Course:
    """The course of S series with figures where `seen` (S, T), and (S, J) `starts`."""
    points = seen.shape[1]
    t = np.arange(points)
    years = (t - (points - 1) / 2) / YEAR
    shared = np.column_stack([np.ones(points), years, season(points, harmonics)])
    steps, rises = breaking(breaks, seen), rise(points, starts, ramps)
    return Course(shared, np.concatenate([steps, rises]), starts.shape[1])
