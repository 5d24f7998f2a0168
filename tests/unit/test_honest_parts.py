"""The parts of the honest rules against exact answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from headwater.core.signals.cholesky import Cholesky, diagonal, lower_pairs
from headwater.core.signals.design import design
from headwater.core.signals.past import Limit, threshold
from headwater.core.signals.tails import binomial_z, exact_mid_z, mid_z, skewed
from headwater.core.signals.windows import ALPHA, PRICE, inflation


MONTHS = np.arange(60) % 12 + 1


def test_the_batched_solver_solves() -> None:
    chance = np.random.default_rng(1)
    roots = chance.normal(size=(7, 5, 5))
    matrices = roots @ roots.transpose(0, 2, 1) + np.eye(5)
    right = chance.normal(size=(5, 7))
    rows, columns = np.tril_indices(5)
    found = Cholesky(matrices[:, rows, columns].T)
    expected = np.linalg.solve(matrices, right.T[:, :, None])[:, :, 0].T
    inverse = np.linalg.inv(matrices)
    assert found.solve(right) == pytest.approx(expected, abs=1e-12)
    assert (found.half(right) ** 2).sum(axis=0) == pytest.approx(
        np.einsum("ks,skl,ls->s", right, inverse, right)
    )
    diagonal = np.diagonal(inverse, axis1=1, axis2=2).T
    assert found.variances(range(1, 4)) == pytest.approx(diagonal[1:4], abs=1e-12)


def test_pairs_give_the_lower_half() -> None:
    chance = np.random.default_rng(2)
    columns, weights = chance.normal(size=(30, 4)), chance.uniform(size=(30, 1))
    whole = columns.T @ (weights * columns)
    packed = lower_pairs(columns) @ weights
    assert packed[:, 0] == pytest.approx(whole[np.tril_indices(4)])
    assert packed[diagonal(4), 0] == pytest.approx(np.diag(whole))


@pytest.mark.parametrize("events", [5, 30, 400])
@pytest.mark.parametrize("share", [0.017, 0.1, 0.5])
def test_the_quick_tail_is_near_the_exact_one(events: int, share: float) -> None:
    x = np.arange(0, events, max(1, events // 20), dtype=float)
    exact = special.ndtri(np.clip(special.bdtr(x, events, share), 1e-18, 1 - 1e-16))
    quick = binomial_z(x, np.full_like(x, events), np.full_like(x, share))
    seen = (np.abs(exact) < 5) & (events * share > 0.2)
    assert quick[seen] == pytest.approx(exact[seen], abs=0.02)


def test_the_exact_tail_is_the_mid_p_of_a_binomial() -> None:
    x, one = np.arange(0, 12.0), np.ones(12)
    below, at = special.bdtr(x - 1, 30, 0.1), special.bdtr(x, 30, 0.1)
    below[0] = 0.0
    found = exact_mid_z(x, 30 * one, 0.1 * one, one)
    assert special.ndtr(found) == pytest.approx((below + at) / 2, abs=1e-12)
    assert mid_z(x, 30 * one, 0.1 * one, one) == pytest.approx(found, abs=0.05)


def test_more_skew_never_turns_the_order() -> None:
    z = np.linspace(-8, 8, 400)
    for skew in (0.0, 0.05, 0.3, 1.0):
        moved = skewed(z, np.full_like(z, skew))
        assert (np.diff(moved[z > 0]) >= 0).all()
        assert (np.diff(moved[z < -2]) > 0).all()
    assert skewed(z, np.zeros_like(z)) == pytest.approx(z)


def test_the_threshold_is_where_the_price_meets_alpha() -> None:
    for freedom in (5.0, 20.0, 54.0, 400.0):
        z = threshold(np.array([freedom]))[0]
        assert PRICE * 2 * special.stdtr(freedom, -z) == pytest.approx(ALPHA, rel=0.02)


@pytest.mark.parametrize("expected", [0.5, 1.0, 2.0, 5.0, 20.0, 100.0])
def test_limits_are_within_half_an_event_of_the_exact_ones(expected: float) -> None:
    reach = 2.8
    limit = Limit(np.array([expected]), np.ones(1), np.array([reach]))
    counts = np.arange(0, 400.0)
    middle = (special.pdtr(counts, expected) + special.pdtr(counts - 1, expected)) / 2
    middle[0] = special.pdtr(0, expected) / 2
    tail = special.ndtr(-reach)
    first_above = counts[1 - middle < tail][0]
    below = counts[middle < tail]
    assert first_above - 1.5 <= expected + limit.above[0] <= first_above + 0.5
    if len(below):
        assert below[-1] - 0.5 <= expected + limit.below[0] <= below[-1] + 1.5
    else:
        assert expected + limit.below[0] <= 0


def test_a_design_has_a_column_for_all_that_may_happen() -> None:
    plan = design(MONTHS, (24, 50))
    assert plan.columns.shape == (60, 8)  # level, drift, four of season, two steps
    assert plan.steps == range(6, 8)
    assert plan.columns[[23, 24], 6].tolist() == [0.0, 1.0]
    assert plan.columns[:12, 2] == pytest.approx(plan.columns[12:24, 2])
    assert plan.years[12] - plan.years[0] == pytest.approx(1)


def test_a_long_design_bends_but_not_in_the_last_five_years() -> None:
    plan = design(np.arange(184) % 12 + 1, ())
    bends = plan.columns[:, 6:]
    assert bends.shape[1] == 5
    assert (bends[-60:] == 0).all()
    assert (bends[:24] > 0).all()


def test_quarters_and_years_have_a_calendar_of_their_own() -> None:
    quarters = design(np.arange(40) * 3 % 12 + 1, ())
    years = design(np.ones(20, int), ())
    assert quarters.years[4] - quarters.years[0] == pytest.approx(1)
    assert years.columns.shape == (20, 2)
    assert years.years[1] - years.years[0] == pytest.approx(1)


def test_what_is_carried_over_inflates_sums_and_not_single_points() -> None:
    carried = np.array([0.0, 0.4])
    assert inflation(carried, 1).tolist() == [1.0, 1.0]
    assert inflation(carried, 2) == pytest.approx([1.0, 1.4])
    assert inflation(carried, 500)[1] == pytest.approx(1.4 / 0.6, rel=0.01)
