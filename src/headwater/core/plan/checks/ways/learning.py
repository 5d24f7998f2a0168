"""W3: we continuously learn from and respond to evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from headwater.core.plan.checks.rule import Found, has_rows, judge, judge_action, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action
from headwater.core.plan.truth import Truth, either, has, some, written
from headwater.core.plan.when import recent
from headwater.core.time import add_months


@rule(
    "W301",
    finds="an action with neither an evidence rating nor an evaluation plan",
    wants="rated evidence or an evaluation plan behind every action",
    reads=("actions.evaluation", "evidence.actions", "evidence.rating"),
    why=(
        "Rest on what is known to work, or find out whether it does. With neither, "
        "nobody learns."
    ),
    gap="the evaluation is said to be none, no rated evidence names the action, and "
    "the evidence table is complete",
    ask="the evaluation is blank, or evidence could still be added",
    fix="Link rated evidence to the action, or write how it will be evaluated.",
    many={
        Level.GAP: "{n} actions have neither rated evidence nor an evaluation plan.",
        Level.ASK: "{n} actions show no rated evidence or evaluation plan.",
    },
    applies=has_rows("actions"),
    tables=("actions",),
)
def actions_without_evidence(look: Look) -> Iterator[Found]:
    for action, live in look.weighed:
        yield from judge_action(
            action,
            live,
            either(written(action.evaluation), _rated(look, action)),
            gap=f"{action.action_id} has no rated evidence and no evaluation plan.",
            ask=f"{action.action_id} shows no rated evidence or evaluation plan yet.",
        )


def _rated(look: Look, action: Action) -> Truth:
    """Does the action rest on evidence with a rating?"""
    linked = look.evidence_of.get(action.action_id, ())
    found = some(written(row.rating) for row in linked)
    if found:
        return True
    return False if found is False and look.evidence_told else None


@rule(
    "W302",
    finds="evidence, or an action's last review, older than the review cycle",
    wants="reviews and evidence within the review cycle",
    reads=(
        "actions.last_reviewed",
        "actions.start",
        "evidence.date",
        "plan.review_months",
    ),
    why=(
        "New challenges emerge. A plan that is not looked at again answers the world "
        "of years ago. An action that began within the cycle is not due yet."
    ),
    gap="all that the date can mean is older than the cycle, or it says none",
    ask="the date is blank, or too broad to tell",
    fix="Review it, and write the date. Replace or reaffirm evidence that has aged.",
    many={
        Level.GAP: "{n} reviews or pieces of evidence are older than the cycle.",
        Level.ASK: "{n} review or evidence dates are not clear.",
    },
    applies=has_rows("actions", "evidence"),
    tables=("actions", "evidence"),
)
def reviews_overdue(look: Look) -> Iterator[Found]:
    since = _cycle_began(look)
    for action, live in look.weighed:
        yield from judge_action(
            action,
            live,
            either(
                recent(action.last_reviewed, since, look.as_at), _new(action, since)
            ),
            gap=f"{action.action_id} was not reviewed within the review cycle.",
            ask=f"{action.action_id} does not say clearly when it was last reviewed.",
        )
    for row in look.plan.evidence:
        yield from judge(
            f"evidence/{row.evidence_id}",
            recent(row.date, since, look.as_at),
            gap=f"Evidence {row.evidence_id} is older than the review cycle.",
            ask=f"Evidence {row.evidence_id} does not say clearly how old it is.",
        )


def _cycle_began(look: Look) -> date:
    months = look.plan.about.review_months or look.limits.review_months
    return add_months(look.as_at, -months)


def _new(action: Action, since: date) -> Truth:
    """Did it begin within the cycle, so that no review is due yet?"""
    start = action.start
    if start is None or start.first is None:
        return None
    return start.first >= since or (False if start.surely_before(since) else None)


@rule(
    "W303",
    finds="an outcome informed by neither victim-survivor voice nor expert learning",
    wants="outcomes informed by victims-survivors or by expert learning",
    reads=("outcomes.informed_by",),
    why=(
        "Numbers alone do not say what matters. Victims-survivors and people who "
        "know the field do."
    ),
    gap="what informed the outcome is written down, and neither is there",
    ask="what informed the outcome is blank",
    fix="Hear them, and write down whose voice or learning the outcome rests on.",
    many={
        Level.GAP: "{n} outcomes rest on neither survivors' voice nor expert learning.",
        Level.ASK: "{n} outcomes do not say whose voice or learning they rest on.",
    },
    weight=2,
    applies=has_rows("outcomes"),
    tables=("outcomes",),
)
def outcomes_without_voice(look: Look) -> Iterator[Found]:
    wanted = look.tagged("voice", "victim-survivor") | look.tagged("voice", "expert")
    for row in look.plan.outcomes:
        yield from judge(
            f"outcomes/{row.outcome_id}",
            has(row.informed_by, wanted),
            gap=f"{row.outcome_id} rests on neither victim-survivor voice nor expert "
            "learning.",
            ask=f"{row.outcome_id} does not say whose voice or learning it rests on.",
        )


@rule(
    "W304",
    finds="an action that counts only its own activity: no outcome",
    wants="an outcome for every action",
    reads=("actions.outcomes",),
    why=(
        "Counting what was done does not show that violence was prevented. An "
        "outcome says what should change."
    ),
    gap="the action says that it has no outcome",
    ask="the action's outcomes are blank",
    fix="Name the outcomes that the action should bring about.",
    many={
        Level.GAP: "{n} actions count only what they do, with no outcome.",
        Level.ASK: "{n} actions do not name an outcome yet.",
    },
    weight=2,
    applies=has_rows("actions"),
    tables=("actions",),
)
def actions_without_outcome(look: Look) -> Iterator[Found]:
    for action, live in look.weighed:
        yield from judge_action(
            action,
            live,
            written(action.outcomes),
            gap=f"{action.action_id} counts only what it does: it has no outcome.",
            ask=f"{action.action_id} does not name an outcome yet.",
        )
