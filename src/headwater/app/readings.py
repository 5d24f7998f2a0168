"""Sentences about a set of figures: what may be read from it, and what may not.

No percentage stands on a base under 20, and no step at a change in recording is
called a change in violence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headwater.app.selectors.measured import BreakHere, FigureView
from headwater.app.tiles import Strip
from headwater.core.measures.definition import Definition, Direction, Flow
from headwater.core.signals.design import FIRST_BEND, LAST_BEND
from headwater.reports.charts.frame import letter


LEAST_BASE = 20  # no percentage change on fewer; the second of the truth rules
YEAR = 12  # months
NO_LEAGUE = {
    "area": "It is no league table: places differ in who lives there, who visits, and "
    "who comes forward.",
    "offence": "A smaller number is not a smaller harm.",
}
NO_ORDER = "Groups overlap, so do not add them up."
_MONTH = re.compile(r"\d{4}-\d\d")


def direction(definition: Definition) -> str:
    """Which way is better, and where neither is, why not."""
    if definition.direction is Direction.LOWER:
        return "Lower is better."
    if definition.direction is Direction.HIGHER:
        return "Higher is better."
    if definition.direction is None:
        return "Nobody has said which way is better, so we call no change good or bad."
    return (
        "Neither way is good or bad by itself, so we call no change good or bad. "
        "More can mean more harm. It can also mean that more people come forward and "
        "are believed."
    )


def level(view: FigureView, at: int) -> str:
    """The sum of the last twelve months, as a level; blank where it cannot be told.

    A rolling sum is never charted with limits: nearly every point of it would be a
    false signal.
    """
    if view.figures.definition.flow is not Flow.FLOW or not _monthly(view):
        return ""
    year = view.table.numbers()[at, -YEAR:]
    if len(year) < YEAR or np.isnan(year).any():
        return ""
    told = f"{year.sum():,.0f} in the twelve months to {view.period_labels[-1]}"
    inside = [b for b in view.breaks if b.at > len(view.periods) - YEAR]
    if inside:
        return f"{told}. The way of recording changed within these months."
    return f"{told}."


def _monthly(view: FigureView) -> bool:
    return all(_MONTH.fullmatch(code) for code in view.periods[-2:])


def drift(view: FigureView, at: int) -> str:
    """The long run, apart from signals: neither noise nor alarm."""
    found = view.signals
    if found is None or np.isnan(found.drift[at]):
        return ""
    if _last_year(view, at) < LEAST_BASE:
        return f"Too few for a percentage: there are under {LEAST_BASE} a year."
    low, high = found.drift_lower[at] - 1, found.drift_upper[at] - 1
    if low <= 0 <= high:
        return (
            "No clear rise or fall: between "
            f"{_change(low)} and {_change(high)} a year{_span(view)}."
        )
    word = "rise" if low > 0 else "fall"
    ends = sorted((abs(low), abs(high)))
    return (
        f"A steady {word} of about {abs(found.drift[at] - 1):.1%} a year{_span(view)} "
        f"(95% interval {ends[0]:.1%} to {ends[1]:.1%}), apart from the steps at "
        "changes in recording."
    )


def _span(view: FigureView) -> str:
    """Long series may bend, but not in the last years: the drift is of these."""
    if len(view.periods) < LAST_BEND + FIRST_BEND:
        return ""
    return f" over the last {LAST_BEND // YEAR} years"


def _change(ratio: float) -> str:
    return f"{abs(ratio):.1%} {'up' if ratio > 0 else 'down'}"


def _last_year(view: FigureView, at: int) -> float:
    """The sum of the last twelve numbers that there are."""
    values = view.table.numbers()[at]
    return float(values[~np.isnan(values)][-YEAR:].sum())


@dataclass(frozen=True, slots=True)
class Step:
    """One change in recording on this series, and the step that came with it."""

    letter: str
    found: BreakHere
    when: str
    said: str


def steps(view: FigureView, at: int) -> Iterator[Step]:
    """Every declared change in recording, with what the figures did at it."""
    touching = [b for b in view.breaks if view.series[at].code in b.codes]
    for number, found in enumerate(touching):
        when = view.period_labels[found.at]
        yield Step(letter(number), found, when, _step(view, at, found.at))


def _step(view: FigureView, at: int, period: int) -> str:
    found = view.signals
    if found is None or period not in found.breaks:
        return ""
    number = found.breaks.index(period)
    ratio, low, high = (
        float(each[at, number])
        for each in (found.steps, found.steps_lower, found.steps_upper)
    )
    if np.isnan(ratio):
        return "There are too few points on both sides to tell its step."
    if _last_year(view, at) < LEAST_BASE:
        return f"Too few for a percentage: there are under {LEAST_BASE} a year."
    if low <= 1 <= high:
        return "These figures show no clear step there."
    word = "higher" if low > 1 else "lower"
    ends = sorted((abs(low - 1), abs(high - 1)))
    return (
        f"Figures after it are about {abs(ratio - 1):.0%} {word} than before "
        f"({ends[0]:.0%} to {ends[1]:.0%}). What changed then may be the reason, so we "
        "do not read this step as a change in violence."
    )


def base(view: FigureView) -> str:
    """'for each 1,000 women and girls of mid-2021', from the name of the base.

    The name says the place first: london-women-and-girls.
    """
    _, _, who = view.figures.base.partition("-")
    return f"for each 1,000 {who.replace('-', ' ')} of mid-{view.figures.base_year}"


def about_strip(view: FigureView, strip: Strip) -> str:
    """What the ranking is by, and why it is no league table."""
    if strip.by_rate:
        first = (
            f"Rates over twelve months, {base(view)}. The line is the 95% "
            "interval: where two of them overlap, the order of the two may be chance."
        )
    else:
        first = (
            "Ranked by the latest figure. There is no interval to draw, so small "
            "differences may be chance."
        )
    whole = " The dotted rule is the whole area." if strip.whole is not None else ""
    return f"{first}{whole} {NO_LEAGUE.get(view.figures.series, NO_ORDER)}"


def behind(view: FigureView) -> Iterator[tuple[str, str]]:
    """What is counted, by whom, and under which licence; what is blank is left out."""
    found, figures = view.figures.definition, view.figures
    yield "What is counted", found.numerator or found.name
    if found.denominator not in ("", "none"):
        yield "Out of", found.denominator
    yield "Unit of count", found.unit_of_count
    yield "How often", found.frequency
    yield "Source", f"{view.table.source}"
    yield "Licence", view.table.licence
    yield "Why it may be shown", view.table.why.capitalize()
    yield "Figures as at", view.as_at
    yield "Definition", version(found)
    yield "What to keep in mind", " ".join(map(_sentence, found.caveats))
    yield "No limits", figures.no_limits


def version(found: Definition) -> str:
    """'Version 1, from 2014-01'; blank where none is written down."""
    if not found.version:
        return ""
    since = f", from {found.version_from}" if found.version_from else ""
    until = f" to {found.version_until}" if found.version_until else ""
    return f"Version {found.version}{since}{until}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
