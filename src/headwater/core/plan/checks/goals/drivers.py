"""G2: address the societal drivers of VAWG, misogyny and gender inequality."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from headwater.core.plan.checks.rule import Found, lacks, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action
from headwater.core.plan.spread import narrow, spread
from headwater.core.plan.truth import Truth, either, every, has


PLACES = {
    "education": "No primary action on healthy relationships in education",
    "community": "No primary action on healthy relationships in the wider community",
}


@rule(
    "G201",
    finds="a societal driver that no primary action says it addresses",
    wants="a primary action on every driver of VAWG",
    reads=("actions.drivers", "actions.tiers", "actions.status"),
    why=(
        "Misogyny and inequality are where violence starts. What nobody sets out "
        "to change stays as it is."
    ),
    gap="no primary action names the driver and the table is complete",
    ask="an action's drivers or tiers are blank, or rows are missing",
    fix="Name the drivers that each primary action addresses, or add an action.",
    many={
        Level.GAP: "{n} drivers of VAWG have no primary action.",
        Level.ASK: "{n} drivers of VAWG have no primary action written down yet.",
    },
    weight=2,
    tables=("actions",),
)
def drivers_without_action(look: Look) -> Iterator[Found]:
    scheme, held = look.framework.scheme("driver"), look.spread("drivers", "primary")
    for code in scheme.top:
        label = scheme.label(code)
        yield from lacks(
            look,
            f"driver/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{label}: no primary action addresses this driver.",
            ask=(
                f"{label}: no primary action that addresses this driver is "
                "written down yet."
            ),
        )


@rule(
    "G202",
    finds=(
        "no primary action on healthy relationships, in education or in the wider "
        "community, at the earliest life stages"
    ),
    wants="early learning about healthy relationships, in education and beyond",
    reads=(
        "actions.strategies",
        "actions.child_first",
        "actions.settings",
        "actions.life_stages",
        "actions.tiers",
    ),
    why=(
        "Children learn early what a caring relationship looks like, in class and "
        "from everyone around them."
    ),
    gap="no primary action does this and the table is complete",
    ask=(
        "an action's strategies, settings, life stages or tiers are blank, or rows "
        "are missing"
    ),
    fix=(
        "Add early work on healthy relationships, or name its strategy, settings "
        "and life stages."
    ),
    many={
        Level.GAP: "Neither education nor the community has early relationships work.",
        Level.ASK: (
            "No early work on healthy relationships is written down yet, in "
            "education or the community."
        ),
    },
    weight=2,
    tables=("actions",),
)
def early_relationships_work(look: Look) -> Iterator[Found]:
    rows = narrow(look.in_tier("primary"), _early(look))
    held = spread((action.settings, counts) for action, counts in rows)
    for tag, text in PLACES.items():
        if look.tags("setting", tag):
            yield from lacks(
                look,
                f"setting/{tag}",
                held.holds(look.tagged("setting", tag)),
                "actions",
                gap=f"{text} reaches the earliest ages.",
                ask=f"{text} at the earliest ages is written down yet.",
            )


def _early(look: Look) -> Callable[[Action], Truth]:
    """On healthy relationships, at the earliest ages; 'all life stages' counts."""
    strategies = look.tagged("intervention-strategy", "healthy-relationships")
    child_first = look.tagged("child-first", "healthy-relationships")
    earliest = look.tagged("life-stage", "earliest")
    return lambda action: every(
        has(action.life_stages, earliest),
        either(
            has(action.strategies, strategies), has(action.child_first, child_first)
        ),
    )
