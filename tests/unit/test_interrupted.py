"""Interrupted series: what is found, what is refused, and what never makes a number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.impact.comparative import comparative
from headwater.core.impact.course import harmonics_for, rise, season
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.interrupted import Interrupted, interrupted
from headwater.core.impact.least_squares import least_squares
from headwater.core.impact.placebo_dates import placebo_dates


MONTHS, START = 72, 48
T = np.arange(MONTHS)


def smooth(effect: float = -0.2, level: float = 4000.0) -> np.ndarray:
    """A series without noise, but for rounding: trend, season and a step."""
    mean = level * np.exp(0.05 * T / 12 + 0.1 * np.cos(2 * np.pi * T / 12))
    return np.round(np.where(T >= START, mean * (1 + effect), mean))


def noisy(series: int, level: float = 40.0, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.poisson(level, (series, MONTHS)).astype(float)


def why(counts: np.ndarray, start: int = START, **how: object) -> str:
    """The reason against an estimate, and that there is no number beside it."""
    found = interrupted(counts, start, **how)
    assert np.isnan(found.log_effect).all()
    assert np.isnan(found.se).all()
    assert np.isnan(found.expected).all()
    with pytest.raises(CannotEstimate) as refusal:
        found.estimate()
    return str(refusal.value)


def test_a_step_is_found_beside_trend_and_season() -> None:
    found = interrupted(smooth(), START)
    assert found.estimate().percent == pytest.approx(-20, abs=0.05)
    assert found.trend[0] == pytest.approx(0.05, abs=0.001)
    assert found.estimate().firm


def test_observed_against_expected_is_the_effect() -> None:
    found = interrupted(noisy(20), START)
    ratio = found.observed_total / found.expected_total
    assert np.allclose(np.log(ratio), found.log_effect)
    assert np.allclose(found.observed_total[:, 0], noisy(20)[:, START:].sum(axis=1))


def test_the_picture_is_the_same_before_and_apart_by_the_effect_after() -> None:
    found = interrupted(noisy(5), START)
    assert np.array_equal(found.fitted[:, :START], found.expected[:, :START])
    apart = np.log(found.fitted[:, START:] / found.expected[:, START:])
    assert np.allclose(apart, found.log_effect)


def test_the_error_of_what_was_expected_is_that_of_simulation() -> None:
    found = interrupted(noisy(4000), 54, breaks=[30])
    spread = np.log(found.expected).std(axis=0)
    told = found.expected_error.mean(axis=0)
    # Dispersion is never taken below 1, so that it is a little wide without any.
    assert np.allclose(told, spread, rtol=0.12)
    assert told[-1] > told[20]


def test_many_series_answer_as_each_alone() -> None:
    counts, starts = noisy(4), np.array([30, 40, 50, 60])
    together = interrupted(counts, starts)
    for row in range(4):
        alone = interrupted(counts[row], int(starts[row])).estimate()
        assert alone.log_effect == pytest.approx(together.estimate(row).log_effect)
        assert alone.se == pytest.approx(together.estimate(row).se)


def test_more_series_than_are_held_at_once() -> None:
    counts = noisy(501)
    last = interrupted(counts, START).estimate(500)
    assert last.log_effect == pytest.approx(
        interrupted(counts[500], START).estimate().log_effect
    )


def test_two_actions_are_told_apart() -> None:
    counts = np.where(T >= 60, smooth() * 1.3, smooth()).round()
    found = interrupted(counts, [START, 60])
    assert found.estimate(action=0).percent == pytest.approx(-20, abs=0.1)
    assert found.estimate(action=1).percent == pytest.approx(30, abs=0.1)
    assert found.estimate(action=1).observed == counts[60:].sum()


def test_a_ramp_gives_its_mean_over_the_months_since() -> None:
    size = np.log(0.7)
    growing = rise(MONTHS, np.array([[START]]), np.array([6]))[0, 0]
    counts = np.round(smooth(0.0) * np.exp(size * growing))
    found = interrupted(counts, START, ramps=6).estimate()
    assert found.log_effect == pytest.approx(size * growing[START:].mean(), abs=1e-3)
    assert growing[START] == pytest.approx(1 / 6)
    assert growing[START + 5 :].tolist() == [1.0] * (MONTHS - START - 5)


def test_a_declared_break_is_not_the_actions() -> None:
    counts = np.where(T >= 30, smooth(0.0) * 1.25, smooth(0.0)).round()
    silent = interrupted(counts, START).estimate()
    told = interrupted(counts, START, breaks=[30]).estimate()
    assert abs(silent.percent) > 5
    assert told.percent == pytest.approx(0, abs=0.1)
    assert told.freedom == silent.freedom - 1


@pytest.mark.parametrize("outside", [-5, 0, MONTHS, MONTHS + 9])
def test_breaks_outside_the_figures_are_no_matter(outside: int) -> None:
    plain = interrupted(noisy(1), START).estimate()
    found = interrupted(noisy(1), START, breaks=[outside]).estimate()
    assert found.freedom == plain.freedom
    assert found.interval == pytest.approx(plain.interval)


def test_a_break_before_a_series_has_figures_is_none_of_its() -> None:
    counts = noisy(2)
    counts[1, :10] = np.nan
    found = interrupted(counts, START, breaks=[8], harmonics=2)
    assert found.refused == ("", "")
    assert found.freedom.tolist() == [72 - 8, 62 - 7]


def test_left_out_months_count_as_gaps() -> None:
    counts = smooth()
    spoilt = counts.copy()
    spoilt[24:30] = 1
    found = interrupted(spoilt, START, left_out=range(24, 30))
    assert found.estimate().percent == pytest.approx(-20, abs=0.05)
    assert found.freedom[0] == MONTHS - 6 - 7


def test_an_exposure_takes_growth_out() -> None:
    people = np.linspace(1e5, 3e5, MONTHS) * np.where(T >= 55, 1.2, 1.0)
    counts = np.round(smooth() * people / 1e5)
    found = interrupted(counts, START, exposure=people).estimate()
    assert found.percent == pytest.approx(-20, abs=0.05)


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
def test_an_exposure_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(CannotEstimate, match="exposure"):
        interrupted(smooth(), START, exposure=np.full(MONTHS, wrong))


@pytest.mark.parametrize(
    ("months", "harmonics"), [(0, 0), (23, 0), (24, 1), (35, 1), (36, 2), (999, 2)]
)
def test_harmonics_follow_from_the_length(months: int, harmonics: int) -> None:
    assert harmonics_for(months) == harmonics


def test_six_harmonics_are_a_level_for_each_calendar_month() -> None:
    waves = np.column_stack([np.ones(24), season(24, 6)])
    each = np.tile(np.eye(12), (2, 1))
    assert waves.shape == (24, 12)
    assert np.linalg.matrix_rank(np.column_stack([waves, each])) == 12


def test_errors_grow_with_noise_beyond_poissons_and_never_shrink() -> None:
    chance = np.random.default_rng(3)
    wild = chance.poisson(40 * chance.gamma(10, 0.1, (50, MONTHS))).astype(float)
    assert interrupted(wild, START).dispersion.mean() > 3
    even = np.tile([39.0, 41.0], (1, MONTHS // 2))
    assert interrupted(even, START).dispersion[0] == 1


def test_errors_grow_with_what_is_carried_over_and_never_shrink() -> None:
    slow = np.where(T // 4 % 2 == 0, 120.0, 80.0)
    found = interrupted(slow, START)
    carried = found.carried[0]
    assert carried > 0.3
    assert found.inflation[0] == pytest.approx(np.sqrt((1 + carried) / (1 - carried)))
    assert found.estimate().se == pytest.approx(found.se[0, 0] * found.inflation[0])
    jagged = np.where(T % 2 == 0, 80.0, 120.0)
    found = interrupted(jagged, START)
    assert found.carried[0] < 0
    assert found.inflation[0] == 1


def test_collinearity_is_the_share_the_other_terms_explain() -> None:
    late, middle = interrupted(noisy(1), 66), interrupted(noisy(1), 36)
    assert 0 < late.collinearity[0, 0] < middle.collinearity[0, 0] < 1
    flat = np.full(MONTHS, 50.0)
    columns = np.column_stack([np.ones(MONTHS), T, season(MONTHS, 2)])
    step = (T >= 36).astype(float)
    left = step - columns @ np.linalg.lstsq(columns, step, rcond=None)[0]
    share = 1 - (left @ left) / ((step - step.mean()) ** 2).sum()
    assert interrupted(flat, 36).collinearity[0, 0] == pytest.approx(share)


def test_it_is_refused_in_the_month_of_a_recording_change() -> None:
    assert "same month" in why(smooth(), breaks=[START])


@pytest.mark.parametrize("apart", [-3, -2, -1, 1, 2, 3])
def test_it_is_refused_within_three_months_of_one(apart: int) -> None:
    assert "within 3 months" in why(smooth(), breaks=[START + apart])


@pytest.mark.parametrize("apart", [-4, 4])
def test_four_months_from_one_it_is_answered(apart: int) -> None:
    assert interrupted(smooth(), START, breaks=[START + apart]).refused == ("",)


def test_gaps_between_do_not_count_as_months_between() -> None:
    assert "within 3 months" in why(
        smooth(), breaks=[START - 6], left_out=range(START - 5, START - 2)
    )


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (-1, "before the first month"),
        (0, "before the first month"),
        (MONTHS, "after the last month"),
        (MONTHS + 40, "after the last month"),
        (11, "12 months with figures before"),
        (MONTHS - 2, "3 months with figures after"),
    ],
)
def test_a_start_without_enough_around_it_is_refused(start: int, reason: str) -> None:
    assert reason in why(smooth(), start)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (np.zeros(MONTHS), "Nothing was counted"),
        (np.full(MONTHS, np.nan), "Nothing was counted"),
        (smooth() / 7, "not a whole number"),
        (-smooth(), "below zero"),
        (np.where(T == 3, np.inf, smooth()), "infinite"),
        (np.where(T < START, smooth(), 0.0), "Nothing at all was counted after"),
        (np.where(T < START, T % 5 == 0, 5.0), "Fewer than 20"),
        (np.where(T < START - 11, np.nan, smooth()), "12 months with figures before"),
        (np.where(T < START + 2, smooth(), np.nan), "3 months with figures after"),
    ],
)
def test_figures_that_cannot_tell_are_refused(counts: np.ndarray, reason: str) -> None:
    assert reason in why(counts)


def test_actions_beside_each_other_are_refused() -> None:
    found = interrupted(smooth(), [START, START + 3])
    assert "Two actions began" in found.refused[0]
    assert interrupted(smooth(), [START, START + 4]).refused == ("",)


def test_counts_in_one_month_of_the_year_only_settle_nothing() -> None:
    yearly = np.where(T % 12 == 0, 9.0, 0.0)
    assert why(yearly)


def test_a_refused_series_leaves_the_others_alone() -> None:
    counts = noisy(3)
    counts[1] = 0
    found = interrupted(counts, START)
    assert [bool(reason) for reason in found.refused] == [False, True, False]
    plain = interrupted(counts[[0, 2]], START)
    assert np.allclose(found.log_effect[[0, 2]], plain.log_effect)


def test_shapes_that_do_not_fit_are_said() -> None:
    with pytest.raises(ValueError, match="one series"):
        interrupted(np.zeros((2, 3, 4)), 1)
    with pytest.raises(ValueError, match="needs a start"):
        interrupted(noisy(3), [40, 41])
    with pytest.raises(ValueError, match="harmonics"):
        interrupted(noisy(1), START, harmonics=7)


@st.composite
def anything(draw: st.DrawFn) -> tuple[np.ndarray, int, list[int]]:
    months = draw(st.integers(1, 60))
    level = draw(st.sampled_from([0, 1, 3, 40, 100_000]))
    figure = st.one_of(st.integers(0, level), st.just(np.nan))
    counts = draw(st.lists(figure, min_size=months, max_size=months))
    near = st.integers(-3, months + 3)
    return np.array(counts, float), draw(near), draw(st.lists(near, max_size=3))


@settings(max_examples=100, deadline=None)
@given(anything())
def test_there_is_a_finite_number_or_a_reason_never_neither_nor_both(
    case: tuple[np.ndarray, int, list[int]],
) -> None:
    counts, start, breaks = case
    found = interrupted(counts, start, breaks=breaks)
    if found.refused[0]:
        assert np.isnan(found.log_effect).all()
        return
    told = found.estimate()
    assert np.isfinite([told.log_effect, told.p, *told.interval]).all()
    assert told.se > 0
    assert told.expected > 0
    assert found.freedom[0] > 0
    assert found.dispersion[0] >= 1
    assert start not in breaks


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9))
def test_counting_everything_several_times_changes_no_effect(
    seed: int, times: int
) -> None:
    counts = noisy(1, seed=seed)
    once, more = interrupted(counts, START), interrupted(counts * times, START)
    assert more.log_effect[0, 0] == pytest.approx(once.log_effect[0, 0], abs=1e-6)


def pair(shock: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """A series with a fall of a fifth, a control, and a jump in both at the start."""
    jump = np.where(T >= START, shock, 1.0)
    return (smooth() * jump).round(), (smooth(0.0, 2000) * jump).round()


def test_a_control_takes_out_what_both_went_through() -> None:
    counts, control = pair(shock=1.25)
    alone = interrupted(counts, START).estimate()
    beside = comparative(counts, control, START, shared=[START])
    assert alone.percent == pytest.approx(0, abs=0.1)
    assert beside.percent == pytest.approx(-20, abs=0.1)
    assert beside.observed / beside.expected == pytest.approx(0.8, abs=1e-3)


def test_a_break_that_is_not_shared_is_still_refused() -> None:
    counts, control = pair()
    with pytest.raises(CannotEstimate, match="The series: Recording changed"):
        comparative(counts, control, START, breaks=[START])


def test_a_control_of_another_unit_or_length_is_refused() -> None:
    counts, control = pair()
    with pytest.raises(CannotEstimate, match="counts victims and its control offences"):
        comparative(counts, control, START, units=("victims", "offences"))
    with pytest.raises(CannotEstimate, match="same months"):
        comparative(counts, control[:-1], START)
    with pytest.raises(CannotEstimate, match="The control: Nothing"):
        comparative(counts, control * 0, START)


def test_placebo_dates_leave_the_real_one_standing_out() -> None:
    found = placebo_dates(smooth() + noisy(1)[0], START)
    assert found.as_large == 0
    assert found.share == 1 / (1 + len(found.z))
    assert found.places[0] == 12
    assert found.places[-1] + found.after == START


def test_placebo_dates_know_nothing_of_what_came_after() -> None:
    counts = noisy(1)[0]
    changed = np.where(T >= START, counts * 3, counts)
    first, second = placebo_dates(counts, START), placebo_dates(changed, START)
    assert np.array_equal(first.z, second.z)
    assert first.real != second.real


def test_a_break_that_no_one_declared_shows_among_the_placebos() -> None:
    counts = np.where(T >= 30, 60.0, 40.0) + noisy(1)[0]
    silent = placebo_dates(counts, START)
    told = placebo_dates(counts, START, breaks=[30])
    assert silent.spread > 1.3 > told.spread
    assert silent.steadied == silent.real / silent.spread
    assert abs(told.steadied) <= abs(told.real)
    assert not set(range(27, 34)) & set(told.places.tolist())


def test_without_room_for_placebo_dates_none_are_given() -> None:
    with pytest.raises(CannotEstimate, match="make-believe"):
        placebo_dates(smooth(), 20)
    with pytest.raises(CannotEstimate, match="same month"):
        placebo_dates(smooth(), START, breaks=[START])


def test_errors_for_unequal_spread_are_whites() -> None:
    chance = np.random.default_rng(5)
    columns = np.column_stack([np.ones(30), np.arange(30.0)])
    values = chance.normal(size=30) * np.arange(30)
    found = least_squares(values, columns)
    left = values - columns @ found.coefficients
    meat = (columns * left[:, None] ** 2).T @ columns
    expected = np.sqrt(np.diag(found.bread @ meat @ found.bread))
    assert np.allclose(found.errors(0), expected)


def test_the_fields_have_the_shapes_they_promise() -> None:
    found: Interrupted = interrupted(noisy(3), np.full((3, 2), [30, 50]))
    assert found.log_effect.shape == found.se.shape == found.z.shape == (3, 2)
    assert found.observed_total.shape == found.collinearity.shape == (3, 2)
    assert found.fitted.shape == found.expected.shape == (3, MONTHS)
    assert found.dispersion.shape == found.trend.shape == (3,)
