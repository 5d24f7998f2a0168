"""Run a design: the estimate, all that it is held against, and what may be said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from headwater.core.impact.design import Design, Method
from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.group_time import second_opinion
from headwater.core.impact.imputation import Imputed, imputation, permuted
from headwater.core.impact.interrupted import interrupted
from headwater.core.impact.months import in_words
from headwater.core.impact.panel import NEVER, Panel
from headwater.core.impact.placebo_dates import placebo_dates
from headwater.core.impact.synthetic_counts import mixed, synthetic_estimate
from headwater.core.impact.treatment import CHOSEN_BY_FIGURES, Figures
from headwater.core.impact.verdict import Evidence, Kind, Verdict, judge


DRAWS = 499  # make-believe allocations of the starts to areas
YEAR = 12


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """Counts of the treated areas together, by month, and what was expected (T,)."""

    months: tuple[str, ...]
    observed: Floats
    expected: Floats
    start: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Evaluated:
    """What came of a design.

    `why_not` says why there is no estimate; then `verdict` is None and nobody can
    tell. `placebos` (D,) are make-believe log effects, for a strip beside the real
    one.
    """

    design: Design
    why_not: str = ""
    estimate: Estimate | None = None
    verdict: Verdict | None = None
    picture: Picture | None = None
    placebos: Floats | None = None

    @property
    def kind(self) -> Kind:
        return self.verdict.kind if self.verdict else Kind.CANNOT_TELL


def evaluate(
    design: Design, figures: Figures, chance: np.random.Generator
) -> Evaluated:
    """Judge an action as its design says, and never before its time."""
    if not design.ended(figures.months):
        return Evaluated(
            design=design,
            why_not="It will be judged when the figures to "
            f"{in_words(design.last)} are there. "
            f"They now go to {in_words(figures.months[-1])}.",
        )
    try:
        if design.method is Method.SERIES:
            return _series(design, figures)
        if design.method is Method.MIXTURE:
            return _mixture(design, figures, chance)
        return _areas(design, figures, chance)
    except CannotEstimate as reason:
        return Evaluated(design=design, why_not=str(reason))


def panel_of(design: Design, figures: Figures) -> Panel:
    """The areas and months that a design looks at."""
    starts = dict(design.treated)
    areas = (*starts, *design.comparison)
    rows = [figures.areas.index(area) for area in areas]
    span = _span(design, figures)
    months = figures.months[span]
    return Panel(
        tuple(figures.names.get(area, area) for area in areas),  # for refusals
        months,
        figures.counts[rows, span],
        np.array([months.index(starts[a]) if a in starts else NEVER for a in areas]),
    )


def steps_of(design: Design, panel: Panel) -> np.ndarray | None:
    """(A, T): a step of its own for each area that a change in recording touches,
    where it does not touch all alike; None where there is none."""
    areas = (*dict(design.treated), *design.comparison)
    steps = np.zeros(panel.counts.shape, int)
    for number, one in enumerate(sorted(design.breaks, key=lambda one: one.month)):
        touched = [area in one.areas for area in areas]
        if any(touched) and not all(touched):
            at = panel.months.index(one.month)
            for row in np.flatnonzero(touched):
                steps[row, at:] = 1 + number * len(areas) + row
    groups = np.unique(steps[steps > 0])
    return np.searchsorted(groups, steps) + (steps > 0) if len(groups) else None


def _span(design: Design, figures: Figures) -> slice:
    first = figures.months.index(design.first)
    return slice(first, figures.months.index(design.last) + 1)


def _areas(design: Design, figures: Figures, chance: np.random.Generator) -> Evaluated:
    panel = panel_of(design, figures)
    steps = steps_of(design, panel)
    found = imputation(panel, steps)
    tries = permuted(panel, DRAWS, chance, steps)
    before = found.before()
    evidence = replace(
        _evidence(design, found.estimate),
        second=_second(panel, chance) if steps is None else None,
        other_areas=tries.p,
        fit=before.gap / before.by_chance if before.by_chance else None,
        again=_again(design, panel, steps),
    )
    return Evaluated(
        design=design,
        estimate=found.estimate,
        verdict=judge(evidence),
        picture=_picture(design, panel, found),
        placebos=tries.log_effects,
    )


def _mixture(
    design: Design, figures: Figures, chance: np.random.Generator
) -> Evaluated:
    """One area against a mixture of others; the imputation is the second opinion."""
    panel = panel_of(design, figures)
    if steps_of(design, panel) is not None:
        raise CannotEstimate(
            "Recording changed in some of these areas and not in others, which a "
            "mixture cannot allow for. Leave the method blank to have it chosen."
        )
    found = mixed(panel, chance)
    again = imputation(panel)
    evidence = replace(
        _evidence(design, found.estimate),
        second=again.estimate,
        other_areas=found.estimate.p,
        fit=found.gap / found.by_chance(again.phi),
        again=_again(design, panel, None),
    )
    return Evaluated(
        design=design,
        estimate=found.estimate,
        verdict=judge(evidence),
        picture=Picture(panel.months, found.observed, found.path, design.start),
        placebos=found.placebos,
    )


def _evidence(design: Design, estimate: Estimate) -> Evidence:
    """What is known of an estimate before anything is held against it."""
    return Evidence(
        estimate=estimate,
        chosen_by_figures=design.selection in CHOSEN_BY_FIGURES,
        selection_known=bool(design.selection),
        alone=bool(design.near) and not design.shared,
        hoped=design.overall,
    )


def _picture(design: Design, panel: Panel, found: Imputed) -> Picture:
    by_month = found.by_month()
    months = tuple(panel.months[at] for at in by_month.places)
    return Picture(months, by_month.observed, by_month.expected, design.start)


def _second(panel: Panel, chance: np.random.Generator) -> Estimate | None:
    """By another method; None where there is none for such a panel."""
    try:
        if panel.ever.sum() > 1:
            return second_opinion(panel)
        return synthetic_estimate(panel, chance)
    except CannotEstimate:
        return None


def _again(design: Design, panel: Panel, steps: np.ndarray | None) -> Estimate | None:
    """Without the year before the start, for areas that were high in it."""
    if design.selection not in CHOSEN_BY_FIGURES:
        return None
    counts = panel.counts.copy()
    for row in np.flatnonzero(panel.ever):
        start = panel.starts[row]
        counts[row, max(start - YEAR, 0) : start] = np.nan
    try:
        return imputation(replace(panel, counts=counts), steps).estimate
    except CannotEstimate:
        return None


def _series(design: Design, figures: Figures) -> Evaluated:
    span = _span(design, figures)
    rows = [figures.areas.index(area) for area, _ in design.treated]
    counts = figures.counts[rows, span].sum(axis=0)
    months = figures.months[span]
    at = months.index(design.start)
    breaks = sorted({months.index(one.month) for one in design.breaks})
    found = interrupted(counts, at, breaks=breaks)
    estimate = found.estimate()
    dates = placebo_dates(counts, at, breaks=breaks)
    evidence = replace(
        _evidence(design, estimate), other_dates=dates.share, steadied=dates.steadied
    )
    return Evaluated(
        design=design,
        estimate=estimate,
        verdict=judge(evidence),
        picture=Picture(months, counts, found.expected[0], design.start),
        placebos=dates.log_effect,
    )
