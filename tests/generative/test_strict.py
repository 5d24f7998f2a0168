"""The NHS rules on made-up series agree with the plainest reading of their text.

The reading below goes point by point, in exact fractions for means; it shares no
code with the rules that work on thousands of series at once.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.signals.strict import Rules, strict


NONE = float("nan")
POINTS = 45


def made(seed: int) -> list[float]:
    """A series with something in it: ties, runs, slopes, pairs far out, gaps."""
    chance = np.random.default_rng(seed)
    points = int(chance.integers(1, POINTS))
    values = chance.normal(0, 1, points)
    values += np.where(chance.random(points) < 0.15, chance.choice([-2.2, 2.2]), 0)
    values += chance.choice([0, 0, 0.1]) * np.arange(points)
    values += np.where(np.arange(points) >= chance.integers(POINTS), 1.5, 0)
    values = values * chance.choice([1, 3, 0.5]) + chance.choice([0, 5, 100])
    values = values.round(int(chance.integers(0, 4)))
    values[chance.random(points) < chance.choice([0, 0, 0.1])] = np.nan
    return values.tolist()


SERIES = st.one_of(
    st.builds(made, st.integers(0, 2**32)),
    st.lists(st.integers(0, 3).map(float), min_size=1, max_size=POINTS),
)
RULES = st.builds(Rules, st.sampled_from([6, 7, 8]), st.sampled_from([5, 6, 7]))


def mean(values: list[float]) -> float:
    return float(sum(map(Fraction, values)) / len(values)) if values else NONE


def limits(values: list[float], fix_after: int, screen: bool) -> tuple[float, float]:
    """The mean, and the mean move."""
    base = values[:fix_after] if fix_after else values
    moves = [
        abs(b - a) for a, b in pairwise(base) if not math.isnan(a) and not math.isnan(b)
    ]
    middle, move = mean([y for y in base if not math.isnan(y)]), mean(moves)
    if screen:
        move = mean([m for m in moves if m < 3.267 * move])
    return middle, move


def judged(
    values: list[float], fix_after: int, screen: bool, rules: Rules
) -> list[tuple[object, ...]]:
    """Upper limit, side, outside, close and cause of each point of one segment."""
    middle, move = limits(values, fix_after, screen)
    upper, lower = middle + 2.66 * move, middle - 2.66 * move
    near = (2 * (2.66 / 3)) * move
    n = len(values)
    side = [(y > middle) - (y < middle) for y in values]
    outside = [y > upper or y < lower for y in values]
    close = [
        not out and (y < middle - near or y > middle + near)
        for y, out in zip(values, outside, strict=True)
    ]
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    cause = [0] * n
    for i in range(n - rules.shift + 1):
        if abs(sum(side[i : i + rules.shift])) == rules.shift:
            for j in range(i, i + rules.shift):
                cause[j] = 4 * side[j]
    for i in range(n - 2):
        if abs(sum(side[i : i + 3])) == 3 and sum(close[i : i + 3]) >= 2:
            for j in range(i, i + 3):
                if close[j]:
                    cause[j] = 3 * side[j]
    inside = set()
    for i in range(n - rules.trend + 1):
        if abs(sum(steps[i : i + rules.trend - 1])) == rules.trend - 1:
            inside |= set(range(i, i + rules.trend))
    for j in inside:
        step = steps[j] if j + 1 in inside else steps[j - 1]
        cause[j] = 2 if step == 1 else -2
    for j in range(n):
        if outside[j]:
            cause[j] = 1 if values[j] > upper else -1
    return list(zip([str(upper)] * n, side, outside, close, cause, strict=True))


@pytest.mark.slow
@settings(derandomize=True, max_examples=600, deadline=None)
@given(
    SERIES,
    st.lists(st.integers(1, POINTS), max_size=2),
    st.sampled_from([0, 0, 12, 15]),
    st.booleans(),
    RULES,
)
def test_every_point_is_judged_as_the_text_says(
    values: list[float],
    rebased: list[int],
    fix_after: int,
    screen: bool,
    rules: Rules,
) -> None:
    cuts = sorted({at for at in rebased if at < len(values)})
    edges = [0, *cuts, len(values)]
    wanted = [
        point
        for start, end in pairwise(edges)
        for point in judged(values[start:end], fix_after, screen, rules)
    ]
    found = strict(
        np.array([values, values]),
        group=np.tile(np.searchsorted(cuts, np.arange(len(values)), "right"), (2, 1)),
        fix_after=fix_after,
        screen=screen,
        rules=rules,
    )
    columns = (found.side, found.outside, found.close, found.cause)
    upper = [str(limit) for limit in found.upper[1].tolist()]
    ours = zip(upper, *(column[1].tolist() for column in columns), strict=True)
    assert list(ours) == wanted
