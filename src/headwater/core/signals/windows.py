"""The latest point, judged by itself and with the points before it: one p-value.

A sudden change is either a single odd month or a step that lasts. So the last 1, 2,
3, 4, 6, 8 and 12 points are each held against what was expected of them. The most
surprising stretch counts, at a price for having looked at seven.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

from headwater.core.signals.baseline import Baseline
from headwater.core.signals.design import Design
from headwater.core.signals.means import Bools, Floats, Ints
from headwater.core.signals.tails import exact_mid_z, mid_z, skewed


_Any = TypeVar("_Any", bound=np.generic)

WINDOWS = (1, 2, 3, 4, 6, 8, 12)
# Flagged below this p-value, before false-discovery control. The NHS rules flag 1.9%
# of quiet normal series; the same share here keeps the two views comparable.
ALPHA = 0.02
# The price of looking at seven overlapping stretches: the smallest of their p-values
# is multiplied by it. Where most points hold no event the seven nearly say the same,
# and cost less: half the price at none a point, rising to the full one at five. By
# simulation of quiet series with the whole procedure: scripts/derive_window_price.py.
PRICE, RARE_PRICE, PLENTY = 3.7, 0.5, 5.0
# A stretch that is most of what the baseline rests on cannot be held against it.
MOST_SHARE = 0.8
# Leftover autocorrelation r is read too low where the fit is generous, and its error
# costs most where it is low by chance: so it is corrected and then stretched. By
# simulation at r of 0, 0.2 and 0.4 (docs/reference/honest-signals.md).
DOUBT, STRETCH, MOST_CARRIED = 0.045, 2.0, 0.8
# With fewer points than 36 less is stretched, as limits are wide there already.
FEWEST, PLENTY_OF = 8, 36


@dataclass(frozen=True, eq=False)
class Verdict:
    """The latest point of each series; all (S,).

    `p` is two-sided, 1.0 where it cannot be judged; `alone` is the p-value of the
    latest point by itself at the same price, and `lone` on which side it lies;
    `window` how many points the most
    surprising stretch has; `side` +1 above and -1 below; `carried` the leftover
    autocorrelation that was allowed for; `judged` is False where no stretch could be
    held against anything.
    """

    p: Floats
    alone: Floats
    lone: Ints
    side: Ints
    window: Ints
    carried: Floats
    judged: Bools


@dataclass(frozen=True, eq=False)
class Stretch:
    """The last points of each series together: all (S,), and the share of the fit.

    `share` of what the baseline says here rests on these very points.
    """

    observed: Floats
    expected: Floats
    share: Floats
    dispersion: Floats
    spread: Floats  # the same, with what is carried over from point to point
    valid: Bools
    size: Ints

    @property
    def clumps(self) -> Floats:
        """Skewness beyond that of a Poisson count of the same dispersion, over six.

        Crimes that come in clumps are negative binomial, with a longer upper tail.
        """
        excess = np.maximum(self.dispersion - 1, 0.0)
        return excess / np.sqrt(self.dispersion * self.expected) / 6

    def trial(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Observed, number in all, share, and step, as of a binomial."""
        rest = (self.expected - self.share * self.observed) / self.share
        total = (self.observed + np.maximum(rest, 1e-9)) / self.spread
        return self.observed / self.spread, total, self.share, 1 / self.spread


def price(level: Floats) -> Floats:
    """By how much to multiply the p-value of the most surprising stretch.

    `level` of (S,) is how many events a point has.
    """
    plenty = np.minimum(level / PLENTY, 1.0)
    return np.asarray(PRICE * (RARE_PRICE + (1 - RARE_PRICE) * plenty))


def judge(
    values: Floats, base: Baseline, plan: Design, latest: Ints, run: Ints, zeros: Ints
) -> Verdict:
    """Judge the last point of each series.

    `values` of (T, S), 0 where there is no point; `latest`, its index; `run`, how
    many points stand unbroken up to it, without gap or declared break; `zeros`, how
    many of those are zeros at the end, for rare events, else 0.
    """
    recent = _Recent(values, base, plan, latest)
    stretches = [recent.stretch(w, run) for w in range(1, max(WINDOWS) + 1)]
    chosen = [stretches[w - 1] for w in WINDOWS]
    if zeros.max(initial=0) > max(WINDOWS):
        chosen.append(recent.silence(latest, zeros))
    scores = np.stack(
        [np.where(s.valid, skewed(mid_z(*s.trial()), s.clumps), 0.0) for s in chosen]
    )
    best = np.abs(scores).argmax(axis=0)
    some = values.any(axis=0)  # a series without an event says nothing
    lone, z = _exact(chosen[:1], best * 0) * some, _exact(chosen, best) * some
    sizes = np.stack([s.size for s in chosen])
    return Verdict(
        p=_p(z, base),
        alone=_p(lone, base),
        lone=np.sign(lone).astype(np.intp),
        side=np.sign(z).astype(np.intp),
        window=_pick(sizes, best),
        carried=recent.carried,
        judged=np.asarray(np.any([s.valid for s in chosen], axis=0) & some),
    )


