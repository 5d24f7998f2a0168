"""M1: sustained interventions aiming for long-term success."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from headwater.core.plan.checks.rule import (
    Found,
    firmest,
    has_rows,
    judge_action,
    missing,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Evidence
from headwater.core.plan.truth import Truth, every, has


@rule(
    "M101",
    finds="an intervention whose duration or intensity (its dose) is not stated",
    wants="the dose of every intervention",
    reads=("actions.dose_sessions", "actions.dose_weeks", "actions.delivery_forms"),
    why=(
        "Whether something can work depends on how much of it people get. A single "
        "talk is not a programme."
    ),
    gap="the sessions are written as 0",
    ask="the sessions or weeks are blank; or it is not clear what kind of work it is",
    fix="Write how many sessions one person gets, and over how many weeks.",
    many={
        Level.GAP: "{n} interventions are planned with no session.",
        Level.ASK: "{n} questions are open on the dose of interventions.",
    },
    applies=has_rows("actions"),
    tables=("actions",),
)
def dose_not_stated(look: Look) -> Iterator[Found]:
    dosed, hidden = frozenset(look.tags("delivery-form", "dosed")), 0
    for action, live in look.weighed:
        concerned, answer = has(action.delivery_forms, dosed), _dose(action)
        hidden += concerned is None and not answer
        if concerned:
            yield from judge_action(
                action,
                live,
                answer,
                gap=f"{action.action_id} is planned with no session.",
                ask=f"{action.action_id} does not say its sessions and weeks.",
            )
    yield from unclear(
        hidden,
        "1 action says neither what kind of work it is nor its dose.",
        "{n} actions say neither what kind of work they are nor their dose.",
    )


def _dose(action: Action) -> Truth:
    if action.dose_sessions == 0:
        return False
    return None if None in (action.dose_sessions, action.dose_weeks) else True


@rule(
    "M102",
    finds="a planned dose below what its evidence used, or a one-off session",
    wants="doses as long and as strong as the evidence used",
    reads=(
        "actions.dose_sessions",
        "actions.dose_weeks",
        "actions.delivery_forms",
        "evidence.dose_sessions",
        "evidence.dose_weeks",
    ),
    why=(
        "Evidence speaks for the dose that was studied, and not for a smaller one. "
        "One-off sessions rarely change behaviour. Where several pieces of evidence "
        "are linked, the smallest dose among them is enough."
    ),
    gap="the dose is one session; or it is below every dose in its evidence and the "
    "evidence table is complete",
    ask="the planned dose, or that of its evidence, is blank",
    fix="Plan the dose that the evidence used, or link evidence for the one planned.",
    many={
        Level.GAP: "{n} interventions are one-off, or shorter than their evidence.",
        Level.ASK: "{n} questions are open on doses and the evidence for them.",
    },
    weight=2,
    applies=has_rows("actions"),
    tables=("actions",),
)
def dose_too_small(look: Look) -> Iterator[Found]:
    dosed, hidden = frozenset(look.tags("delivery-form", "dosed")), 0
    for action, live in look.weighed:
        concerned = has(action.delivery_forms, dosed)
        linked = look.evidence_of.get(action.action_id, ())
        answer = every(_not_one_off(action), _as_in_evidence(look, action, linked))
        hidden += concerned is None and not answer
        if concerned:
            yield from judge_action(
                action,
                live,
                answer,
                gap=_too_small(action),
                ask=f"{action.action_id}: its dose cannot be held against its "
                "evidence yet.",
            )
    yield from unclear(
        hidden,
        "1 action does not say what kind of work it is and what dose it gives.",
        "{n} actions do not say what kind of work they are and what dose they give.",
    )


def _too_small(action: Action) -> str:
    if action.dose_sessions == 1:
        return f"{action.action_id} is a one-off session."
    return f"{action.action_id} plans a smaller dose than its evidence used."


def _not_one_off(action: Action) -> Truth:
    return None if action.dose_sessions is None else action.dose_sessions != 1


def _as_in_evidence(look: Look, action: Action, linked: Sequence[Evidence]) -> Truth:
    """Are sessions and weeks both at least what the evidence used?"""
    if not linked:
        return True
    return every(
        _enough(look, action.dose_sessions, [e.dose_sessions for e in linked]),
        _enough(look, action.dose_weeks, [e.dose_weeks for e in linked]),
    )


def _enough(look: Look, planned: float | None, used: Sequence[float | None]) -> Truth:
    """At least the smallest dose? Evidence still to come may have used less."""
    known = [dose for dose in used if dose is not None]
    if not known:
        return None
    if planned is None or planned >= min(known):
        return None if planned is None else True
    return False if len(known) == len(used) and look.evidence_told else None


@rule(
    "M103",
    finds="an outcome without short-, medium- and long-term measures",
    wants="measures for the short, medium and long term",
    reads=("measures.outcomes", "measures.horizon", "outcomes.outcome_id"),
    why=(
        "Prevention takes years. Early measures show whether it is on its way, and "
        "late ones whether it got there."
    ),
    gap="no measure of the outcome has that horizon and the table is complete",
    ask="a measure's horizon or outcomes are blank, or rows are missing",
    fix="Link measures to the outcome, and say the horizon of each.",
    many={
        Level.GAP: "{n} outcomes are not measured over every horizon.",
        Level.ASK: "{n} outcomes do not yet have measures for every horizon.",
    },
    applies=has_rows("outcomes"),
    tables=("outcomes",),
)
def horizons_without_measure(look: Look) -> Iterator[Found]:
    scheme, held = look.framework.scheme("horizon"), _horizons(look)
    told = all(measure.outcomes is not None for measure in look.plan.measures)
    for row in look.plan.outcomes:
        horizons = held.get(row.outcome_id, set())
        blank = None if None in horizons or not told else False
        levels = {
            scheme.label(code): missing(look, code in horizons or blank, "measures")
            for code in scheme.top
        }
        worst = firmest(levels)
        if worst:
            level, names = worst
            still = "" if level is Level.GAP else " written down yet"
            yield Found(
                level,
                f"outcomes/{row.outcome_id}",
                f"{row.outcome_id} has no measure{still} for: {', '.join(names)}.",
            )


def _horizons(look: Look) -> dict[str, set[str | None]]:
    """The horizons of the measures of each outcome."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for measure in look.plan.measures:
        for outcome in measure.outcomes or ():
            found[outcome].add(measure.horizon)
    return found
