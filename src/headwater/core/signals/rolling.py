"""Totals of the last twelve months: a level for the public, never a chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from headwater.core.signals.means import Floats


def rolling_year(values: ArrayLike, points: int = 12) -> Floats:
    """The total of the last `points` points up to each, of series (S, T).

    NaN where one of them is missing, or there are not as many yet. Never chart these
    with limits: of quiet series 65% would be flagged.
    """
    table = np.asarray(values, dtype=np.float64)
    totals = np.full(table.shape, np.nan)
    if table.shape[-1] >= points:
        windows = np.lib.stride_tricks.sliding_window_view(table, points, axis=-1)
        totals[..., points - 1 :] = windows.sum(axis=-1)
    return totals
