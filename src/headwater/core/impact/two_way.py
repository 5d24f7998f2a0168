"""Fits of area and month effects, with declared steps, by least squares and Poisson.

Every fit here comes down to one weighted system: (A, T) cells with a mass each, an
effect for every area, one for every month and one for every step group. Areas are
eliminated, so that the system to solve is only as large as months and groups together.
Which cells count is told by their mass: none, and the cell is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import CannotEstimate, Floats


NEWTON, CLOSE = 50, 1e-11
RANK = 1e-10  # singular values below this share of the largest are none


@dataclass(frozen=True, eq=False, slots=True)
class Effects:
    """Additive effects of areas (A,), months (T,) and step groups (G,)."""

    areas: Floats
    months: Floats
    groups: Floats

    def at(self, layout: Layout) -> Floats:
        """(A, T): their sum in every cell."""
        total = self.areas[:, None] + self.months
        if layout.size:
            total = total + np.append(0.0, self.groups)[layout.steps]
        return total


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Which step group every cell is in: `steps` (A, T), 0 for none, else 1 to G."""

    steps: NDArray[np.int_]

    @property
    def size(self) -> int:
        """G, the number of step groups."""
        return int(self.steps.max(initial=0))

    def margins(self, cells: Floats) -> tuple[Floats, Floats]:
        """Sums of (A, T) by area (A,), and by month and group (T + G,)."""
        by_group = np.bincount(self.steps.ravel(), cells.ravel(), self.size + 1)
        return cells.sum(axis=1), np.append(cells.sum(axis=0), by_group[1:])

    def crossed(self, mass: Floats) -> tuple[Floats, Floats]:
        """Mass of areas by month and group (A, T + G), and of these by each other."""
        if not self.size:
            return mass, np.diag(mass.sum(axis=0))
        groups = range(1, self.size + 1)
        parts = [np.where(self.steps == group, mass, 0.0) for group in groups]
        by_area = np.column_stack([mass, *(part.sum(axis=1) for part in parts)])
        by_month = np.column_stack([part.sum(axis=0) for part in parts])
        totals = np.diag(np.append(mass.sum(axis=0), by_month.sum(axis=0)))
        months = mass.shape[1]
        totals[:months, months:], totals[months:, :months] = by_month, by_month.T
        return by_area, totals

    def solve(self, mass: Floats, areas: Floats, rest: Floats) -> Effects:
        """Effects h such that the margins of mass x h are `areas` and `rest`.

        `mass` (A, T) is zero in cells left out; `areas` (A,), `rest` (T + G,). Where
        they cannot be met, the nearest in least squares.
        """
        by_area, totals = self.crossed(mass)
        own = mass.sum(axis=1)
        share = by_area / np.where(own > 0, own, np.inf)[:, None]
        left = totals - by_area.T @ share
        wanted = rest - share.T @ areas
        other: Floats = np.linalg.lstsq(left, wanted, rcond=RANK)[0].astype(np.float64)
        mean = np.divide(areas, own, out=np.zeros_like(own), where=own > 0)
        months = mass.shape[1]
        return Effects(mean - share @ other, other[:months], other[months:])

    def project(self, values: Floats, mass: Floats) -> Effects:
        """Weighted least squares of `values` (A, T) on the effects."""
        return self.solve(mass, *self.margins(mass * values))


def plain(shape: tuple[int, ...]) -> Layout:
    """No step groups."""
    return Layout(np.zeros(shape, dtype=np.int_))


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient beside two-way effects, its error clustered by area.

    `se` has no small-sample factor; `factor` is G/(G-1) x (N-1)/(N-K), with the area
    effects not counted in K. Multiply `se` by its root to have the usual one.
    """

    value: float
    se: float
    factor: float


def linear(outcome: Floats, dose: Floats, weights: Floats | None = None) -> Coefficient:
    """Two-way fixed effects by (weighted) least squares.

    All (A, T); NaN outcomes are left out. For comparison with the field: where effects
    grow or differ by date, this is a mean with odd weights (Goodman-Bacon 2021).
    """
    mass = np.where(np.isnan(outcome), 0.0, 1.0 if weights is None else weights)
    values = np.where(mass > 0, outcome, 0.0)
    layout = plain(outcome.shape)
    treat = dose - layout.project(dose, mass).at(layout)
    rest = values - layout.project(values, mass).at(layout)
    value = _ratio(mass * treat * rest, mass * treat**2)
    return _clustered(value, treat, mass * (rest - value * treat), mass)


def poisson(counts: Floats, dose: Floats) -> Coefficient:
    """Poisson maximum likelihood with area and month effects; a log rate ratio.

    (A, T) each; gaps are left out. Iteratively reweighted least squares.
    """
    used = ~np.isnan(counts)
    seen = np.where(used, counts, 0.0)
    layout, value = plain(counts.shape), 0.0
    mean = np.where(used, (seen + seen[used].mean()) / 2, 0.0)
    log = np.log(np.where(used, mean, 1.0))
    for _ in range(NEWTON):
        working = log + np.divide(seen - mean, mean, out=np.zeros_like(log), where=used)
        treat = dose - layout.project(dose, mean).at(layout)
        last, value = value, _ratio(mean * treat * working, mean * treat**2)
        log = layout.project(working - value * dose, mean).at(layout) + value * dose
        mean = np.where(used, np.exp(np.minimum(log, 700.0)), 0.0)
        if abs(value - last) < CLOSE:
            return _clustered(value, treat, seen - mean, mean)
    raise CannotEstimate(
        "The fit did not settle. Leave out areas and months that are zero throughout."
    )


def _ratio(top: Floats, bottom: Floats) -> float:
    whole = float(bottom.sum())
    if whole <= CLOSE:
        raise CannotEstimate(
            "The action is in every area or in none in each month, so that months with "
            "it cannot be compared. Add areas without it."
        )
    return float(top.sum()) / whole


def _clustered(value: float, treat: Floats, left: Floats, mass: Floats) -> Coefficient:
    scores = (treat * left).sum(axis=1)
    se = float(np.sqrt((scores**2).sum()) / (mass * treat**2).sum())
    areas, cells = len(treat), int((mass > 0).sum())
    known = treat.shape[1] + 1  # months, one less, and the dose and the constant
    factor = areas / (areas - 1) * (cells - 1) / (cells - known)
    return Coefficient(value, se, factor)


def imputed(outcome: Floats, treated: NDArray[np.bool_]) -> Floats:
    """(A, T): outcome less what area and month effects of untreated cells predict.

    The linear imputation (Borusyak, Jaravel and Spiess 2024), which is also two-stage
    difference in differences (Gardner 2022). NaN where there is no outcome.
    """
    mass = np.where(treated | np.isnan(outcome), 0.0, 1.0)
    layout = plain(outcome.shape)
    return np.asarray(outcome - layout.project(outcome, mass).at(layout))
