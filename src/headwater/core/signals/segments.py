"""Series cut where they are rebased: each segment is judged as a series of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray


Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Segments:
    """Where R segments lie in S series of T points: all (R,), in order.

    `series` is the series that a segment belongs to, `start` its first point,
    `length` how many points it has.
    """

    series: Places
    start: Places
    length: Places
    points: int  # T

    @classmethod
    def whole(cls, count: int, points: int) -> Segments:
        """Every series as one segment."""
        zeros = np.zeros(count, np.intp)
        return cls(np.arange(count), zeros, zeros + points, points)

    @classmethod
    def of(cls, group: NDArray[Any]) -> Segments:
        """Segments of equal neighbouring codes; `group` is (S, T)."""
        count, points = group.shape
        first = np.ones((count, points), np.bool_)
        first[:, 1:] = group[:, 1:] != group[:, :-1]
        series, start = np.nonzero(first)
        ends = np.append(start[1:], points)
        ends[np.append(series[1:] != series[:-1], True)] = points
        return cls(series, start, ends - start, points)

    @property
    def trivial(self) -> bool:
        """Is every series one segment?"""
        return bool((self.length == self.points).all())

    def cut(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The segments as columns, NaN below their ends: (S, T) gives (L, R)."""
        if self.trivial:
            return np.ascontiguousarray(values.T)
        columns = np.full((self.length.max(), len(self.length)), np.nan)
        columns.ravel()[self._flat] = values.ravel()
        return columns

    def join(self, columns: NDArray[Any]) -> NDArray[Any]:
        """What was found for each point of each segment: (L, R) gives (S, T)."""
        if self.trivial:
            return columns.T
        return columns.ravel().take(self._flat).reshape(-1, self.points)

    def spread(self, figures: NDArray[Any]) -> NDArray[Any]:
        """One figure a segment, at each of its points: (R,) gives (S, T)."""
        if self.trivial:
            return np.broadcast_to(figures[:, None], (len(figures), self.points))
        return np.repeat(figures, self.length).reshape(-1, self.points)

    def last(self) -> Places:
        """The last segment of each series: (S,)."""
        return np.flatnonzero(self.start + self.length == self.points)

    @cached_property
    def _flat(self) -> Places:
        """Where each point of each series stands in (L, R), read row by row."""
        count = len(self.length)
        first = np.arange(count) - count * (np.cumsum(self.length) - self.length)
        place = np.repeat(first, self.length) + count * np.arange(self.length.sum())
        return np.asarray(place)
