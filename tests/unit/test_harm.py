"""A harm-weighted series, which never comes without its effective number of crimes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.harm import effective_number, weighted_by_harm


OFFENCES = ("Rape", "Common assault")
COUNTS = np.array([[1.0, 0, 2], [100, 50, 98]])
WEIGHTS = {"Rape": 1000.0, "Common assault": 10.0}
SOURCE = "An invented index, 2026"


def test_values_are_weighted_sums() -> None:
    found = weighted_by_harm(OFFENCES, COUNTS, WEIGHTS, SOURCE)
    assert found.values.tolist() == [2000, 500, 2980]
    assert found.crimes.tolist() == [101, 50, 100]


def test_the_effective_number_is_far_below_the_plain_one() -> None:
    found = weighted_by_harm(OFFENCES, COUNTS, WEIGHTS, SOURCE)
    # 2000^2 / (1 x 1000^2 + 100 x 10^2)
    assert found.effective[0] == pytest.approx(4e6 / 1.01e6)
    assert found.effective[1] == 50
    assert found.effective_total == pytest.approx(5480**2 / (3e6 + 24_800))


def test_it_says_so_with_its_source() -> None:
    found = weighted_by_harm(OFFENCES, COUNTS, WEIGHTS, f" {SOURCE} ")
    assert str(found) == (
        "This series weighs 251 crimes by harm. By chance alone it moves as much as a "
        "plain count of 10. Rape makes up 55% of it. Source of the weights: An "
        "invented index, 2026."
    )


def test_the_number_is_what_noise_makes_of_it() -> None:
    """A Poisson count of that size has the same relative spread."""
    chance = np.random.default_rng(7)
    mean, weight = np.array([3.0, 200.0]), np.array([500.0, 4.0])
    totals = weight @ chance.poisson(mean[:, None], (2, 200_000))
    relative = totals.var() / totals.mean() ** 2
    assert 1 / relative == pytest.approx(effective_number(weight, mean), rel=0.02)


def test_a_gap_in_one_offence_is_a_gap_in_the_sum() -> None:
    gappy = COUNTS.copy()
    gappy[0, 1] = np.nan
    found = weighted_by_harm(OFFENCES, gappy, WEIGHTS, SOURCE)
    assert np.isnan([found.values[1], found.crimes[1], found.effective[1]]).all()
    assert found.crimes_total == 201


@given(
    st.lists(st.integers(0, 50), min_size=3, max_size=3),
    st.lists(st.floats(0.1, 1000), min_size=3, max_size=3),
)
def test_it_never_exceeds_the_plain_number(
    numbers: list[int], weight: list[float]
) -> None:
    found = effective_number(np.array(weight), np.array(numbers, float))
    assert found <= sum(numbers) * (1 + 1e-9)
    assert (found > 0) == (sum(numbers) > 0)


def test_equal_weights_leave_the_plain_number() -> None:
    assert effective_number(np.full(2, 7.0), np.array([3.0, 4.0])) == pytest.approx(7)


@pytest.mark.parametrize("source", ["", "   "])
def test_weights_without_a_source_are_refused(source: str) -> None:
    with pytest.raises(CannotEstimate, match="no source"):
        weighted_by_harm(OFFENCES, COUNTS, WEIGHTS, source)


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ({"Rape": 1.0}, "No weight is given for Common assault"),
        ({**WEIGHTS, "Rape": -1.0}, "The weight of Rape"),
        ({**WEIGHTS, "Rape": np.nan}, "The weight of Rape"),
        ({**WEIGHTS, "Rape": np.inf}, "The weight of Rape"),
        ({"Rape": 0.0, "Common assault": 0.0}, "Every weight is zero"),
    ],
)
def test_weights_that_are_none_are_refused(weights: dict[str, float], why: str) -> None:
    with pytest.raises(CannotEstimate, match=why):
        weighted_by_harm(OFFENCES, COUNTS, weights, SOURCE)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (COUNTS[:1], "Every offence needs"),
        (COUNTS[0], "Every offence needs"),
        (-COUNTS, "below zero"),
        (COUNTS / 3, "whole number"),
        (COUNTS + np.inf, "whole number"),
        (COUNTS * 0, "Nothing that weighs"),
        (COUNTS * np.nan, "Nothing that weighs"),
    ],
)
def test_counts_that_are_none_are_refused(counts: np.ndarray, why: str) -> None:
    with pytest.raises(CannotEstimate, match=why):
        weighted_by_harm(OFFENCES, counts, WEIGHTS, SOURCE)
