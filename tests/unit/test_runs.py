"""Stretches of points, and trends among them."""

import numpy as np
import pytest

from headwater.core.signals.runs import points_in, two_of_three, windows
from headwater.core.signals.trends import trends, undecided


def column(text: str, sign: str = "x") -> np.ndarray:
    """One series of flags: 'x' where they hold."""
    return np.array([letter == sign for letter in text], bool)[:, None]


def text(flags: np.ndarray) -> str:
    return "".join(".x"[int(flag)] for flag in flags[:, 0])


@pytest.mark.parametrize("length", range(1, 10))
def test_windows_agree_with_looking_at_each(length: int) -> None:
    flags = np.random.default_rng(length).random((40, 20)) < 0.8
    found = windows(flags, length)
    each = [flags[at : at + length].all(0) for at in range(40 - length + 1)]
    np.testing.assert_array_equal(found, each)


@pytest.mark.parametrize(
    ("flags", "length", "found"),
    [
        (".xxx.xx.", 3, ".xxx...."),
        ("xxxx", 3, "xxxx"),
        ("xx.xx", 3, "....."),
        ("xx", 3, ".."),
        ("", 3, ""),
        ("x.x", 1, "x.x"),
    ],
)
def test_points_of_stretches(flags: str, length: int, found: str) -> None:
    assert text(points_in(column(flags), length)) == found


@pytest.mark.parametrize(
    ("points", "found"),
    [  # c close above the mean, a above, b below
        ("cc", ".."),
        ("cac", "x.x"),
        ("cca", "xx."),
        ("bcc", "..."),  # the third lies on the other side
        ("cbc", "..."),
        ("acaac", "....."),
        ("acaca", ".x.x."),
    ],
)
def test_two_of_three(points: str, found: str) -> None:
    close = column(points, "c")
    assert text(two_of_three(close, close | column(points, "a"))) == found


@pytest.mark.parametrize(
    ("values", "rising", "falling"),
    [
        ([1, 2, 3, 4, 5], "xxxxx", "....."),
        ([5, 4, 3, 2, 1], ".....", "xxxxx"),
        ([1, 2, 3, 3, 4, 5], "......", "......"),  # a tie breaks it
        ([1, 2, 3, 4, 5, 4, 3, 2, 1], "xxxx.....", "....xxxxx"),
        ([1, 2, 3, 4, 5, 5, 6, 7, 8, 9], "xxxx.xxxxx", "....x....."),
        ([1, 2, np.nan, 3, 4, 5], "......", "......"),
        ([1, 2, 3], "...", "..."),
    ],
)
def test_trends_of_five(values: list[float], rising: str, falling: str) -> None:
    found = trends(np.array(values, float)[:, None], 5)
    assert (text(found[0]), text(found[1])) == (rising, falling)


@pytest.mark.parametrize(
    ("values", "open_"),
    [
        ([1, 2, np.nan, 4, 5, 1], True),  # it may go on rising through the gap
        ([1, 2, np.nan, 4, 3, 4], False),
        ([1, 2, 3, 2, 3, 2], False),
        ([5, 4, np.nan, np.nan, 3, 9], True),
        ([np.nan, 2, 3], False),  # too short for any trend
    ],
)
def test_gaps_that_leave_a_trend_open(values: list[float], open_: bool) -> None:
    series = np.array(values, float)[:, None]
    assert undecided(series, np.ones(series.shape, bool), 5).tolist() == [open_]
    outside = ~np.isnan(series)  # what is not of the series is no gap
    assert undecided(series, outside, 5).tolist() == [False]
