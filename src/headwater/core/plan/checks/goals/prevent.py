"""G1: prevent all types of VAWG from happening, escalating or reoccurring."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    absence,
    has_rows,
    note,
    rule,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.truth import Truth, every, has


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
    applies=has_rows("actions"),
)
def types_without_action(look: Look) -> Iterator[Found]:
    scheme = look.framework.scheme("vawg-type")
    everything = frozenset(scheme.tagged("all"))
    for code in look.types_in_scope:
        wanted, subject = scheme.counts_as(code), f"vawg-type/{code}"
        level = absence(look, "actions", _covers(look, wanted))
        if level:
            yield Found(level, subject, f"No action for {_low(look, code)}.")
            continue
        if absence(look, "actions", _covers(look, wanted - everything)):
            yield note(
                subject,
                f"{look.label('vawg-type', code)} rests on "
                f"{_count_all(look, everything)} for all types; none names it.",
            )


def _low(look: Look, code: str) -> str:
    label = look.label("vawg-type", code)
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _count_all(look: Look, everything: frozenset[str]) -> str:
    n = sum(has(a.vawg_types, everything) is True for a in look.current)
    return "1 action" if n == 1 else f"{n} actions"


def _covers(look: Look, wanted: frozenset[str]) -> Iterator[Truth]:
    return (every(look.live(a), has(a.vawg_types, wanted)) for a in look.current)


@rule(
    "G103",
    finds="a space, public, private or online, in which no action works",
    wants="action in public, private and online spaces",
    reads=("actions.settings",),
    why="Violence happens at home, in the street and online. Each needs its own work.",
    gap="no action works in a setting of that space and the table is complete",
    ask="an action's settings are blank or rows are missing",
    fix="Say where each action happens, or add one for the space that is missing.",
    many={
        Level.GAP: "{n} of the three spaces (public, private, online) have no action.",
        Level.ASK: "{n} of the three spaces have no action written down yet.",
    },
    weight=2,
    applies=has_rows("actions"),
)
def spaces_without_action(look: Look) -> Iterator[Found]:
    for space in SPACES:
        wanted = look.tagged("setting", space)
        level = absence(look, "actions", _happens_in(look, wanted))
        if level:
            yield Found(level, f"space/{space}", f"No action in {space} spaces.")


def _happens_in(look: Look, wanted: frozenset[str]) -> Iterator[Truth]:
    return (every(look.live(a), has(a.settings, wanted)) for a in look.current)
