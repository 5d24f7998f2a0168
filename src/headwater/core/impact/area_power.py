"""The plain comparison of areas, and the chance that it sees an effect.

For each area the log change from before to after; a t test of the areas with the
action against the others. It is the floor that a better method must not fall below,
and its chance follows from a formula, so that no panel need be made up to know it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.panel import NEVER, Bools, Panel


SURE = 0.975  # two-sided at 5%
HALF = 0.5  # an event, before the log: an area may have none

# What shared/data/impact-reference/power_did.csv leaves unsaid of its areas. The share
# by which their sizes differ, how much of a local shock lasts into the next month, and
# what else moves counts: with these the formula is within 0.025 of all its 81 rows.
SIZES, CARRIED, EXTRA = 0.3, 0.4, 1 / 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Areas in which an action might be tried.

    `mean` is the mean count of an area in a month. `shock` is the sd of what moves
    one area's log level and not the others', of which the share `carried` lasts into
    the next month; `extra` is the squared coefficient of variation beyond chance that
    does not last; `sizes` the sd of the areas' log mean counts. Raises CannotEstimate
    where there is nothing to compare.
    """

    areas: int
    treated: int
    mean: float
    before: int
    after: int
    shock: float
    sizes: float = SIZES
    carried: float = CARRIED
    extra: float = EXTRA

    def __post_init__(self) -> None:
        if not 1 <= self.treated < self.areas or self.areas < 3:
            raise CannotEstimate(
                f"With {self.treated} of {self.areas} areas in the action there is "
                "nothing to compare. It takes three areas, one of them without."
            )
        if min(self.before, self.after) < 1:
            raise CannotEstimate("There must be a month before, and one after.")
        if not self.mean > 0:
            raise CannotEstimate("The mean count must be above zero.")
        if not (0 <= self.carried < 1 and min(self.shock, self.extra, self.sizes) >= 0):
            raise CannotEstimate(
                "Shocks are zero or more, and what lasts of them is less than all."
            )

    @property
    def freedom(self) -> int:
        return self.areas - 2

    def variance(self, effect: float = 0.0) -> float:
        """Of one area's log change, where its level changes by this share."""
        chance = np.exp(self.sizes**2) / self.mean
        return float(
            (chance + self._moves(self.before)) / self.before
            + (chance / (1 + effect) + self._moves(self.after)) / self.after
        )

    def _moves(self, months: int) -> float:
        """What a month adds to the variance beyond chance, lasting shocks included."""
        apart = np.arange(1, months)
        lasting = 1 + 2 * ((1 - apart / months) * self.carried**apart).sum()
        return float(self.extra + self.shock**2 * lasting)


def area_test_power(ground: Ground, percent: float) -> float:
    """The chance that the t test of areas finds a change of this percent.

    -20 is a fall of a fifth; 0 gives the chance of a false claim. By the noncentral t
    distribution, with the variances pooled as the test does and true to each group.
    """
    effect = _share(percent)
    touched, others = ground.variance(effect), ground.variance()
    k, rest = ground.treated, ground.areas - ground.treated
    pooled = ((k - 1) * touched + (rest - 1) * others) / ground.freedom
    error = np.sqrt(touched / k + others / rest)
    reach = stats.t.ppf(SURE, ground.freedom)
    reach *= np.sqrt(pooled * (1 / k + 1 / rest)) / error
    shift = abs(np.log1p(effect)) / error
    both = stats.nct.sf(reach, ground.freedom, [shift, -shift])
    return float(np.clip(np.nansum(both), 0.0, 1.0))


def smallest_seen(ground: Ground, power: float = 0.8) -> float:
    """The smallest fall, in percent, that the t test of areas finds with this chance.

    NaN where not even a fall of 99% would be.
    """
    low, high = 0.0, 99.0
    if area_test_power(ground, -high) < power:
        return float("nan")
    while high - low > 1e-3:
        middle = (low + high) / 2
        enough = area_test_power(ground, -middle) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def area_test(counts: Floats, treated: int, before: int) -> Bools:
    """Does the t test of areas find a change? For each of N panels: (N,).

    `counts` (N, A, T), of which the first `treated` areas have the action from the
    month `before` on.
    """
    was = counts[..., :before].sum(-1) + HALF
    became = counts[..., before:].sum(-1) + HALF
    change = np.log(became) - np.log(was)
    found = stats.ttest_ind(change[:, :treated], change[:, treated:], axis=1)
    return np.asarray(found.pvalue < 2 * (1 - SURE))


def made_up_areas(
    ground: Ground, percent: float, panels: int, chance: np.random.Generator
) -> Floats:
    """(panels, A, T) counts as on this ground; the first areas have the action."""
    shape = panels, ground.areas, ground.before + ground.after
    sizes = np.exp(chance.normal(-(ground.sizes**2) / 2, ground.sizes, shape[:2]))
    level = ground.mean * sizes[..., None] * np.exp(_shocks(ground, shape, chance))
    if ground.extra:
        level = level * chance.gamma(1 / ground.extra, ground.extra, shape)
    level[:, : ground.treated, ground.before :] *= 1 + _share(percent)
    return chance.poisson(level).astype(np.float64)


def _shocks(
    ground: Ground, shape: tuple[int, int, int], chance: np.random.Generator
) -> Floats:
    """Shocks of a steady spread, of which a share lasts from month to month."""
    shocks = chance.normal(0, ground.shock, shape)
    fresh = np.sqrt(1 - ground.carried**2)
    for month in range(1, shape[2]):
        shocks[..., month] *= fresh
        shocks[..., month] += ground.carried * shocks[..., month - 1]
    return shocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How often a method and the t test of areas found a change in the same panels.

    `error` is the standard error of the difference between the two: as the panels are
    the same, it is smaller than that of either.
    """

    method: float
    area_test: float
    error: float
    panels: int

    @property
    def ahead(self) -> float:
        """The power of the method less that of the t test."""
        return self.method - self.area_test


def beside(
    ground: Ground,
    percent: float,
    found: Callable[[Panel], bool],
    panels: int,
    chance: np.random.Generator,
) -> Beside:
    """The power of a method of ours beside that of the t test, panel by panel.

    `found` says whether the method makes a claim on a panel.
    """
    counts = made_up_areas(ground, percent, panels, chance)
    plain = area_test(counts, ground.treated, ground.before)
    ours = np.array([found(_panel(ground, one)) for one in counts], np.bool_)
    apart = ours.astype(float) - plain
    return Beside(
        method=float(ours.mean()),
        area_test=float(plain.mean()),
        error=float(apart.std() / np.sqrt(panels)),
        panels=panels,
    )


def _panel(ground: Ground, counts: Floats) -> Panel:
    months = [divmod(month, 12) for month in range(counts.shape[1])]
    starts = np.where(np.arange(ground.areas) < ground.treated, ground.before, NEVER)
    return Panel(
        areas=tuple(f"area {at + 1}" for at in range(ground.areas)),
        months=tuple(f"{2001 + year}-{month + 1:02}" for year, month in months),
        counts=counts,
        starts=starts,
    )


def _share(percent: float) -> float:
    if not percent > -100:
        raise CannotEstimate("A fall is less than the whole: above -100%.")
    return percent / 100
