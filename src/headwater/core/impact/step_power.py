"""When would we know? The step formula for one series, before anything begins.

The model is that of `interrupted`: a step, a trend and two yearly harmonics, by
quasi-Poisson regression. From the mean count and the dispersion of the past alone:
se(log effect) = sqrt(dispersion x [(X'WX)^-1]_step), with W the expected counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.core.impact.course import YEAR, course
from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.quasi_poisson import fit, full_rank
from headwater.core.impact.refusals import LEAST_AFTER, LEAST_BEFORE


SURE = 0.975  # two-sided at 5%
POWER = 0.80
HARMONICS = 2
STEP = -1  # column
MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known before the action: one series, by the month.

    `mean` count a month, `dispersion` (1 is Poisson's), `before` months of figures up
    to the start. `season` are 12 relative levels from the first month on, all 1 where
    empty. Raises CannotEstimate where nothing can follow from them.
    """

    mean: float
    dispersion: float
    before: int
    season: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not (np.isfinite(self.mean) and self.mean > 0):
            raise CannotEstimate("The mean count must be above zero.")
        if not (np.isfinite(self.dispersion) and self.dispersion > 0):
            raise CannotEstimate("The dispersion must be above zero; 1 is Poisson's.")
        if self.before < LEAST_BEFORE:
            raise CannotEstimate(
                f"It takes at least {LEAST_BEFORE} months of figures before the start."
            )
        if self.season and (len(self.season) != YEAR or min(self.season) <= 0):
            raise CannotEstimate("A season is twelve levels, each above zero.")

    def expected(self, after: int, effect: float = 0.0) -> Floats:
        """(T,) counts expected, with `after` months of a step of this share."""
        t = np.arange(self.before + after)
        level = np.full(len(t), self.mean)
        if self.season:
            level = level * np.asarray(self.season)[t % YEAR]
        return np.where(t < self.before, level, level * (1 + effect))

    def freedom(self, after: int) -> int:
        return self.before + after - (3 + 2 * HARMONICS)


def step_error(past: Past, after: int, effect: float = 0.0) -> float:
    """The standard error of the log effect after so many months.

    `effect` is the true one as a share: -0.2 is a fall of a fifth. It matters, as a
    fall leaves fewer counts to see it by.
    """
    if after < LEAST_AFTER:
        raise CannotEstimate(f"It takes at least {LEAST_AFTER} months after the start.")
    points = past.before + after
    columns = course(
        np.ones((1, points), bool),
        np.array([[past.before]]),
        ramps=np.zeros(1, int),
        harmonics=HARMONICS,
    ).columns(0)
    weighted = columns * past.expected(after, effect)[:, None]
    bread = np.linalg.inv(columns.T @ weighted)
    return float(np.sqrt(max(past.dispersion, 1.0) * bread[STEP, STEP]))


def step_power(past: Past, after: int, effect: float) -> float:
    """The chance that the 95% interval leaves out no change, where `effect` is true.

    `effect` as a share, above -1. By the noncentral t distribution, with counts
    expected under the effect itself.
    """
    if not effect > -1:
        raise CannotEstimate("A fall is less than the whole: between 0 and 100%.")
    freedom = past.freedom(after)
    reach = stats.t.ppf(SURE, freedom)
    shift = np.log1p(effect) / step_error(past, after, effect)
    # By symmetry both tails can be asked for on the safe side of the distribution.
    both = stats.nct.sf(reach, freedom, [shift, -shift])
    return float(np.clip(np.nansum(both), 0.0, 1.0))


def smallest_fall(past: Past, after: int, power: float = POWER) -> float:
    """The smallest fall, as a share (0.14 is 14%), seen with this chance.

    1 - exp(-(t.975 + t.power) se), with se from counts under no effect.
    """
    freedom = past.freedom(after)
    reach = stats.t.ppf(SURE, freedom) + stats.t.ppf(power, freedom)
    return float(-np.expm1(-reach * step_error(past, after)))


def months_needed(
    past: Past, effect: float, power: float = POWER, years: int = MOST_YEARS
) -> int | None:
    """After how many months an effect of this size is seen with this chance.

    None where it is not within `years`. The first month from which the chance stays
    up to there; it can dip a little with the season.
    """
    months = range(LEAST_AFTER, years * YEAR + 1)
    enough = [step_power(past, after, effect) >= power for after in months]
    if not enough or not enough[-1]:
        return None
    short = [at for at, seen in enumerate(enough) if not seen]
    return months[short[-1] + 1 if short else 0]


def past_of(counts: ArrayLike, start: int | None = None) -> Past:
    """The past of a series (T,) up to `start`: its mean, dispersion and length.

    The dispersion is that around a level, a trend and the season. Raises
    CannotEstimate where the series is too short or too empty for that.
    """
    values = np.asarray(counts, np.float64)[:start]
    seen = values[~np.isnan(values)]
    if not len(seen):
        raise CannotEstimate("There are no figures before the start.")
    if (seen < 0).any() or np.isinf(seen).any():
        raise CannotEstimate("A count is below zero or infinite. Counts are neither.")
    return Past(
        mean=float(seen.mean()),
        dispersion=_dispersion(values),
        before=len(seen),
    )


def _dispersion(values: Floats) -> float:
    """Around a level, a trend and the season."""
    seen = ~np.isnan(values[None, :])
    none = np.empty((1, 0), int)
    own = course(seen, none, ramps=none[0], harmonics=HARMONICS)
    few = seen.sum() <= own.terms or not np.nansum(values)
    if few or not full_rank(own, seen)[0]:
        raise CannotEstimate(
            "There are too few figures before the start for a trend and a season."
        )
    return float(fit(values[None, :], own).dispersion[0])
