"""Control charts: freeze with part, gaps, sizes of nothing, runs."""

import numpy as np
import pytest

from headwater.core.signals.centres import Kind
from headwater.core.signals.charts import chart
from headwater.core.signals.crossings import crossings_of
from headwater.core.signals.means import median_of


COUNTS = np.array([[4.0, 6, 5, 7, 3, 5, 9, 11, 10, 12, 8, 10]])
SIZES = np.full((1, 12), 100.0)
HALVES = np.repeat([[0, 1]], 6, axis=1)


def test_freeze_and_part_together() -> None:
    found = chart(Kind.C, COUNTS, part=HALVES, freeze=4)
    assert found.centre[0, 0] == pytest.approx(5.5)  # of 4 6 5 7
    assert found.centre[0, -1] == pytest.approx(10.5)  # of 9 11 10 12
    whole = chart(Kind.C, COUNTS, part=HALVES)
    assert whole.centre[0, [0, -1]].tolist() == [5, 10]


def test_runs_do_not_cross_a_part() -> None:
    assert chart(Kind.RUN, COUNTS).runs.longest[0, 0] == 6
    parted = chart(Kind.RUN, COUNTS, part=HALVES)
    assert parted.runs.longest[0].max() < 6


def test_excluded_points_are_plotted_and_count_for_nothing() -> None:
    values = COUNTS.copy()
    values[0, 3] = 900
    left_out = values == 900
    found = chart(Kind.I, values, exclude=left_out)
    without = chart(Kind.I, np.delete(values, 3, axis=1))
    assert found.y[0, 3] == 900
    assert found.upper[0, 0] == pytest.approx(without.upper[0, 0])
    assert found.outside[0, 3]
    assert found.runs.useful[0, 0] == without.runs.useful[0, 0]


@pytest.mark.parametrize(
    "kind", [Kind.U, Kind.P, Kind.U_PRIME, Kind.P_PRIME, Kind.I_PRIME]
)
def test_size_of_nothing_leaves_its_point_out(kind: Kind) -> None:
    sizes = SIZES.copy()
    sizes[0, 2] = 0
    found = chart(kind, COUNTS, sizes)
    assert np.isnan(found.y[0]).tolist() == [at == 2 for at in range(12)]
    without = chart(kind, np.delete(COUNTS, 2, 1), np.delete(SIZES, 2, 1))
    assert found.centre[0, 0] == pytest.approx(without.centre[0, 0])
    assert found.upper[0, 0] == pytest.approx(without.upper[0, 0])


@pytest.mark.parametrize("kind", list(Kind))
def test_missing_points_and_flat_series_are_no_trouble(kind: Kind) -> None:
    values = np.full((3, 20), 5.0)
    values[1, 4:6] = np.nan
    values[2] = np.nan
    found = chart(kind, values, np.full((3, 20), 50.0))
    assert not found.outside.any()
    assert np.isfinite(found.centre[:2]).all()
    assert np.isnan(found.centre[2]).all()


def test_limits_of_a_share_stay_between_none_and_all() -> None:
    found = chart(Kind.P, np.array([[0.0, 1, 0, 5, 5]]), np.full((1, 5), 5.0))
    assert (found.lower == 0).all()
    assert (found.upper == 1).all()


@pytest.mark.parametrize(
    ("kind", "value", "size", "says"),
    [
        (Kind.C, -1, 1, "below zero"),
        (Kind.G, -1, 1, "below zero"),
        (Kind.U, 1, -1, "below zero"),
        (Kind.P, 3, 2, "larger than its whole"),
        (Kind.T, 0, 1, "fractions of a day"),
        (Kind.I, np.inf, 1, "finite"),
    ],
)
def test_numbers_that_do_not_suit_a_chart(
    kind: Kind, value: float, size: float, says: str
) -> None:
    values, sizes = np.full((1, 9), 1.0), np.full((1, 9), 2.0)
    values[0, 4], sizes[0, 4] = value, size
    with pytest.raises(ValueError, match=says):
        chart(kind, values, sizes)


def test_a_chart_of_sizes_needs_them() -> None:
    with pytest.raises(ValueError, match="needs a size"):
        chart(Kind.U, COUNTS)


def test_many_series_are_charted_as_each_alone() -> None:
    chance = np.random.default_rng(7)
    values = chance.poisson(4, (50, 30)).astype(float) + 1
    sizes = chance.integers(50, 90, (50, 30)).astype(float)
    for kind in Kind:
        together = chart(kind, values, sizes)
        alone = chart(kind, values[17:18], sizes[17:18])
        np.testing.assert_array_equal(together.upper[17], alone.upper[0])
        np.testing.assert_array_equal(together.runs.longest[17], alone.runs.longest[0])


@pytest.mark.parametrize(
    ("sides", "longest", "crossings", "useful"),
    [
        ("++--+", 2, 2, 5),
        ("++0+--", 3, 1, 5),  # a point on the centre is passed over
        ("0000", 0, 0, 0),
        ("+0-0+", 1, 2, 3),
        ("0++++", 4, 0, 4),
        ("+ +-", 2, 1, 3),  # a missing one too
    ],
)
def test_runs_about_a_centre(
    sides: str, longest: int, crossings: int, useful: int
) -> None:
    values = np.array([[{"+": 1, "-": -1, "0": 0, " ": np.nan}[s]] for s in sides])
    found = crossings_of(values, np.zeros(1), ~np.isnan(values))
    counted = (found.longest[0], found.crossings[0], found.useful[0])
    assert counted == (longest, crossings, useful)


def test_median_of_kept_values() -> None:
    values = np.array([[3.0, 1], [1, np.nan], [2, 5], [9, 2]])
    keep = ~np.isnan(values)
    assert median_of(values, keep).tolist() == [2.5, 2]
    assert np.isnan(median_of(values, np.zeros_like(keep))).all()
