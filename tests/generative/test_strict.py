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
# Small whole numbers and quarters make ties, flat stretches and points on the mean.
VALUES = st.one_of(
    st.integers(0, 4).map(float),
    st.integers(0, 60).map(lambda n: n / 4),
    st.floats(-50, 50).map(lambda x: round(x, 3)),
    st.just(NONE),
)
SERIES = st.integers(0, 2).flatmap(
    lambda kind: st.lists(
        [
            st.integers(0, 3).map(float),
            VALUES,
            st.floats(0, 9).map(lambda x: round(x, 2)),
        ][kind],
        min_size=1,
        max_size=45,
    )
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
) -> list[tuple[int, bool, bool, int]]:
    """Side, outside, close and cause of each point of one segment."""
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
    return list(zip(side, outside, close, cause, strict=True))


@pytest.mark.slow
@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    SERIES,
    st.lists(st.integers(1, 44), max_size=3),
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
    ours = [
        (int(a), bool(b), bool(c), int(d))
        for a, b, c, d in zip(
            found.side[1], found.outside[1], found.close[1], found.cause[1], strict=True
        )
    ]
    assert ours == wanted
