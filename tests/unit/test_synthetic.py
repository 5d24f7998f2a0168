"""Mixtures of areas: the best weights, placebos, and reasons why there is none."""

import numpy as np
import pytest

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.simplex import mixture
from headwater.core.impact.synthetic import (
    placebo_in_space,
    placebo_in_time,
    synthetic_control,
)
from headwater.core.impact.synthetic_did import plain_did, synthetic_did


def areas(seed: int, count: int = 12, periods: int = 30) -> np.ndarray:
    chance = np.random.default_rng(seed)
    common = chance.normal(0, 1, (3, periods)).cumsum(1)
    moves = chance.uniform(0, 1, (count, 3)) @ common
    return 50 + moves + chance.normal(0, 0.3, (count, periods))


def slack(candidates: np.ndarray, target: np.ndarray, weights: np.ndarray) -> float:
    """How far the weights are from best, by the Karush-Kuhn-Tucker conditions."""
    slope = candidates.T @ (candidates @ weights - target)
    return float(weights @ slope - slope.min())


@pytest.mark.parametrize("seed", range(60))
def test_the_weights_are_the_best_there_are(seed: int) -> None:
    chance = np.random.default_rng(seed)
    points, count = chance.integers(2, 30), chance.integers(2, 40)
    size = 10.0 ** chance.uniform(-3, 3)
    candidates = chance.normal(0, size, (points, count))
    candidates[:, -1] = candidates[:, 0]  # two alike
    target = chance.normal(0, 2 * size, points)
    weights = mixture(candidates, target)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert slack(candidates, target, weights) <= 1e-8 * points * size**2


def test_a_target_that_is_a_mixture_is_met() -> None:
    candidates = np.random.default_rng(4).normal(size=(20, 6))
    true = np.array([0.5, 0.2, 0.3, 0, 0, 0])
    np.testing.assert_allclose(mixture(candidates, candidates @ true), true, atol=1e-7)


def test_a_heavy_ridge_spreads_the_weights_evenly() -> None:
    candidates = np.random.default_rng(5).normal(size=(20, 4))
    weights = mixture(candidates, candidates[:, 0], ridge=1e9)
    np.testing.assert_allclose(weights, 0.25, atol=1e-6)


def test_a_planted_fall_is_found_and_stands_out() -> None:
    outcomes = areas(1)
    outcomes[3, 20:] -= 5
    found = placebo_in_space(outcomes, treated=3, start=20)
    assert found.each[3].average_gap == pytest.approx(-5, abs=0.5)
    assert (found.rank, found.p) == (1, 1 / 12)


def test_without_an_action_the_area_is_one_among_many() -> None:
    ranks = [placebo_in_space(areas(seed), 0, 20).rank for seed in range(40)]
    assert np.mean([rank == 1 for rank in ranks]) < 0.25
    assert 4 < np.mean(ranks) < 9


def test_the_treated_area_lends_itself_to_no_placebo() -> None:
    found = placebo_in_space(areas(2), treated=4, start=20)
    assert all(one.weights[4] == 0 for one in found.each)
    assert all(one.weights[area] == 0 for area, one in enumerate(found.each))


def test_a_placebo_in_time_sees_nothing_that_came_later() -> None:
    outcomes = areas(6)
    early = placebo_in_time(outcomes, 0, 20, (10, 14))
    outcomes[:, 20:] = 0
    again = placebo_in_time(outcomes, 0, 20, (10, 14))
    assert [one.gap.shape for one in early] == [(20,), (20,)]
    for one, two in zip(early, again, strict=True):
        np.testing.assert_array_equal(one.gap, two.gap)
        assert abs(one.average_gap) < 1


def test_a_perfect_fit_has_a_ratio() -> None:
    outcomes = areas(7)
    outcomes[0] = outcomes[1]
    assert synthetic_control(outcomes, 0, 20).ratio == 0
    outcomes[0, 25:] += 1
    assert synthetic_control(outcomes, 0, 20).ratio == np.inf


def test_both_differences_find_a_planted_fall() -> None:
    outcomes = areas(8)
    untouched = synthetic_did(outcomes, 2, 20).effect, plain_did(outcomes, 2, 20)
    outcomes[2, 20:] -= 5
    found = synthetic_did(outcomes, 2, 20)
    assert found.effect == pytest.approx(untouched[0] - 5)
    assert plain_did(outcomes, 2, 20) == pytest.approx(untouched[1] - 5)
    assert found.areas.sum() == pytest.approx(1)
    assert found.areas[2] == 0
    assert found.periods.sum() == pytest.approx(1)


def test_a_steady_difference_in_level_is_left_out() -> None:
    outcomes = areas(9)
    before = synthetic_did(outcomes, 2, 20).effect
    outcomes[2] += 1000
    assert synthetic_did(outcomes, 2, 20).effect == pytest.approx(before)


BAD = {
    "no such area": (areas(1), 12, 20, "not among these areas"),
    "one other": (areas(1, count=2), 0, 20, "there is 1"),
    "alone": (areas(1, count=1), 0, 20, "there is none"),
    "too early": (areas(1), 0, 2, "at least 3 periods; there are 2"),
    "before the data": (areas(1), 0, -4, "there are 0"),
    "too late": (areas(1), 0, 30, "begins after the figures end"),
}


@pytest.mark.parametrize("name", BAD)
def test_where_there_is_no_mixture_it_says_why(name: str) -> None:
    outcomes, treated, start, words = BAD[name]
    for method in (synthetic_control, placebo_in_space, synthetic_did, plain_did):
        with pytest.raises(CannotEstimate, match=words):
            method(outcomes, treated, start)


def test_a_gap_is_refused() -> None:
    outcomes = areas(1)
    outcomes[5, 3] = np.nan
    with pytest.raises(CannotEstimate, match="1 of 12 areas lack a figure"):
        synthetic_control(outcomes, 0, 20)


def test_too_few_to_swap_is_refused() -> None:
    with pytest.raises(CannotEstimate, match="must be at least 3"):
        placebo_in_space(areas(1, count=3), 0, 20)
