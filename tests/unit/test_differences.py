"""What the strict and the honest view say differently of a series, in words."""

from dataclasses import replace

import numpy as np
import pytest

from headwater.core.signals.differences import differences
from headwater.core.signals.signals import Chart, Signals
from headwater.core.signals.strict import strict


PERIODS = [f"2023-{month:02}" for month in range(1, 13)] + [
    f"2024-{month:02}" for month in range(1, 13)
]
ZIGZAG = [4.0, 6.0] * 12
RARE = [0.0] * 20 + [1.0, 0, 0, 1]


def honest(values: list[float], **said: object) -> Signals:
    """An honest view of one series that sees nothing, but for what is said here."""
    one, points = np.full(1, np.nan), np.full((1, len(values)), np.nan)
    quiet = Signals(
        chart=(Chart.RATIO,),
        expected=points,
        lower=points,
        upper=points,
        side=np.zeros((1, len(values)), np.int8),
        why=np.zeros((1, len(values)), np.uint8),
        latest=np.array([len(values) - 1]),
        p=np.ones(1),
        dispersion=one,
        seasonal=np.array([False]),
        drift=one,
        drift_lower=one,
        drift_upper=one,
        breaks=(),
        steps=np.empty((1, 0)),
        steps_lower=np.empty((1, 0)),
        steps_upper=np.empty((1, 0)),
    )
    return replace(quiet, **said)


def told(values: list[float], **said: object) -> str:
    found = strict(np.array([values]))
    return " ".join(differences(found, honest(values, **said), PERIODS)[0])


def side(at: int, way: int) -> np.ndarray:
    marks = np.zeros((1, 24), np.int8)
    marks[0, at] = way
    return marks


def test_nothing_is_said_where_both_agree() -> None:
    assert told(ZIGZAG, seasonal=np.array([True])) == ""
    high = [*ZIGZAG[:-1], 30.0]
    assert told(high, side=side(23, 1)) == ""


def test_points_are_named_from_the_last() -> None:
    text = told([*ZIGZAG[:16], *[5.5, 5.9] * 4])
    assert "Only the strict rules mark 2024-10, 2024-11, 2024-12 and " in text
    text = told(ZIGZAG, side=side(3, 1))
    assert text == "Only the honest rules mark 2023-04."
    text = told([*ZIGZAG[:-1], 30.0], side=side(23, -1))
    assert "They point opposite ways at 2024-12." in text


def test_limits_without_width_are_the_reason() -> None:
    assert "no width" in told(RARE)
    assert "months between" in told(RARE, chart=(Chart.GAPS,))


def test_season_drift_and_breaks_are_reasons() -> None:
    wild = [*ZIGZAG[:16], *[5.5, 5.9] * 4]
    assert "yearly cycle" in told(wild, seasonal=np.array([True]))
    text = told(wild, drift_lower=np.array([1.1]), drift_upper=np.array([1.2]))
    assert "It drifts" in text
    assert "runs and trends" in text
    steps = np.array([[0.8]])
    text = told(wild, breaks=(16,), steps=steps, steps_lower=steps, steps_upper=steps)
    assert "declared break" in text


def test_break_that_both_know_is_no_reason() -> None:
    values = np.array([[*ZIGZAG[:16], *[5.5, 5.9] * 4]])
    group = (np.arange(24) >= 16).astype(int)[None]
    steps = np.array([[0.8]])
    view = honest(
        list(values[0]),
        side=side(2, 1),
        breaks=(16,),
        steps=steps,
        steps_lower=steps,
        steps_upper=steps,
    )
    text = " ".join(differences(strict(values, group=group), view, PERIODS)[0])
    assert "Only the honest rules mark 2023-03" in text
    assert "declared break" not in text


def test_views_of_other_series_do_not_fit() -> None:
    with pytest.raises(ValueError, match="same series"):
        differences(strict(np.array([ZIGZAG[:20]])), honest(ZIGZAG), PERIODS)
