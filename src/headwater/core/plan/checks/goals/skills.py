"""G7: the right skills, expertise and capacity across all partners."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    ask,
    firmest,
    gap,
    has_rows,
    judge_action,
    listed,
    missing,
    note,
    rule,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.spread import Spread, spread
from headwater.core.plan.truth import has, written
from headwater.core.time import DateState


@rule(
    "G701",
    finds="an action with no stated skills or capacity need",
    wants="the skills and capacity that each action needs",
    reads=("actions.skills_needed",),
    why="Good plans stall where nobody asked who would do the work, and with what.",
    gap="'none' is written",
    ask="the cell is blank",
    fix="Write the skills, people or time that the action needs.",
    many={
        Level.GAP: "{n} actions say that they need no skills or capacity.",
        Level.ASK: "{n} actions do not say yet what skills or capacity they need.",
    },
    tables=("actions",),
    applies=has_rows("actions"),
)
def skills_not_stated(look: Look) -> Iterator[Found]:
    for action, live in look.weighed:
        name = action.action_id
        yield from judge_action(
            action,
            live,
            written(action.skills_needed),
            gap=f"{name} says that it needs no skills or capacity.",
            ask=f"{name} does not say yet what skills or capacity it needs.",
        )


@rule(
    "G702",
    finds=(
        "a partner sector with no training on signs of victimisation, signs of "
        "perpetration, or perpetrators manipulating professionals"
    ),
    wants="training on the warning signs in every partner sector",
    reads=(
        "training.sectors",
        "training.organisations",
        "training.topics",
        "organisations.sector",
    ),
    why=(
        "Someone at work in each sector may be the first to see a sign, or the one "
        "whom a perpetrator tries to win over."
    ),
    gap="no training in the sector is on the topic and the table is complete",
    ask="the sectors or topics of a training are blank, or rows are missing",
    fix="Write down the training that each sector has, or plan what is missing.",
    many={
        Level.GAP: "{n} partner sectors lack training on one or more warning signs.",
        Level.ASK: (
            "{n} partner sectors have no training on warning signs written down yet."
        ),
    },
    weight=2,
    tables=("training",),
)
def sectors_without_training(look: Look) -> Iterator[Found]:
    scheme = look.framework.scheme("sector")
    topics = look.framework.scheme("training-topic")
    held = {
        topic: _sectors_trained(look, topics.counts_as(topic))
        for topic in topics.tagged("warning-sign")
    }
    for code in look.framework.expected_sectors:
        wanted = scheme.counts_as(code)
        lacking = firmest(
            {t: missing(look, held[t].holds(wanted), "training") for t in held}
        )
        if lacking:
            level, named = lacking
            labels = listed([_low(topics.label(topic)) for topic in named], "or")
            yet = "" if level is Level.GAP else " is written down yet"
            text = f"No training on {labels}{yet} in the sector '{scheme.label(code)}'."
            yield Found(level, f"sector/{code}", text)


def _sectors_trained(look: Look, topic: frozenset[str]) -> Spread:
    return spread(
        (look.sectors_of(row), has(row.topics, topic)) for row in look.plan.training
    )


def _low(label: str) -> str:
    return label[0].lower() + label[1:]


@rule(
    "G703",
    finds="training older than its refresh date",
    wants="training refreshed by its due date",
    reads=("training.refresh_due",),
    why="People move on and practice changes. Old training gives false comfort.",
    gap="the refresh date has passed",
    ask="the refresh date is blank or not settled",
    note="'none' is written: the training is never given again",
    fix="Give the training again, then write the next date.",
    many={
        Level.GAP: "{n} pieces of training are past their refresh date.",
        Level.ASK: "{n} pieces of training do not say yet when they are refreshed.",
        Level.NOTE: "{n} pieces of training are never refreshed.",
    },
    tables=("training",),
    applies=has_rows("training"),
)
def training_not_refreshed(look: Look) -> Iterator[Found]:
    for row in look.plan.training:
        subject, name, due = (
            f"training/{row.training_id}",
            row.training_id,
            row.refresh_due,
        )
        if due is None or due.state is DateState.UNCLEAR:
            yield ask(subject, f"{name} does not say yet when it must be given again.")
        elif due.surely_before(look.as_at):
            yield gap(subject, f"{name} was due to be given again by {due.text}.")
        elif due.state is DateState.NONE:
            yield note(subject, f"{name} says that it is never given again.")
