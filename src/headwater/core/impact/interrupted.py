"""Interrupted series: did the figures leave their course when an action began?

One series, or many at once, each with its own start. The course is a level, a trend
and a yearly swing, by quasi-Poisson regression; the action is a step or a ramp. There
is nothing to compare with but the series' own past, so a recording change in the same
months is refused, and `placebo_dates` asks how often such a step turns up anyhow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from headwater.core.impact.course import (
    MOST_HARMONICS,
    TREND,
    Course,
    Places,
    course,
    harmonics_for,
)
from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.quasi_poisson import Fit, fit, full_rank
from headwater.core.impact.refusals import LOST, TANGLED, refusals


METHOD = "interrupted series"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Interrupted:
    """S series of T months with J actions each; NaN where a series was refused.

    `log_effect` and `se` (S, J): the mean log effect over the months from the start
    on (for a step, its size) and its error with the dispersion alone. `inflation`
    (S,) is for what months carry over, and belongs on `se`. `collinearity` (S, J) is
    the share of an action's column that the other terms explain. `fitted` (S, T);
    `expected` (S, T) is without any of the actions, and `expected_error` (S, T) the
    error of its log, with the dispersion alone. `observed_total` and
    `expected_total` (S, J): from each start on, the latter without that action only.
    `refused` says why a series has no estimate; blank where it has.
    """

    log_effect: Floats
    se: Floats
    freedom: Floats
    dispersion: Floats
    carried: Floats
    inflation: Floats
    collinearity: Floats
    trend: Floats  # (S,) the log of the yearly ratio
    fitted: Floats
    expected: Floats
    expected_error: Floats
    observed_total: Floats
    expected_total: Floats
    harmonics: int
    refused: tuple[str, ...]

    @property
    def z(self) -> Floats:
        """(S, J): each effect over its inflated error."""
        return np.asarray(self.log_effect / (self.se * self.inflation[:, None]))

    def estimate(self, row: int = 0, action: int = 0) -> Estimate:
        """What one series says of one action; CannotEstimate where it was refused."""
        if self.refused[row]:
            raise CannotEstimate(self.refused[row])
        z, freedom = float(self.z[row, action]), float(self.freedom[row])
        return Estimate(
            method=METHOD,
            log_effect=float(self.log_effect[row, action]),
            se=float(self.se[row, action] * self.inflation[row]),
            freedom=freedom,
            p=float(2 * stats.t.sf(abs(z), freedom)),
            observed=float(self.observed_total[row, action]),
            expected=float(self.expected_total[row, action]),
        )


def interrupted(
    counts: ArrayLike,
    starts: ArrayLike,
    *,
    breaks: Sequence[int] = (),
    ramps: int | Sequence[int] = 0,
    left_out: Sequence[int] = (),
    harmonics: int | None = None,
    exposure: ArrayLike | None = None,
    weighted: bool = False,
) -> Interrupted:
    """Estimate the effect of actions in one series (T,) or in many (S, T).

    `counts` are whole numbers a month, NaN in gaps. `starts` are places of months: one
    for all; or (J,) of one series; or (S,) or (S, J) of many. `breaks` are places of
    declared recording changes, for all series; those outside the figures are no
    matter. `ramps` are the months over which actions grow to their full effect, 0 for
    at once. `left_out` months (a lockdown) count as gaps. `harmonics` of the year: by
    length where None, 6 for a level for each calendar month. `exposure` (T,) or
    (S, T), above zero, is what counts are in proportion to. `weighted` says that they
    are effective crimes (`harm`), which need not be whole.

    Reasons against an estimate are in `refused`, series by series. ValueError where
    shapes do not fit. Source: Lopez Bernal, Cummins and Gasparrini 2017, Int J
    Epidemiol 46:348; quasi-likelihood with t quantiles.
    """
    values = _without(np.atleast_2d(np.asarray(counts, np.float64)), left_out)
    places = _places(np.asarray(starts, int), np.ndim(counts), len(values))
    steps = np.broadcast_to(np.asarray(ramps, int), places.shape[1:])
    seen = ~np.isnan(values)
    harmonics = _harmonics(harmonics, seen)
    refused = refusals(values, places, breaks, weighted=weighted)
    terms = course(seen, places, breaks=breaks, ramps=steps, harmonics=harmonics)
    refused = _with_tangled(refused, terms, seen)
    good = np.array([not why for why in refused], bool)
    offset = _offset(exposure, values.shape)
    fitted = terms.of(good)
    found = fit(values[good], fitted, offset[good])
    parts = _parts(values[good], fitted, found)
    return _answer(parts, found.settled, good, refused, harmonics)


def _without(counts: Floats, left_out: Sequence[int]) -> Floats:
    if counts.ndim != 2:
        raise ValueError("counts must be of one series (T,) or of many (S, T)")
    if not len(left_out):
        return counts
    kept = counts.copy()
    kept[:, list(left_out)] = np.nan
    return kept


def _places(starts: Places, given: int, series: int) -> Places:
    """The starts as (S, J)."""
    if starts.ndim == 0:
        return np.full((series, 1), starts)
    if starts.ndim == 1:
        starts = starts[None, :] if given == 1 else starts[:, None]
    if starts.ndim != 2 or len(starts) != series or not starts.shape[1]:
        raise ValueError("every series needs a start of each action")
    return starts


def _harmonics(given: int | None, seen: NDArray[np.bool_]) -> int:
    """The same for all series, as the one with the fewest figures can carry."""
    if given is None:
        return harmonics_for(int(seen.sum(axis=1).min(initial=seen.shape[1])))
    if not 0 <= given <= MOST_HARMONICS:
        raise ValueError(f"harmonics must be 0 to {MOST_HARMONICS}")
    return given


def _with_tangled(
    refused: tuple[str, ...], terms: Course, seen: NDArray[np.bool_]
) -> tuple[str, ...]:
    clear = full_rank(terms, seen) & (seen.sum(axis=1) > terms.terms)
    return tuple(
        why or ("" if fine else TANGLED)
        for why, fine in zip(refused, clear, strict=True)
    )


def _offset(exposure: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    if exposure is None:
        return np.zeros(shape)
    given = np.asarray(exposure, np.float64)
    if not (np.isfinite(given) & (given > 0)).all():
        raise CannotEstimate(
            "An exposure is missing or not above zero. Give the population, or what "
            "else counts are in proportion to, for every month."
        )
    return np.broadcast_to(np.log(given), shape)


def _answer(
    parts: dict[str, Floats],
    settled: NDArray[np.bool_],
    good: NDArray[np.bool_],
    refused: tuple[str, ...],
    harmonics: int,
) -> Interrupted:
    """Back to all S series, NaN where there is no answer."""
    where = np.flatnonzero(good)[settled]

    def spread(part: Floats) -> Floats:
        whole = np.full((len(good), *part.shape[1:]), np.nan)
        whole[where] = part[settled]
        return whole

    return Interrupted(
        **{name: spread(part) for name, part in parts.items()},
        harmonics=harmonics,
        refused=_with_lost(refused, good, settled),
    )


def _parts(values: Floats, terms: Course, found: Fit) -> dict[str, Floats]:
    """The fields of Interrupted for the series that were fitted."""
    rises = terms.rises()
    own = slice(found.coefficients.shape[1] - len(rises), None)
    sizes = found.coefficients[:, own]
    seen = ~np.isnan(values)
    counted = (rises > 0) & seen
    share = (rises * seen).sum(axis=2).T / np.maximum(counted.sum(axis=2), 1).T
    added = rises * sizes.T[:, :, None]
    without = found.mean * np.exp(-added)
    return {
        "log_effect": sizes * share,
        "se": found.errors[:, own] * share,
        "freedom": found.freedom,
        "dispersion": found.dispersion,
        "carried": found.carried,
        "inflation": found.inflation,
        "collinearity": _collinearity(found, seen, rises),
        "trend": found.coefficients[:, TREND],
        "fitted": found.mean,
        "expected": found.mean * np.exp(-added.sum(axis=0)),
        "expected_error": _expected_error(terms, found),
        "observed_total": np.where(counted, values, 0.0).sum(axis=2).T,
        "expected_total": np.where(counted, without, 0.0).sum(axis=2).T,
    }


def _expected_error(terms: Course, found: Fit) -> Floats:
    """(S, T): the root of x'Vx, with x the terms but for the actions."""
    shared, width = terms.shared, terms.shared.shape[1]
    breaks = terms.own[: len(terms.own) - terms.actions]
    bread = found.bread
    squares = (shared[:, :, None] * shared[:, None, :]).reshape(len(shared), -1)
    spread = bread[:, :width, :width].reshape(-1, width**2) @ squares.T
    for at, step in enumerate(breaks, start=width):
        spread += 2 * step * (bread[:, at, :width] @ shared.T)
        for beside, other in enumerate(breaks, start=width):
            spread += step * other * bread[:, at, beside, None]
    return np.asarray(np.sqrt(found.dispersion[:, None] * np.maximum(spread, 0.0)))


def _collinearity(found: Fit, seen: NDArray[np.bool_], rises: Floats) -> Floats:
    """1 - 1 / ([(X'WX)^-1]_jj S_jj): R squared of each action on the other terms."""
    weight = np.where(seen, found.mean, 0.0)
    total = np.maximum(weight.sum(axis=1), 1e-300)
    middle = (weight * rises).sum(axis=2) / total
    around = (weight * (rises - middle[..., None]) ** 2).sum(axis=2).T
    spread = np.diagonal(found.bread, axis1=1, axis2=2)[:, -len(rises) :]
    return np.asarray(1 - 1 / np.maximum(spread * around, 1.0))


def _with_lost(
    refused: tuple[str, ...], good: NDArray[np.bool_], settled: NDArray[np.bool_]
) -> tuple[str, ...]:
    """Add the series whose fit never came to rest."""
    lost = set(np.flatnonzero(good)[~settled].tolist())
    return tuple(LOST if row in lost else why for row, why in enumerate(refused))
