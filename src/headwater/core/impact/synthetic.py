"""Synthetic control: the mixture of untouched areas that moved as this one did.

The weights are chosen on the months before the action alone, are never below zero and
sum to one (Abadie, Diamond and Hainmueller, JASA 105, 2010), so that nothing is
extrapolated. R's Synth can stop short of the best weights: the loss tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.simplex import mixture


LEAST_BEFORE = 3  # periods: on fewer, almost any mixture fits
LEAST_DONORS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Synthetic:
    """One area beside its mixture of others.

    `weights` (A,) are 0 for the area itself. `path` (T,) is the mixture and `gap`
    (T,) the area less the mixture, in the unit of the outcome; `start` is the place
    of the first period with the action.
    """

    weights: Floats
    path: Floats
    gap: Floats
    start: int

    @property
    def loss(self) -> float:
        """The sum of squared gaps before the start: what the weights make smallest."""
        return float((self.gap[: self.start] ** 2).sum())

    @property
    def fit(self) -> float:
        """The root mean squared gap before the start."""
        return float(np.sqrt(self.loss / self.start))

    @property
    def average_gap(self) -> float:
        """The mean gap from the start on: the effect, if nothing else happened."""
        return float(self.gap[self.start :].mean())

    @property
    def ratio(self) -> float:
        """Root mean squared gap after over before; inf where before it was none."""
        after = float(np.sqrt((self.gap[self.start :] ** 2).mean()))
        if not self.fit:
            return np.inf if after else 0.0
        return after / self.fit


@dataclass(frozen=True, slots=True, eq=False)
class InSpace:
    """What comes out when each area is taken, in turn, for the one with the action.

    `each` has one mixture an area, in their order; `treated` is the place of the one
    where the action really was.
    """

    each: tuple[Synthetic, ...]
    treated: int

    @property
    def ratios(self) -> Floats:
        """(A,): root mean squared gap after over before."""
        return np.array([found.ratio for found in self.each])

    @property
    def rank(self) -> int:
        """1 where the real area stands out most, A where least."""
        ratios = self.ratios
        others = np.delete(ratios, self.treated)
        return 1 + int((others >= ratios[self.treated]).sum())

    @property
    def p(self) -> float:
        """How often an area would stand out as much if nothing had happened."""
        return self.rank / len(self.each)


def synthetic_control(outcomes: Floats, treated: int, start: int) -> Synthetic:
    """The mixture of the other areas for the one at `treated`.

    `outcomes` (A, T) are rates, or counts of areas of like size, in any unit; `start`
    is the place of the first period with the action. Raises CannotEstimate where an
    outcome is missing, a donor or a period is lacking.
    """
    check(outcomes, treated, start)
    return _mixed(outcomes, treated, _others(outcomes, treated), start)


def placebo_in_space(outcomes: Floats, treated: int, start: int) -> InSpace:
    """Each area as if it had been treated, from the same start.

    The really treated area lends itself to no other: its own change would look like
    theirs. Arguments and errors are those of `synthetic_control`.
    """
    check(outcomes, treated, start)
    donors = _others(outcomes, treated)
    if len(donors) <= LEAST_DONORS:
        raise CannotEstimate(
            f"There are {len(donors)} areas without the action. To take each in turn "
            f"for the one with it, there must be at least {LEAST_DONORS + 1}."
        )
    each = tuple(
        _mixed(outcomes, area, donors[donors != area], start)
        for area in range(len(outcomes))
    )
    return InSpace(each, treated)


def placebo_in_time(
    outcomes: Floats, treated: int, start: int, pretended: Iterable[int]
) -> tuple[Synthetic, ...]:
    """The gap that would have been found at earlier starts, when nothing had begun.

    Only the periods before the real `start` are used; each of `pretended` is the place
    of a make-believe first period. A gap there is no effect, so it shows how far the
    method can be trusted.
    """
    check(outcomes, treated, start)
    before = outcomes[:, :start]
    return tuple(synthetic_control(before, treated, early) for early in pretended)


def check(outcomes: Floats, treated: int, start: int) -> None:
    """Raise CannotEstimate, with the reason, where no mixture can be made."""
    areas, periods = outcomes.shape
    if not 0 <= treated < areas:
        raise CannotEstimate("The area with the action is not among these areas.")
    if areas - 1 < LEAST_DONORS:
        raise CannotEstimate(
            f"A mixture needs at least {LEAST_DONORS} areas without the action; there "
            f"{'is 1' if areas == 2 else 'is none'}."
        )
    if start < LEAST_BEFORE:
        raise CannotEstimate(
            f"A mixture is fitted to what came before the action, on at least "
            f"{LEAST_BEFORE} periods; there are {max(start, 0)}."
        )
    if start >= periods:
        raise CannotEstimate("The action begins after the figures end.")
    gaps = np.flatnonzero(~np.isfinite(outcomes).all(axis=1))
    if len(gaps):
        raise CannotEstimate(
            f"{len(gaps)} of {areas} areas lack a figure in some period. Leave those "
            "areas out, or the periods."
        )


def _others(outcomes: Floats, treated: int) -> NDArray[np.int_]:
    return np.delete(np.arange(len(outcomes)), treated)


def _mixed(
    outcomes: Floats, area: int, donors: NDArray[np.int_], start: int
) -> Synthetic:
    before = outcomes[:, :start]
    weights = np.zeros(len(outcomes))
    weights[donors] = mixture(before[donors].T, before[area])
    path = weights[donors] @ outcomes[donors]
    return Synthetic(weights, path, outcomes[area] - path, start)
