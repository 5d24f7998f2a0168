"""M6: prevention throughout life, and safer public spaces."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import Found, lacks, note, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.truth import either


@rule(
    "M601",
    finds="a life stage, from pregnancy to older adulthood, with no action",
    wants="an action for every stage of life",
    reads=("actions.life_stages", "actions.status"),
    why="Violence and the chance to prevent it run through the whole of life.",
    gap="no current or planned action reaches the stage and the table is complete",
    ask="an action's life stages are blank, its status is unclear, or rows are missing",
    note="only actions for all life stages reach it",
    fix="Add an action for the stage, or name the stages that each action reaches.",
    many={
        Level.GAP: "{n} stages of life have no action.",
        Level.ASK: "{n} stages of life have no action written down yet.",
        Level.NOTE: "{n} stages of life rest only on actions for all ages.",
    },
    weight=2,
    tables=("actions",),
)
def stages_without_action(look: Look) -> Iterator[Found]:
    scheme, held = look.framework.scheme("life-stage"), look.spread("life_stages")
    everyone = frozenset(scheme.tagged("all"))
    for code in scheme.top:
        label, wanted = scheme.label(code), scheme.counts_as(code)
        subject = f"life-stage/{code}"
        if held.holds(wanted) and not held.holds(wanted - everyone):
            yield note(subject, f"{label}: only actions for all life stages reach it.")
        yield from lacks(
            look,
            subject,
            held.holds(wanted),
            "actions",
            gap=f"{label}: no action reaches this stage of life.",
            ask=f"{label}: no action for this stage of life is written down yet.",
        )


@rule(
    "M602",
    finds="no action that designs safer public space",
    wants="an action that designs safer public space",
    reads=("actions.delivery_forms", "actions.strategies", "actions.status"),
    why=(
        "Lighting, routes and staff are designed by somebody. Design can make it "
        "harder to harm, and not the task of women to stay away."
    ),
    gap="no current or planned action does so and the table is complete",
    ask="an action's delivery forms or strategies are blank, or rows are missing",
    fix="Add work on the design of streets, transport and venues, or name its form.",
    tables=("actions",),
)
def no_safer_space(look: Look) -> Iterator[Found]:
    found = either(
        look.spread("delivery_forms").holds(
            look.tagged("delivery-form", "safer-space")
        ),
        look.spread("strategies").holds(
            look.tagged("intervention-strategy", "safer-space")
        ),
    )
    yield from lacks(
        look,
        "plan",
        found,
        "actions",
        gap="No action designs safer public space.",
        ask="No action that designs safer public space is written down yet.",
    )
