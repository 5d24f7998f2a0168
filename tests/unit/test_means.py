"""Means to the last digit."""

from fractions import Fraction

import numpy as np
import pytest

from headwater.core.signals.means import mean_of


def mean(*columns: list[float]) -> list[float]:
    values = np.array(columns, float).T
    return mean_of(values, ~np.isnan(values)).tolist()


@pytest.mark.parametrize("value", [0.1, 0.333333, 123456.789, 5.01, -0.7, 1e-300])
@pytest.mark.parametrize("count", [1, 2, 3, 7, 18, 24, 59, 60, 184])
def test_mean_of_equal_numbers_is_that_number(value: float, count: int) -> None:
    assert mean([value] * count) == [value]


def test_mean_is_the_exact_one_rounded_once() -> None:
    chance = np.random.default_rng(20260101)
    for columns in (
        chance.normal(50, 5, (300, 37)).round(4),
        chance.lognormal(0, 3, (300, 60)),
        chance.poisson(20, (300, 24)) / chance.integers(3000, 9000, (300, 24)),
    ):
        exact = [float(sum(map(Fraction, c)) / len(c)) for c in columns]
        assert mean(*columns) == exact
    assert (columns.mean(1) != exact).any()  # a plain mean is not


def test_only_what_is_kept_counts() -> None:
    nothing = float("nan")
    assert mean([1, nothing, 4], [2, 2, 2]) == [2.5, 2]
    assert np.isnan(mean([nothing] * 3)).all()
    assert np.isnan(mean_of(np.empty((0, 2)), np.empty((0, 2), bool))).all()
