"""When could anybody know? Asked before money is spent, of the figures' own past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from headwater.core.impact.design import Design, Method
from headwater.core.impact.design_reasons import NEAR
from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.months import between
from headwater.core.impact.placebo_when import (
    Words,
    smallest_sentence,
    when,
    when_sentence,
)
from headwater.core.impact.step_power import months_needed, past_of, smallest_fall
from headwater.core.impact.treatment import AFTER, Figures


LONGEST = 24  # months after; more stop helping
MONTHS = (6, 12, 18, 24)
LEAST_BASE = 20  # no change in percent is said of fewer

NEVER = (
    f"Recording changed within {NEAR} months of the start, and not in all the areas "
    "that are compared. No number of months will tell the two apart: compare with "
    "areas that share the change, or choose another measure."
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the measure could show. `smallest` maps months after to the smallest fall
    in percent that would be seen four times in five; blank where too little is known.

    `months` is when a fall of the hoped size could be seen; None where not within
    LONGEST, or where nobody has said what is hoped for. `can_answer` is None there too.
    """

    says: str
    smallest: Mapping[int, float]
    months: int | None
    can_answer: bool | None


def outlook(design: Design, figures: Figures, chance: np.random.Generator) -> Outlook:
    """What the figures before the start say of what could be seen after it."""
    if design.near and not design.shared:
        return Outlook(NEVER, {}, None, False)
    try:
        if design.method is Method.SERIES:
            return _of_series(design, figures)
        return _of_areas(design, figures, chance)
    except CannotEstimate as reason:
        return Outlook(str(reason), {}, None, None)


def _of_areas(design: Design, figures: Figures, chance: np.random.Generator) -> Outlook:
    history, breaks = _past(design, figures)
    count = len(design.treated)
    words = Words(
        what=figures.what,
        area=figures.area_word,
        areas=figures.areas_word,
        hoped=_hoped(design.overall) if design.overall else "",
    )
    usual = float(history.mean()) * count if history.size else 0.0
    months = [after for after in MONTHS if usual * after >= LEAST_BASE]
    hoped = _as_fall(design.overall) if design.overall else 1.0  # any: none is told
    found = when(
        history, count, hoped, chance, months=months or (LONGEST,), breaks=breaks
    )
    at = next((c for c in found.tried if c.after == AFTER), found.tried[-1])
    first = smallest_sentence(at if months else found.tried[-1], words)
    if not months:
        return Outlook(first, {}, None, False if design.overall else None)
    smallest = {cell.after: cell.smallest for cell in found.tried}
    if not design.overall:
        return Outlook(first, smallest, None, None)
    says = f"{first} {when_sentence(found, words)}"
    return Outlook(says, smallest, found.months, found.months is not None)


def _hoped(change: float) -> str:
    return f"A {'fall' if change < 0 else 'rise'} of {abs(change):.3g}%"


def _as_fall(change: float) -> float:
    """The fall, in percent, that is as far from no change on the log scale."""
    return abs(change) if change < 0 else 100 - 100 / (1 + change / 100)


def _past(design: Design, figures: Figures) -> tuple[Floats, list[int]]:
    """(A, T) counts of all areas before the first start, and where breaks lie."""
    first = figures.months.index(design.first)
    end = min(first + between(design.first, design.start), len(figures.months))
    breaks = [b.at - first for b in figures.breaks if first < b.at < end]
    whole = ~np.isnan(figures.counts[:, first:end]).any(axis=1)
    return figures.counts[whole, first:end], breaks


def _of_series(design: Design, figures: Figures) -> Outlook:
    first = figures.months.index(design.first)
    end = first + between(design.first, design.start)
    rows = [figures.areas.index(area) for area, _ in design.treated]
    past = past_of(figures.counts[rows, first:end].sum(axis=0))
    if past.mean * LONGEST < LEAST_BASE:
        return Outlook(
            f"In this one series, with {LONGEST} months, the count of {figures.what} "
            f"would be about {past.mean * LONGEST:.0f}: too few for a change in "
            "percent.",
            {},
            None,
            False if design.overall else None,
        )
    enough = ceil(LEAST_BASE / past.mean)  # months until there are so many
    smallest = {n: smallest_fall(past, n) * 100 for n in MONTHS if n >= enough}
    after = AFTER if AFTER in smallest else min(smallest)
    says = (
        f"In this one series, with {after} months, the smallest fall in {figures.what} "
        f"you could see is {smallest[after]:.0f}%."
    )
    if not design.overall:
        return Outlook(says, smallest, None, None)
    months = months_needed(past, design.overall / 100)
    hoped = _hoped(design.overall)
    if months is None or max(months, enough) > LONGEST:
        says = f"{says} {hoped} could not be seen within {LONGEST} months."
        return Outlook(says, smallest, None, False)
    months = max(months, enough)
    says = (
        f"{says} {hoped} could be seen after {months} months, four times out of five."
    )
    return Outlook(says, smallest, months, True)
