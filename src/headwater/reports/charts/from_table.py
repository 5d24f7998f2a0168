"""A row of a released table as a series to draw, with what was expected of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from headwater.core.time import read_date
from headwater.reports.charts.series import Break, Point, Series, Sign, Wish


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from headwater.core.disclosure.released import ReleasedTable

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
PLACES = 3  # decimals of what was expected; more would only be noise in a download


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says besides its figures."""

    title: str
    place: str
    unit: str
    source: str
    wish: Wish
    percent: bool = False
    from_zero: bool = True
    rules: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Limits:
    """What was to be expected of one series: arrays of (T,), NaN where nothing was.

    `side` is +1 above, -1 below, 0 no signal.
    """

    expected: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    side: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Change:
    """A declared change in recording, from the period `at` on.

    `apart`: are the figures before and after it held against different limits?
    """

    at: int
    words: str
    apart: bool


def series_at(
    table: ReleasedTable,
    at: int,
    words: Words,
    limits: Limits | None,
    changes: Sequence[Change],
) -> Series:
    """Row `at` of a table whose axes are the series and the periods, in this order."""
    codes, labels = table.axes[1].codes, table.axes[1].labels
    values, states = table.numbers()[at], table.words()[at]
    segments = _segments(len(codes), changes)
    points = tuple(
        Point(
            start_of(codes[i]),
            labels[i],
            _number(values[i]),
            states[i],
            *_limits_at(limits, i),
            segments[i],
        )
        for i in range(len(codes))
    )
    breaks = [Break(points[c.at].start, points[c.at].label, c.words) for c in changes]
    return Series(
        words.title,
        words.place,
        words.unit,
        points,
        tuple(breaks),
        words.source,
        words.wish,
        words.from_zero,
        words.percent,
        words.rules,
    )


def series_over(
    table: ReleasedTable, axis: str, at: Mapping[str, str], total: str, words: Words
) -> Series:
    """The periods along one axis of a protected table, whose total is left out.

    `at` gives the code of every other axis. What is withheld is no number here, so
    the picture has a gap for it, and its words say so.
    """
    place = tuple(
        slice(None) if each.name == axis else each.index(at[each.name])
        for each in table.axes
    )
    (periods,) = (each for each in table.axes if each.name == axis)
    rows = zip(
        periods.codes,
        periods.labels,
        table.numbers()[place],
        table.words()[place],
        strict=True,
    )
    points = tuple(
        Point(start_of(code), label, _number(value), state)
        for code, label, value, state in rows
        if code != total
    )
    return Series(words.title, words.place, words.unit, points, (), words.source)


def start_of(code: str) -> date:
    """The first day of a period: '2024-02', '2014-Q4' of the calendar, '2022/23'."""
    if quarter := _QUARTER.fullmatch(code):
        return date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1)
    first = read_date(code).first
    if first is None:
        raise ValueError(f"{code!r} names no period")
    return first


def _segments(count: int, changes: Sequence[Change]) -> list[int]:
    cuts = {change.at for change in changes if change.apart}
    found, now = [], 0
    for i in range(count):
        now += i in cuts
        found.append(now)
    return found


def _limits_at(
    limits: Limits | None, i: int
) -> tuple[float | None, float | None, float | None, Sign]:
    if limits is None:
        return None, None, None, Sign.NONE
    signs = {1: Sign.ABOVE, -1: Sign.BELOW}
    return (
        _number(limits.expected[i]),
        _number(limits.lower[i]),
        _number(limits.upper[i]),
        signs.get(int(limits.side[i]), Sign.NONE),
    )


def _number(value: float) -> float | None:
    """None for what is not there: NaN has no place in a file."""
    return None if value != value else round(float(value), PLACES)
