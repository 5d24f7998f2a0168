"""Synthetic control of counts: a second opinion where all began in one month.

The areas with the action are taken together, and each series is put over its own mean
before the start, so that a mixture of small areas can follow a large one. How sure one
may be comes from make-believe actions in the untouched areas and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.panel import Panel
from headwater.core.impact.simplex import mixture
from headwater.core.impact.synthetic import LEAST_BEFORE


METHOD = "synthetic control"
DRAWS = 99
LEAST_UNTOUCHED = 8  # areas: fewer placebos cannot make a small p

Ints = NDArray[np.int_]


@dataclass(frozen=True, eq=False, slots=True)
class Mixed:
    """The estimate, and what it was made of.

    `path` (T,) is what the mixture had, in counts of the areas with the action
    together, and `observed` (T,) what these had; `placebos` (P,) are log effects of
    make-believe actions. `start` is the place of the first month with the action.
    """

    estimate: Estimate
    path: Floats
    observed: Floats
    placebos: Floats
    start: int

    @property
    def gap(self) -> float:
        """Root mean square of (observed - path) / path before the start."""
        path = np.maximum(self.path[: self.start], 1e-9)
        return float(np.sqrt(((self.observed[: self.start] / path - 1) ** 2).mean()))

    def by_chance(self, phi: float) -> float:
        """What that gap would be by the noise of counts with this dispersion alone."""
        path = np.maximum(self.path[: self.start], 1e-9)
        return float(np.sqrt((phi / path).mean()))


def synthetic_estimate(
    panel: Panel, chance: np.random.Generator, draws: int = DRAWS
) -> Estimate:
    """The log of observed over expected from the start on, where the action was.

    Expected is what the mixture of untouched areas had. `se` is the root mean square
    of the log effects of placebos: of each untouched area where one area has the
    action, else of `draws` random groups of as many. `p` is the place of the effect
    among them, so it is never below 1 / (1 + placebos). Raises CannotEstimate where
    starts differ, figures are missing or untouched areas are few.
    """
    return mixed(panel, chance, draws).estimate


def mixed(panel: Panel, chance: np.random.Generator, draws: int = DRAWS) -> Mixed:
    """`synthetic_estimate` with its course by month and its placebos."""
    start = _start(panel)
    treated, untouched = np.flatnonzero(panel.ever), np.flatnonzero(~panel.ever)
    _check(panel, len(treated), untouched, start)
    together, path = _paths(panel.counts, treated, untouched, start)
    observed, expected = float(together[start:].sum()), float(path[start:].sum())
    effect = _log(observed, expected)
    placebos = np.array(
        [
            _log(*_totals(panel.counts, group, np.setdiff1d(untouched, group), start))
            for group in _groups(untouched, len(treated), draws, chance)
        ]
    )
    as_far = int((np.abs(placebos) >= abs(effect)).sum())
    estimate = Estimate(
        method=METHOD,
        log_effect=effect,
        se=float(np.sqrt((placebos**2).mean())),
        freedom=float(len(untouched) - 1),
        p=(1 + as_far) / (1 + len(placebos)),
        observed=observed,
        expected=expected,
    )
    return Mixed(estimate, path, together, placebos, start)


def _start(panel: Panel) -> int:
    starts = np.unique(panel.starts[panel.ever])
    if not len(starts):
        raise CannotEstimate("No area has the action.")
    if len(starts) > 1:
        raise CannotEstimate(
            f"The action began in {len(starts)} different months. A synthetic control "
            "takes one start: use imputation, or look at the areas one by one."
        )
    return int(starts[0])


def _check(panel: Panel, treated: int, untouched: Ints, start: int) -> None:
    if np.isnan(panel.counts).any():
        raise CannotEstimate(
            "A mixture cannot bridge gaps. Leave out the areas, or the months, in "
            "which nothing was reported."
        )
    if not LEAST_BEFORE <= start < len(panel.months):
        raise CannotEstimate(
            f"A mixture needs at least {LEAST_BEFORE} months before the action, and "
            "one with it."
        )
    if len(untouched) < max(LEAST_UNTOUCHED, treated + 2):
        raise CannotEstimate(
            f"There are {len(untouched)} areas without the action; it takes "
            f"{max(LEAST_UNTOUCHED, treated + 2)} to tell it from what happens anyhow."
        )
    empty = ~panel.counts[:, :start].any(axis=1)
    if empty.any():
        raise CannotEstimate(
            f"Nothing was recorded before the action in {int(empty.sum())} of the "
            "areas. Leave those out."
        )


def _totals(
    counts: Floats, group: Ints, donors: Ints, start: int
) -> tuple[float, float]:
    """Counts observed and expected in a group of areas from the start on."""
    together, path = _paths(counts, group, donors, start)
    return float(together[start:].sum()), float(path[start:].sum())


def _paths(
    counts: Floats, group: Ints, donors: Ints, start: int
) -> tuple[Floats, Floats]:
    """(T,) counts in a group of areas together, and in its mixture of others."""
    together = counts[group].sum(axis=0)
    level = together[:start].mean()
    others = counts[donors]
    others = others / others[:, :start].mean(axis=1, keepdims=True)
    weights = mixture(others[:, :start].T, together[:start] / level)
    return together, np.asarray(level * (weights @ others))


def _log(observed: float, expected: float) -> float:
    if not (observed and expected):
        raise CannotEstimate(
            "In some areas nothing at all was recorded after the start, which leaves "
            "no ratio to take. Take more areas together, or wait."
        )
    return float(np.log(observed / expected))


def _groups(
    untouched: Ints, size: int, draws: int, chance: np.random.Generator
) -> Iterator[Ints]:
    if size == 1:
        return (untouched[at : at + 1] for at in range(len(untouched)))
    return (chance.choice(untouched, size, replace=False) for _ in range(draws))
