"""A series as a Vega-Lite specification, which people can restyle.

It holds released values only: a point that is withheld or not reported has no
number in it. The same series gives the same specification, letter for letter.
"""

from __future__ import annotations

from math import inf
from typing import Any

from headwater.reports.charts import frame as look
from headwater.reports.charts.frame import Frame
from headwater.reports.charts.series import Point, Series
from headwater.reports.charts.skeleton import (
    AXIS_ROOM,
    BREAKS,
    CAPTION,
    SERIES,
    Kind,
    skeleton,
)
from headwater.reports.charts.ticks import ticks


FEW = 40  # points; up to here each has a dot
LETTER_ROOM = 15  # pixels that the letter of a break takes
OVER_PLOT = 32  # pixels between the words over the plot and the plot
TOP_LABEL = 10  # what a number beside the top line of the plot may stand above it
# Of those, how many the letters of breaks take, in one row and in two: Vega counts
# the distance of the title from them.
ONE_ROW, TWO_ROWS = 16, 29


def specification(series: Series, frame: Frame) -> dict[str, Any]:
    """The chart as Vega-Lite, without anything that it would have to fetch."""
    over, under = _over(series, frame), look.caption(series, frame)
    return skeleton(_kind(series, frame)) | {
        "title": _title(series, frame),
        "description": series.name,
        "padding": {
            "left": _left(series, frame),
            "right": 14,
            "top": over,
            "bottom": AXIS_ROOM + len(under) * frame.line + 6,
        },
        "datasets": {
            SERIES: _rows(series),
            BREAKS: _breaks(series, frame),
            CAPTION: [{"words": under}],
        },
    }


def size(series: Series, frame: Frame) -> tuple[int, int]:
    """The width and height of the picture in pixels, before it is drawn."""
    under = AXIS_ROOM + len(look.caption(series, frame)) * frame.line + 6
    return frame.width, _over(series, frame) + frame.plot + under


def _kind(series: Series, frame: Frame) -> Kind:
    first, last = series.points[0].start, series.points[-1].start
    return Kind(
        frame,
        ticks(first, last, frame.most_ticks),
        _left(series, frame),
        series.has_limits,
        series.wish,
        series.from_zero,
        series.percent,
    )


def _left(series: Series, frame: Frame) -> int:
    """Room for the longest number beside the plot."""
    shown = [n for p in series.points for n in (p.value, p.upper) if n is not None]
    most = max(shown, default=0)
    letters = 4 if series.percent else len(f"{most:,.0f}") + (2 if most < 5 else 0)
    return round(letters * frame.text * 0.56) + 14


def _title(series: Series, frame: Frame) -> dict[str, Any]:
    return {
        "text": look.heading(series, frame),
        "subtitle": frame.wrapped(series.unit, frame.text),
        "anchor": "start",
        "frame": "group",
        "dx": 4 - _left(series, frame),
        "offset": OVER_PLOT - _letters(series, frame),
    }


def _over(series: Series, frame: Frame) -> int:
    """Pixels over the plot: title, unit, and the letters of breaks."""
    lines = len(look.heading(series, frame)) * (frame.title + 2)
    unit = len(frame.wrapped(series.unit, frame.text)) * (frame.text + 3)
    return lines + unit + OVER_PLOT + TOP_LABEL


def _letters(series: Series, frame: Frame) -> int:
    breaks = _breaks(series, frame)
    if not breaks:
        return 0
    return TWO_ROWS if any(found["high"] for found in breaks) else ONE_ROW


def _rows(series: Series) -> list[dict[str, Any]]:
    few = len(series.points) <= FEW
    return [
        {
            "period": point.start.isoformat(),
            "label": point.label,
            "value": point.value,
            "status": point.status,
            "expected": point.expected,
            "lower": point.lower,
            "upper": point.upper,
            "signal": point.sign.value,
            "segment": point.segment,
            "dot": few or _alone(series.points, at),
        }
        for at, point in enumerate(series.points)
    ]


def _breaks(series: Series, frame: Frame) -> list[dict[str, Any]]:
    """Breaks with their letters; one close after another stands a row higher."""
    per_day = _kind(series, frame).plot_width / max(
        (series.points[-1].start - series.points[0].start).days, 1
    )
    ends = [-inf, -inf]  # where the last letter of each row stands
    rows = []
    for number, found in enumerate(series.breaks):
        x = (found.start - series.points[0].start).days * per_day
        high = int(x - ends[0] < LETTER_ROOM <= x - ends[1])
        ends[high] = x
        rows.append(
            {
                "period": found.start.isoformat(),
                "letter": look.letter(number),
                "high": bool(high),
            }
        )
    return rows


def _alone(points: tuple[Point, ...], at: int) -> bool:
    """No line reaches a point between two gaps, so it has a dot."""
    around = [points[i] for i in (at - 1, at + 1) if 0 <= i < len(points)]
    return not any(
        near.value is not None and near.segment == points[at].segment for near in around
    )
