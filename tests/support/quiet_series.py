"""Made-up series in which nothing changes suddenly, and some in which something does.

Each condition stands alone: how rare events are, a swing over the year, noise that is
carried from month to month, a steady drift, noise beyond Poisson's. Whatever is
flagged in them is a false flag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special


Floats = NDArray[np.float64]
Chance = np.random.Generator

LEVELS = (0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 20, 50, 100, 150)
SWINGS = (0.05, 0.1, 0.2)
CARRIED = (0.2, 0.4)
DRIFTS = (0.005, -0.005)  # a month
DISPERSIONS = (1.4, 1.9, 2.4)
POINTS = 60


@dataclass(frozen=True)
class Quiet:
    """One condition: `make(series, points, chance)` gives that many quiet series."""

    kind: str
    name: str
    make: Callable[[int, int, Chance], Floats]


def conditions() -> Iterator[Quiet]:
    """Every condition, in the order of the table in the documentation."""
    for level in LEVELS:
        yield Quiet("level", f"Poisson, {level} a month", _at(level))
    for level in (5, 20, 100):
        for swing in SWINGS:
            name = f"swing of {swing:.0%} over the year, Poisson {level}"
            yield Quiet("season", name, _swinging(level, swing))
    for carried in CARRIED:
        for level, dispersion in ((2, 1.0), (20, 1.0), (100, 1.0), (100, 2.25)):
            noise = "" if dispersion == 1 else f", dispersion {dispersion}"
            name = f"autocorrelation {carried}, mean {level}{noise}"
            yield Quiet("carried", name, _carried(level, carried, dispersion))
    for level in (0.3, 2, 5, 20, 100):
        for drift in DRIFTS:
            name = f"drift of {drift:+.1%} a month, Poisson {level}"
            yield Quiet("drift", name, _drifting(level, drift))
    for level in (2, 5, 20, 40, 150):
        for dispersion in DISPERSIONS if level > 2 else DISPERSIONS[:1]:
            name = f"dispersion {dispersion}, mean {level}"
            yield Quiet("dispersion", name, _at(level, dispersion))


def counts(mean: Floats, dispersion: float, chance: Chance) -> Floats:
    """Poisson counts, or negative binomial ones of this dispersion."""
    if dispersion > 1:
        mean = chance.gamma(mean / (dispersion - 1), dispersion - 1)
    return chance.poisson(mean).astype(np.float64)


def stepping(
    series: int, before: int, after: int, level: float, fall: float, chance: Chance
) -> Floats:
    """Series that fall at once by a share, after `before` months; dispersion 1.5."""
    mean = np.full((series, before + after), float(level))
    mean[:, before:] *= 1 - fall
    return counts(mean, 1.5, chance)


def _at(level: float, dispersion: float = 1.0) -> Callable[[int, int, Chance], Floats]:
    return lambda series, points, chance: counts(
        np.full((series, points), float(level)), dispersion, chance
    )


def _swinging(level: float, swing: float) -> Callable[[int, int, Chance], Floats]:
    def make(series: int, points: int, chance: Chance) -> Floats:
        peak = chance.uniform(0, 2 * np.pi, (series, 1))  # at any time of the year
        wave = np.cos(2 * np.pi * np.arange(points) / 12 + peak)
        return counts(level * (1 + swing * wave), 1.0, chance)

    return make


def _drifting(level: float, drift: float) -> Callable[[int, int, Chance], Floats]:
    def make(series: int, points: int, chance: Chance) -> Floats:
        path = level * (1 + drift) ** (np.arange(points) - points / 2)
        return counts(np.tile(path, (series, 1)), 1.0, chance)

    return make


def _carried(
    level: float, carried: float, dispersion: float
) -> Callable[[int, int, Chance], Floats]:
    """A normal series with memory; as Poisson counts by its ranks, or as it is."""

    def make(series: int, points: int, chance: Chance) -> Floats:
        z = chance.normal(size=(series, points + 30))
        for t in range(1, z.shape[1]):
            z[:, t] = carried * z[:, t - 1] + np.sqrt(1 - carried**2) * z[:, t]
        z = z[:, 30:]
        if dispersion > 1:
            return np.round(np.maximum(level + np.sqrt(level * dispersion) * z, 0))
        ranks = special.pdtrik(special.ndtr(z), float(level))
        return np.maximum(np.ceil(ranks), 0)

    return make
