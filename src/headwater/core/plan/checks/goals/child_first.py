"""G3: a Child First approach in primary prevention."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    has_rows,
    judge_action,
    lacks,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.truth import Truth, has, written


_ONE = "1 action does not say which ages it reaches, so it may be for under-18s."
_MANY = "{n} actions do not say which ages they reach, so some may be for under-18s."


@rule(
    "G301",
    finds="an action for under-18s that does not say how it is Child First",
    wants="how each action for under-18s is Child First",
    reads=("actions.life_stages", "actions.audiences", "actions.child_first"),
    why=(
        "Child First means that children know their rights, see unhealthy behaviour "
        "for what it is, learn what healthy relationships are and know where to "
        "get support."
    ),
    gap="the action is for under-18s and 'none' is written",
    ask="the cell is blank, or the action does not say which ages it reaches",
    fix="Write which of the four parts of Child First the action works on.",
    many={
        Level.GAP: "{n} actions for under-18s say that they are not Child First.",
        Level.ASK: "{n} questions are open on Child First in actions for under-18s.",
    },
    weight=2,
    tables=("actions",),
    applies=has_rows("actions"),
)
def not_child_first(look: Look) -> Iterator[Found]:
    for action, live in look.for_children:
        name = action.action_id
        yield from judge_action(
            action,
            live,
            written(action.child_first),
            gap=f"{name} is for under-18s and says that no part of it is Child First.",
            ask=f"{name} is for under-18s and does not say yet how it is Child First.",
        )
    yield from unclear(look.ages_unknown, _ONE, _MANY)


@rule(
    "G302",
    finds="a child life stage with no primary action",
    wants="primary prevention at every stage of childhood",
    reads=("actions.life_stages", "actions.tiers", "actions.status"),
    why="Every stage of childhood is a chance to stop violence before it starts.",
    gap="no primary action reaches the life stage and the table is complete",
    ask="an action's life stages or tiers are blank, or rows are missing",
    fix="Name the life stages that primary actions reach, or add an action.",
    many={
        Level.GAP: "{n} stages of childhood have no primary action.",
        Level.ASK: "{n} stages of childhood have no primary action written down yet.",
    },
    weight=2,
    tables=("actions",),
)
def childhood_without_primary(look: Look) -> Iterator[Found]:
    scheme = look.framework.scheme("life-stage")
    held = look.spread("life_stages", "primary")
    for code in look.tags("life-stage", "child"):
        label = scheme.label(code)
        yield from lacks(
            look,
            f"life-stage/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{label}: no primary action reaches this stage of childhood.",
            ask=(
                f"{label}: no primary action for this stage of childhood is "
                "written down yet."
            ),
        )


@rule(
    "G303",
    finds="an action for under-18s shaped without children's own voice",
    wants="children's own voice in each action for under-18s",
    reads=("actions.life_stages", "actions.audiences", "actions.shaped_by"),
    why="Children know things about their lives that adults who plan for them do not.",
    gap="what shaped the action is written, and children are not named",
    ask="the cell is blank, or the action does not say which ages it reaches",
    fix="Ask children and young people, then name them among those who shaped it.",
    many={
        Level.GAP: "{n} actions for under-18s are shaped without children's voice.",
        Level.ASK: "{n} questions are open on children's voice in their actions.",
    },
    tables=("actions",),
    applies=has_rows("actions"),
)
def without_childrens_voice(look: Look) -> Iterator[Found]:
    children = look.tagged("voice", "child")
    for action, live in look.for_children:
        name = action.action_id
        heard: Truth = has(action.shaped_by, children)
        yield from judge_action(
            action,
            live,
            heard,
            gap=f"{name} is for under-18s, and children are not among who shaped it.",
            ask=f"{name} is for under-18s and does not say yet who shaped it.",
        )
    yield from unclear(look.ages_unknown, _ONE, _MANY)
