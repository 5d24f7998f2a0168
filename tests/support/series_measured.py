"""How often the interrupted series is wrong, and what others would say: measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from made_series import CONDITIONS, Made, made
from scipy import stats

from headwater.core.impact.course import course
from headwater.core.impact.interrupted import Interrupted, interrupted
from headwater.core.impact.least_squares import newey_west
from headwater.core.impact.quasi_poisson import fit


HAC_LAG = 12


@dataclass(frozen=True)
class Judged:
    """Shares of the series of one condition that were answered at all.

    `claimed`: firm where there is no effect. `held`: the 95% interval has the truth.
    `found`: firm and in the right direction where the effect is -20%. `naive` and
    `hac` are what a before/after comparison and Newey-West errors would have claimed
    and held.
    """

    condition: str
    series: int
    refused: float
    claimed: float
    held: float
    found: float
    naive_claimed: float
    naive_held: float
    hac_claimed: float
    hac_held: float
    firm_and_refused: int


def judge(series: Made) -> Interrupted:
    """As a user who has declared the recording changes and the lockdown."""
    if series.condition == "recording_same_month":
        return _by_start(series)
    return interrupted(
        series.counts, series.starts, breaks=series.breaks, left_out=series.locked
    )


def _by_start(series: Made) -> Interrupted:
    """Each has a recording change of its own, in the month of its action."""
    places = np.unique(series.starts)
    groups = [np.flatnonzero(series.starts == at) for at in places]
    parts = [
        interrupted(series.counts[rows], int(at), breaks=(int(at),))
        for at, rows in zip(places, groups, strict=True)
    ]
    back = np.argsort(np.concatenate(groups))
    whole = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])[back]
        for each in fields(Interrupted)
        if each.name not in ("harmonics", "refused")
    }
    reasons = [why for part in parts for why in part.refused]
    return replace(parts[0], **whole, refused=tuple(reasons[row] for row in back))


def half(found: Interrupted) -> np.ndarray:
    """(S,) half the width of the 95% intervals; NaN where refused."""
    return stats.t.ppf(0.975, found.freedom) * found.se[:, 0] * found.inflation


def naive(series: Made) -> tuple[np.ndarray, np.ndarray]:
    """The log ratio of twelve months after to twelve before, and its half width."""
    t = np.arange(series.counts.shape[1])[None, :]
    begun = series.starts[:, None]
    after = np.where((t >= begun) & (t < begun + 12), series.counts, 0).sum(1)
    before = np.where((t < begun) & (t >= begun - 12), series.counts, 0).sum(1)
    effect = np.log(np.maximum(after, 0.5) / np.maximum(before, 0.5))
    return effect, 1.96 * np.sqrt(1 / np.maximum(after, 1) + 1 / np.maximum(before, 1))


def hac(series: Made) -> tuple[np.ndarray, np.ndarray]:
    """The same step with Newey-West errors of twelve months, and its half width."""
    terms = course(
        ~np.isnan(series.counts),
        series.starts[:, None],
        breaks=series.breaks,
        ramps=np.zeros(1, int),
        harmonics=2,
    )
    found = fit(series.counts, terms)
    left = series.counts - found.mean
    errors = [
        newey_west(bread, terms.columns(row) * left[row][:, None], HAC_LAG)[-1]
        for row, bread in enumerate(found.bread)
    ]
    return found.coefficients[:, -1], 1.96 * np.array(errors)


def measured(condition: str, series: int, seed: int) -> Judged:
    """So many with no effect, as many with any, and as many with a fall of a fifth."""
    chance = np.random.default_rng([seed, CONDITIONS.index(condition)])
    quiet = made(condition, series, chance, effect=0.0)
    mixed = made(condition, series, chance)
    none, some = judge(quiet), judge(mixed)
    falls = judge(made(condition, series, chance, effect=-0.2))
    truth = np.log1p(mixed.effects)
    firm = np.abs(none.log_effect[:, 0]) > half(none)
    seen = falls.log_effect[:, 0] + half(falls) < 0
    held = np.abs(some.log_effect[:, 0] - truth) <= half(some)
    return Judged(
        condition,
        series,
        refused=float(np.mean([bool(why) for why in some.refused])),
        claimed=_share(firm, none),
        held=_share(held, some),
        found=_share(seen, falls),
        firm_and_refused=int(firm[[bool(why) for why in none.refused]].sum()),
        **_others(quiet, mixed, truth),
    )


def _others(quiet: Made, mixed: Made, truth: np.ndarray) -> dict[str, float]:
    found = {}
    for name, method in (("naive", naive), ("hac", hac)):
        effect, width = method(quiet)
        found[f"{name}_claimed"] = float((np.abs(effect) > width).mean())
        effect, width = method(mixed)
        found[f"{name}_held"] = float((np.abs(effect - truth) <= width).mean())
    return found


def _share(which: np.ndarray, found: Interrupted) -> float:
    """Among those that were answered; NaN where none was."""
    answered = np.array([not why for why in found.refused])
    return float(which[answered].mean()) if answered.any() else float("nan")


def series_truth_table(series_per_condition: int, seed: int) -> str:
    """The table, one line a condition."""
    return "\n".join(_lines(series_per_condition, seed))


def _lines(series: int, seed: int) -> Iterator[str]:
    yield (
        f"{'condition':21} refused | false claims: ours naive  HAC | "
        "95% holds: ours naive  HAC | -20% found"
    )
    for condition in CONDITIONS:
        j = measured(condition, series, seed)
        yield (
            f"{condition:21} {j.refused:7.1%} | {j.claimed:18.1%} "
            f"{j.naive_claimed:5.0%} {j.hac_claimed:4.0%} | {j.held:15.1%} "
            f"{j.naive_held:5.0%} {j.hac_held:4.0%} | {j.found:10.1%}"
        )
