"""G1: prevent all types of VAWG from happening, escalating or reoccurring."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    firmest,
    lacks,
    listed,
    missing,
    note,
    rule,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.spread import narrow, spread
from headwater.core.plan.truth import has


TIERS = ("primary", "secondary", "tertiary")
SPACES = ("public", "private", "online")
RESPONSES = ("identification", "enforcement", "rehabilitation")


@rule(
    "G101",
    finds="a type of VAWG in scope that no current or planned action covers",
    wants="an action for every type of VAWG",
    reads=("plan.vawg_types_in_scope", "actions.vawg_types", "actions.status"),
    why=(
        "People live with every type. A type that no action names is one that "
        "partners may never come to, even where 'all types' is written."
    ),
    gap="no current or planned action covers the type and the table is complete",
    ask="an action's types are blank, its status is unclear, or rows are missing",
    note="only actions for 'all types' cover it",
    fix="Add an action for the type, or name the type on the actions that cover it.",
    many={
        Level.GAP: "{n} types of VAWG in scope have no action.",
        Level.ASK: "{n} types of VAWG in scope have no action written down yet.",
        Level.NOTE: "{n} types of VAWG rest only on actions for 'all types'.",
    },
    weight=2,
    tables=("actions",),
)
def types_without_action(look: Look) -> Iterator[Found]:
    scheme, held = look.framework.scheme("vawg-type"), look.spread("vawg_types")
    everything = frozenset(scheme.tagged("all"))
    for code in look.types_in_scope:
        wanted, subject = scheme.counts_as(code), f"vawg-type/{code}"
        found, label = held.holds(wanted), scheme.label(code)
        yield from lacks(
            look,
            subject,
            found,
            "actions",
            gap=f"{label}: no action covers this type of VAWG.",
            ask=f"{label}: no action that covers this type is written down yet.",
        )
        if found and (wanted - everything).isdisjoint(held.sure | held.maybe):
            rests = f"{label}: rests on {_count_all(look, everything)} for all types"
            yield note(subject, f"{rests}; no action names it.")


def _count_all(look: Look, everything: frozenset[str]) -> str:
    n = sum(
        live is True and has(action.vawg_types, everything) is True
        for action, live in look.weighed
    )
    return "1 action" if n == 1 else f"{n:,} actions"


@rule(
    "G102",
    finds="a type of VAWG with no action in one or more of the three tiers",
    wants="primary, secondary and tertiary action on every type of VAWG",
    reads=("plan.vawg_types_in_scope", "actions.vawg_types", "actions.tiers"),
    why=(
        "Stopping violence before it starts, when it shows and after it has "
        "happened are three kinds of work. Each type needs all three."
    ),
    gap="no action covers the type in that tier and the table is complete",
    ask="an action's types or tiers are blank, or rows are missing",
    fix="Add an action for the missing tier, or name the tier on one that has it.",
    many={
        Level.GAP: "{n} types of VAWG lack action in one or more tiers.",
        Level.ASK: (
            "{n} types of VAWG have no action written down yet in one or more tiers."
        ),
    },
    weight=2,
    tables=("actions",),
)
def types_without_tier(look: Look) -> Iterator[Found]:
    scheme = look.framework.scheme("vawg-type")
    tiers = [tier for tier in TIERS if look.tags("tier", tier)]
    held = {tier: look.spread("vawg_types", tier) for tier in tiers}
    for code in look.types_in_scope:
        wanted = scheme.counts_as(code)
        found = firmest(
            {t: missing(look, held[t].holds(wanted), "actions") for t in tiers}
        )
        if found:
            level, named = found
            yet = "" if level is Level.GAP else " is written down yet"
            text = f"{scheme.label(code)}: no {listed(named, 'or')} action{yet}."
            yield Found(level, f"vawg-type/{code}", text)


@rule(
    "G103",
    finds="a space, public, private or online, in which no action works",
    wants="action in public, private and online spaces",
    reads=("actions.settings", "actions.status"),
    why="Violence happens at home, in the street and online. Each needs its own work.",
    gap="no action works in a setting of that space and the table is complete",
    ask="an action's settings are blank or rows are missing",
    fix="Say where each action happens, or add one for the space that is missing.",
    many={
        Level.GAP: "{n} of the 3 spaces (public, private, online) have no action.",
        Level.ASK: "{n} of the 3 spaces have no action written down yet.",
    },
    weight=2,
    tables=("actions",),
)
def spaces_without_action(look: Look) -> Iterator[Found]:
    for space in filter(lambda space: look.tags("setting", space), SPACES):
        yield from lacks(
            look,
            f"space/{space}",
            look.spread("settings").holds(look.tagged("setting", space)),
            "actions",
            gap=f"No action works in {space} spaces.",
            ask=f"No action in {space} spaces is written down yet.",
        )


@rule(
    "G105",
    finds=(
        "identification, enforcement or rehabilitation that no secondary or "
        "tertiary action does"
    ),
    wants="identification, enforcement and rehabilitation where violence occurs",
    reads=("actions.responses", "actions.tiers", "actions.status"),
    why=(
        "Where violence does occur, finding it, acting on it and changing what "
        "follows are what keep it from growing or coming back."
    ),
    gap="no secondary or tertiary action does it and the table is complete",
    ask="an action's responses or tiers are blank, or rows are missing",
    fix="Say what each action does about harmful behaviour, or add what is missing.",
    many={
        Level.GAP: (
            "{n} of 3 (identification, enforcement, rehabilitation) have no action."
        ),
        Level.ASK: (
            "{n} of 3 (identification, enforcement, rehabilitation) have no action "
            "written down yet."
        ),
    },
    weight=2,
    tables=("actions",),
)
def responses_without_action(look: Look) -> Iterator[Found]:
    tiers = look.tagged("tier", "secondary") | look.tagged("tier", "tertiary")
    rows = narrow(look.weighed, lambda action: has(action.tiers, tiers))
    held = spread((action.responses, counts) for action, counts in rows)
    scheme = look.framework.scheme("perpetrator-response")
    for code in (code for tag in RESPONSES for code in scheme.tagged(tag)):
        yield from lacks(
            look,
            f"perpetrator-response/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{scheme.label(code)}: no secondary or tertiary action does this.",
            ask=(
                f"{scheme.label(code)}: no secondary or tertiary action that does "
                "this is written down yet."
            ),
        )
