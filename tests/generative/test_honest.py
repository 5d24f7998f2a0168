"""The honest rules on whatever figures come."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.signals.honest import honest
from headwater.core.signals.signals import Chart, Signals, Why


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    """A few series of counts of any size, with gaps; and some declared breaks."""
    points = draw(st.integers(1, 90))
    seed = draw(st.integers(0, 2**32 - 1))
    levels = draw(st.lists(st.sampled_from([0, 0.1, 1, 8, 300, 1e7]), min_size=1))
    gaps = draw(st.sampled_from([0.0, 0.05, 0.5]))
    chance = np.random.default_rng(seed)
    drift = np.exp(draw(st.floats(-0.05, 0.05)) * np.arange(points))
    values = chance.poisson(np.multiply.outer(levels[:6], drift)).astype(float)
    if draw(st.booleans()):
        values[:, chance.integers(points)] *= draw(st.sampled_from([0, 100]))
    values[chance.uniform(size=values.shape) < gaps] = np.nan
    breaks = draw(st.lists(st.integers(1, max(points - 1, 1)), max_size=3))
    return values, [at for at in breaks if at < points]


def judged(values: np.ndarray, breaks: list[int]) -> Signals:
    months = np.arange(values.shape[1]) % 12 + 1
    return honest(values, months=months, breaks=breaks)


@given(tables())
def test_every_result_is_whole(made: tuple[np.ndarray, list[int]]) -> None:
    values, breaks = made
    found = judged(values, breaks)
    there = ~np.isnan(values)
    told = np.array([chart is not Chart.NONE for chart in found.chart])
    assert (told == (there.sum(axis=1) >= 13)).all()
    drawn = there & told[:, None]
    for part in (found.expected, found.lower, found.upper):
        assert (np.isfinite(part) == drawn).all()
    assert (found.upper[drawn] > found.lower[drawn]).all()
    assert (found.lower[drawn] >= 0).all()
    assert ((found.p >= 0) & (found.p <= 1)).all()
    assert (found.p[~found.judged] == 1).all()
    assert not found.side[~drawn].any()
    assert ((found.why == Why.NONE) == (found.side == 0)).all()


@given(tables())
def test_no_flagged_latest_point_looks_quiet_on_the_chart(
    made: tuple[np.ndarray, list[int]],
) -> None:
    values, breaks = made
    found = judged(values, breaks)
    for row in np.flatnonzero(found.judged):
        at = found.latest[row]
        value, lower, upper = (
            each[row, at] for each in (values, found.lower, found.upper)
        )
        outside = int(value > upper) - int(value < lower)
        if found.why[row, at] == Why.OUTSIDE:
            assert outside == found.side[row, at]
        if not found.side[row, at]:
            assert not outside


@given(tables())
def test_no_stretch_reaches_over_a_break_or_a_gap(
    made: tuple[np.ndarray, list[int]],
) -> None:
    values, breaks = made
    found = judged(values, breaks)
    for row in np.flatnonzero(found.judged):
        stretch = np.arange(found.since[row], found.latest[row] + 1)
        assert not np.isnan(values[row, stretch]).any()
        assert not set(breaks) & set(stretch[1:].tolist())
