"""The layers of a chart, made by Altair without any figure in them.

Altair takes 0.1 s CPU a chart; so each kind of chart is made once, and figures and
words are put in afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from headwater.reports.charts import frame as look
from headwater.reports.charts.frame import Frame
from headwater.reports.charts.series import Sign, Wish
from headwater.reports.charts.ticks import Ticks


if TYPE_CHECKING:
    import altair as alt

SERIES, BREAKS, CAPTION = "series", "breaks", "caption"
AXIS_ROOM = 30  # pixels under the plot, for ticks
SHAPES = {Sign.ABOVE: "triangle-up", Sign.BELOW: "triangle-down"}

_CROSS = "M-0.5,-0.5L0.5,0.5M-0.5,0.5L0.5,-0.5"


@dataclass(frozen=True, slots=True)
class Kind:
    """All that two charts share that look alike but for figures and words."""

    frame: Frame
    ticks: Ticks
    left: int  # pixels for the numbers beside the plot
    limits: bool
    wish: Wish
    from_zero: bool
    percent: bool

    @property
    def plot_width(self) -> int:
        return self.frame.width - self.left - 14


@lru_cache(maxsize=64)
def skeleton(kind: Kind) -> dict[str, Any]:
    """The specification of a kind of chart. Never change it: make a copy."""
    import altair as alt

    layers = [
        *(_limits(kind) if kind.limits else ()),
        *_breaks(kind),
        *_line(kind),
        _signals(kind),
        _gaps(kind),
        _caption(kind),
    ]
    chart = alt.layer(*layers, data=alt.NamedData(SERIES)).properties(
        width=kind.plot_width,
        height=kind.frame.plot,
        autosize=alt.AutoSizeParams(type="none"),
    )
    made: dict[str, Any] = chart.configure(**style(kind.frame)).to_dict()
    return made


def _when(kind: Kind) -> alt.X:
    import altair as alt

    tick = alt.TimeIntervalStep(interval=kind.ticks.interval, step=kind.ticks.step)
    axis = alt.Axis(title=None, format=kind.ticks.form, tickCount=tick)
    return alt.X("period:T", axis=axis, scale=alt.Scale(type="utc"))


def _height(kind: Kind, field: str) -> alt.Y:
    import altair as alt

    scale = alt.Scale(zero=kind.from_zero, nice=True)
    axis = alt.Axis(title=None, format=".0%" if kind.percent else ",~f", tickCount=5)
    return alt.Y(f"{field}:Q", scale=scale, axis=axis)


def _limits(kind: Kind) -> list[alt.Chart]:
    """The band that nearly all points lie in, and the line of what is expected."""
    import altair as alt

    band = alt.Chart().mark_area(color=look.BAND)
    middle = alt.Chart().mark_line(color=look.QUIET, strokeDash=[6, 4], strokeWidth=1.5)
    return [
        band.encode(
            x=_when(kind), y=_height(kind, "lower"), y2="upper:Q", detail="segment:N"
        ),
        middle.encode(x=_when(kind), y=_height(kind, "expected"), detail="segment:N"),
    ]


def _line(kind: Kind) -> list[alt.Chart]:
    """The figures. A gap is not drawn over, and neither is a declared break."""
    import altair as alt

    line = alt.Chart().mark_line(color=look.BRAND, strokeWidth=2)
    dots = alt.Chart().mark_point(color=look.BRAND, filled=True, size=28, opacity=1)
    shown = {"x": _when(kind), "y": _height(kind, "value")}
    return [
        line.encode(**shown, detail="segment:N"),
        dots.transform_filter("datum.dot").encode(**shown),
    ]


def _signals(kind: Kind) -> alt.Chart:
    import altair as alt

    signs = list(SHAPES)
    names = [sign.value for sign in signs]
    colours = [look.colour(sign, kind.wish) for sign in signs]
    return (
        alt.Chart()
        .mark_point(filled=True, size=110, opacity=1, stroke="white", strokeWidth=1)
        .transform_filter(f"datum.signal !== '{Sign.NONE}'")
        .encode(
            x=_when(kind),
            y=_height(kind, "value"),
            shape=alt.Shape(
                "signal:N",
                legend=None,
                scale=alt.Scale(domain=names, range=[SHAPES[s] for s in signs]),
            ),
            color=alt.Color(
                "signal:N", legend=None, scale=alt.Scale(domain=names, range=colours)
            ),
        )
    )


def _breaks(kind: Kind) -> list[alt.Chart]:
    """A rule for each declared break, with its letter over the plot."""
    import altair as alt

    data = alt.NamedData(BREAKS)
    rule = alt.Chart(data).mark_rule(color=look.INK, strokeDash=[2, 3], strokeWidth=1.5)
    name = alt.Chart(data).mark_text(fontWeight="bold", color=look.INK)
    return [
        rule.encode(x=_when(kind)),
        *(
            name.transform_filter(f"datum.high === {high}").encode(
                x=_when(kind), y=alt.value(y), text="letter:N"
            )
            for high, y in (("false", -9), ("true", -22))
        ),
    ]


def _gaps(kind: Kind) -> alt.Chart:
    """A cross on the ground for each period without a number."""
    import altair as alt

    cross = alt.Chart().mark_point(
        shape=_CROSS, size=40, stroke=look.QUIET, strokeWidth=1.5, opacity=1
    )
    return cross.transform_filter("datum.value === null").encode(
        x=_when(kind), y=alt.value(kind.frame.plot - 7)
    )


def _caption(kind: Kind) -> alt.Chart:
    import altair as alt

    words = alt.Chart(alt.NamedData(CAPTION)).mark_text(
        align="left",
        baseline="top",
        color=look.INK,
        lineHeight=kind.frame.line,
        fontSize=kind.frame.text,
    )
    return words.encode(
        x=alt.value(4 - kind.left),
        y=alt.value(kind.frame.plot + AXIS_ROOM),
        text="words:N",
    )


def style(frame: Frame) -> dict[str, Any]:
    """The house style. No part carries words of its own: the picture has its own."""
    return {
        "font": look.FONT,
        "background": "white",
        "aria": False,
        "view": {"stroke": None},
        "text": {"fontSize": frame.text},
        "title": {"fontSize": frame.title, "subtitleFontSize": frame.text},
        "axis": {
            "labelFontSize": frame.text,
            "labelColor": look.INK,
            "domainColor": look.QUIET,
            "tickColor": look.QUIET,
            "gridColor": look.LINE,
            "grid": False,
        },
        "axisY": {"grid": True, "domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"labelOverlap": True, "labelFlush": True},
    }
