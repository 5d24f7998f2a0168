"""Group-time effects of Callaway and Sant'Anna (2021): the second opinion.

Areas whose action began in the same month are a group. Its effect in a month is its
change since a base before the start, less the change of areas without the action over
the same months. Nothing is modelled but those differences of means, so that it fails
in other ways than the imputation does. It is less precise, which is why it is second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.panel import NEVER, Panel


Ints = NDArray[np.int_]
Comparison = Literal["never", "not_yet"]
Scale = Literal["levels", "ratio"]
# Months. With 12, areas chosen for a recent spike are set against that very spike: on
# made-up panels a 95% interval then covers half of the time, with 36 five times in six.
LONG_BASE = 36


@dataclass(frozen=True, slots=True)
class Combined:
    """A weighted mean of group-time effects and its error, clustered by area."""

    value: float
    se: float


@dataclass(frozen=True, eq=False, slots=True)
class GroupTime:
    """Effects of K pairs of group and month.

    `group`, `time` (K,) are places of months; `effect` (K,); `influence` (A, K) is
    what each area adds to the effect, so that every error and every mean of effects
    follows from it; `size` (K,) is the number of areas in the group.
    """

    group: Ints
    time: Ints
    effect: Floats
    influence: Floats
    size: Ints

    @property
    def se(self) -> Floats:
        """(K,): standard errors, clustered by area, without a small-sample factor."""
        return np.asarray(np.sqrt((self.influence**2).sum(axis=0)))

    @property
    def since(self) -> Ints:
        """(K,): months since the start; negative before it."""
        return np.asarray(self.time - self.group)

    def mean(self, weights: Floats) -> Combined:
        """The mean with these weights (K,); they are taken as known."""
        if not weights.sum() > 0:
            raise CannotEstimate("There is no month after the start to average over.")
        share = weights / weights.sum()
        spread = float(np.sqrt(((self.influence @ share) ** 2).sum()))
        return Combined(float(self.effect @ share), spread)

    def simple(self) -> Combined:
        """Over all months since the start, by the number of areas."""
        return self.mean(np.asarray(1.0 * self.size * (self.since >= 0)))

    def by_since(self) -> dict[int, Combined]:
        """By months since the start: the event study."""
        return self._by(self.since, np.asarray(self.size * 1.0))

    def by_group(self) -> dict[int, Combined]:
        """By start, over its months since."""
        return self._by(self.group, np.asarray(1.0 * (self.since >= 0)))

    def by_time(self) -> dict[int, Combined]:
        """By calendar month, over the groups that had begun."""
        return self._by(self.time, np.asarray(1.0 * self.size * (self.since >= 0)))

    def _by(self, key: Ints, weights: Floats) -> dict[int, Combined]:
        some = np.unique(key[weights > 0])
        return {int(each): self.mean(weights * (key == each)) for each in some}


def group_time(
    outcome: Floats,
    starts: Ints,
    comparison: Comparison = "never",
    scale: Scale = "levels",
    base: int = 1,
) -> GroupTime:
    """Every group-time effect, those before the start too.

    `outcome` (A, T) without gaps; `starts` (A,) as in a Panel. `comparison`: areas
    never treated, or these and the ones not yet treated by the month. `scale`:
    differences of means, or of logs of means ('ratio': right for counts, where logs of
    small counts mislead). Months since the start are set against the mean of the
    `base` months before it; earlier months against the month before ('varying base').
    """
    _refuse(outcome, starts, comparison, base)
    groups = [g for g in np.unique(starts) if base <= g < outcome.shape[1]]
    parts = [_one(outcome, starts, int(g), comparison, scale, base) for g in groups]
    return GroupTime(
        np.concatenate([p.group for p in parts]),
        np.concatenate([p.time for p in parts]),
        np.concatenate([p.effect for p in parts]),
        np.concatenate([p.influence for p in parts], axis=1),
        np.concatenate([p.size for p in parts]),
    )


def _one(
    outcome: Floats,
    starts: Ints,
    group: int,
    comparison: Comparison,
    scale: Scale,
    base: int,
) -> GroupTime:
    """All months of one group."""
    months = np.arange(1, outcome.shape[1])
    against = _against(outcome.shape[1], group, base)[1:]
    inside = (starts == group)[:, None] & np.ones(len(months), dtype=bool)
    outside = _compared(starts, group, months, comparison)
    some = outside.sum(axis=0) > 1
    months, against = months[some], against[some]
    change = _change(outcome, months, against, scale)
    effect, influence = change(inside[:, some])
    less, influence_less = change(outside[:, some])
    at, size = np.full(len(months), group), np.full(len(months), inside[:, 0].sum())
    return GroupTime(at, months, effect - less, influence - influence_less, size)


def _against(months: int, group: int, base: int) -> Floats:
    """(T, T): for every month, the weights of the months that are its base."""
    weights = np.eye(months, k=-1)
    weights[group:] = 0.0
    weights[group:, group - base : group] = 1 / base
    return weights


def _compared(
    starts: Ints, group: int, months: Ints, comparison: Comparison
) -> NDArray[np.bool_]:
    """(A, K): the areas that each month is compared with."""
    never = (starts == NEVER)[:, None]
    if comparison == "never":
        return np.asarray(never & np.ones(len(months), dtype=bool))
    later = starts[:, None] > np.maximum(months, np.where(months < group, 0, group - 1))
    return np.asarray((never | later) & (starts != group)[:, None])


Change = Callable[[NDArray[np.bool_]], tuple[Floats, Floats]]


def _change(outcome: Floats, months: Ints, against: Floats, scale: Scale) -> Change:
    """Mean change of some areas (A, K), and the influence of each on it."""
    now, before = outcome[:, months], outcome @ against.T

    def levels(areas: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        number, change = areas.sum(axis=0), now - before
        mean = (change * areas).sum(axis=0) / number
        return mean, areas * (change - mean) / number

    def ratio(areas: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        here, then = (now * areas).sum(axis=0), (before * areas).sum(axis=0)
        if (here <= 0).any() or (then <= 0).any():
            raise CannotEstimate(
                "In some month no event was recorded in a whole group of areas, so "
                "there is no ratio. Use a base of more months, or larger areas."
            )
        return np.log(here / then), areas * (now / here - before / then)

    return levels if scale == "levels" else ratio


def _refuse(outcome: Floats, starts: Ints, comparison: Comparison, base: int) -> None:
    if np.isnan(outcome).any():
        raise CannotEstimate(
            "Group-time effects need a figure for every area and month. Fill the gaps "
            "from the source or leave those areas out."
        )
    if comparison == "never" and (starts == NEVER).sum() < 2:
        raise CannotEstimate(
            "Fewer than two areas never had the action. Add areas without it, or "
            "compare with areas where it had not begun yet."
        )
    begun = (starts != NEVER) & (starts < outcome.shape[1])
    if not begun.any():
        raise CannotEstimate("The action began in no area within these months.")
    if (begun & (starts < base)).any():
        raise CannotEstimate(
            f"An action began with fewer than {base} months before it. Add earlier "
            "months, or leave those areas out."
        )


def second_opinion(panel: Panel) -> Estimate:
    """The whole change by group-time effects, as one estimate.

    Ratios of means against the 36 months before the start (or as many as there
    are), never-treated areas compared. Effects are weighted by the counts expected, so
    that it answers the same question as the imputation. t quantiles with one fewer
    degree of freedom than the smaller of the two sets of areas.
    """
    begun = panel.starts[panel.ever & (panel.starts < len(panel.months))]
    base = max(1, min([LONG_BASE, *begun.tolist()]))
    found = group_time(panel.counts, panel.starts, "never", "ratio", base)
    inside = found.group[:, None] == panel.starts
    observed = (inside * panel.counts[:, found.time].T).sum(axis=1) * (found.since >= 0)
    expected = observed / np.exp(found.effect)
    whole = found.mean(expected)
    value = float(np.log(observed.sum() / expected.sum()))
    fewest = int(min(panel.ever.sum(), (~panel.ever).sum()))
    if fewest < 2:
        raise CannotEstimate(
            "One area alone had the action, so group-time effects have no error to "
            "judge by. Use the imputation."
        )
    se = whole.se * np.sqrt(fewest / (fewest - 1))
    p = float(2 * stats.t.sf(abs(value / se), fewest - 1)) if se > 0 else 1.0
    totals = float(observed.sum()), float(expected.sum())
    return Estimate(
        method="group-time effects",
        log_effect=value,
        se=float(se),
        freedom=float(fewest - 1),
        p=p,
        observed=totals[0],
        expected=totals[1],
    )
