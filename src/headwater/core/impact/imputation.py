"""Difference-in-differences for actions that begin at different dates, by imputation.

Area and month effects are fitted by Poisson maximum likelihood to the cells without the
action only. They say what the cells with it would have held, and the estimate is the
log of all that was observed there over all that was expected. No area that already has
the action ever serves as a comparison, and no log of a small count is taken.

A recording change in all areas at once is a matter of the months and needs nothing
more. One that came to some areas at some dates must be declared: `steps` (A, T) of
whole numbers gives every cell its step group, 0 for none, and each group has a level of
its own. Give areas that jumped by different amounts groups of their own.

Leaving out the months of a recent spike was tried on made-up panels and dropped: it
turned the bias round instead of removing it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.imputation_inference import Spread, dispersion, spread
from headwater.core.impact.imputation_refusals import refuse
from headwater.core.impact.panel import Bools, Panel
from headwater.core.impact.two_way import Layout, plain


METHOD = "Poisson imputation"
TOO_FAR = 2.0  # on the log scale, of one step of Newton
FIRST_TURNS, NEWTON, CLOSE = 10, 40, 1e-10
TURNS, NEAR = 200, 1e-6  # of proportional scaling, for placebos
BATCH = 2_000_000  # cells of placebos at once, so that memory stays small
UNSETTLED = (
    "The fit did not settle: too few events, or too many gaps. Leave out areas and "
    "months that hold hardly any, or choose larger areas."
)
LAST = 12  # months before the start that tell of a drift or a spike


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """Observed and expected counts (K,), summed over cells, and how many cells."""

    places: NDArray[np.int_]
    observed: Floats
    expected: Floats
    cells: NDArray[np.int_]

    @property
    def log_effects(self) -> Floats:
        """(K,): log of observed over expected; NaN where either is zero."""
        some = (self.observed > 0) & (self.expected > 0)
        share = np.divide(
            self.observed, self.expected, out=np.ones_like(self.expected), where=some
        )
        return np.where(some, np.log(share), np.nan)


@dataclass(frozen=True, slots=True)
class PreFit:
    """How well the treated areas were followed before the start.

    `gap` is the root mean square of (observed - fitted) / fitted over the `months`
    before the start, areas summed, and `by_chance` what noise alone would make it.
    `last` is the log of observed over fitted in the last twelve of them: a spike shows
    there. These months were themselves fitted, so a good fit promises nothing.
    """

    months: int
    gap: float
    by_chance: float
    last: float


@dataclass(frozen=True, eq=False, slots=True)
class Imputed:
    """The estimate, and what it was made of.

    `expected` (A, T): counts without the action; before it, those fitted. `spread`:
    where the standard error comes from. `phi`: dispersion of the untreated cells.
    """

    panel: Panel
    estimate: Estimate
    expected: Floats
    spread: Spread
    phi: float

    def by_month(self) -> Compared:
        """Areas that ever have the action, by month (places 0 to T - 1)."""
        places = np.arange(len(self.panel.months))
        return self._by(np.broadcast_to(places, self.expected.shape), self._ever)

    def by_since(self) -> Compared:
        """The same areas, by months since the start; negative before it."""
        since = np.arange(len(self.panel.months)) - self.panel.starts[:, None]
        return self._by(since, self._ever)

    def by_area(self) -> Compared:
        """Areas (places in `panel.areas`), over their months with the action."""
        places = np.arange(len(self.panel.areas))[:, None]
        at = np.broadcast_to(places, self.expected.shape)
        return self._by(at, self.panel.treated)

    def before(self) -> PreFit:
        """The fit before the start."""
        all_since = self.by_since()
        early = all_since.places < 0
        seen, fitted = all_since.observed[early], all_since.expected[early]
        known = np.maximum(fitted, 1e-9)
        last = all_since.places[early] >= -LAST
        ratio = (seen[last].sum() + 0.5) / (fitted[last].sum() + 0.5)
        return PreFit(
            months=len(seen),
            gap=float(np.sqrt((((seen - known) / known) ** 2).mean())),
            by_chance=float(np.sqrt((self.phi / known).mean())),
            last=float(np.log(ratio)),
        )

    @property
    def _ever(self) -> Bools:
        ever = self.panel.treated.any(axis=1, keepdims=True)
        return np.broadcast_to(ever, self.expected.shape)

    def _by(self, key: NDArray[np.int_], which: Bools) -> Compared:
        there = which & ~np.isnan(self.panel.counts)
        places, at = np.unique(key[there], return_inverse=True)
        return Compared(
            places,
            np.bincount(at, self.panel.counts[there]).astype(np.float64),
            np.bincount(at, self.expected[there]).astype(np.float64),
            np.bincount(at),
        )


@dataclass(frozen=True, eq=False, slots=True)
class Placebos:
    """Make-believe log effects (D,): the same starts given to areas drawn at random.

    `p` is the share of allocations, the true one counted, whose effect is at least as
    large either way. It is exact where any area was as likely to be chosen as another.
    """

    log_effects: Floats
    p: float


def imputation(panel: Panel, steps: NDArray[np.int_] | None = None) -> Imputed:
    """The change since the action began, against what was to be expected.

    The standard error is that of `imputation_inference`: clustered by area, and made
    to hold with few treated areas. Raises CannotEstimate, with what to do next, where
    the panel cannot give an answer.
    """
    layout = _layout(panel, steps)
    refuse(panel, layout.steps)
    seen = ~np.isnan(panel.counts)
    used, judged = seen & ~panel.treated, seen & panel.treated
    expected = fitted(panel.counts, used, layout)
    from_where = spread(panel.counts, expected, used, judged, layout)
    observed = float(panel.counts[judged].sum())
    total = float(expected[judged].sum())
    effect, se = float(np.log(observed / total)), from_where.se
    estimate = Estimate(
        method=METHOD,
        log_effect=effect,
        se=se,
        freedom=from_where.freedom,
        p=float(2 * stats.t.sf(abs(effect / se), from_where.freedom)),
        observed=observed,
        expected=total,
    )
    phi = dispersion(panel.counts, expected, used)
    return Imputed(panel, estimate, expected, from_where, phi)


def permuted(
    panel: Panel,
    draws: int,
    chance: np.random.Generator,
    steps: NDArray[np.int_] | None = None,
) -> Placebos:
    """The estimate again for `draws` allocations of the starts to areas at random.

    Declared steps stay with their areas. An allocation that cannot be estimated (an
    area with nothing but gaps before its make-believe start) is left out.
    """
    layout = _layout(panel, steps)
    refuse(panel, layout.steps)
    true = _effects(panel, panel.starts[None], layout)[0]
    size = max(1, BATCH // panel.counts.size)
    parts = [
        _effects(panel, chance.permuted(_repeated(panel, batch), axis=1), layout)
        for batch in np.diff(np.append(np.arange(0, draws, size), draws))
    ]
    found = np.concatenate(parts) if parts else np.empty(0)
    found = found[np.isfinite(found)]
    as_large = int((np.abs(found) >= abs(true) - 1e-9).sum())
    return Placebos(found, (1 + as_large) / (1 + len(found)))


def fitted(counts: Floats, used: Bools, layout: Layout) -> Floats:
    """(A, T): expected counts by Poisson maximum likelihood on the cells in use.

    Proportional scaling first, Newton's method to finish. An area without events in
    its cells in use is expected to have none.
    """
    seen = np.where(used, counts, 0.0)
    mean: Floats = proportional(seen[None], used[None], layout, FIRST_TURNS)[0]
    close = CLOSE * seen.sum()
    for _ in range(NEWTON):
        off = layout.margins(np.where(used, seen - mean, 0.0))
        if max(np.abs(off[0]).max(), np.abs(off[1]).max()) <= close:
            return mean
        step = layout.solve(np.where(used, mean, 0.0), *off).at(layout)
        mean = mean * np.exp(np.clip(step, -TOO_FAR, TOO_FAR))
    raise CannotEstimate(UNSETTLED)


def proportional(
    seen: Floats, used: Bools, layout: Layout, turns: int, near: float = 0.0
) -> Floats:
    """(B, A, T): means whose margins over the cells in use are those of `seen`.

    `seen` is (B, A, T), or (1, A, T) for all, and zero out of use. Areas, months and
    step groups are scaled in turn until areas change by less than `near`.
    """
    weight = used.astype(np.float64)
    by_area, by_month = seen.sum(axis=2), seen.sum(axis=1)
    month = _ratio(by_month, weight.sum(axis=1))
    factor = np.ones((len(weight), layout.size + 1))
    area = np.zeros(by_area.shape)
    for _ in range(turns):
        there = weight * factor[:, layout.steps] if layout.size else weight
        last = area
        area = _ratio(by_area, np.matmul(there, month[..., None])[..., 0])
        month = _ratio(by_month, np.matmul(area[:, None, :], there)[:, 0])
        if layout.size:
            factor = _factors(seen, weight, area, month, layout)
        if (np.abs(area - last) <= near * area).all():
            break
    mean: Floats = area[:, :, None] * month[:, None, :]
    if layout.size:
        mean *= factor[:, layout.steps]
    return mean


def _factors(
    seen: Floats, weight: Floats, area: Floats, month: Floats, layout: Layout
) -> Floats:
    """(B, G + 1): what each step group multiplies by; the first is 1."""
    found = np.ones((len(weight), layout.size + 1))
    for group in range(1, layout.size + 1):
        rows, columns = np.nonzero(layout.steps == group)
        mean = area[:, rows] * month[:, columns] * weight[:, rows, columns]
        total = mean.sum(axis=1)
        events = seen[:, rows, columns].sum(axis=1)
        found[:, group] = np.where(total > 0, _ratio(events, total), 1.0)
    return found


def _ratio(top: Floats, bottom: Floats) -> Floats:
    top, bottom = np.broadcast_arrays(top, bottom)
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)


def _effects(panel: Panel, starts: NDArray[np.int_], layout: Layout) -> Floats:
    """(B,): log effects with these starts (B, A); NaN where there is none."""
    places = np.arange(len(panel.months))
    begun = (places >= starts[..., None]) & (starts >= 0)[..., None]
    there = ~np.isnan(panel.counts)
    judged, used = begun & there, ~begun & there
    counts = np.where(there, panel.counts, 0.0)
    mean = proportional(counts * used, used, layout, TURNS, NEAR)
    observed = np.einsum("bat,at->b", judged, counts)
    expected = np.einsum("bat,bat->b", judged, mean)
    known = np.all(used.any(axis=2) | ~judged.any(axis=2), axis=1)
    known &= np.all(used.any(axis=1) | ~judged.any(axis=1), axis=1)
    for group in range(1, layout.size + 1):
        at = layout.steps == group
        known &= used[:, at].any(axis=1) | ~judged[:, at].any(axis=1)
    known &= (observed > 0) & (expected > 0)
    effects = np.full(len(starts), np.nan)
    effects[known] = np.log(observed[known] / expected[known])
    return effects


def _repeated(panel: Panel, times: int) -> NDArray[np.int_]:
    return np.repeat(panel.starts[None], times, axis=0)


def _layout(panel: Panel, steps: NDArray[np.int_] | None) -> Layout:
    return plain(panel.counts.shape) if steps is None else Layout(steps)
