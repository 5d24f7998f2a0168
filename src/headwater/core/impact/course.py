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
LEVEL, TREND = 0, 1  # columns
Places = NDArray[np.int_]


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """Columns (S, T, K): the level, the trend a year, the season, breaks, actions.

    `actions` are the places of the last columns, one for each action.
    """

    columns: Floats
    actions: range


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
    """(S, T, J): 0 before each start (S, J), 1 once each ramp (J,) has run its months.

    A ramp of 0 or 1 is a step; one of 6 reaches a sixth in its first month.
    """
    since = np.arange(points)[None, :, None] - starts[:, None, :] + 1
    return np.clip(since / np.maximum(ramps, 1), 0.0, 1.0)


def course(
    points: int,
    starts: Places,
    *,
    breaks: Sequence[int] = (),
    ramps: Places,
    harmonics: int,
) -> Course:
    """The columns for S series whose actions begin at `starts` (S, J)."""
    t = np.arange(points)
    own = [
        np.ones((points, 1)),
        ((t - (points - 1) / 2) / YEAR)[:, None],
        season(points, harmonics),
        (t[:, None] >= np.asarray(breaks, int)[None, :]).astype(np.float64),
    ]
    shared = np.concatenate(own, axis=1)
    alone = np.broadcast_to(shared, (len(starts), *shared.shape))
    columns = np.concatenate([alone, rise(points, starts, ramps)], axis=2)
    width = columns.shape[2]
    return Course(columns, range(width - starts.shape[1], width))
