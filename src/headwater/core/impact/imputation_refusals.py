"""When many areas cannot say what an action changed, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.panel import Bools, Panel


MOST_NAMED = 3
LEAST_COMPARED = 2  # areas: with one there is no telling how areas differ by chance


def refuse(panel: Panel, steps: NDArray[np.int_]) -> None:
    """Raise CannotEstimate with the first reason against an estimate, if any."""
    if steps.shape != panel.counts.shape or (steps < 0).any():
        raise CannotEstimate(
            "Declared recording changes need one group number for every area and "
            "month, 0 for none."
        )
    for reason in _of_shape(panel):
        raise CannotEstimate(reason)
    for reason in _of_figures(panel, steps):
        raise CannotEstimate(reason)


def _of_shape(panel: Panel) -> Iterator[str]:
    """Reasons that can be seen from the starts alone."""
    if len(panel.areas) < 2:
        yield (
            "There is one area only, so nothing to compare it with. Add areas without "
            "the action, or use an interrupted series."
        )
    treated = panel.treated
    if not treated.any():
        yield "The action began in no area within these months. Look at its dates."
    too_early = treated.any(axis=1) & treated.all(axis=1)
    if too_early.any():
        yield (
            f"The action began before the figures do, or with them, in "
            f"{_named(panel, too_early)}. Add earlier months or leave that out."
        )
    if (~treated.any(axis=1)).sum() < LEAST_COMPARED:
        yield _too_few(panel)


def _too_few(panel: Panel) -> str:
    ever = panel.treated.any(axis=1)
    starts = np.unique(panel.starts[ever])
    who = "Every area has" if ever.all() else "Every area but one has"
    when = (
        f"and all in the same month, {panel.months[starts[0]]}"
        if len(starts) == 1
        else "though at different dates"
    )
    return (
        f"{who} the action, {when}. At least "
        f"{LEAST_COMPARED} areas without it are needed to compare with: add such areas."
    )


def _of_figures(panel: Panel, steps: NDArray[np.int_]) -> Iterator[str]:
    there = ~np.isnan(panel.counts)
    used, judged = there & ~panel.treated, there & panel.treated
    counts = np.where(there, panel.counts, 0.0)
    if not counts.any():
        yield "All counts are zero. Choose another measure, or larger areas."
    if not judged.any():
        yield "There is no figure after the action began. Wait for the first months."
    yield from _gaps(panel, used, judged)
    yield from _without_events(panel, counts, used, judged)
    tangled = _tangled(steps, used, judged)
    if tangled.any():
        yield (
            f"A recording change was declared in {_named(panel, tangled)} and there "
            "are no figures after it without the action, so the two cannot be told "
            "apart. Leave that out, or ask again of areas that share the change."
        )


def _gaps(panel: Panel, used: Bools, judged: Bools) -> Iterator[str]:
    blank = judged.any(axis=1) & ~used.any(axis=1)
    if blank.any():
        yield (
            f"There is no figure before the action began in {_named(panel, blank)}. "
            "Add earlier months or leave that out."
        )
    alone = judged.any(axis=0) & ~used.any(axis=0)
    if alone.any():
        month = panel.months[int(alone.argmax())]
        yield (
            f"In {month} no area without the action has a figure. Leave that month "
            "out, or add areas."
        )


def _without_events(
    panel: Panel, counts: NDArray[np.float64], used: Bools, judged: Bools
) -> Iterator[str]:
    if not counts[judged].any():
        yield (
            "No event was recorded in any area after the action began, and a change "
            "in percent needs some. Wait longer, or choose larger areas."
        )
    before = np.where(used, counts, 0.0).sum(axis=1)
    if not before[judged.any(axis=1)].any():
        yield (
            "No event was recorded before the action began in the areas that have it. "
            "Add earlier months, or choose larger areas."
        )
    compared = ~judged.any(axis=1)
    if (before[compared] > 0).sum() < LEAST_COMPARED:
        yield (
            f"Fewer than {LEAST_COMPARED} areas without the action recorded any event. "
            "Add areas to compare with."
        )
    if not (np.where(used, counts, 0.0).sum(axis=0) * judged.any(axis=0)).any():
        yield (
            "In the months with the action, areas without it recorded no event. Add "
            "areas to compare with."
        )


def _tangled(steps: NDArray[np.int_], used: Bools, judged: Bools) -> Bools:
    """(A,): areas with months of the action in a step group with no other months."""
    groups = np.unique(steps[judged])
    alone = [g for g in groups if g and not (used & (steps == g)).any()]
    return np.asarray((judged & np.isin(steps, alone)).any(axis=1))


def _named(panel: Panel, which: ArrayLike) -> str:
    names = [panel.areas[at] for at in np.flatnonzero(np.asarray(which))]
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED])
    return f"{listed} and {more} more" if more > 0 else listed
