"""Rates and shares: what has no figure, and what chance does."""

import numpy as np
import pytest

from headwater.core.measures.cube import Status
from headwater.core.measures.rates import poisson_limits, proportions, rates


FIGURES = ("value", "lower95", "upper95", "lower998", "upper998")


def test_a_rate_between_its_limits() -> None:
    found = rates([0, 4, 9, 10, 400], 2_000)
    inside = (found.lower95 <= found.value) & (found.value <= found.upper95)
    assert inside.all()
    assert (found.lower998 <= found.lower95).all()
    assert (found.upper998 > found.upper95).all()
    assert found.value.tolist() == [0, 2, 4.5, 5, 200]


def test_no_figure_without_a_denominator_and_the_reason_is_kept() -> None:
    for made in (rates, proportions):
        found = made([3, 0, np.nan, 2, 0], [0, 0, 10, np.nan, 10])
        assert found.status.tolist() == [
            Status.NOT_APPLICABLE,
            Status.NOT_APPLICABLE,
            Status.NOT_REPORTED,
            Status.NOT_REPORTED,
            Status.ZERO,
        ]
        for name in FIGURES:
            assert np.isnan(getattr(found, name)).tolist() == [True] * 4 + [False]


def test_exact_limits_miss_as_often_as_they_say() -> None:
    """At its own upper limit a count this low or lower has chance alpha / 2."""
    _, upper = poisson_limits(np.array([0.0, 1.0]), 0.05)
    chances = [np.exp(-upper[0]), np.exp(-upper[1]) * (1 + upper[1])]
    assert chances == pytest.approx([0.025, 0.025])


def test_byar_meets_the_exact_limits() -> None:
    exact = poisson_limits(np.array([9.999999]), 0.05)
    byar = poisson_limits(np.array([10.0]), 0.05)
    assert np.ravel(byar) == pytest.approx(np.ravel(exact), rel=0.002)


def test_share_of_all_and_of_none() -> None:
    found = proportions([0, 50], 50)
    assert found.lower95[0] == 0
    assert found.upper95[1] == pytest.approx(1)
    assert found.upper95[0] == pytest.approx(1 - found.lower95[1])


def test_numbers_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="below zero"):
        rates([-1], [10])
    with pytest.raises(ValueError, match="below zero"):
        rates([1], [-10])
    with pytest.raises(ValueError, match="larger than its whole"):
        proportions([11], [10])
