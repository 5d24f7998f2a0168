"""The strict NHS rules: settings, segments, icons and shapes."""

import numpy as np
import pytest

from headwater.core.signals.icons import Assurance, Cause, Variation, cause_words
from headwater.core.signals.strict import Rules, Strict, strict


ZIGZAG = [4.0, 6.0] * 12  # mean 5, mean move 2, limits 5 -/+ 5.32


def one(values: list[float], **settings: object) -> Strict:
    return strict(np.array([values], float), **settings)


@pytest.mark.parametrize("value", [0.1, 0.333333, 7.7])
def test_flat_series_makes_no_signal(value: float) -> None:
    found = one([value] * 30)
    assert not found.flagged.any()
    assert not found.side.any()
    assert found.mean[0, 0] == value
    assert np.isnan(found.upper).all()
    assert not found.judged.any()


def test_limits_of_a_zigzag() -> None:
    found = one(ZIGZAG)
    assert (found.mean[0, 5], found.lower[0, 5], found.upper[0, 5]) == pytest.approx(
        (5, 5 - 5.32, 5 + 5.32)
    )


@pytest.mark.parametrize(("shift", "flagged"), [(6, 6), (7, 0), (8, 0)])
def test_length_of_a_shift(shift: int, flagged: int) -> None:
    found = one([*ZIGZAG, 4.0, *[5.5, 5.9] * 3, 4.0], rules=Rules(shift=shift))
    assert (found.cause == Cause.SHIFT).sum() == flagged


@pytest.mark.parametrize(("trend", "flagged"), [(5, 6), (6, 6), (7, 0)])
def test_length_of_a_trend(trend: int, flagged: int) -> None:
    values = [*ZIGZAG, 5.0, 5.1, 5.2, 5.3, 5.4, 5.5, 4.0]
    found = one(values, rules=Rules(trend=trend))
    assert (found.cause == Cause.TREND).sum() == flagged


def test_screening_can_be_left_out() -> None:
    values = [*[4.0, 5.0] * 10, 50.0, 5.0]
    assert one(values).upper[0, 0] < one(values, screen=False).upper[0, 0]


def test_limits_fixed_on_the_first_points() -> None:
    found = one([*ZIGZAG, *[40.0] * 6], fix_after=24)
    assert found.mean[0, -1] == 5
    assert (found.cause[0, -6:] == Cause.OUTSIDE).all()
    with pytest.raises(ValueError, match="12 points"):
        one(ZIGZAG, fix_after=11)


def test_rebase_starts_limits_and_runs_again() -> None:
    values = np.array([[*ZIGZAG, *[9.0, 11.0] * 6]])
    group = (np.arange(36) >= 24).astype(int)[None]
    found = strict(values, group=group)
    assert set(found.mean[0]) == {5.0, 10.0}
    assert found.short[0].tolist() == [False] * 24 + [True] * 12
    assert not found.flagged.any()
    assert strict(values).flagged.any()


def test_group_may_start_anywhere() -> None:
    values = np.array([ZIGZAG, ZIGZAG])
    group = np.array([[1] * 24, [0] * 12 + [1] * 12])
    found = strict(values, group=group)
    assert found.short.sum(1).tolist() == [0, 24]
    np.testing.assert_array_equal(found.group, group)


@pytest.mark.parametrize(
    ("last", "improvement", "icon"),
    [
        (20, +1, Variation.IMPROVEMENT_HIGH),
        (20, -1, Variation.CONCERN_HIGH),
        (20, 0, Variation.NEUTRAL_HIGH),
        (-9, +1, Variation.CONCERN_LOW),
        (-9, -1, Variation.IMPROVEMENT_LOW),
        (-9, 0, Variation.NEUTRAL_LOW),
        (5, -1, Variation.COMMON_CAUSE),
    ],
)
def test_variation_icon(last: float, improvement: int, icon: Variation) -> None:
    found = one([*ZIGZAG, last], improvement=improvement)
    assert found.variation[0] == icon == found.kind[0, -1]


