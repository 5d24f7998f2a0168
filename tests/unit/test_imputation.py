"""Poisson imputation: what it answers, and when it refuses to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_panels import CONDITIONS, MONTH_NAMES, make

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.imputation import imputation, permuted
from headwater.core.impact.naive import before_and_after
from headwater.core.impact.panel import NEVER, Panel


MONTHS = 30


def panel(counts: np.ndarray, starts: list[int]) -> Panel:
    names = tuple(f"area {at}" for at in range(len(counts)))
    months = MONTH_NAMES[: counts.shape[1]]
    return Panel(names, months, np.asarray(counts, dtype=float), np.array(starts))


def multiplied(starts: list[int], change: float = 1.0) -> Panel:
    """Area times month effects without any noise, and a change from the start."""
    areas = np.arange(1, len(starts) + 1)[:, None] * 10.0
    months = 2 + np.cos(np.arange(MONTHS))
    empty = panel(areas * months, starts)
    return replace(empty, counts=np.where(empty.treated, change, 1.0) * empty.counts)


STAGGERED = [12, 18, NEVER, 24, NEVER, NEVER]


def test_a_change_without_noise_is_found_exactly() -> None:
    found = imputation(multiplied(STAGGERED, change=0.8))
    assert found.estimate.percent == pytest.approx(-20)
    assert found.estimate.observed / found.estimate.expected == pytest.approx(0.8)
    assert found.by_area().log_effects == pytest.approx(np.log(0.8))
    assert found.by_area().places.tolist() == [0, 1, 3]
    since = found.by_since()
    assert since.log_effects[since.places >= 0] == pytest.approx(np.log(0.8))
    assert since.log_effects[since.places < 0] == pytest.approx(0, abs=1e-9)


def test_parts_add_up_to_the_whole() -> None:
    found = imputation(made())
    by_area = found.by_area()
    assert by_area.observed.sum() == pytest.approx(found.estimate.observed)
    assert by_area.expected.sum() == pytest.approx(found.estimate.expected)
    assert by_area.cells.sum() == found.panel.treated.sum()
    counts = found.panel.counts[found.panel.ever]
    assert found.by_month().observed == pytest.approx(counts.sum(axis=0))


def made(seed: int = 1, treated: int | None = None) -> Panel:
    chance = np.random.default_rng(seed)
    return make(chance, CONDITIONS[2], "random", -0.2, treated).panel


def test_the_fit_has_the_margins_of_the_untreated_cells() -> None:
    found = imputation(made())
    off = np.where(found.panel.treated, 0, found.panel.counts - found.expected)
    assert off.sum(axis=0) == pytest.approx(0, abs=1e-5)
    assert off.sum(axis=1) == pytest.approx(0, abs=1e-5)


def test_what_happens_after_the_start_does_not_move_what_is_expected() -> None:
    given_ = made()
    doubled = replace(given_, counts=np.where(given_.treated, 2, 1) * given_.counts)
    first, second = imputation(given_), imputation(doubled)
    assert second.estimate.expected == pytest.approx(first.estimate.expected)
    gained = second.estimate.log_effect - first.estimate.log_effect
    assert gained == pytest.approx(np.log(2))


def test_gaps_are_left_out_and_not_taken_for_zero() -> None:
    whole = multiplied(STAGGERED, change=0.8)
    counts = whole.counts.copy()
    counts[0, [3, 20]] = counts[4, 7] = counts[2, :5] = np.nan
    found = imputation(replace(whole, counts=counts))
    assert found.estimate.percent == pytest.approx(-20)
    assert found.by_area().cells[0] == MONTHS - 12 - 1


def test_a_recording_change_everywhere_changes_nothing() -> None:
    whole = multiplied(STAGGERED, change=0.8)
    counts = whole.counts * np.where(np.arange(MONTHS) >= 18, 1.25, 1.0)
    assert imputation(replace(whole, counts=counts)).estimate.percent == (
        pytest.approx(-20)
    )


def test_a_declared_recording_change_in_some_areas_is_taken_out() -> None:
    whole = multiplied(STAGGERED, change=0.8)
    steps = np.zeros(whole.counts.shape, dtype=int)
    steps[1, 9:], steps[4, 15:] = 1, 2
    jumped = whole.counts * np.array([1, 1.25, 0.7])[steps]
    changed = replace(whole, counts=jumped)
    assert imputation(changed, steps).estimate.percent == pytest.approx(-20)
    assert imputation(changed).estimate.percent != pytest.approx(-20, abs=1)


def test_a_recording_change_where_the_action_has_begun_is_refused() -> None:
    steps = np.zeros((6, MONTHS), dtype=int)
    steps[0, 12:] = 1
    with pytest.raises(CannotEstimate, match="recording change was declared in area 0"):
        imputation(multiplied(STAGGERED), steps)


def test_one_treated_area_has_an_error_of_its_comparisons() -> None:
    alone = imputation(made(treated=1))
    more = imputation(made(treated=12))
    assert alone.estimate.se > 1.5 * more.estimate.se
    assert alone.spread.treated > alone.spread.compared


def test_the_fit_before_the_start_shows_a_spike() -> None:
    quiet = made()
    away = np.arange(84) - quiet.starts[:, None]
    spiked = quiet.ever[:, None] & (away < 0) & (away >= -12)
    counts = np.where(spiked, 1.5, 1.0) * quiet.counts
    usual = imputation(quiet).before()
    high = imputation(replace(quiet, counts=counts)).before()
    assert abs(usual.last) < 0.05
    assert high.last > 0.15
    assert 0.7 < usual.gap / usual.by_chance < 1.3 < high.gap / high.by_chance


def test_permuted_starts_are_the_same_again_with_the_same_seed() -> None:
    first, second = (permuted(made(), 99, np.random.default_rng(4)) for _ in range(2))
    assert (first.log_effects == second.log_effects).all()
    assert first.p == second.p == 0.01


def test_permuted_starts_lie_about_nothing_where_nothing_happened() -> None:
    chance = np.random.default_rng(2)
    quiet = make(chance, CONDITIONS[2], "random", 0.0).panel
    found = permuted(quiet, 200, chance)
    assert abs(found.log_effects.mean()) < 0.02
    assert found.p > 0.05
    assert imputation(quiet).estimate.se == pytest.approx(
        found.log_effects.std(), rel=0.5
    )


def test_the_true_allocation_is_estimated_alike_in_both() -> None:
    steps = np.zeros((6, MONTHS), dtype=int)
    steps[1, 9:], steps[4, 15:] = 1, 2
    chance = np.random.default_rng(3)
    noisy = multiplied(STAGGERED, 0.8)
    noisy = replace(noisy, counts=chance.poisson(noisy.counts).astype(float))
    # Nobody is moved when every area has the same start, but for the order of areas.
    found = permuted(noisy, 400, chance, steps).log_effects
    true = imputation(noisy, steps).estimate.log_effect
    assert np.abs(found - true).min() < 1e-4


REFUSED = {
    "one area only": ([[5] * MONTHS], [12]),
    "in no area": ([[5] * MONTHS] * 3, [NEVER] * 3),
    "began before the figures do": ([[5] * MONTHS] * 4, [0, 12, NEVER, NEVER]),
    "all in the same month, 2019-04": ([[5] * MONTHS] * 4, [12] * 4),
    "at different dates": ([[5] * MONTHS] * 4, [12, 13, 14, 15]),
    "Every area but one has": ([[5] * MONTHS] * 4, [12, 13, 14, NEVER]),
    "All counts are zero": ([[0] * MONTHS] * 4, [12, 13, NEVER, NEVER]),
    "after the action began, and a change": (
        [[5] * 12 + [0] * 18, *[[5] * MONTHS] * 3],
        [12, NEVER, NEVER, NEVER],
    ),
    "before the action began in the areas": (
        [[0] * 12 + [5] * 18, *[[5] * MONTHS] * 3],
        [12, NEVER, NEVER, NEVER],
    ),
    "without the action recorded any event": (
        [[5] * MONTHS, [5] * MONTHS, [0] * MONTHS, [0] * MONTHS],
        [12, NEVER, NEVER, NEVER],
    ),
    "no figure before the action began in area 0": (
        [[np.nan] * 12 + [5] * 18, *[[5] * MONTHS] * 3],
        [12, NEVER, NEVER, NEVER],
    ),
    "no figure after the action began": (
        [[5] * 12 + [np.nan] * 18, *[[5] * MONTHS] * 3],
        [12, NEVER, NEVER, NEVER],
    ),
    "no area without the action has a figure": (
        [[5] * MONTHS, *[[5] * 29 + [np.nan]] * 3],
        [12, NEVER, NEVER, NEVER],
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_estimated_is_refused_in_words(reason: str) -> None:
    counts, starts = REFUSED[reason]
    for ask in (imputation, lambda p: permuted(p, 5, np.random.default_rng(1))):
        with pytest.raises(CannotEstimate) as refusal:
            ask(panel(np.array(counts), starts))
        assert reason in str(refusal.value)
        # What to do next, or where to look.
        assert any(
            word in str(refusal.value)
            for word in ("Add", "add", "Leave", "Look", "Wait", "Choose")
        )


def test_steps_of_another_shape_are_refused() -> None:
    with pytest.raises(CannotEstimate, match="every area and month"):
        imputation(multiplied(STAGGERED), np.zeros((6, 3), dtype=int))


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    """Any panel at all: few areas, zeros, gaps, starts anywhere and beyond."""
    areas, months = draw(st.integers(1, 7)), draw(st.integers(1, 10))
    cell = st.sampled_from([0.0, 0.0, 1.0, 2.0, 7.0, 400.0, np.nan])
    rows = st.lists(cell, min_size=months, max_size=months)
    counts = draw(st.lists(rows, min_size=areas, max_size=areas))
    start = st.one_of(st.just(NEVER), st.integers(0, months + 1))
    return panel(
        np.array(counts), draw(st.lists(start, min_size=areas, max_size=areas))
    )


@settings(max_examples=150, deadline=None)
@given(panels(), st.integers(0, 2**16))
def test_any_panel_has_a_finite_answer_or_a_reason(any_panel: Panel, seed: int) -> None:
    chance = np.random.default_rng(seed)
    steps = chance.integers(0, 2, any_panel.counts.shape) if seed % 2 else None
    try:
        found = imputation(any_panel, steps)
    except CannotEstimate:
        return
    estimate = found.estimate
    assert np.isfinite([estimate.log_effect, estimate.se, estimate.freedom]).all()
    assert estimate.se > 0
    assert estimate.freedom >= 1
    assert 0 <= estimate.p <= 1
    assert (found.expected >= 0).all()


def test_before_and_after_says_what_it_is() -> None:
    found = before_and_after(multiplied([12, NEVER, NEVER], 0.5))
    assert "not to be relied on" in found.method
    assert found.percent == pytest.approx(-50, abs=8)
    with pytest.raises(CannotEstimate, match="at least one event"):
        before_and_after(multiplied([NEVER, NEVER]))
