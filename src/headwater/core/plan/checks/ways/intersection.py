"""W2: a gender-based and intersectional approach."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge_action,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Measure
from headwater.core.plan.truth import Truth, either, has, written


@rule(
    "W201",
    finds=(
        "a measure not broken down by sex and at least one other protected "
        "characteristic, though its source could be"
    ),
    wants="measures broken down by sex and another characteristic",
    reads=("measures.breakdowns", "measures.breakdowns_possible"),
    why=(
        "VAWG is gendered, and it is not the same for everyone. One figure for all "
        "hides who is left behind."
    ),
    gap="the source could be broken down so, and the measure is not",
    ask="how the measure is, or could be, broken down is blank",
    fix="Ask the source for the breakdown. If it has none, write none.",
    many={
        Level.GAP: "{n} measures could be broken down further, and are not.",
        Level.ASK: "{n} measures do not say how they are or could be broken down.",
    },
    applies=has_rows("measures"),
    tables=("measures",),
)
def measures_not_broken_down(look: Look) -> Iterator[Found]:
    sex = frozenset(look.tags("protected-characteristic", "sex"))
    scheme = look.framework.scheme("protected-characteristic")
    wanted = {"sex": sex, "another characteristic": frozenset(scheme.codes) - sex}
    for row in look.plan.measures:
        done = {name: _as_far_as_it_can(row, codes) for name, codes in wanted.items()}
        subject = f"measures/{row.measure_id}"
        lacking = " or ".join(name for name, answer in done.items() if answer is False)
        if lacking:
            yield gap(
                subject,
                f"{row.measure_id} is not broken down by {lacking}, though its source "
                "could be.",
            )
        elif None in done.values():
            yield ask(
                subject,
                f"{row.measure_id} does not say how it is or could be broken down.",
            )


def _as_far_as_it_can(row: Measure, codes: frozenset[str]) -> Truth:
    """Broken down so, or its source cannot be."""
    possible = has(row.breakdowns_possible, codes)
    return either(
        has(row.breakdowns, codes), None if possible is None else not possible
    )


@rule(
    "W202",
    finds="an action 'for all' that does not say how it meets specific needs",
    wants="specific needs met by actions that are for everyone",
    reads=(
        "actions.specific_needs",
        "actions.life_stages",
        "actions.communities",
        "actions.audiences",
    ),
    why="What is the same for everyone works best for those who need it least.",
    gap="specific needs are said to be none",
    ask="specific needs are blank; or it is not clear whether the action is for all",
    fix="Write how the action meets the needs of different people.",
    many={
        Level.GAP: "{n} actions for everyone do nothing for specific needs.",
        Level.ASK: "{n} questions are open on how actions for all meet specific needs.",
    },
    applies=has_rows("actions"),
    tables=("actions",),
)
def needs_not_met(look: Look) -> Iterator[Found]:
    ages = frozenset(look.tags("life-stage", "all"))
    communities = frozenset(look.tags("community", "all"))
    public = frozenset(look.tags("audience", "public"))
    hidden = 0
    for action, live in look.weighed:
        for_all = either(
            has(action.life_stages, ages),
            has(action.communities, communities) if communities else False,
            has(action.audiences, public),
        )
        hidden += for_all is None and not written(action.specific_needs)
        if for_all:
            yield from _needs(action, live)
    yield from unclear(
        hidden,
        "1 action does not say whether it is for everyone.",
        "{n} actions do not say whether they are for everyone.",
    )


def _needs(action: Action, live: Truth) -> Iterator[Found]:
    return judge_action(
        action,
        live,
        written(action.specific_needs),
        gap=f"{action.action_id} is for everyone and does nothing for specific needs.",
        ask=f"{action.action_id} is for everyone and does not say how it meets "
        "specific needs.",
    )
