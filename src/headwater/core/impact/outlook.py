"""When could anybody know? Asked before money is spent, of the figures' own past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headwater.core.impact.design import Design, Method, between
from headwater.core.impact.estimate import CannotEstimate, Floats
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
    try:
        if design.method is Method.SERIES:
            return _of_series(design, figures)
        return _of_areas(design, figures, chance)
    except CannotEstimate as reason:
        return Outlook(str(reason), {}, None, None)


def _of_areas(design: Design, figures: Figures, chance: np.random.Generator) -> Outlook:
    history, breaks = _past(design, figures)
    words = Words(what=figures.what, area=figures.area_word, areas=figures.areas_word)
    hoped = design.overall or -1.0  # any: only `tried` is looked at then
    found = when(
        history, len(design.treated), hoped, chance, months=MONTHS, breaks=breaks
    )
    smallest = {cell.after: cell.smallest for cell in found.tried}
    at = next((c for c in found.tried if c.after == AFTER), found.tried[-1])
    if design.overall is None:
        return Outlook(smallest_sentence(at, words), smallest, None, None)
    says = f"{smallest_sentence(at, words)} {when_sentence(found, words)}"
    return Outlook(says, smallest, found.months, found.months is not None)


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
    smallest = {after: smallest_fall(past, after) * 100 for after in MONTHS}
    says = (
        f"In this one series, with {AFTER} months, the smallest fall in {figures.what} "
        f"you could see is {smallest[AFTER]:.0f}%."
    )
    if design.overall is None:
        return Outlook(says, smallest, None, None)
    months = months_needed(past, -abs(design.overall) / 100)
    fall = f"A fall of {abs(design.overall):g}%"
    if months is None or months > LONGEST:
        return Outlook(
            f"{says} {fall} could not be seen within {LONGEST} months.",
            smallest,
            None,
            False,
        )
    return Outlook(
        f"{says} {fall} could be seen after {months} months.", smallest, months, True
    )
