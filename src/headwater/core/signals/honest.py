"""The honest default: has this series moved by more than chance?

Level, drift, season and declared changes in recording are fitted first, with the
noise that the series itself shows. Then the latest point is judged, alone and with
the points before it, by one p-value. What rises or falls steadily is stated apart as
drift. How often it is wrong is measured in docs/reference/honest-signals.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from headwater.core.signals.baseline import Baseline, Noise, baseline
from headwater.core.signals.design import Design, design
from headwater.core.signals.means import Bools, Floats, Ints
from headwater.core.signals.past import draw, flags, longest_silence, shares, silences
from headwater.core.signals.signals import Chart, Signals, Why
from headwater.core.signals.windows import ALPHA, Verdict, judge


LEAST_POINTS = 13  # below this a series is not judged, as under the NHS rules
RARE, FEW = 0.5, 5.0  # events a point: below the first, months between are told
RECENT = 60  # points by which the level of a series is told
CHUNK = 1 << 17  # points at once, which fit in the cache of a processor
# The usual dispersion is 1 + USUAL sqrt(mean): London's boroughs, 1.4 at 22 a month
# to 2.4 at 450 (shared reference on impact, section 2). It counts as WEIGHT points.
USUAL, WEIGHT = 0.075, 4.0
# Crime is hardly ever less noisy than Poisson's 1. By luck half of the estimates of a
# Poisson series lie below 1, so a floor of 1 would make limits too wide on average.
FLOOR = 0.9
# What is not a count has no least noise but that of its printed digits.
LEAST_NOISE = 1e-6
MOST_RATIO = 10.0  # on the log scale, of a drift or a step
CHARTS = (Chart.NONE, Chart.GAPS, Chart.COUNTS, Chart.RATIO)


class RollingTotals(ValueError):
    """Rolling totals overlap: nearly two thirds of quiet ones would be flagged."""


def honest(
    values: ArrayLike,
    *,
    months: Sequence[int] | NDArray[np.int_],
    breaks: Sequence[int] = (),
    denominators: ArrayLike | None = None,
    counts: bool = True,
    rolling: bool = False,
) -> Signals:
    """Hold every series against what was to be expected of it.

    `values` of (S, T): counts of events, NaN where a month is missing. `months` of
    (T,): the calendar month, 1 to 12, of each point; quarters and years have the
    month in which they start. `breaks`: index of the first point after each declared
    change in recording. `denominators` of (S, T), where values are to be read as
    rates; NaN or 0 leaves a point out. `counts=False` for shares, means and
    estimates, whose noise is nothing like that of a count. `rolling=True` says that
    the values are rolling totals, and is refused with RollingTotals.

    `expected`, `lower` and `upper` are in the unit of `values`. A series with fewer
    than 13 points has the chart NONE and is not judged. Memory beyond the result does
    not grow with S. Raises ValueError where the input is not as described.
    """
    if rolling:
        raise RollingTotals(
            "rolling totals overlap, so limits are wrong on them: judge the months, "
            "and show rolling_year() as a level"
        )
    table = np.asarray(values, dtype=np.float64)
    exposure = _exposure(table, denominators)
    plan = design(_months(months, table), _breaks(breaks, table))
    found = _Blank(table, plan)
    enough = np.flatnonzero((exposure > 0).sum(axis=1) >= LEAST_POINTS)
    size = max(1, CHUNK // max(1, table.shape[1]))
    for start in range(0, len(enough), size):
        which = enough[start : start + size]
        found.fill(which, _judged(table[which].T, exposure[which].T, plan, counts))
    return found.signals()


def _exposure(values: Floats, denominators: ArrayLike | None) -> Floats:
    """1 or the denominator at each point, 0 where there is none."""
    if values.ndim != 2:
        raise ValueError(f"values must be (S, T), and are {values.shape}")
    if np.isinf(values).any():
        raise ValueError("values must be finite, or NaN where there is none")
    if (values < 0).any():
        raise ValueError("a count is never below zero")
    there = ~np.isnan(values)
    if denominators is None:
        return there.astype(np.float64)
    sizes = np.asarray(denominators, dtype=np.float64)
    if sizes.shape != values.shape:
        raise ValueError("denominators must be one for each value")
    if (sizes < 0).any() or np.isinf(sizes).any():
        raise ValueError("a denominator is finite and never below zero")
    return np.where(there, np.nan_to_num(sizes), 0.0)


def _months(months: Sequence[int] | NDArray[np.int_], values: Floats) -> Ints:
    found = np.asarray(months, dtype=np.intp)
    if found.shape != values.shape[1:]:
        raise ValueError(f"{values.shape[1]} points need as many calendar months")
    if found.size and not ((found >= 1) & (found <= 12)).all():
        raise ValueError("months are the calendar months 1 to 12")
    return found


def _breaks(breaks: Sequence[int], values: Floats) -> tuple[int, ...]:
    found = tuple(sorted(set(map(int, breaks))))
    if found and not 0 < found[0] <= found[-1] < values.shape[1]:
        raise ValueError("a break is the index of a point after the first")
    return found


def _judged(values: Floats, exposure: Floats, plan: Design, counts: bool) -> Any:
    """One chunk: arrays of (T, S), time down."""
    there = exposure > 0
    values = np.where(there, values, 0.0)
    whole = bool(there.all())
    if whole and (exposure == 1).all():
        exposure = np.ones((1, 1))
    base = baseline(values, exposure, plan, _noise(values, there, counts))
    run = _run(there[:, :1] if whole else there, plan.breaks)
    return _Chunk(values, there, base, plan, run, counts).result()


def _noise(values: Floats, there: Bools, counts: bool) -> Noise:
    points = there.sum(axis=0)
    mean = values.sum(axis=0) / points
    if counts:
        # One wild month leads no median astray; of rare events a median says nothing.
        middle = np.median(values, axis=0)
        level = np.where(middle >= FEW, middle, mean)
        return Noise(1 + USUAL * np.sqrt(level), WEIGHT, np.full_like(mean, FLOOR))
    spread = np.where(there, values - mean, 0.0)
    usual = (spread**2).sum(axis=0) / points / np.maximum(mean, LEAST_NOISE)
    return Noise(usual, 0.0, np.maximum(LEAST_NOISE * mean, LEAST_NOISE**2))


def _run(there: Bools, breaks: tuple[int, ...]) -> Ints:
    """How many points stand unbroken up to each: gaps and breaks start anew.

    The first point after a break is not counted. It belongs to the step: the points
    since a break are never all of them held against what was before.
    """
    run = np.zeros(there.shape, dtype=np.intp)
    so_far = np.zeros(there.shape[1], dtype=np.intp)
    for t, here in enumerate(there):
        so_far = np.zeros_like(so_far) if t in breaks else np.where(here, so_far + 1, 0)
        run[t] = so_far
    return run


class _Chunk:
    """The judgement of one chunk of series, put together."""

    def __init__(
        self,
        values: Floats,
        there: Bools,
        base: Baseline,
        plan: Design,
        run: Ints,
        counts: bool,
    ) -> None:
        self.values, self.there, self.base, self.plan = values, there, base, plan
        self.run = run
        self.series = np.arange(values.shape[1])
        self.latest = len(values) - 1 - there[::-1].argmax(axis=0)
        self.chart = self._chart(counts)
        self.verdict = self._verdict()

    def _chart(self, counts: bool) -> Ints:
        """Index into CHARTS, by the level of the last 60 points."""
        points = self.there[-RECENT:].sum(axis=0)
        level = self.values[-RECENT:].sum(axis=0) / np.maximum(points, 1)
        found = 1 + (level >= RARE).astype(np.intp) + (level >= FEW)
        return found if counts else np.full_like(found, CHARTS.index(Chart.RATIO))

    @property
    def rare(self) -> Bools:
        return np.asarray(self.chart == CHARTS.index(Chart.GAPS))

    def _verdict(self) -> Verdict:
        run = self.run[self.latest, self.series if self.run.shape[1] > 1 else 0]
        t = np.arange(len(self.values))[:, None]
        last_event = np.where(self.values > 0, t, -1).max(axis=0)
        zeros = np.where(self.rare, np.minimum(run, self.latest - last_event), 0)
        return judge(self.values, self.base, self.plan, self.latest, run, zeros)

    def result(self) -> dict[str, NDArray[Any]]:
        share = shares(self.plan, self.base)
        lower, upper = draw(self.base, share[:, :1], self.there)
        side, why = flags(self.values, self.base, self.run, share, self.verdict.carried)
        self._mark_silences(side, why)
        self._settle_latest(side, why, lower, upper)
        return {
            "chart": self.chart,
            "expected": np.where(self.there, self.base.mean, np.nan).T,
            "lower": lower.T,
            "upper": upper.T,
            "side": np.where(self.there, side, 0).T,
            "why": np.where(self.there, why, 0).T,
            "latest": self.latest,
            "p": self.verdict.p,
            "since": self.latest - self.verdict.window + 1,
            "carried": self.verdict.carried,
            "judged": self.verdict.judged,
            "dispersion": self.base.dispersion,
            "seasonal": self._seasonal(),
            "longest_wait": self._longest_wait(),
        } | self._ratios()

    def _mark_silences(self, side: NDArray[np.int8], why: NDArray[np.uint8]) -> None:
        rare = np.flatnonzero(self.rare)
        if not len(rare):
            return
        why[:, rare] = np.where(why[:, rare] == Why.SHIFT, Why.GAP, why[:, rare])
        long = silences(self.values, self.base, self.run) & self.rare
        side[long], why[long] = -1, Why.GAP

    def _settle_latest(
        self,
        side: NDArray[np.int8],
        why: NDArray[np.uint8],
        lower: Floats,
        upper: Floats,
    ) -> None:
        """Let the p-value decide at the latest point, and draw its limits to match."""
        at = (self.latest, self.series)
        found, lone = self.verdict.p < ALPHA, self.verdict.lone
        alone = np.where(self.verdict.alone < ALPHA, lone, 0)
        side[at] = np.where(found, self.verdict.side, 0)
        together = np.where(self.rare, Why.GAP, Why.SHIFT)
        outside = np.where(alone == side[at], Why.OUTSIDE, together)
        why[at] = np.where(found, outside, Why.NONE)
        value, above, below = self.values[at], alone > 0, alone < 0
        upper[at] = np.where(above, _under(value, upper[at]), _max(value, upper[at]))
        lower[at] = np.where(below, -_under(-value, -lower[at]), _min(value, lower[at]))

    def _seasonal(self) -> Bools:
        """Is there a swing over the year that chance does not explain?"""
        waves = range(2, 6)
        if len(self.plan.precision) < 6 or not self.plan.precision[2:6].all():
            return np.zeros(len(self.series), dtype=bool)
        variance = self.base.curvature.variances(waves) * self.base.dispersion
        size = (self.base.beta[2:6] ** 2 / variance).sum(axis=0)
        return np.asarray(size > special.chdtri(4, 0.05))

    def _longest_wait(self) -> Floats:
        usual = self.base.mean.sum(axis=0) / self.there.sum(axis=0)
        wait = np.floor(longest_silence(self.base) / np.maximum(usual, 1e-9))
        return np.where(self.rare & self.values.any(axis=0), wait, np.nan)

    def _ratios(self) -> dict[str, Floats]:
        """Drift and steps, each with its 95% interval."""
        log, variance = self.base.drift()
        which = self.plan.steps
        logs = np.vstack([log, self.base.beta[which]])
        stepped = self.base.curvature.variances(which) * self.base.dispersion
        variances = np.vstack([variance, *stepped])
        carried = self.verdict.carried
        grown = np.sqrt(variances * (1 + carried) / (1 - carried))
        reach = grown * special.stdtrit(np.maximum(self.base.free, 1), 0.975)
        known = np.vstack([~self.rare, *self._both_sides()])
        found = {}
        for end, way in (("", 0), ("_lower", -1), ("_upper", 1)):
            ratio = np.exp(np.clip(logs + way * reach, -MOST_RATIO, MOST_RATIO))
            ratio[~known] = np.nan
            found[f"drift{end}"], found[f"steps{end}"] = ratio[0], ratio[1:].T
        return found

    def _both_sides(self) -> list[Bools]:
        """For each break: are there points between it and the breaks next to it?"""
        edges = [0, *self.plan.breaks, len(self.values)]
        some = [np.asarray(self.there[a:b].any(axis=0)) for a, b in pairwise(edges)]
        return [np.asarray(a & b) for a, b in pairwise(some)]


def _under(value: Floats, limit: Floats) -> Floats:
    """The limit, or a hair below the value where the value does not exceed it."""
    return np.minimum(limit, value - 1e-9 * (1 + np.abs(value)))


def _max(value: Floats, limit: Floats) -> Floats:
    return np.maximum(value, limit)


def _min(value: Floats, limit: Floats) -> Floats:
    return np.minimum(value, limit)


class _Blank:
    """The result, blank at first, filled chunk by chunk."""

    def __init__(self, values: Floats, plan: Design) -> None:
        count, points = values.shape
        self.breaks = plan.breaks
        self.chart = np.zeros(count, dtype=np.intp)
        there = ~np.isnan(values)
        last = points - 1 - there[:, ::-1].argmax(axis=1) if points else 0
        self.parts: dict[str, NDArray[Any]] = {
            "side": np.zeros(values.shape, dtype=np.int8),
            "why": np.zeros(values.shape, dtype=np.uint8),
            "latest": np.where(there.any(axis=1), last, -1).astype(np.intp),
            "since": np.full(count, -1, dtype=np.intp),
            "p": np.ones(count),
            "seasonal": np.zeros(count, dtype=bool),
            "judged": np.zeros(count, dtype=bool),
        }
        for name in ("expected", "lower", "upper"):
            self.parts[name] = np.full(values.shape, np.nan)
        for name in ("dispersion", "carried", "longest_wait"):
            self.parts[name] = np.full(count, np.nan)
        for end in ("", "_lower", "_upper"):
            self.parts[f"drift{end}"] = np.full(count, np.nan)
            self.parts[f"steps{end}"] = np.full((count, len(plan.breaks)), np.nan)

    def fill(self, which: Ints, found: dict[str, NDArray[Any]]) -> None:
        self.chart[which] = found.pop("chart")
        for name, part in found.items():
            self.parts[name][which] = part

    def signals(self) -> Signals:
        chart = tuple(CHARTS[c] for c in self.chart)
        return Signals(chart=chart, breaks=self.breaks, **self.parts)
