"""G5: prevent and stop perpetrators' harmful behaviours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from headwater.core.plan.rows import Action
from headwater.core.plan.truth import Truth, either, has, some, written


RESPONSES = ("deterrence", "identification", "accountability", "opportunity-to-change")


@rule(
    "G501",
    finds=(
        "deterrence, identification, accountability or opportunity to change that "
        "no action does"
    ),
    wants="deterrence, identification, accountability and opportunity to change",
    reads=("actions.responses", "actions.status"),
    why=(
        "The responsibility lies with the person who does harm. Each of the four "
        "answers it in a different way."
    ),
    gap="no action does it and the table is complete",
    ask="an action's responses are blank or rows are missing",
    fix="Say what each action does about harmful behaviour, or add what is missing.",
    many={
        Level.GAP: "{n} of the 4 responses to perpetrators have no action.",
        Level.ASK: (
            "{n} of the 4 responses to perpetrators have no action written down yet."
        ),
    },
    weight=2,
    tables=("actions",),
)
def responses_missing(look: Look) -> Iterator[Found]:
    scheme, held = (
        look.framework.scheme("perpetrator-response"),
        look.spread("responses"),
    )
    for code in (code for tag in RESPONSES for code in scheme.tagged(tag)):
        label = scheme.label(code)
        yield from lacks(
            look,
            f"perpetrator-response/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{label}: no action does this.",
            ask=f"{label}: no action that does this is written down yet.",
        )


@rule(
    "G502",
    finds=(
        "work to change a perpetrator's behaviour with no safety contact or support "
        "for the victim-survivor"
    ),
    wants="a safety contact for the victim-survivor beside all work with perpetrators",
    reads=(
        "actions.delivery_forms",
        "actions.responses",
        "actions.audiences",
        "actions.safety_contact",
        "services.actions",
    ),
    why=(
        "Change is slow and can be pretended. The person who was harmed needs "
        "somebody who tells them, listens and plans for safety."
    ),
    gap="'none' is written and no linked service supports victims-survivors",
    ask=(
        "the cell is blank and no linked service supports victims-survivors, or the "
        "action does not say what kind of work it is"
    ),
    fix="Write who keeps in touch with the victim-survivor, or link their support.",
    many={
        Level.GAP: "{n} perpetrator programmes have no safety contact.",
        Level.ASK: "{n} questions are open on safety in work with perpetrators.",
    },
    weight=3,
    tables=("actions",),
    applies=has_rows("actions"),
)
def no_safety_contact(look: Look) -> Iterator[Found]:
    changes, unknown = _changes_behaviour(look), 0
    for action, live in look.weighed:
        counts = changes(action)
        unknown += counts is None
        if counts:
            name = action.action_id
            linked = look.services_of.get(action.action_id, ())
            yield from judge_action(
                action,
                live,
                either(
                    written(action.safety_contact), some(map(look.supports, linked))
                ),
                gap=f"{name} works with perpetrators and has no safety contact.",
                ask=(
                    f"{name} works with perpetrators and does not say yet who keeps "
                    "the victim-survivor safe."
                ),
            )
    yield from unclear(
        unknown,
        "1 action does not say whether it works to change perpetrators' behaviour.",
        "{n} actions do not say whether they work to change perpetrators' behaviour.",
    )


def _changes_behaviour(look: Look) -> Callable[[Action], Truth]:
    """Is the action work to change behaviour?

    Where the kind of work is blank, it is in question only if perpetrators are,
    or may be, among the people it works with.
    """
    forms = frozenset(look.tags("delivery-form", "behaviour-change"))
    responses = frozenset(look.tags("perpetrator-response", "behaviour-change"))
    audience = look.tagged("audience", "perpetrator")

    def changes(action: Action) -> Truth:
        says = either(
            has(action.delivery_forms, forms), has(action.responses, responses)
        )
        if says is None and has(action.audiences, audience) is False:
            return False
        return says

    return changes


@rule(
    "G503",
    finds="no primary action aimed at men and boys",
    wants="a primary action aimed at men and boys",
    reads=("actions.audiences", "actions.tiers", "actions.status"),
    why=(
        "Most harm is done by men and boys. Most men and boys do none, and can help "
        "to change what others learn."
    ),
    gap="no primary action names men and boys and the table is complete",
    ask="an action's audiences or tiers are blank, or rows are missing",
    fix="Add primary work with men and boys, or name them on the action that has it.",
    weight=2,
    tables=("actions",),
)
def no_work_with_men_and_boys(look: Look) -> Iterator[Found]:
    scheme, held = (
        look.framework.scheme("audience"),
        look.spread("audiences", "primary"),
    )
    for code in scheme.tagged("men-and-boys"):
        label = scheme.label(code)
        yield from lacks(
            look,
            f"audience/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{label}: no primary action is aimed at them.",
            ask=f"{label}: no primary action aimed at them is written down yet.",
        )
