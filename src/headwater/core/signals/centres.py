"""The centre line of each kind of chart, and how far chance carries a point from it.

Arrays are (T, S), time down, one series or one part of a series a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.limits import mean_move
from headwater.core.signals.means import Bools, Floats, mean_of, median_of
from headwater.core.signals.segments import Segments


MOVE_OF_SIGMA = 1.128  # the mean move between two normal points, in standard deviations
SCREEN_FACTOR = 3.2665  # moves above so many mean moves are left out, once
# Times between events are exponential; to the power 1 / 3.6 they are near normal
# (Nelson 1994).
T_POWER = 3.6


class Kind(StrEnum):
    """A chart, by the name that the field has for it."""

    RUN = "run"  # a median and nothing else
    I = "i"  # noqa: E741 - individual numbers; the field calls it so
    I_PRIME = "ip"  # numbers, normalised by the size behind them
    C = "c"  # counts
    U = "u"  # counts per size
    U_PRIME = "up"
    P = "p"  # parts of a whole
    P_PRIME = "pp"
    G = "g"  # cases or days between rare events
    T = "t"  # time between rare events


SIZED = frozenset((Kind.I_PRIME, Kind.U, Kind.U_PRIME, Kind.P, Kind.P_PRIME))
SHARES = frozenset((Kind.P, Kind.P_PRIME))
PRIMED = frozenset((Kind.U_PRIME, Kind.P_PRIME))
COUNTED = frozenset((Kind.C, Kind.U, Kind.U_PRIME, Kind.P, Kind.P_PRIME, Kind.G))


@dataclass(frozen=True, eq=False)
class Plotted:
    """What is plotted, of any shape: `y`, from `count` over `size` where it has one."""

    kind: Kind
    count: Floats
    size: Floats
    y: Floats

    @classmethod
    def of(cls, kind: Kind, values: Floats, sizes: Floats | None) -> Plotted:
        """Raises ValueError where the numbers do not suit the kind of chart."""
        if values.ndim != 2 or not values.shape[1]:
            raise ValueError(f"values must be (S, T), and are {values.shape}")
        if kind not in SIZED:
            _refuse(kind, values)
            return cls(kind, values, np.ones_like(values), values)
        if sizes is None or sizes.shape != values.shape:
            raise ValueError(f"a chart of kind {kind} needs a size for each value")
        size = np.where(sizes == 0, np.nan, sizes)
        _refuse(kind, values, size)
        return cls(kind, values, size, values / size)

    def cut(self, segments: Segments) -> Plotted:
        """The same, one segment a column."""
        cut = segments.cut
        return Plotted(self.kind, cut(self.count), cut(self.size), cut(self.y))


def _refuse(kind: Kind, count: Floats, size: Floats | None = None) -> None:
    if np.isinf(count).any() or (size is not None and np.isinf(size).any()):
        raise ValueError("values must be finite, or NaN where there is none")
    if kind in COUNTED and (count < 0).any():
        raise ValueError("a count is never below zero")
    if size is not None and (size < 0).any():
        raise ValueError("a size is never below zero")
    if kind in SHARES and size is not None and (count > size).any():
        raise ValueError("a part cannot be larger than its whole")
    if kind is Kind.T and (count <= 0).any():
        raise ValueError(
            "a time between events must be above 0: two events on one day need "
            "fractions of a day, or the g chart"
        )


@dataclass(frozen=True, eq=False)
class Centred:
    """The centre of each column, (S,), and its lines at each point, (T, S).

    `lines` are the lower and upper limits at three standard deviations, then at two.
    """

    centre: Floats
    lines: tuple[Floats, Floats, Floats, Floats]


def centred(plotted: Plotted, base: Bools, screen: NDArray[np.bool_]) -> Centred:
    """Centre and lines from the points of `base`, (T, S); `screen` is (S,)."""
    kind = plotted.kind
    if kind is Kind.RUN:
        nowhere = np.full(plotted.y.shape, np.nan)
        return Centred(median_of(plotted.y, base), (nowhere,) * 4)
    if kind is Kind.G:
        return _days_between(plotted, base)
    if kind is Kind.T:
        return _time_between(plotted, base, screen)
    centre = _centre(plotted, base)
    sigma = _sigma(plotted, centre, base, screen)
    low = 0.0 if kind in COUNTED else -np.inf
    return Centred(
        centre, _lines(centre, sigma, low, 1.0 if kind in SHARES else np.inf)
    )


def _lines(
    middle: Floats, sigma: Floats, low: float = -np.inf, high: float = np.inf
) -> tuple[Floats, Floats, Floats, Floats]:
    steps = (-3, 3, -2, 2)
    first, second, third, fourth = (
        np.clip(middle + step * sigma, low, high) for step in steps
    )
    return first, second, third, fourth


def _centre(plotted: Plotted, base: Bools) -> Floats:
    """The mean; where there are sizes, all counts over all sizes."""
    if plotted.kind not in SIZED:
        return mean_of(plotted.count, base)
    return mean_of(plotted.count, base) / mean_of(plotted.size, base)


def _sigma(
    plotted: Plotted, centre: Floats, base: Bools, screen: NDArray[np.bool_]
) -> Floats:
    """The standard deviation of each point, (T, S)."""
    y, size, kind = plotted.y, plotted.size, plotted.kind
    if kind is Kind.I:
        sigma = _mean_move(y, base, screen) / MOVE_OF_SIGMA
        return np.broadcast_to(sigma, y.shape)
    if kind is Kind.I_PRIME:
        return _mean_normalised_move(y, size, base, screen) / np.sqrt(size)
    if kind is Kind.C:
        return np.broadcast_to(np.sqrt(centre), y.shape)
    variance = centre * (1 - centre) if kind in SHARES else centre
    sigma = np.sqrt(variance / size)
    if kind in PRIMED:
        away = np.divide(y - centre, sigma, np.zeros_like(y), where=sigma > 0)
        sigma = sigma * _mean_move(away, base, screen) / MOVE_OF_SIGMA
    return np.asarray(sigma)


def _mean_move(y: Floats, base: Bools, screen: NDArray[np.bool_]) -> Floats:
    before, some = _before(base)
    moves = np.abs(y - np.take_along_axis(y, before, 0))
    return mean_move(moves, some, screen, SCREEN_FACTOR)


def _mean_normalised_move(
    y: Floats, size: Floats, base: Bools, screen: NDArray[np.bool_]
) -> Floats:
    """Taylor (2017): moves as they would be between points of size 1."""
    before, some = _before(base)
    moves = np.abs(y - np.take_along_axis(y, before, 0))
    together = np.sqrt(1 / size + 1 / np.take_along_axis(size, before, 0))
    return mean_move(np.sqrt(np.pi / 2) * moves / together, some, screen, SCREEN_FACTOR)


def _before(base: Bools) -> tuple[NDArray[np.intp], Bools]:
    """The base point before each base point, and whether there is one.

    Points left out are passed over: the move goes from kept point to kept point.
    """
    row = np.arange(len(base))[:, None]
    last = np.maximum.accumulate(np.where(base, row, -1), axis=0)
    before = np.concatenate((np.full((1, base.shape[1]), -1), last[:-1]))
    return np.maximum(before, 0), base & (before >= 0)


def _days_between(plotted: Plotted, base: Bools) -> Centred:
    """g: geometric limits about the mean, and the median as centre line."""
    y, mean = plotted.y, mean_of(plotted.y, base)
    sigma = np.broadcast_to(np.sqrt(mean * (mean + 1)), y.shape)
    return Centred(median_of(y, base), _lines(mean, sigma, 0.0))


def _time_between(plotted: Plotted, base: Bools, screen: NDArray[np.bool_]) -> Centred:
    """t: an i chart of near normal times, put back into time."""
    root = plotted.y ** (1 / T_POWER)
    centre = mean_of(root, base)
    sigma = np.broadcast_to(_mean_move(root, base, screen) / MOVE_OF_SIGMA, root.shape)
    first, second, third, fourth = (
        line**T_POWER for line in _lines(centre, sigma, 0.0)
    )
    return Centred(centre**T_POWER, (first, second, third, fourth))
