"""Did a harm-weighted series leave its course? The plain model, on effective crimes.

A weighted total looks like many counts and is as unsteady as few. So before the model
sees it, it is put into effective crimes: divided by the weight at which a plain count
would be as unsteady (sum w^2 n / sum w n). Then Poisson's floor under the dispersion,
the least number of events and the least base of a percentage hold for it as for counts.
With a crime of weight 5,000 every other year beside hundreds of weight 10, and nothing
changed, firm results fall from 8% of series to below 1%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.impact.design import Design
from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.evaluate import Evaluated, Picture, evaluate
from headwater.core.impact.harm import effective_number
from headwater.core.impact.interrupted import interrupted
from headwater.core.impact.outlook import LEAST_BASE
from headwater.core.impact.placebo_dates import placebo_dates
from headwater.core.impact.treatment import CHOSEN_BY_FIGURES, Figures
from headwater.core.impact.verdict import Evidence, judge


@dataclass(frozen=True, eq=False, slots=True)
class Effective:
    """How many crimes a weighted series rests on, around a start.

    `total`, `before` and `after` are effective numbers, 0 where nothing weighs.
    `each` is the weight of one effective crime: that of the months before or after,
    whichever is the heavier. A single grave crime on one side would else be taken for
    many; NaN where nothing weighs on either side.
    """

    total: float
    before: float
    after: float
    each: float


def around(weight: Floats, counts: Floats, at: int) -> Effective:
    """The effective numbers of `counts` (O, T) before and from place `at` on.

    `weight` (O,), zero or more. A month in which an offence has a gap counts nowhere.
    """
    whole = np.where(np.isnan(counts).any(axis=0), 0.0, counts)
    sides = [whole[:, :at].sum(axis=1), whole[:, at:].sum(axis=1)]
    total, before, after = (
        float(effective_number(weight, each)) for each in (sum(sides), *sides)
    )
    heavy = [
        float(weight @ side) / number
        for side, number in zip(sides, (before, after), strict=True)
        if number
    ]
    return Effective(total, before, after, max(heavy, default=float("nan")))


def evaluate_by_harm(
    design: Design, figures: Figures, chance: np.random.Generator
) -> Evaluated:
    """Judge one series of effective crimes as its design says.

    As `evaluate` does a plain one. Nothing is said on fewer than LEAST_BASE effective
    crimes expected.
    """
    if not design.ended(figures.months):
        return evaluate(design, figures, chance)
    try:
        return _judged(design, figures)
    except CannotEstimate as reason:
        return Evaluated(design=design, why_not=str(reason))


def _judged(design: Design, figures: Figures) -> Evaluated:
    first, last = (figures.months.index(at) for at in (design.first, design.last))
    months = figures.months[first : last + 1]
    counts = figures.counts[0, first : last + 1]
    at = months.index(design.start)
    breaks = [months.index(one.month) for one in design.breaks]
    found = interrupted(counts, at, breaks=breaks, weighted=True)
    estimate = found.estimate()
    _refuse_small(estimate)
    dates = placebo_dates(counts, at, breaks=breaks, weighted=True)
    evidence = Evidence(
        estimate=estimate,
        other_dates=dates.share,
        steadied=dates.steadied,
        chosen_by_figures=design.selection in CHOSEN_BY_FIGURES,
        selection_known=bool(design.selection),
        alone=bool(design.near),
        hoped=design.overall,
    )
    return Evaluated(
        design=design,
        estimate=estimate,
        verdict=judge(evidence),
        picture=Picture(months, counts, found.expected[0], design.start),
        placebos=dates.log_effect,
    )


def _refuse_small(estimate: Estimate) -> None:
    if estimate.expected < LEAST_BASE:
        raise CannotEstimate(
            "Measured in crimes as heavy as those that carry the total, about "
            f"{estimate.expected:,.0f} were expected from the start on: fewer than "
            f"{LEAST_BASE}, too few for a weighted series to say anything."
        )
