"""What a chart shows, in words: for its description and for text beside it."""

from __future__ import annotations

from headwater.reports.charts.frame import letter
from headwater.reports.charts.series import Point, Series, Sign, left_out


def describe(series: Series) -> str:
    """Span, range, latest point, signals, breaks and gaps, in a few sentences."""
    known = [point for point in series.points if point.value is not None]
    if not known:
        return f"{series.unit}. There is no figure to show. {left_out(series)}".strip()
    gaps = left_out(series)
    least = min(known, key=lambda point: point.value or 0)
    most = max(known, key=lambda point: point.value or 0)
    said = [
        f"{series.unit}, {series.points[0].label} to {series.points[-1].label}.",
        f"{'Of those drawn, lowest' if gaps else 'Lowest'} {figure(series, least)}; "
        f"highest {figure(series, most)}; latest {figure(series, known[-1])}.",
        _signals(series),
        *(
            f"Break {letter(at)} at {found.label}: {found.words}."
            for at, found in enumerate(series.breaks)
        ),
        gaps,
    ]
    return " ".join(part for part in said if part)


def figure(series: Series, point: Point) -> str:
    """'1,204 in March 2024', or what stands in place of the number."""
    return f"{number(point.value, series.percent)} in {point.label}"


def number(value: float | None, percent: bool) -> str:
    """A value as people write it; blank where there is none."""
    if value is None:
        return ""
    if percent:
        return f"{value:.0%}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def _signals(series: Series) -> str:
    if not series.has_limits:
        return ""
    found = list(series.signals)
    above = sum(point.sign is Sign.ABOVE for point in found)
    if not found:
        return "No point is a signal."
    last = found[-1]
    return (
        f"{len(found)} of {len(series.points)} points are signals: {above} above and "
        f"{len(found) - above} below what was expected; the last in {last.label}."
    )
