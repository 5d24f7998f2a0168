"""When a step in one series would be seen, before it begins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.interrupted import interrupted
from headwater.core.impact.step_power import (
    Past,
    months_needed,
    past_of,
    smallest_fall,
    step_error,
    step_power,
)


PAST = Past(mean=40, dispersion=1.5, before=48)


def test_the_error_is_that_of_the_fit_to_the_expected_counts() -> None:
    level = np.full(72, 400.0)
    found = interrupted(level, 48)
    past = Past(mean=400, dispersion=1, before=48)
    assert step_error(past, 24) == pytest.approx(found.se[0, 0])


def test_power_is_that_of_simulation() -> None:
    chance = np.random.default_rng(11)
    mean = np.where(np.arange(60) < 48, 40.0, 28.0)
    counts = chance.poisson(chance.gamma(mean / 0.5, 0.5, (2000, 60)))
    found = interrupted(counts, 48)
    seen = np.mean([found.estimate(row).firm for row in range(2000)])
    assert step_power(PAST, 12, -0.3) == pytest.approx(seen, abs=0.05)


def test_without_effect_it_is_the_level_of_the_test() -> None:
    assert step_power(PAST, 12, 0.0) == pytest.approx(0.05)


@given(st.floats(-0.95, -0.01), st.floats(0.001, 0.04))
def test_a_larger_fall_is_never_harder_to_see(fall: float, more: float) -> None:
    past = Past(mean=400, dispersion=1.5, before=48)
    larger = max(fall - more, -0.97)
    assert step_power(past, 12, larger) >= step_power(past, 12, fall) - 0.02


def test_more_months_more_counts_and_less_noise_see_smaller_falls() -> None:
    falls = [smallest_fall(PAST, after) for after in (6, 12, 24)]
    assert falls == sorted(falls, reverse=True)
    assert smallest_fall(Past(mean=160, dispersion=1.5, before=48), 12) < falls[1]
    assert smallest_fall(Past(mean=40, dispersion=3, before=48), 12) > falls[1]
    assert smallest_fall(PAST, 12, power=0.9) > falls[1]


def test_dispersion_below_poissons_is_not_believed() -> None:
    low, one = (Past(mean=40, dispersion=d, before=48) for d in (0.5, 1.0))
    assert step_error(low, 12) == step_error(one, 12)


def test_the_months_needed_are_the_first_that_suffice() -> None:
    needed = months_needed(PAST, -0.3)
    assert needed is not None
    assert step_power(PAST, needed, -0.3) >= 0.8 > step_power(PAST, needed - 1, -0.3)


def test_what_cannot_be_seen_in_time_has_no_date() -> None:
    assert months_needed(PAST, -0.02) is None
    assert months_needed(PAST, 0.0) is None
    slow = months_needed(PAST, -0.22)
    assert slow is not None
    assert slow > 12
    assert months_needed(PAST, -0.22, years=1) is None


def test_a_season_weighs_where_the_counts_are() -> None:
    wave = tuple(1 + 0.5 * np.cos(2 * np.pi * np.arange(12) / 12))
    past = Past(mean=40, dispersion=1.5, before=48, season=wave)
    assert past.expected(24).mean() == pytest.approx(40)
    assert step_error(past, 6) != pytest.approx(step_error(PAST, 6), rel=1e-3)


def test_the_past_is_read_from_a_series() -> None:
    chance = np.random.default_rng(2)
    counts = chance.poisson(chance.gamma(40, 1.0, 600)).astype(float)
    counts[5] = np.nan
    past = past_of(counts, 480)
    assert past.before == 479
    assert past.mean == pytest.approx(np.nanmean(counts[:480]))
    assert past.dispersion == pytest.approx(2.0, rel=0.2)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (np.zeros(60), "too few figures"),
        (np.full(60, np.nan), "no figures"),
        (np.full(6, 9.0), "too few figures"),
        (np.full(9, 9.0), "at least 12 months"),
        (-np.ones(60), "below zero"),
        (np.full(60, np.inf), "infinite"),
    ],
)
def test_a_past_that_says_nothing_is_refused(counts: np.ndarray, why: str) -> None:
    with pytest.raises(CannotEstimate, match=why):
        past_of(counts)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"mean": 0.0}, "mean count"),
        ({"mean": np.nan}, "mean count"),
        ({"mean": np.inf}, "mean count"),
        ({"dispersion": 0.0}, "dispersion"),
        ({"dispersion": np.nan}, "dispersion"),
        ({"before": 11}, "12 months"),
        ({"season": (1.0,) * 11}, "twelve levels"),
        ({"season": (0.0,) * 12}, "twelve levels"),
    ],
)
def test_a_past_that_cannot_be_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(CannotEstimate, match=why):
        Past(**{"mean": 40.0, "dispersion": 1.5, "before": 48, **wrong})


@pytest.mark.parametrize("effect", [-1.0, -1.5, np.nan])
def test_a_fall_of_the_whole_or_more_is_refused(effect: float) -> None:
    with pytest.raises(CannotEstimate, match="less than the whole"):
        step_power(PAST, 12, effect)


def test_too_few_months_after_are_refused() -> None:
    with pytest.raises(CannotEstimate, match="3 months after"):
        step_error(PAST, 2)
