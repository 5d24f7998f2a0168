"""Difference-in-differences of one area, plain and with chosen weights.

Plain: every other area and every earlier period counts alike. Synthetic (Arkhangelsky,
Athey, Hirshberg, Imbens and Wager, American Economic Review 111, 2021): other areas
count as they moved like this one, and earlier periods as they resemble the later ones;
a steady difference in level is left out of both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.impact.estimate import Floats
from headwater.core.impact.simplex import mixture
from headwater.core.impact.synthetic import check


PERIOD_RIDGE = 1e-6  # of the noise: as the authors' own package (synthdid) has it


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticDid:
    """The change of one area beyond that of its comparison, in the outcome's unit.

    `areas` (A,) are the weights of the others, 0 for the area itself; `periods`
    (start,) those of the periods before.
    """

    effect: float
    areas: Floats
    periods: Floats


def plain_did(outcomes: Floats, treated: int, start: int) -> float:
    """The change of the area at `treated` less the mean change of the others.

    `outcomes` (A, T); the effect is in their unit. Raises CannotEstimate as
    `synthetic_control` does.
    """
    check(outcomes, treated, start)
    change = outcomes[:, start:].mean(1) - outcomes[:, :start].mean(1)
    return float(change[treated] - np.delete(change, treated).mean())


def synthetic_did(outcomes: Floats, treated: int, start: int) -> SyntheticDid:
    """The synthetic difference-in-differences of the area at `treated`.

    `outcomes` (A, T) are rates, or counts of areas of like size. Raises CannotEstimate
    as `synthetic_control` does. The weights are the exact optimum; synthdid stops when
    it is near, which moves the effect a little.
    """
    check(outcomes, treated, start)
    before, after = outcomes[:, :start], outcomes[:, start:]
    others = np.delete(before, treated, axis=0)
    noise = _noise(others)
    spread = after.shape[1] ** 0.25 * noise
    areas = _level(others.T, before[treated], spread)
    periods = _level(
        others, np.delete(after, treated, axis=0).mean(1), PERIOD_RIDGE * noise
    )
    full = np.insert(areas, treated, 0.0)
    change = after.mean(1) - before @ periods
    return SyntheticDid(float(change[treated] - full @ change), full, periods)


def _noise(others: Floats) -> float:
    """The spread of moves from one period to the next: the unit of the ridge."""
    return float(np.diff(others, axis=1).std(ddof=1))


def _level(candidates: Floats, target: Floats, ridge: float) -> Floats:
    """The mixture nearest up to a constant, its weights held together by a ridge."""
    return mixture(
        candidates - candidates.mean(0),
        target - target.mean(),
        len(target) * ridge**2,
    )