def test_neither_good_nor_bad_without_a_direction() -> None:
    found = one([*ZIGZAG, 20.0])
    assert "neutral" in Variation(found.variation[0]).word


@pytest.mark.parametrize(
    ("target", "improvement", "icon"),
    [
        (11, +1, Assurance.CONSISTENT_FAIL),
        (11, -1, Assurance.CONSISTENT_PASS),
        (-1, +1, Assurance.CONSISTENT_PASS),
        (-1, -1, Assurance.CONSISTENT_FAIL),
        (5, +1, Assurance.INCONSISTENT),
        (5, 0, Assurance.NONE),
        (np.nan, +1, Assurance.NONE),
    ],
)
def test_assurance_icon(target: float, improvement: int, icon: Assurance) -> None:
    found = one(ZIGZAG, target=target, improvement=improvement)
    assert found.assurance[0] == icon


def test_target_on_a_limit_and_target_without_limits_are_inconsistent() -> None:
    upper = one(ZIGZAG).upper[0, 0]
    for values, target in ((ZIGZAG, upper), ([5.0] * 20, 900.0)):
        found = one(values, target=target, improvement=1)
        assert found.assurance[0] == Assurance.INCONSISTENT


def test_icons_can_wait_for_enough_points() -> None:
    ten = [*[4.0, 6.0] * 5, 40.0]
    assert one(ten).variation[0] != Variation.NONE
    assert one(ten, rules=Rules(icons_from=13)).variation[0] == Variation.NONE


def test_missing_points_say_nothing_and_break_runs() -> None:
    found = one([*ZIGZAG, *[5.5, 5.9] * 2, np.nan, *[5.5, 5.9] * 2])
    assert not found.flagged.any()
    assert not found.known[0, 28]
    assert found.side[0, 28] == 0
    assert np.isfinite(found.mean[0, 28])


def test_settings_of_their_own_for_each_series() -> None:
    values = np.array([[*ZIGZAG, 20.0]] * 3)
    found = strict(values, improvement=[1, -1, 0], target=[9, 9, 90])
    assert [Variation(code).word for code in found.variation] == [
        "improvement_high",
        "concern_high",
        "neutral_high",
    ]
    assert found.assurance.tolist() == [
        Assurance.INCONSISTENT,
        Assurance.INCONSISTENT,
        Assurance.NONE,
    ]


def test_many_series_are_judged_as_each_alone() -> None:
    values = np.random.default_rng(4).poisson(3, (2_345, 30)).astype(float)
    together = strict(values)
    for at in (0, 999, 1_000, 2_344):  # on both sides of where blocks meet
        alone = strict(values[at : at + 1])
        np.testing.assert_array_equal(alone.cause[0], together.cause[at])
        np.testing.assert_array_equal(alone.upper[0], together.upper[at])


@pytest.mark.parametrize("points", [1, 2, 3, 7])
def test_few_points_are_no_trouble(points: int) -> None:
    found = one([float(n) for n in range(points)])
    assert found.cause.shape == (1, points)
    assert found.short.all()


def test_no_series_at_all() -> None:
    assert strict(np.empty((0, 24))).variation.shape == (0,)


def test_shapes_and_numbers_that_cannot_be_judged_are_refused() -> None:
    with pytest.raises(ValueError, match="must be"):
        strict(np.zeros(24))
    with pytest.raises(ValueError, match="finite"):
        one([1.0, np.inf])
    with pytest.raises(ValueError, match="2 points or more"):
        Rules(shift=1)


def test_words_of_a_cause_name_the_length_of_the_rule() -> None:
    words = cause_words(8, 6)
    assert words[Cause.SHIFT] == "8 Points Above CL"
    assert words[-Cause.TREND] == "6 Point Trend (Decreasing)"
    assert words[-Cause.OUTSIDE] == "Below LCL"
