"""Effective crimes: a weighted total on the scale on which Poisson's floor holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.impact.harm_step import around
from headwater.core.impact.interrupted import interrupted


WEIGHT = np.array([10.0, 5000.0])
AT, MONTHS, SERIES = 60, 72, 400


def rare_and_grave(seed: int) -> np.ndarray:
    """(S, 2, T): a hundred a month, and one every twenty months, with no change."""
    mean = np.array([100.0, 0.05])[None, :, None]
    shape = (SERIES, 2, MONTHS)
    return (
        np.random.default_rng(seed).poisson(np.broadcast_to(mean, shape)).astype(float)
    )


def firm(values: np.ndarray) -> float:
    """The share of series whose interval leaves out no change."""
    found = interrupted(values, AT, weighted=True)
    good = [at for at, why in enumerate(found.refused) if not why]
    return sum(found.estimate(at).firm for at in good) / len(values)


def test_few_grave_crimes_make_few_claims_where_nothing_changed() -> None:
    """As totals they would make more than the 5% that the interval owns up to."""
    counts = rare_and_grave(seed=1)
    totals = np.einsum("o,sot->st", WEIGHT, counts)
    each = np.array([around(WEIGHT, one, AT).each for one in counts])
    assert firm(totals) > 0.06
    assert firm(totals / each[:, None]) < 0.02


def test_one_effective_crime_weighs_as_on_the_heavier_side() -> None:
    counts = np.array([[6.0, 6, 6, 6], [0, 0, 0, 1]])
    found = around(WEIGHT, counts, 2)
    assert found.before == pytest.approx(12)
    # (12 x 10 + 5,000)^2 / (12 x 10^2 + 5,000^2)
    assert found.after == pytest.approx(5120**2 / 25_001_200)
    assert found.each == pytest.approx(25_001_200 / 5120)
    assert around(WEIGHT, counts[:, ::-1], 2).each == found.each


def test_where_nothing_weighs_there_is_no_effective_crime() -> None:
    found = around(WEIGHT, np.zeros((2, 4)), 2)
    assert (found.total, found.before, found.after) == (0, 0, 0)
    assert np.isnan(found.each)


def test_a_side_without_crimes_leaves_the_other_to_say() -> None:
    found = around(WEIGHT, np.array([[4.0, 0], [0, 0]]), 1)
    assert (found.before, found.after, found.each) == (4, 0, 10)


def test_a_month_with_a_gap_counts_nowhere() -> None:
    counts = np.array([[6.0, 6, 6], [1, np.nan, 0]])
    assert around(WEIGHT, counts, 2).total == around(WEIGHT, counts[:, [0, 2]], 1).total


@given(st.lists(st.integers(0, 30), min_size=8, max_size=8), st.integers(0, 4))
def test_effective_totals_never_exceed_the_effective_numbers(
    numbers: list[int], at: int
) -> None:
    """So that what is refused for few counts is refused for few effective crimes."""
    counts = np.array(numbers, float).reshape(2, 4)
    found = around(WEIGHT, counts, at)
    if found.total:
        scaled = WEIGHT @ counts / found.each
        assert scaled[:at].sum() <= found.before * (1 + 1e-9)
        assert scaled[at:].sum() <= found.after * (1 + 1e-9)


def test_fractions_are_for_weighted_series_only() -> None:
    values = np.tile([10.5, 12.5], MONTHS // 2)
    assert "not a whole number" in interrupted(values, AT).refused[0]
    assert interrupted(values, AT, weighted=True).refused == ("",)


def test_few_effective_crimes_before_are_refused_in_words_of_their_own() -> None:
    (why,) = interrupted(np.full(MONTHS, 0.3), AT, weighted=True).refused
    assert "as heavy as those that carry the total, fewer than 20" in why
