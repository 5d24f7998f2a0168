"""Funnels: areas of nothing, zero counts, and spread."""

import numpy as np
import pytest

from headwater.core.measures.rates import rates
from headwater.core.signals.funnels import Kind, funnel, outside


PEOPLE = np.linspace(2_000, 60_000, 40)


def counts(spread: float, seed: int = 3) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.poisson(PEOPLE * 0.01 * np.exp(chance.normal(0, spread, 40)))


def test_zero_count_does_not_break_a_ratio() -> None:
    count = counts(0)
    count[0] = 0
    expected = PEOPLE * 0.01
    found = funnel(count, expected, Kind.SR)
    assert np.isfinite(found.z).all()
    assert found.value[0] == 0
    half = np.log(0.5 / expected[0]) * np.sqrt(expected[0])
    assert found.z[0] == pytest.approx(half)


def test_area_without_a_denominator_is_left_out_of_everything() -> None:
    count, people = counts(0), PEOPLE.copy()
    count[0], people[0] = 5, 0
    with_it = funnel(count, people, Kind.RC)
    without = funnel(count[1:], people[1:], Kind.RC)
    for name in ("value", "z", "z_used"):
        assert np.isnan(getattr(with_it, name)[0])
    assert (with_it.target, with_it.phi, with_it.tau2) == (
        without.target,
        without.phi,
        without.tau2,
    )
    np.testing.assert_array_equal(with_it.wide.upper95[1:], without.wide.upper95)


@pytest.mark.parametrize("kind", [Kind.SR, Kind.PR])
def test_spread_is_found_where_there_is_some(kind: Kind) -> None:
    of = PEOPLE * 0.01 if kind is Kind.SR else PEOPLE
    calm, wild = (funnel(counts(s), of, kind) for s in (0.0, 0.5))
    assert wild.tau2 > 10 * calm.tau2
    assert wild.phi > 5
    beyond = (wild.value > wild.wide.upper998) | (wild.value < wild.wide.lower998)
    assert beyond.sum() <= 2  # outliers are tamed, and so lie outside still
    assert (wild.value > wild.plain.upper998).sum() > 3


def test_limits_narrow_as_areas_grow() -> None:
    lines = funnel(counts(0.3), PEOPLE, Kind.PR).plain
    assert (np.diff(lines.upper95) < 0).all()
    assert (np.diff(lines.lower95) > 0).all()
    assert (lines.upper998 > lines.upper95).all()


def test_own_spread_of_a_rare_ratio_is_wider_and_about_right() -> None:
    narrow = funnel(counts(0), PEOPLE, Kind.RC)
    right = funnel(counts(0), PEOPLE, Kind.RC, own_spread=True)
    inside = (right.plain.lower95 < right.value) & (right.value < right.plain.upper95)
    assert 35 <= inside.sum() <= 40
    missed = (narrow.value > narrow.plain.upper95) | (
        narrow.value < narrow.plain.lower95
    )
    assert missed.sum() > 25


def test_target_from_outside() -> None:
    found = funnel(counts(0), PEOPLE, Kind.PR, target=0.02)
    assert found.target == 0.02
    assert np.nanmedian(found.z) < -5


def test_few_areas_and_one() -> None:
    assert funnel([3, 5], [1_000, 900], Kind.RC).tau2 == 0
    alone = funnel([3], [1_000], Kind.PR)
    assert (alone.phi, alone.tau2) == (0, 0)


@pytest.mark.parametrize(
    ("count", "of", "kind", "says"),
    [
        ([1, -1], [5, 5], Kind.RC, "below zero"),
        ([1, 6], [5, 5], Kind.PR, "larger than its whole"),
        ([0, 0], [5, 5], Kind.PR, "above zero"),
        ([3, 3], [0, 0], Kind.SR, "above zero"),
        ([3], [1, 2], Kind.SR, "one for each area"),
    ],
)
def test_what_cannot_be_compared(
    count: list[float], of: list[float], kind: Kind, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        funnel(count, of, kind)


def test_outside_is_two_where_it_is_surer() -> None:
    found = rates([100, 128, 137, 200, 60, 88, np.nan], 1_000, 1_000)
    assert outside(found, 110).tolist() == [0, 0, 1, 2, -2, -1, 0]
