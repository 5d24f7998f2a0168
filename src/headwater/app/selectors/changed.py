"""What has changed by a month, over every series that was looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from headwater.app.selectors.catalogue import sets_of, standing_for
from headwater.app.selectors.expected import chances, moving, sided, together
from headwater.app.selectors.figures import periods_of, view_of
from headwater.app.selectors.held import Held, NotThere
from headwater.app.selectors.lines import meaning, side_of
from headwater.app.selectors.measured import (
    Changed,
    FigureView,
    LookedAt,
    Moved,
)
from headwater.app.selectors.sentences import LATELY, sentence, still_moving
from headwater.core.measures.figures import FigureSet, Shown
from headwater.core.measures.register import RecordingChange
from headwater.core.signals.signals import Family


KEPT = 24  # months that a process remembers
TOO_FEW = "It has too few months to judge."


@dataclass(frozen=True, slots=True)
class _One:
    """One series of the family, and the chance of what it shows."""

    view: FigureView
    row: int
    p: float
    sided: bool


def changed(held: Held, month: str = "") -> Changed:
    """What has changed by a month ('2024-02'); by the latest where none is named.

    Raises NotThere for a month that no set of figures has.
    """
    sets = sets_of(held)
    months = _months(sets)
    month = month or (months[0] if months else "")
    if months and month not in months:
        raise NotThere(month)
    views = [view for s in sets if (view := _reaching(s, month))]
    ones = [one for view in views for one in _ones(view)]
    family = _family(tuple((one.p, one.sided) for one in ones))
    signals = [one for one, flag in zip(ones, family.flagged, strict=True) if flag]
    return Changed(
        month=month,
        label=views[0].period_labels[-1] if views else "",
        months=months,
        signals=tuple(_moved(held, one) for one in sorted(signals, key=lambda o: o.p)),
        looked=tuple(_looked(s, views, ones, signals) for s in sets),
        family=family,
        stepped=_stepped(views),
    )


def _months(sets: Sequence[FigureSet]) -> tuple[str, ...]:
    """Every month that some set can be looked at in, newest first."""
    found: set[str] = set()
    for figures in sets:
        periods = periods_of(figures)
        if periods and figures.shown is Shown.SIGNALS:
            found |= set(periods.codes)
    return tuple(sorted(found, reverse=True))


def _reaching(figures: FigureSet, month: str) -> FigureView | None:
    """A set as it stood in a month; None where it has no figures of that month."""
    periods = periods_of(figures)
    if figures.shown is not Shown.SIGNALS or not periods or month not in periods.codes:
        return None
    return view_of(figures, "" if month == periods.codes[-1] else month)


def _ones(view: FigureView) -> Iterator[_One]:
    """The series that could be judged at the last month of a view."""
    if view.signals is None:
        return
    last = len(view.periods) - 1
    p = chances(view.signals, view.breaks, view.table.axes[0], last)
    beyond = sided(view.signals)
    for row in np.flatnonzero(~np.isnan(p)).tolist():
        yield _One(view, row, float(p[row]), bool(beyond[row]))


@lru_cache(maxsize=KEPT)
def _family(looked: tuple[tuple[float, bool], ...]) -> Family:
    p, beyond = zip(*looked, strict=True) if looked else ((), ())
    return together(np.array(p, np.float64), np.array(beyond, np.bool_))


def _moved(held: Held, one: _One) -> Moved:
    view, figures = one.view, one.view.figures
    side = side_of(view.signals, one.row)
    line = replace(
        view.series[one.row],
        side=side,
        meaning=meaning(figures.definition, side),
        sentence=sentence(figures, view.table, view.breaks, view.signals, one.row),
    )
    stands = standing_for(held, figures.code, line.code)
    measures = (row.measure_id for row, _ in stands)
    near = _near(view, line.code)
    return Moved(figures, line, tuple(measures), near[-1].what if near else "")


def _near(view: FigureView, code: str = "") -> list[RecordingChange]:
    """The changes in recording of the last twelve months that move figures."""
    return [
        b.change
        for b in view.breaks
        if b.change.step
        and len(view.periods) - b.at <= LATELY
        and (not code or code in b.codes)
    ]


def _looked(
    figures: FigureSet,
    views: Sequence[FigureView],
    ones: Sequence[_One],
    signals: Sequence[_One],
) -> LookedAt:
    looked = sum(one.view.figures is figures for one in ones)
    flagged = sum(one.view.figures is figures for one in signals)
    return LookedAt(
        figures, looked, flagged, "" if looked else _why_not(figures, views)
    )


def _why_not(figures: FigureSet, views: Sequence[FigureView]) -> str:
    if figures.shown is not Shown.SIGNALS:
        return figures.no_limits
    view = next((view for view in views if view.figures is figures), None)
    if view:
        found = moving(view.breaks, view.series[0].code, len(view.periods) - 1)
        return still_moving(found, view.period_labels) if found else TOO_FEW
    periods = periods_of(figures)
    return (
        f"Its figures go from {periods.labels[0]} to {periods.labels[-1]}."
        if periods
        else "There are no figures yet."
    )


def _stepped(views: Sequence[FigureView]) -> tuple[RecordingChange, ...]:
    found = {change.code: change for view in views for change in _near(view)}
    return tuple(sorted(found.values(), key=lambda change: change.month))
