"""Is it working? Designs made from a plan, and what came of those that are locked.

A design that nobody has locked is shown with what it could tell, and never with a
result: whoever looks first and locks afterwards would choose what pleases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from headwater.app.selectors.figures import Counts, counts_of
from headwater.app.selectors.held import Held
from headwater.app.selectors.powers import USUAL_MONTHS, power
from headwater.app.selectors.treatments import (
    areas_of,
    figures_for,
    figures_in,
    others_of,
    treatment_of,
)
from headwater.core.impact.design import Design, propose
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.evaluate import Evaluated, evaluate
from headwater.core.impact.outlook import Outlook, outlook
from headwater.core.impact.treatment import Figures
from headwater.core.impact.verdict import Kind
from headwater.core.impact.verdict_words import Said, say
from headwater.core.plan.rows import Action, Evaluation, Measure


KEPT = 256  # designs whose results a process remembers


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Judged:
    """One action and one measure: the design, what it could tell, and what it told.

    `row` is None where nobody has written an evaluation down: the design is then a
    proposal. `why_not` says why there is no design, `could` what could be seen in as
    many areas as the action has. `evaluated` and `said` are None
    unless the design is locked. `changed` says that a locked design is no longer what
    was locked.
    """

    action: Action
    measure: Measure
    row: Evaluation | None
    counts: Counts
    figures: Figures
    design: Design | None = None
    why_not: str = ""
    could: str = ""
    outlook: Outlook | None = None
    evaluated: Evaluated | None = None
    said: Said | None = None

    @property
    def locked(self) -> bool:
        return bool(self.row and self.row.locked)

    @property
    def changed(self) -> bool:
        """Is it locked, and no longer as it was then?"""
        if not (self.row and self.row.locked and self.design):
            return False
        return self.row.locked_as != self.design.digest

    @property
    def late(self) -> bool:
        """Was it locked when figures from after the start could be seen?"""
        if not (self.row and self.row.locked and self.design):
            return False
        day = self.row.locked.last
        return day is None or f"{day:%Y-%m}" > self.design.start

    @property
    def kind(self) -> Kind:
        return self.evaluated.kind if self.evaluated else Kind.CANNOT_TELL


def of_action(held: Held, action_id: str) -> tuple[Judged, ...]:
    """An action by each of its measures that has figures to judge it by."""
    action = held.actions[action_id]
    return tuple(_judged(held, action, *pair) for pair in _pairs(held, action))


def could_be(held: Held, action_id: str) -> tuple[Judged, ...]:
    """An action that is tied to no such measure, by each of the plan's own that it
    could be judged by: what they could tell, and nothing more."""
    action = held.actions[action_id]
    found = (m for m in held.plan.measures if figures_for(held, m))
    return tuple(_judged(held, action, measure, None) for measure in found)


def every(held: Held) -> tuple[Judged, ...]:
    """Every action that is to be judged: those with an evaluation written down."""
    found = []
    for row in held.plan.evaluations:
        action, measure = held.actions.get(row.action), held.measures.get(row.measure)
        if action and measure and figures_for(held, measure):
            found.append(_judged(held, action, measure, row))
    return tuple(found)


def without_figures(held: Held) -> tuple[Evaluation, ...]:
    """The evaluations that are written down and cannot be made: their measure has no
    monthly figures by area."""
    made = {each.row.evaluation_id for each in every(held) if each.row}
    return tuple(r for r in held.plan.evaluations if r.evaluation_id not in made)


def one(held: Held, evaluation_id: str) -> Judged | None:
    """One evaluation that is written down; None where it has no figures."""
    found = (judged for judged in every(held) if judged.row)
    return next((j for j in found if j.row.evaluation_id == evaluation_id), None)


def _pairs(held: Held, action: Action) -> Iterator[tuple[Measure, Evaluation | None]]:
    rows = {
        row.measure: row
        for row in held.plan.evaluations
        if row.action == action.action_id
    }
    listed = dict.fromkeys(held.look.measures_of.get(action.action_id, ()))
    named = [held.measures[key] for key in rows if key in held.measures]
    for measure in dict.fromkeys((*named, *listed)):
        if figures_for(held, measure):
            yield measure, rows.get(measure.measure_id)


def _judged(
    held: Held, action: Action, measure: Measure, row: Evaluation | None
) -> Judged:
    of = figures_for(held, measure)
    assert of is not None  # noqa: S101 - whoever calls has looked
    counts = counts_of(of)
    figures = figures_in(counts)
    found = {"action": action, "measure": measure, "row": row}
    try:
        treatment = treatment_of(action, row, figures)
        design = propose(treatment, figures, others_of(held, action, figures))
    except CannotEstimate as reason:
        areas = len(areas_of(action, figures))
        return Judged(
            **found,
            counts=counts,
            figures=figures,
            why_not=str(reason),
            could=power(of, areas, USUAL_MONTHS, None).says if areas else "",
        )
    ahead = _outlook(counts.key, _Of(design, figures))
    if not (row and row.locked):
        return Judged(
            **found, counts=counts, figures=figures, design=design, outlook=ahead
        )
    result = _evaluate(counts.key, _Of(design, figures))
    said = say(result, figures, ahead)
    return Judged(
        **found,
        counts=counts,
        figures=figures,
        design=design,
        outlook=ahead,
        evaluated=result,
        said=said,
    )


@dataclass(frozen=True, slots=True)
class _Of:
    """A design with its figures: the same where the digest is."""

    design: Design
    figures: Figures

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Of) and self.design.digest == other.design.digest

    def __hash__(self) -> int:
        return hash(self.design.digest)

    def chance(self) -> np.random.Generator:
        """The same for the same design, so that every look says the same."""
        return np.random.default_rng(int(self.design.digest[:16], 16))


@lru_cache(maxsize=KEPT)
def _outlook(key: str, of: _Of) -> Outlook:
    return outlook(of.design, of.figures, of.chance())


@lru_cache(maxsize=KEPT)
def _evaluate(key: str, of: _Of) -> Evaluated:
    return evaluate(of.design, of.figures, of.chance())
