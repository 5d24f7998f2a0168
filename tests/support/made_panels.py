"""Made-up panels of counts in which the effect of an action is known.

They are made to be as hard as the supplied `sim_panels`: the figures below were read
off those panels (their noise, season, drift, selections), and a conformance test holds
the two alike. A panel has 33 areas over 84 months, and the action begins in 8 to 14 of
them at 2 to 4 dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.panel import NEVER, Panel


Floats = NDArray[np.float64]
Chance = np.random.Generator

AREAS, MONTHS = 33, 84
MONTH_NAMES = tuple(f"{2018 + (m + 3) // 12}-{(m + 3) % 12 + 1:02}" for m in range(84))
SPREAD = 0.45  # standard deviation of the log of the areas' levels
# One over the negative binomial's size, and how often each is met.
EXTRA, EXTRA_SHARES = (0.005, 0.0167, 0.05), (0.5, 0.2, 0.3)
DRIFT = 0.015  # standard deviation of an area's own trend, a year, on the log scale
SHOCK, CARRIED = 0.035, 0.4  # an area's own slow noise: its spread, its memory
MONTH_SHOCK = 0.04  # what all areas share in a month
TREND = 0.02
JUMP = np.log(1.25)  # of a recording change
COVID = {24: 0.7, 25: 0.7, 26: 0.7, 27: 0.85, 28: 0.85}  # month: times
FIRST, LAST = 42, 71  # months in which an action may begin
SPIKE = 6  # months of the recent spike that areas were chosen for
RAMP = 12  # months that a growing effect takes


@dataclass(frozen=True)
class Condition:
    """One way to make a panel difficult."""

    level: float  # median count a month
    shape: str  # step, ramp
    recording: str  # none, all, some
    covid: bool


# As supplied: rare events come with no recording change, common ones with some.
CONDITIONS = (
    Condition(8, "step", "none", False),
    Condition(15, "ramp", "none", True),
    Condition(40, "ramp", "all", True),
    Condition(150, "step", "some", False),
)
SELECTIONS = ("random", "worst_first", "recent_spike")
EFFECTS = (0.0, -0.05, -0.10, -0.20)


@dataclass(frozen=True, eq=False)
class Made:
    """A panel and its truth. `jumps` (A, T) is 1 after an area's recording change."""

    panel: Panel
    condition: Condition
    selection: str
    full_effect: float  # -0.2 is a fall of a fifth
    effect: Floats  # (A, T) on the log scale
    means: Floats  # (A, T) without the action
    jumps: NDArray[np.int_]

    @property
    def log_relative(self) -> float:
        """Log of expected counts with the action over without, in treated cells."""
        at = self.panel.treated
        with_it = (self.means * np.exp(self.effect))[at].sum()
        return float(np.log(with_it / self.means[at].sum()))


def make(
    chance: Chance,
    condition: Condition,
    selection: str,
    full_effect: float,
    treated: int | None = None,
) -> Made:
    """One panel, with 8 to 14 treated areas unless told how many."""
    number = treated or int(chance.integers(8, 15))
    jumps = _jumps(chance, condition.recording)
    means = np.exp(_log_means(chance, condition) + JUMP * jumps)
    extra = chance.choice(EXTRA, p=EXTRA_SHARES)
    rates = means * chance.gamma(1 / extra, extra, means.shape)
    usual = chance.poisson(rates)
    starts = _starts(chance, selection, usual, number)
    effect = _effect(starts, condition.shape, full_effect)
    counts = np.where(effect < 0, chance.poisson(rates * np.exp(effect)), usual)
    names = tuple(f"area{a + 1:02}" for a in range(AREAS))
    panel = Panel(names, MONTH_NAMES, counts.astype(np.float64), starts)
    return Made(panel, condition, selection, full_effect, effect, means, jumps)


def many(seed: int, each: int, effects: tuple[float, ...] = EFFECTS) -> Iterator[Made]:
    """`each` panels of every condition, selection and effect."""
    for c, condition in enumerate(CONDITIONS):
        for s, selection in enumerate(SELECTIONS):
            for e, effect in enumerate(effects):
                chance = np.random.default_rng([seed, c, s, e])
                for _ in range(each):
                    yield make(chance, condition, selection, effect)


def _log_means(chance: Chance, condition: Condition) -> Floats:
    months = np.arange(MONTHS)
    years = (months - MONTHS / 2) / 12
    level = np.log(condition.level) + SPREAD * chance.standard_normal(AREAS)
    own = DRIFT * chance.standard_normal(AREAS)
    shared = chance.normal(0, TREND) * years + _season(chance, months)
    shared += MONTH_SHOCK * chance.standard_normal(MONTHS)
    if condition.covid:
        shared[list(COVID)] += np.log(list(COVID.values()))
    return level[:, None] + own[:, None] * years + _slow(chance) + shared


def _season(chance: Chance, months: NDArray[np.int_]) -> Floats:
    year = 2 * np.pi * months / 12
    large, small = chance.uniform(0.02, 0.25), chance.uniform(0, 0.035)
    turn = chance.uniform(0, 2 * np.pi, 2)
    return np.asarray(
        large * np.cos(year - turn[0]) + small * np.cos(2 * year - turn[1])
    )


def _slow(chance: Chance) -> Floats:
    """(A, T): noise of each area, carried from month to month."""
    new = SHOCK * chance.standard_normal((AREAS, MONTHS))
    for month in range(1, MONTHS):
        new[:, month] *= np.sqrt(1 - CARRIED**2)
        new[:, month] += CARRIED * new[:, month - 1]
    return new


def _jumps(chance: Chance, recording: str) -> NDArray[np.int_]:
    at = np.full(AREAS, MONTHS)
    if recording == "all":
        at[:] = chance.integers(34, 68)
    if recording == "some":
        changed = chance.choice(AREAS, AREAS // 3, replace=False)
        at[changed] = chance.integers(30, 73, len(changed))
    return (np.arange(MONTHS) >= at[:, None]).astype(np.int_)


def _starts(
    chance: Chance, selection: str, usual: NDArray[np.int_], number: int
) -> NDArray[np.int_]:
    dates = chance.integers(FIRST, LAST + 1, int(chance.integers(2, 5)))
    first = dates.min()
    if selection == "random":
        score = chance.random(AREAS)
    elif selection == "worst_first":
        score = usual[:, :first].sum(axis=1)
    else:
        score = usual[:, first - SPIKE : first].mean(axis=1) / usual.mean(axis=1)
    chosen = np.argsort(-score)[:number]
    starts = np.full(AREAS, NEVER)
    starts[chosen] = chance.choice(dates, number)
    starts[chosen[0]] = first  # the first date is one at which it began somewhere
    return starts


def _effect(starts: Floats, shape: str, full_effect: float) -> Floats:
    since = np.arange(MONTHS) - starts[:, None]
    begun = (since >= 0) & (starts != NEVER)[:, None]
    share = np.clip((since + 1) / RAMP, 0, 1) if shape == "ramp" else 1.0
    return np.where(begun, np.log1p(full_effect) * share, 0.0)
