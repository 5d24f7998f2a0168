"""The measures of a plan, the figures that show them, and what they serve."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.app.selectors.catalogue import links_of, sets_of
from headwater.app.selectors.changed import changed
from headwater.app.selectors.figures import periods_of, view_of
from headwater.app.selectors.held import Held, NotThere
from headwater.app.selectors.measured import (
    FigureView,
    MeasureLine,
    MeasureView,
    SeriesLine,
    Serves,
)
from headwater.app.selectors.narrow import narrowed
from headwater.app.selectors.strict import strict_view
from headwater.core.measures.figures import FigureSet
from headwater.core.plan.defined import definition_of
from headwater.core.plan.rows import Measure


__all__ = [
    "at_place",
    "changed",
    "figure_sets",
    "figure_view",
    "measure_lines",
    "measure_view",
    "measures_of_action",
    "measures_of_principle",
    "strict_view",
]


def measure_lines(held: Held) -> tuple[MeasureLine, ...]:
    """Every measure of a plan, in its order."""
    return tuple(_line(held, row) for row in held.plan.measures)


def measure_view(held: Held, measure_id: str) -> MeasureView:
    """One measure, with all its figures and what it serves. Raises NotThere."""
    for row in held.plan.measures:
        if row.measure_id == measure_id:
            line = _line(held, row)
            views = tuple(
                narrowed(view_of(link.figures), link.series) for link in line.figures
            )
            return MeasureView(line, _serves(held, row), views)
    raise NotThere(measure_id)


def figure_sets(held: Held) -> tuple[FigureSet, ...]:
    """The sets of figures of a plan that there are figures of."""
    return sets_of(held)


def figure_view(held: Held, code: str) -> FigureView:
    """One set of figures of a plan. Raises NotThere."""
    for figures in sets_of(held):
        if figures.code == code:
            return view_of(figures)
    raise NotThere(code)


def at_place(held: Held, code: str) -> Iterator[tuple[FigureView, SeriesLine]]:
    """What the sets of figures of a plan say of one area, by its official code."""
    for figures in sets_of(held):
        if figures.series == "area":
            view = view_of(figures)
            yield from ((view, line) for line in view.series if line.code == code)


def measures_of_principle(held: Held, principle: str) -> tuple[MeasureLine, ...]:
    """The measures that say they serve a principle."""
    rows = (m for m in held.plan.measures if principle in (m.principles or ()))
    return tuple(_line(held, row) for row in rows)


def measures_of_action(held: Held, action_id: str) -> tuple[MeasureLine, ...]:
    """The measures of an action, or of an outcome that it serves."""
    rows = held.look.measures_of.get(action_id, ())
    return tuple(_line(held, row) for row in rows)


def _line(held: Held, row: Measure) -> MeasureLine:
    owner = held.look.name(row.owner) if row.owner else ""
    links = links_of(held, row)
    periods = periods_of(links[0].figures) if links else None
    return MeasureLine(
        measure=row,
        definition=definition_of(row, owner),
        figures=links,
        supplier=row.supplier or "",
        latest=periods.labels[-1] if periods else "",
    )


def _serves(held: Held, row: Measure) -> Serves:
    by_action = held.look.measures_of
    outcomes = row.outcomes or ()
    return Serves(
        row.principles or (),
        tuple(a for a in held.plan.actions if row in by_action.get(a.action_id, ())),
        tuple(o for o in held.plan.outcomes if o.outcome_id in outcomes),
    )
