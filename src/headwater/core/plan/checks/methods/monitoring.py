"""M5: monitor impact and performance."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.above import serves_above
from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge,
    judge_action,
    rule,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Measure
from headwater.core.plan.truth import Truth, written
from headwater.core.plan.when import in_words, passed
from headwater.core.time import DateState


@rule(
    "M501",
    finds="an action with no measure",
    wants="a measure for every action",
    reads=("measures.actions", "measures.outcomes", "actions.outcomes"),
    why=(
        "What is not measured cannot be learned from. A measure of the action's "
        "outcome counts."
    ),
    gap="no measure names the action or its outcomes, no blank could link one, and "
    "the table is complete",
    ask="a measure's actions or outcomes, or the action's outcomes, are blank; rows "
    "are missing; or the outcome is one of the plan above, which may measure it",
    fix="Add a measure, or link one to the action or to its outcome.",
    many={
        Level.GAP: "{n} actions have no measure.",
        Level.ASK: "{n} actions have no measure written down yet.",
    },
    weight=2,
    applies=has_rows("actions"),
    tables=("actions",),
)
def actions_without_measure(look: Look) -> Iterator[Found]:
    measures = look.plan.measures
    by_action = all(measure.actions is not None for measure in measures)
    by_outcome = all(measure.outcomes is not None for measure in measures)
    told = look.complete("measures") and by_action
    for action, live in look.weighed:
        if look.measures_of.get(action.action_id):
            continue
        above = serves_above(look.plan, action)
        surely_not = told and not above and _outcomes_told(action, by_outcome)
        yield from judge_action(
            action,
            live,
            False if surely_not else None,
            gap=f"{action.action_id} has no measure.",
            ask=f"{action.action_id} has no measure written down yet.",
        )


def _outcomes_told(action: Action, by_outcome: bool) -> bool:
    """Can no blank link a measure through an outcome?"""
    return action.outcomes == () or (by_outcome and action.outcomes is not None)


@rule(
    "M502",
    finds="a measure with no baseline, owner, direction or frequency",
    wants="a baseline, owner, direction and frequency for every measure",
    reads=(
        "measures.baseline",
        "measures.owner",
        "measures.direction",
        "measures.frequency",
    ),
    why=(
        "Without a starting point and a person who looks, a figure says nothing. "
        "'Ambiguous' is a direction too."
    ),
    gap="the owner, direction or frequency is said to be none",
    ask="one of the four is blank",
    fix="Write down what is missing, and agree who looks at the figures.",
    many={
        Level.GAP: "{n} measures have no owner, direction or frequency.",
        Level.ASK: (
            "{n} measures do not yet say their baseline, owner, direction or frequency."
        ),
    },
    applies=has_rows("measures"),
    tables=("measures",),
)
def measures_half_described(look: Look) -> Iterator[Found]:
    for row in look.plan.measures:
        parts = {
            "baseline": written(row.baseline),
            "owner": written(row.owner),
            "direction": written(row.direction),
            "frequency": written(row.frequency),
        }
        subject = f"measures/{row.measure_id}"
        none = [name for name, answer in parts.items() if answer is False]
        blank = [name for name, answer in parts.items() if answer is None]
        if none:
            yield gap(subject, f"{row.measure_id} has no {' and no '.join(none)}.")
        elif blank:
            yield ask(subject, f"{row.measure_id} does not say its {_list(blank)}.")


def _list(names: list[str]) -> str:
    head, last = ", ".join(names[:-1]), names[-1]
    return f"{head} and {last}" if head else last


@rule(
    "M503",
    finds="figures later than their due date",
    wants="figures that come when they are due",
    reads=("measures.figures_due", "measures.latest_figures"),
    why="A plan steered by old figures cannot see what is happening now.",
    gap="the due date has passed and the latest figures are surely older",
    ask="the due date is blank; or it has passed and the date of the latest is blank",
    fix="Bring in the figures, or write down when they are due next.",
    many={
        Level.GAP: "{n} measures have figures that are overdue.",
        Level.ASK: "{n} measures do not say when figures came or are due.",
    },
    applies=has_rows("measures"),
    tables=("measures",),
)
def figures_overdue(look: Look) -> Iterator[Found]:
    for row in look.plan.measures:
        due = row.figures_due
        yield from judge(
            f"measures/{row.measure_id}",
            _on_time(look, row),
            gap=f"{row.measure_id} was due {in_words(due) if due else ''}; its figures "
            "have not come.",
            ask=f"{row.measure_id} does not say when figures came or are due.",
        )


def _on_time(look: Look, row: Measure) -> Truth:
    late = passed(row.figures_due, look.as_at)
    if not late:
        return None if late is None else True
    latest, due = row.latest_figures, row.figures_due
    if latest is None or due is None or latest.state is DateState.UNCLEAR:
        return None
    if latest.state is DateState.NONE:
        return False
    return None if due.first is None else not latest.surely_before(due.first)


@rule(
    "M504",
    finds="an outcome judged on numbers alone, with no voice beside them",
    wants="voices beside the numbers of every outcome",
    reads=("outcomes.voice_beside",),
    why=(
        "Numbers show how much, and people show what it was like. Voice stands "
        "beside the numbers and is never blended into a score."
    ),
    gap="it is said that no voice is heard beside the numbers",
    ask="how voices are heard is blank",
    fix="Agree how victims-survivors are heard beside the numbers, and write it down.",
    many={
        Level.GAP: "{n} outcomes are judged on numbers alone.",
        Level.ASK: "{n} outcomes do not say how voices are heard beside the numbers.",
    },
    weight=2,
    applies=has_rows("outcomes"),
    tables=("outcomes",),
)
def numbers_alone(look: Look) -> Iterator[Found]:
    for row in look.plan.outcomes:
        yield from judge(
            f"outcomes/{row.outcome_id}",
            written(row.voice_beside),
            gap=f"{row.outcome_id} is judged on numbers alone.",
            ask=f"{row.outcome_id} does not say how voices are heard beside the "
            "numbers.",
        )
