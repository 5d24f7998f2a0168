"""Figures in words: amounts, signs, and the rows of the table under a chart.

No number is looked at without what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from headwater.app.charts import is_percent, series_of
from headwater.app.selectors.expected import moving
from headwater.app.selectors.measured import FigureView, Rate, SeriesLine
from headwater.core.signals.signals import Chart
from headwater.reports.charts.frame import letter


NOTHING = "\N{EN DASH}"  # in a small square: no number, which is not 0


@dataclass(frozen=True, slots=True)
class Sign:
    """How the latest point of a series stands: a shape and words, never a colour."""

    shape: str
    words: str


ABOVE = Sign("up", "Above what was expected")
BELOW = Sign("down", "Below what was expected")
EXPECTED = Sign("level", "No signal")
NO_FIGURE = Sign("gap", "No figure")
NOT_LOOKED = Sign("none", "Not judged")
SETTLING = Sign("none", "Not judged while records settle")
LEGEND = (ABOVE, BELOW, EXPECTED, NO_FIGURE)


def sign(view: FigureView, line: SeriesLine) -> Sign:
    """The sign of the latest point."""
    if np.isnan(line.value):
        return NO_FIGURE
    if view.signals is None or view.signals.chart[line.at] is Chart.NONE:
        return NOT_LOOKED
    if moving(view.breaks, line.code, view.periods.index(line.period)):
        return SETTLING
    return {1: ABOVE, -1: BELOW}.get(line.side, EXPECTED)


def amount(view: FigureView, value: float) -> str:
    """'1,204', '56%', '3.4'; blank where there is no number."""
    if np.isnan(value):
        return ""
    if is_percent(view):
        return f"{value:.{_decimals(view)}%}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


@lru_cache(maxsize=200)
def _decimals(view: FigureView) -> int:
    """Of a percentage: one where the publisher gives more than whole ones."""
    shares = view.table.numbers() * 100
    whole = np.isnan(shares) | (np.abs(shares - np.round(shares)) < 1e-6)
    return 0 if whole.all() else 1


def latest(view: FigureView, line: SeriesLine) -> str:
    """The latest number, or the words that stand in its place."""
    return amount(view, line.value) or status(view, line)


def any_at(view: FigureView, at: int) -> bool:
    """Is there a number in any period of a series?"""
    return not bool(np.isnan(view.table.numbers()[at]).all())


def status(view: FigureView, line: SeriesLine) -> str:
    """What stands behind the latest number, in words."""
    states = view.table.words()[line.at]
    return str(states[view.periods.index(line.period)]).capitalize()


def period(view: FigureView, line: SeriesLine) -> str:
    """The words for the latest period of a series."""
    return view.period_labels[view.periods.index(line.period)]


def short(view: FigureView, line: SeriesLine) -> str:
    """For a small square: '1.2k', '56%'; a dash where there is no number."""
    value = line.value
    if np.isnan(value):
        return NOTHING
    if is_percent(view):
        return f"{value:.0%}"
    if value < 1e3:
        return amount(view, value)
    return f"{value / 1e3:.1f}k" if value < 1e5 else f"{value / 1e3:.0f}k"


def meaning(line: SeriesLine) -> str:
    """Whether a signal goes the way we hope; blank where nobody can say so."""
    words = {"better": "the way we hope for", "worse": "not the way we hope for"}
    return words.get(line.meaning, "")


def one(view: FigureView) -> str:
    """What one series is: 'borough', 'class of offence', 'group'."""
    if view.figures.series == "area":
        return "borough" if view.table.level == "borough" else "place"
    return {"offence": "class of offence"}.get(view.figures.series, view.figures.series)


def rate(found: Rate | None) -> str:
    """'12.3 (11.8 to 12.9)', for each 1,000; 'No rate' where there is none."""
    if found is None:
        return "No rate"
    digits = 1 if f"{found.lower:.1f}" != f"{found.upper:.1f}" else 2
    value, low, high = (
        f"{each:.{digits}f}" for each in (found.value, found.lower, found.upper)
    )
    return f"{value} ({low} to {high})"


@dataclass(frozen=True, slots=True)
class Row:
    """One period of one series, in words. `letter` is that of a break before it."""

    period: str
    letter: str
    value: str
    status: str
    expected: str
    limits: str
    sign: str


def rows(view: FigureView, at: int) -> Iterator[Row]:
    """The table under a chart, the newest period first."""
    series = series_of(view, at)
    letters = {found.start: letter(i) for i, found in enumerate(series.breaks)}
    for point in reversed(series.points):
        yield Row(
            point.label,
            letters.get(point.start, ""),
            _told(view, point.value),
            point.status.capitalize(),
            _told(view, point.expected),
            _between(view, point.lower, point.upper),
            point.sign.capitalize() if point.value is not None else "",
        )


def _told(view: FigureView, value: float | None) -> str:
    return "" if value is None else amount(view, value)


def _between(view: FigureView, lower: float | None, upper: float | None) -> str:
    if lower is None or upper is None:
        return ""
    return f"{_told(view, lower)} to {_told(view, upper)}"


def grid(view: FigureView) -> Iterator[tuple[str, list[str]]]:
    """Every figure of a small set, the newest period first: one cell a series."""
    numbers, states = view.table.numbers(), view.table.words()
    for i in reversed(range(len(view.periods))):
        yield (
            view.period_labels[i],
            [
                amount(view, numbers[line.at, i])
                or str(states[line.at, i]).capitalize()
                for line in view.series
            ],
        )
