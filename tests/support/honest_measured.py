"""How often the honest rules are wrong, and how soon they see: measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from quiet_series import POINTS, conditions, counts, stepping

from headwater.core.signals.honest import honest
from headwater.core.signals.signals import Signals


SERIES = 5_000  # of each quiet condition
STEPPING = 400  # of each true fall
BEFORE, AFTER = 60, 24  # months before a fall, and the longest that we wait
LEVELS, FALLS = (3, 10, 40, 150), (0.1, 0.2, 0.4)


@dataclass(frozen=True)
class Wrong:
    """Shares of quiet series whose latest month is flagged."""

    kind: str
    name: str
    flagged: float
    higher: float
    lower: float
    any_month: float  # of all the months of these series


@dataclass(frozen=True)
class Seen:
    """How many months a fall takes to be seen; None where half never see it."""

    level: int
    fall: float
    median: int | None
    within_year: float


def judged(values: np.ndarray) -> Signals:
    return honest(values, months=np.arange(values.shape[1]) % 12 + 1)


@cache
def false_flags() -> tuple[Wrong, ...]:
    return tuple(_false_flags())


def _false_flags() -> Iterator[Wrong]:
    for at, quiet in enumerate(conditions()):
        chance = np.random.default_rng([2026, at])
        side = judged(quiet.make(SERIES, POINTS, chance)).side
        last = side[:, -1]
        yield Wrong(
            quiet.kind,
            quiet.name,
            float((last != 0).mean()),
            float((last > 0).mean()),
            float((last < 0).mean()),
            float((side != 0).mean()),
        )


@cache
def delays() -> tuple[Seen, ...]:
    return tuple(_delay(level, fall) for level in LEVELS for fall in FALLS)


def _delay(level: int, fall: float) -> Seen:
    """Judge the series so far at each month after the fall; the first flag below."""
    chance = np.random.default_rng([2027, level, round(100 * fall)])
    values = stepping(STEPPING, BEFORE, AFTER, level, fall, chance)
    first = np.full(STEPPING, np.inf)
    for month in range(1, AFTER + 1):
        found = judged(values[:, : BEFORE + month])
        new = (found.side[:, -1] < 0) & np.isinf(first)
        first[new] = month
    median = float(np.median(first))
    return Seen(
        level,
        fall,
        None if np.isinf(median) else int(np.ceil(median)),
        float((first <= 12).mean()),
    )


@dataclass(frozen=True)
class Covered:
    """How often a 95% interval holds the truth."""

    name: str
    held: float


@cache
def coverage() -> tuple[Covered, ...]:
    return (*_drifts(), *_steps())


def _drifts() -> Iterator[Covered]:
    """The yearly ratio of a steady drift, by level and drift a month."""
    for level, drift in ((5, 0.005), (40, 0.0), (40, 0.005), (100, -0.005)):
        chance = np.random.default_rng([2028, level])
        path = level * (1 + drift) ** (np.arange(POINTS) - POINTS / 2)
        values = counts(np.tile(path, (SERIES, 1)), 1.5, chance)
        name = f"drift of {drift:+.1%} a month, mean {level}, dispersion 1.5"
        found, truth = judged(values), (1 + drift) ** 12
        yield Covered(name, _held(found.drift_lower, truth, found.drift_upper))


def _steps() -> Iterator[Covered]:
    """The ratio at a declared break, after which there is half a year, or two."""
    for after in (6, 24):
        values = stepping(SERIES, 48, after, 40, 0.2, np.random.default_rng(2029))
        months = np.arange(48 + after) % 12 + 1
        found = honest(values, months=months, breaks=[48])
        lower, upper = found.steps_lower[:, 0], found.steps_upper[:, 0]
        name = f"step of -20%, mean 40, dispersion 1.5, {after} months after it"
        yield Covered(name, _held(lower, 0.8, upper))


def _held(lower: np.ndarray, truth: float, upper: np.ndarray) -> float:
    return float(((lower <= truth) & (truth <= upper)).mean())
