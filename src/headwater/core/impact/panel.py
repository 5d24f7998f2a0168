"""Counts of many areas over the same months, and when an action began in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import CannotEstimate, Floats


Bools = NDArray[np.bool_]
NEVER = -1  # in `starts`: an area where nothing began


@dataclass(frozen=True, eq=False, slots=True)
class Panel:
    """A areas by T months.

    `counts` (A, T) are whole numbers, NaN where nothing was reported. `starts` (A,)
    is the place of the first month with the action, or NEVER. `months` are
    'YYYY-MM', each one following the one before.
    """

    areas: tuple[str, ...]
    months: tuple[str, ...]
    counts: Floats
    starts: NDArray[np.int_]

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.areas), len(self.months)):
            raise CannotEstimate("Every area needs a figure, or a gap, in every month.")
        if len(self.starts) != len(self.areas):
            raise CannotEstimate("Every area needs a start, or to have none.")
        if (self.counts < 0).any():
            raise CannotEstimate("A count is below zero. Counts start at zero.")

    @property
    def treated(self) -> Bools:
        """(A, T): the cells in which the action had begun."""
        places = np.arange(len(self.months))
        begun: Bools = places[None, :] >= self.starts[:, None]
        return begun & self.ever[:, None]

    @property
    def ever(self) -> Bools:
        """(A,): the areas in which it began at all."""
        begun: Bools = self.starts != NEVER
        return begun