def _exact(stretches: list[Stretch], best: Ints) -> Floats:
    """The exact z of the stretch chosen for each series; 0 where none is valid."""
    trials = zip(*(s.trial() for s in stretches), strict=True)
    x, n, share, lattice = (_pick(np.stack(part), best) for part in trials)
    valid = _pick(np.stack([s.valid for s in stretches]), best)
    clumps = _pick(np.stack([s.clumps for s in stretches]), best)
    z = skewed(exact_mid_z(x, n, share, lattice), clumps)
    return np.where(valid, z, 0.0)


def _pick(rows: NDArray[_Any], which: Ints) -> NDArray[_Any]:
    picked: NDArray[_Any] = np.take_along_axis(rows, which[None, :], axis=0)[0]
    return picked


def _p(z: Floats, base: Baseline) -> Floats:
    """Two-sided, by Student's t: the noise is only known from the series itself."""
    tail = 2 * special.stdtr(np.maximum(base.free - 1, 1.0), -np.abs(z))
    level = base.mean.sum(axis=0) / base.points
    return np.where(z == 0, 1.0, np.minimum(1.0, price(level) * tail))


class _Recent:
    """The last thirteen points of every series, newest first, summed up as we go."""

    def __init__(
        self, values: Floats, base: Baseline, plan: Design, latest: Ints
    ) -> None:
        self.base, self.plan = base, plan
        count = max(WINDOWS) + 1
        rows = np.maximum(latest - np.arange(count)[:, None], 0)
        series = np.arange(values.shape[1])
        self.values, self.means = values[rows, series], base.mean[rows, series]
        self.roots = np.sqrt(self.means)
        left = np.where(self.means > 0, self.values - self.means, 0.0)
        self.left = left / np.maximum(self.roots, 1e-6)
        # Columns (13, K, S), or (13, K, 1) where all series end at the same point.
        alike = (latest == latest[:1]).all()
        self.x = plan.columns[rows[:, :1] if alike else rows].swapaxes(1, 2)
        self.carried = carry(base.products, base.squares, base)

    def stretch(self, size: int, run: Ints) -> Stretch:
        observed = self.values[:size].sum(axis=0)
        expected = np.maximum(self.means[:size].sum(axis=0), 1e-9)
        pull = (self.means[:size, None, :] * self.x[:size]).sum(axis=0)
        share = self._share(pull, expected)
        step = (observed - expected) / (expected * (1 - share))
        taken = step * (observed - expected)
        base = self.base
        spread = base.noise.dispersion(base.squares - taken, base.free_without_one)
        carried = carry(self._products_without(size, step), base.squares - taken, base)
        return Stretch(
            observed=observed,
            expected=expected,
            share=share,
            dispersion=spread,
            spread=spread * inflation(carried, size),
            valid=(size <= run) & (share < MOST_SHARE) & (2 * size <= base.points),
            size=np.full(observed.shape, size, dtype=np.intp),
        )

    def silence(self, latest: Ints, zeros: Ints) -> Stretch:
        """The whole run of zeros up to the latest point: the months without one."""
        t = np.arange(len(self.base.mean))[:, None]
        mean = np.where((t <= latest) & (t > latest - zeros), self.base.mean, 0.0)
        expected = np.maximum(mean.sum(axis=0), 1e-9)
        share = self._share(self.plan.columns.T @ mean, expected)
        return Stretch(
            observed=np.zeros_like(expected),
            expected=expected,
            share=share,
            dispersion=self.base.dispersion,
            spread=self.base.dispersion,
            valid=(zeros > max(WINDOWS)) & (share < MOST_SHARE),
            size=zeros,
        )

    def _share(self, pull: Floats, expected: Floats) -> Floats:
        leverage = (self.base.curvature.half(pull) ** 2).sum(axis=0)
        return np.asarray(np.clip(leverage / expected, 1e-6, 0.98))

    def _products_without(self, size: int, step: Floats) -> Floats:
        """Products of neighbours, once the step of this stretch is taken out."""
        e, s = self.left, self.roots
        crossed = (e[: size - 1] * s[1:size] + e[1:size] * s[: size - 1]).sum(axis=0)
        crossed = crossed + s[size - 1] * e[size]
        return np.asarray(
            self.base.products
            - step * crossed
            + step**2 * (s[: size - 1] * s[1:size]).sum(axis=0)
        )


def carry(products: Floats, squares: Floats, base: Baseline) -> Floats:
    """The autocorrelation to allow for, 0 or more."""
    raw = products / np.maximum(squares, 1e-9) + base.used / base.points
    stretch = STRETCH * np.clip((base.points - FEWEST) / (PLENTY_OF - FEWEST), 0.5, 1)
    return np.clip((raw - DOUBT) * stretch, 0.0, MOST_CARRIED)


def inflation(carried: Floats, size: int) -> Floats:
    """By how much the variance of a sum of `size` points grows; (1 + r) / (1 - r) for
    long ones, and 1 for a single point."""
    lags = np.arange(1, size)
    weights = 2 * (1 - lags / size)
    powers = carried[:, None] ** lags
    return np.asarray(1 + powers @ weights)
