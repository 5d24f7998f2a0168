"""A chart as SVG: no script, no address, and words for those who cannot see it."""

from __future__ import annotations

import re
from html import escape

from headwater.reports.charts.describe import describe
from headwater.reports.charts.frame import Frame
from headwater.reports.charts.series import Series
from headwater.reports.charts.sheet import Drawing
from headwater.reports.charts.specification import specification


VEGA_LITE = "6.4"  # the version that Altair writes
_OPENING = re.compile(r"<svg [^>]*?(?= width=)")
_FONTS = "font-family=\"Arial, Helvetica, 'DejaVu Sans', sans-serif\""
_OURS = (
    '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" '
    'aria-labelledby="title description"'
)


def picture(chart: Series | Drawing, frame: Frame) -> bytes:
    """The chart as an SVG file. The first one of a process takes half a second."""
    import vl_convert

    if isinstance(chart, Series):
        made, words = specification(chart, frame), describe(chart)
    else:
        made, words = chart.specification(frame), chart.description
    return with_words(vl_convert.vegalite_to_svg(made, VEGA_LITE), chart.name, words)


def with_words(svg: str, title: str, description: str) -> bytes:
    """The picture with its title and description, as a picture for screen readers."""
    words = (
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(description)}</desc>'
    )
    opened = _OPENING.sub(_OURS, svg, count=1)
    head, end, rest = opened.partition(">")
    return f"{head}{end}{words}{rest}\n".encode()
