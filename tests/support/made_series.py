"""Single series whose truth is known, made as those of the shared sample look.

Measured on the sample: 72 months; levels of 2, 5, 15, 40, 120 or 400; noise beyond
Poisson's of one of two sizes; a swing over the year; an action between the fourth year
and the fifth; effects of 0, -10, -20 or -30%; and one complication. The conformance
tests hold these beside the sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


Floats = NDArray[np.float64]
Chance = np.random.Generator

MONTHS = 72
FIRST_START, LAST_START = 36, 60
LEVELS, SMALL = (15.0, 40.0, 120.0, 400.0), (2.0, 5.0)
EFFECTS = (0.0, -0.1, -0.2, -0.3)
EXCESS = (0.005, 0.05)  # the noise's squared variation, beyond Poisson's
JUMP = 1.25  # at a recording change
CHANGED = 29  # the month of the recording change, where it came before the action
# April to September 2020, as shares of what would have been.
LOCKED, DIP = 24, (0.6, 0.65, 0.65, 0.8, 0.85, 0.95)
TREND = 0.14  # a year, up or down
DRIFT = 0.02  # a year, the standard deviation elsewhere
MEMORY, WANDER = 0.4, 0.15  # of a second noise, where there is one; its deviation
SWING, SECOND = (0.05, 0.25), 0.03
CONDITIONS = (
    "none",
    "trend",
    "covid",
    "recording_before",
    "autocorrelated",
    "small_counts",
    "recording_same_month",
)


@dataclass(frozen=True, eq=False)
class Made:
    """S series of one condition: `counts` (S, T), `starts` and `effects` (S,).

    `breaks` are the declared recording changes of all; `locked` the months that a
    user would leave out.
    """

    condition: str
    counts: Floats
    starts: NDArray[np.int_]
    effects: Floats
    breaks: tuple[int, ...] = ()
    locked: tuple[int, ...] = ()


def made(condition: str, series: int, chance: Chance, effect: float = np.nan) -> Made:
    """Make series of one condition; the effects drawn, or all the same where given."""
    starts = chance.integers(FIRST_START, LAST_START + 1, series)
    effects = chance.choice(EFFECTS, series)
    if not np.isnan(effect):
        effects = np.full(series, effect)
    t = np.arange(MONTHS)
    mean = _course(condition, series, chance)
    mean = mean * np.where(t >= starts[:, None], 1 + effects[:, None], 1.0)
    if condition == "recording_before":
        mean[:, CHANGED:] *= JUMP
    if condition == "recording_same_month":
        mean = np.where(t >= starts[:, None], mean * JUMP, mean)
    if condition == "covid":
        mean[:, LOCKED : LOCKED + len(DIP)] *= DIP
    return Made(
        condition,
        _noisy(mean, condition, chance),
        starts,
        effects,
        breaks=(CHANGED,) if condition == "recording_before" else (),
        locked=locked() if condition == "covid" else (),
    )


def locked() -> tuple[int, ...]:
    return tuple(range(LOCKED, LOCKED + len(DIP)))


def _course(condition: str, series: int, chance: Chance) -> Floats:
    """Level, trend and season."""
    levels = SMALL if condition == "small_counts" else LEVELS
    level = chance.choice(levels, series) * np.exp(chance.normal(0, 0.06, series))
    drift = chance.normal(0, DRIFT, series)
    if condition == "trend":
        drift = TREND * chance.choice([-1, 1], series)
    t = np.arange(MONTHS)
    log = np.log(level)[:, None] + drift[:, None] * (t - MONTHS / 2) / 12
    for turns, size in (
        (1, chance.uniform(*SWING, series)),
        (2, np.abs(chance.normal(0, SECOND, series))),
    ):
        peak = chance.uniform(0, 2 * np.pi, series)
        log += size[:, None] * np.cos(2 * np.pi * turns * t / 12 + peak[:, None])
    return np.exp(log)


def _noisy(mean: Floats, condition: str, chance: Chance) -> Floats:
    """Negative binomial counts, around a level that wanders where it has a memory."""
    if condition == "autocorrelated":
        mean = mean * np.exp(WANDER * _wandering(mean.shape, chance) - WANDER**2 / 2)
    excess = chance.choice(EXCESS, len(mean))[:, None]
    noise = chance.gamma(1 / excess, excess, mean.shape)
    return chance.poisson(mean * noise).astype(np.float64)


def _wandering(shape: tuple[int, ...], chance: Chance) -> Floats:
    log = chance.normal(0, 1, shape)
    for t in range(1, shape[1]):
        log[:, t] = MEMORY * log[:, t - 1] + np.sqrt(1 - MEMORY**2) * log[:, t]
    return log
