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
from headwater.core.signals.tails import exact_mid_z, mid_z


_Any = TypeVar("_Any", bound=np.generic)

WINDOWS = (1, 2, 3, 4, 6, 8, 12)
# Flagged below this p-value, before false-discovery control. The NHS rules flag 1.9%
# of quiet normal series; the same share here keeps the two views comparable.
ALPHA = 0.02
# The price of looking at seven overlapping stretches: the smallest of their p-values
# is multiplied by PRICE[0] + PRICE[1] |z|. By simulation of independent noise,
# scripts/derive_window_price.py.
PRICE = (3.0, 0.25)
# A stretch that is most of what the baseline rests on cannot be held against it.
MOST_SHARE = 0.8
# Leftover autocorrelation r is read too low where the fit is generous, and its error
# costs most where it is low by chance: so it is corrected and then stretched. By
# simulation at r of 0, 0.2 and 0.4 (docs/reference/honest-signals.md).
DOUBT, STRETCH, MOST_CARRIED = 0.06, 1.5, 0.8


@dataclass(frozen=True, eq=False)
class Verdict:
    """The latest point of each series; all (S,).

    `p` is two-sided, 1.0 where it cannot be judged; `alone` is the p-value of the
    latest point by itself at the same price; `window` how many points the most
    surprising stretch has; `side` +1 above and -1 below; `carried` the leftover
    autocorrelation that was allowed for.
    """

    p: Floats
    alone: Floats
    side: Ints
    window: Ints
    carried: Floats


@dataclass(frozen=True, eq=False)
class Stretch:
    """The last points of each series together: all (S,), and the share of the fit.

    `share` of what the baseline says here rests on these very points.
    """

    observed: Floats
    expected: Floats
    share: Floats
    spread: Floats  # dispersion, with what is carried over from point to point
    valid: Bools
    size: Ints

    def trial(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Observed, number in all, share, and step, as of a binomial."""
        rest = (self.expected - self.share * self.observed) / self.share
        total = (self.observed + np.maximum(rest, 1e-9)) / self.spread
        return self.observed / self.spread, total, self.share, 1 / self.spread


def price(z: Floats) -> Floats:
    """By how much to multiply the p-value of the most surprising stretch."""
    return PRICE[0] + PRICE[1] * np.abs(z)


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
    scores = np.stack([np.where(s.valid, mid_z(*s.trial()), 0.0) for s in chosen])
    best = np.abs(scores).argmax(axis=0)
    freedom = np.maximum(base.free - 1, 1.0)
    alone = _p(_exact(chosen[:1], best * 0), freedom)
    z = _exact(chosen, best)
    sizes = np.stack([s.size for s in chosen])
    return Verdict(
        p=_p(z, freedom),
        alone=alone,
        side=np.sign(z).astype(np.intp),
        window=_pick(sizes, best),
        carried=recent.carried,
    )


def _exact(stretches: list[Stretch], best: Ints) -> Floats:
    """The exact z of the stretch chosen for each series; 0 where none is valid."""
    trials = zip(*(s.trial() for s in stretches), strict=True)
    x, n, share, lattice = (_pick(np.stack(part), best) for part in trials)
    valid = _pick(np.stack([s.valid for s in stretches]), best)
    return np.where(valid, exact_mid_z(x, n, share, lattice), 0.0)


def _pick(rows: NDArray[_Any], which: Ints) -> NDArray[_Any]:
    picked: NDArray[_Any] = np.take_along_axis(rows, which[None, :], axis=0)[0]
    return picked


def _p(z: Floats, freedom: Floats) -> Floats:
    """Two-sided, by Student's t: the noise is only known from the series itself."""
    tail = 2 * special.stdtr(freedom, -np.abs(z))
    return np.where(z == 0, 1.0, np.minimum(1.0, price(z) * tail))


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
        self.products = lagged(values, base.mean)
        self.carried = carry(self.products, base.squares, base)

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
            self.products
            - step * crossed
            + step**2 * (s[: size - 1] * s[1:size]).sum(axis=0)
        )


def lagged(values: Floats, mean: Floats) -> Floats:
    """The sum of products of neighbouring Pearson residuals, (S,)."""
    left = (values - mean) / np.sqrt(np.maximum(mean, 1e-9))
    return np.asarray(np.einsum("ts,ts->s", left[1:], left[:-1]))


def carry(products: Floats, squares: Floats, base: Baseline) -> Floats:
    """The autocorrelation to allow for, 0 or more."""
    raw = products / np.maximum(squares, 1e-9) + base.used / base.points
    return np.clip((raw - DOUBT) * STRETCH, 0.0, MOST_CARRIED)


def inflation(carried: Floats, size: int) -> Floats:
    """By how much the variance of a sum of `size` points grows; (1 + r) / (1 - r) for
    long ones, and 1 for a single point."""
    lags = np.arange(1, size)
    weights = 2 * (1 - lags / size)
    powers = carried[:, None] ** lags
    return np.asarray(1 + powers @ weights)
