"""The honest rules on small series: what is judged, what is not, and what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from quiet_series import counts

from headwater.core.signals.honest import RollingTotals, honest
from headwater.core.signals.rolling import rolling_year
from headwater.core.signals.signals import Chart, Signals, Why


def made(level: float, points: int = 60, series: int = 1, seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return counts(np.full((series, points), level), 1.3, chance)


def judged(values: np.ndarray, **options: object) -> Signals:
    table = np.atleast_2d(np.asarray(values, dtype=float))
    months = np.arange(table.shape[1]) % 12 + 1
    return honest(table, months=months, **options)  # type: ignore[arg-type]


def test_a_chart_is_chosen_by_level() -> None:
    found = judged(np.vstack([made(0.2), made(2), made(40)]))
    assert found.chart == (Chart.GAPS, Chart.COUNTS, Chart.RATIO)


def test_twelve_points_are_too_few_and_thirteen_are_judged() -> None:
    few, enough = judged(made(40, 12)), judged(made(40, 13))
    assert few.chart == (Chart.NONE,)
    assert few.p.tolist() == [1.0]
    assert few.latest.tolist() == [11]
    assert np.isnan(few.expected).all()
    assert not few.side.any()
    assert enough.chart == (Chart.RATIO,)
    assert np.isfinite(enough.upper).all()


@pytest.mark.parametrize(
    "values",
    [
        np.zeros(60),
        np.eye(1, 60, 30)[0],
        np.full(60, 3.0),
        np.full(60, 1e9),
        np.append(np.zeros(150), np.full(34, 5.0)),
        np.tile([0.0, 1.0], 30),
        np.append(np.full(59, 40.0), 0.0),
        np.append(np.full(59, 40.0), 4000.0),
    ],
    ids=["zeros", "one", "flat", "huge", "began late", "in turn", "stopped", "leapt"],
)
def test_limits_have_a_width(values: np.ndarray) -> None:
    found = judged(values)
    assert (found.upper > found.lower).all()
    assert (found.upper - found.lower >= 1).all()
    assert 0 <= found.p[0] <= 1


@pytest.mark.parametrize("value", [0.1, 0.333333, 62.5])
def test_flat_measurements_have_limits_and_no_signals(value: float) -> None:
    found = judged(np.full(60, value), counts=False)
    assert (found.upper > found.lower).all()
    assert not found.side.any()
    assert found.p[0] > 0.5


def test_a_series_without_an_event_says_nothing() -> None:
    found = judged(np.zeros(184))
    assert found.p.tolist() == [1.0]
    assert not found.side.any()


def test_a_single_odd_month_is_outside() -> None:
    values = made(40)
    values[0, -1] = 90
    found = judged(values)
    assert found.p[0] < 0.001
    assert found.side[0, -1] == 1
    assert found.why[0, -1] == Why.OUTSIDE
    assert found.upper[0, -1] < 90


def test_a_lasting_fall_is_a_shift_since_it_began() -> None:
    values = made(40, 70, seed=2)
    values[0, -8:] = [31, 30, 32, 29, 31, 30, 32, 31]
    found = judged(values)
    assert found.side[0, -1] == -1
    assert found.why[0, -1] == Why.SHIFT
    assert found.lower[0, -1] <= 31 <= found.upper[0, -1]
    assert found.since[0] == 62


def test_a_steady_drift_is_stated_and_no_signal() -> None:
    path = np.round(200 * 0.995 ** np.arange(60))
    found = judged(path)
    assert not found.side.any()
    assert found.drift[0] == pytest.approx(0.995**12, abs=0.01)
    assert found.drift_lower[0] < found.drift[0] < found.drift_upper[0] < 1


def test_a_season_is_found_and_no_signal() -> None:
    wave = np.round(100 * (1 + 0.2 * np.cos(2 * np.pi * np.arange(60) / 12)))
    found = judged(np.vstack([wave, made(100)[0]]))
    assert found.seasonal.tolist() == [True, False]
    assert not found.side[0].any()


def test_a_long_silence_of_a_rare_event_is_a_gap() -> None:
    values = np.zeros(80)
    values[:40:2] = 1.0
    found = judged(values)
    assert found.chart == (Chart.GAPS,)
    assert (found.side[0, -1], found.why[0, -1]) == (-1, Why.GAP)
    assert found.since[0] == 39
    assert 12 < found.longest_wait[0] < 40


def test_a_cluster_of_rare_events_came_too_soon() -> None:
    values = np.zeros(60)
    values[[5, 19, 33]] = 1.0
    values[-6:] = [1, 1, 0, 1, 1, 1]
    found = judged(values)
    assert (found.side[0, -1], found.why[0, -1]) == (1, Why.GAP)


def test_missing_months_stay_missing() -> None:
    values = made(40)
    values[0, [10, 11, 40]] = np.nan
    found = judged(values)
    for part in (found.expected, found.lower, found.upper):
        assert np.flatnonzero(np.isnan(part[0])).tolist() == [10, 11, 40]
    assert not found.side[0, [10, 11, 40]].any()


def test_the_latest_month_there_is_is_judged() -> None:
    values = made(40)
    values[0, -3:] = np.nan
    values[0, -4] = 95
    found = judged(values)
    assert found.latest.tolist() == [56]
    assert found.side[0, 56] == 1
    assert found.p[0] < 0.001


def test_a_gap_breaks_a_run() -> None:
    values = made(40, 70, seed=3)
    values[0, -8:] = 29
    whole = judged(values)
    values[0, -2] = np.nan
    broken = judged(values)
    assert whole.side[0, -1] == -1
    assert broken.since[0] == 69
    assert broken.p[0] > whole.p[0]


def test_no_stretch_crosses_a_break_and_the_step_is_told() -> None:
    values = made(200, 72, seed=8)
    values[0, 60:] = np.round(values[0, 60:] * 0.8)
    silent, declared = judged(values), judged(values, breaks=[60])
    assert silent.side[0, -1] == -1
    assert not declared.side[0, 60:].any()
    assert declared.breaks == (60,)
    assert declared.steps.shape == (1, 1)
    assert declared.steps[0, 0] == pytest.approx(0.8, abs=0.05)
    assert declared.steps_lower[0, 0] < 0.8 < declared.steps_upper[0, 0] < 1


def test_a_break_in_the_last_month_leaves_nothing_to_judge() -> None:
    values = made(100)
    values[0, -1] = 20
    found = judged(values, breaks=[59])
    assert found.p.tolist() == [1.0]
    assert found.judged.tolist() == [False]
    assert not found.side[0, -1]


@pytest.mark.parametrize("level", [0.3, 3.0, 60.0])
@pytest.mark.parametrize("ratio", [0.1, 3.0])
def test_no_step_at_a_break_is_a_signal_however_large(
    level: float, ratio: float
) -> None:
    mean = np.full((300, 72), level)
    mean[:, 60:] *= ratio
    stepped = counts(mean, 1.3, np.random.default_rng(6))
    for months in range(1, 13):
        found = judged(stepped[:, : 60 + months], breaks=[60])
        assert (found.p < 0.02).mean() <= 0.03


def test_a_step_needs_points_on_both_sides() -> None:
    values = made(40, 60)
    values[0, 30:] = np.nan
    found = judged(values, breaks=[30])
    assert np.isnan(found.steps).all()


def test_a_wild_month_long_ago_hides_nothing_now() -> None:
    values = made(40)
    plain = judged(values)
    values[0, 20] = 1e6
    wild = judged(values)
    assert wild.side[0, 20] == 1
    assert wild.dispersion[0] == pytest.approx(plain.dispersion[0], rel=0.1)
    assert wild.upper[0, -1] == pytest.approx(plain.upper[0, -1], rel=0.1)


def test_rates_allow_for_the_size_of_the_population() -> None:
    chance = np.random.default_rng(7)
    sizes = np.full((1, 60), 1000.0)
    sizes[0, -6:] = 2000.0
    values = chance.poisson(0.04 * sizes).astype(float)
    assert judged(values).side[0, -1] == 1
    assert not judged(values, denominators=sizes).side[0, -1]


def test_a_denominator_of_zero_leaves_the_point_out() -> None:
    sizes = np.full((1, 60), 1000.0)
    sizes[0, 5] = 0.0
    found = judged(made(40), denominators=sizes)
    assert np.flatnonzero(np.isnan(found.expected[0])).tolist() == [5]


def test_quarters_and_years_are_judged_too() -> None:
    quarters = honest(made(40, 40), months=np.arange(40) * 3 % 12 + 1)
    years = honest(made(400, 20), months=np.ones(20, int))
    assert np.isfinite(quarters.p).all()
    assert quarters.chart == (Chart.RATIO,)
    assert not years.seasonal.any()
    assert 0.9 < years.drift[0] < 1.1


def test_one_series_does_not_lean_on_the_next() -> None:
    table = np.vstack([made(level, seed=9) for level in (0.3, 2, 40, 400)])
    table[1, 30] = np.nan
    together = judged(table)
    for row in range(4):
        alone = judged(table[row])
        assert alone.p[0] == pytest.approx(together.p[row], rel=1e-6)
        assert alone.dispersion[0] == pytest.approx(together.dispersion[row])


def test_many_series_are_judged_in_parts() -> None:
    table = made(3, 60, series=9_000, seed=5)
    found = judged(table)
    tail = judged(table[-3:])
    assert found.p[-3:] == pytest.approx(tail.p)
    assert found.side.shape == table.shape


def test_no_series_is_a_result_too() -> None:
    found = judged(np.zeros((0, 60)))
    assert found.p.shape == (0,)
    assert found.chart == ()


def test_rolling_totals_are_refused() -> None:
    with pytest.raises(RollingTotals, match="judge the months"):
        judged(made(40), rolling=True)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (np.full((1, 60), -1.0), {}, "below zero"),
        (np.full((1, 60), np.inf), {}, "finite"),
        (np.zeros((1, 60)), {"breaks": [0]}, "after the first"),
        (np.zeros((1, 60)), {"breaks": [60]}, "after the first"),
        (np.zeros((1, 60)), {"denominators": np.ones((1, 59))}, "for each value"),
        (np.zeros((1, 60)), {"denominators": -np.ones((1, 60))}, "below zero"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    values: np.ndarray, options: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        judged(values, **options)


def test_months_must_fit() -> None:
    with pytest.raises(ValueError, match="as many calendar months"):
        honest(np.zeros((1, 60)), months=[1, 2, 3])
    with pytest.raises(ValueError, match="1 to 12"):
        honest(np.zeros((1, 60)), months=np.arange(60))
    with pytest.raises(ValueError, match=r"\(S, T\)"):
        honest(np.zeros(60), months=np.arange(60) % 12 + 1)


def test_a_rolling_year_is_a_level_with_its_gaps() -> None:
    values = np.ones((1, 30))
    values[0, 15] = np.nan
    totals = rolling_year(values)
    assert np.isnan(totals[0, :11]).all()
    assert totals[0, 11:15].tolist() == [12.0] * 4
    assert np.isnan(totals[0, 15:27]).all()
    assert totals[0, 27:].tolist() == [12.0] * 3
    assert np.isnan(rolling_year(np.ones((2, 5)))).all()
