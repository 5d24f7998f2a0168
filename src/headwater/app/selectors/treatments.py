"""What a plan says of an action, as core.impact takes it; and figures likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from headwater.app.selectors.catalogue import links_of
from headwater.app.selectors.figures import Counts
from headwater.app.selectors.held import Held
from headwater.core import place
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.treatment import Break, Figures, Other, Treatment
from headwater.core.measures.definition import Direction
from headwater.core.measures.figures import FigureSet, Shown
from headwater.core.plan.rows import Action, Evaluation, Measure


_START = re.compile(r"\s*(\S+?)\s*:\s*(\d{4}-(?:0[1-9]|1[0-2]))\s*")


def figures_for(held: Held, measure: Measure) -> FigureSet | None:
    """The figures of a measure that an action can be judged by: counts of areas by
    the month. None where it has no such figures."""
    for link in links_of(held, measure):
        figures = link.figures
        if figures.shown is Shown.SIGNALS and figures.series == "area":
            return figures
    return None


@lru_cache(maxsize=8)
def figures_in(counts: Counts) -> Figures:
    """The monthly counts of the areas of a set."""
    return _figures_of(counts)


def _figures_of(found: Counts) -> Figures:
    """Monthly counts of the areas of a set, without its whole and its unplaced."""
    of, table = found.figures, found.table
    series, periods = table.axes
    rows = [
        at
        for at, code in enumerate(series.codes)
        if place.area(code) and code != of.whole_code
    ]
    codes = tuple(series.codes[at] for at in rows)
    kept = frozenset(codes)
    kind = {area.kind for code in codes if (area := place.area(code))}
    word = (kind.pop() if len(kind) == 1 else "") or "area"
    return Figures(
        code=of.code,
        title=of.title,
        what=of.what.removeprefix("the number of ") or of.title,
        happens=of.happens or of.what,
        unit=of.definition.unit_of_count,
        direction=of.definition.direction or Direction.AMBIGUOUS,
        areas=codes,
        names={code: place.name(code) for code in codes},
        months=tuple(periods.codes),
        counts=table.numbers()[rows],
        breaks=tuple(
            Break(here.change.month, here.at, here.change.what, here.codes & kept)
            for here in found.breaks
            if here.change.step and here.codes & kept
        ),
        area_word=word,
        areas_word=f"{word}s",
    )


def treatment_of(action: Action, row: Evaluation | None, figures: Figures) -> Treatment:
    """An action as it is to be judged. Raises CannotEstimate for a start that cannot
    be read."""
    starts = _starts(row.starts) if row and row.starts else _own_starts(action, figures)
    if row is None:
        return Treatment(action=action.action_id, title=action.title, starts=starts)
    return Treatment(
        action=action.action_id,
        title=action.title,
        starts=starts,
        hoped=row.hoped_change,
        reach=row.reach,
        selection=row.selection or "",
        compared_with=row.compared_with or (),
        method=row.method or "",
        before=row.months_before,
        after=row.months_after,
    )


def _starts(cells: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for cell in cells:
        read = _START.fullmatch(cell)
        if not read:
            raise CannotEstimate(
                f"The start '{cell}' is not an area, a colon and a month such as "
                "2025-04. Put it right in the table of evaluations."
            )
        found[read[1]] = read[2]
    return found


def _own_starts(action: Action, figures: Figures) -> dict[str, str]:
    """Every area of the figures that lies within the action's places."""
    start = action.start
    if start is None or start.first is None:
        return {}
    month = f"{start.first:%Y-%m}"
    if start.last is None or f"{start.last:%Y-%m}" != month:
        raise CannotEstimate(
            f"The action starts in '{start.text}', which is more than a month. Write "
            "down the month in which it begins."
        )
    return dict.fromkeys(areas_of(action, figures), month)


def areas_of(action: Action, figures: Figures) -> tuple[str, ...]:
    """The areas of the figures that lie within an action's places."""
    places = action.geography or ()
    return tuple(
        area
        for area in figures.areas
        if any(place.within(area, each) for each in places)
    )


def others_of(held: Held, action: Action, figures: Figures) -> tuple[Other, ...]:
    """The other actions that are measured by the same figures. Those that are
    everywhere touch all areas alike, and spoil no comparison."""
    return tuple(_others(held, action, figures))


def _others(held: Held, action: Action, figures: Figures) -> Iterator[Other]:
    measured = {
        other
        for other, measures in held.look.measures_of.items()
        if other != action.action_id
        and any(figures.code in (measure.figures or ()) for measure in measures)
    }
    for row in held.plan.actions:
        if row.action_id not in measured:
            continue
        try:
            starts = _own_starts(row, figures)
        except CannotEstimate:
            continue  # nobody can say when it began, so not whether it is in the way
        if 0 < len(starts) < len(figures.areas):
            yield Other(row.action_id, row.title, starts)
