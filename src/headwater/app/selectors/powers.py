"""When would we know? Asked of the past of a set of figures, before money is spent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from headwater.app.selectors.figures import Counts, counts_of
from headwater.app.selectors.held import Held
from headwater.app.selectors.measures import figure_sets
from headwater.app.selectors.treatments import figures_in
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.placebo_power import Placebo, placebo
from headwater.core.impact.placebo_when import (
    Words,
    smallest_sentence,
    when,
    when_sentence,
)
from headwater.core.impact.treatment import Figures
from headwater.core.measures.figures import FigureSet, Shown


AREAS, MONTHS = (1, 2, 4, 8, 16), (6, 12, 18, 24)
USUAL_AREAS, USUAL_MONTHS = 4, 12
RECENT = 72  # months of the past that are asked
SEED = 1  # the same answer at every look


@dataclass(frozen=True, eq=False, slots=True)
class Power:
    """What a set of figures could show. `cells` by areas treated and months after;
    None where its past cannot say. `says` is the answer to what was asked for."""

    counts: Counts
    figures: Figures
    areas: int
    months: int
    hoped: float | None
    cells: dict[int, dict[int, Placebo | None]]
    says: str
    when: str


def sets_to_ask(held: Held) -> tuple[FigureSet, ...]:
    """The sets of figures of a plan that are monthly counts of areas."""
    return tuple(
        each
        for each in figure_sets(held)
        if each.shown is Shown.SIGNALS and each.series == "area"
    )


def power(of: FigureSet, areas: int, months: int, hoped: float | None) -> Power:
    """The smallest fall that could be seen, and when one of the hoped size could."""
    counts = counts_of(of)
    figures = figures_in(counts)
    words = Words(what=figures.what, area=figures.area_word, areas=figures.areas_word)
    asked = sorted({*(a for a in AREAS if a < len(figures.areas)), areas})
    cells = {a: {m: _cell(counts.key, counts, a, m) for m in MONTHS} for a in asked}
    try:
        says = smallest_sentence(_placebo(counts, areas, months), words)
    except CannotEstimate as reason:
        return Power(counts, figures, areas, months, hoped, cells, str(reason), "")
    ahead = _when(counts, areas, hoped)
    return Power(counts, figures, areas, months, hoped, cells, says, ahead)


def _when(counts: Counts, areas: int, hoped: float | None) -> str:
    if hoped is None:
        return ""
    past, breaks = _past(counts)
    figures = figures_in(counts)
    words = Words(what=figures.what, area=figures.area_word, areas=figures.areas_word)
    chance = np.random.default_rng(SEED)
    try:
        found = when(past, areas, hoped, chance, months=MONTHS, breaks=breaks)
    except CannotEstimate as reason:
        return str(reason)
    return when_sentence(found, words)


@lru_cache(maxsize=512)
def _cell(key: str, counts: Counts, areas: int, months: int) -> Placebo | None:
    try:
        return _placebo(counts, areas, months)
    except CannotEstimate:
        return None


def _placebo(counts: Counts, areas: int, months: int) -> Placebo:
    past, breaks = _past(counts)
    chance = np.random.default_rng(SEED)
    return placebo(past, areas, months, chance, breaks=breaks)


def _past(counts: Counts) -> tuple[np.ndarray, list[int]]:
    """The last years of the areas that have them whole, and the breaks in them."""
    figures = figures_in(counts)
    recent = figures.counts[:, -RECENT:]
    first = figures.counts.shape[1] - recent.shape[1]
    whole = ~np.isnan(recent).any(axis=1) & (recent.sum(axis=1) > 0)
    return recent[whole], [b.at - first for b in figures.breaks if b.at > first]
