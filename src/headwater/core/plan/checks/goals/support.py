"""G4: protect and support all victims-survivors of all ages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from headwater.core.plan.above import serves_above
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
from headwater.core.plan.spread import narrow, spread
from headwater.core.plan.truth import Truth, either, has, some


@rule(
    "G401",
    finds="a life stage with no support for victims-survivors",
    wants="support for victims-survivors at every age",
    reads=(
        "actions.audiences",
        "actions.life_stages",
        "services.life_stages",
        "services.actions",
    ),
    why="Violence can happen at any age, so help has to be there at every age.",
    gap="no action or service supports them at that age and both tables are complete",
    ask="audiences or life stages are blank, or rows are missing",
    fix="Say which ages each support action and service is for, or add some.",
    many={
        Level.GAP: "{n} life stages have no support for victims-survivors.",
        Level.ASK: (
            "{n} life stages have no support for victims-survivors written down yet."
        ),
    },
    weight=3,
    tables=("actions", "services"),
)
def ages_without_support(look: Look) -> Iterator[Found]:
    audience = look.tagged("audience", "victim-survivor")
    actions = narrow(look.weighed, lambda action: has(action.audiences, audience))
    held = spread((action.life_stages, counts) for action, counts in actions)
    served = spread(
        (service.life_stages, look.supports(service)) for service in look.plan.services
    )
    scheme = look.framework.scheme("life-stage")
    for code in scheme.top:
        wanted, label = scheme.counts_as(code), scheme.label(code)
        text = f"{label}: no support for victims-survivors at this life stage"
        yield from lacks(
            look,
            f"life-stage/{code}",
            either(held.holds(wanted), served.holds(wanted)),
            "actions",
            "services",
            gap=f"{text}.",
            ask=f"{text} is written down yet.",
        )


@rule(
    "G402",
    finds=(
        "an action that supports victims-survivors with no measure of "
        "re-victimisation or of harm reduced"
    ),
    wants="a measure of safety for each action that supports victims-survivors",
    reads=(
        "actions.audiences",
        "actions.outcomes",
        "measures.actions",
        "measures.outcomes",
        "measures.shows",
    ),
    why=(
        "Support is there to make people safer. Counting people seen does not say "
        "whether the harm has stopped."
    ),
    gap="no measure of the action shows it and the measures table is complete",
    ask="what a measure shows, or what it is for, is blank; measures are missing; or "
    "the outcome is one of the plan above, which may measure it",
    fix="Add a measure of re-victimisation or of harm reduced, and link it.",
    many={
        Level.GAP: "{n} support actions have no measure of whether harm stops.",
        Level.ASK: "{n} questions are open on whether support actions measure harm.",
    },
    weight=2,
    tables=("actions",),
    applies=has_rows("actions"),
)
def support_without_safety_measure(look: Look) -> Iterator[Found]:
    audience = look.tagged("audience", "victim-survivor")
    measured = _measured(look)
    unknown = 0
    for action, live in look.weighed:
        supports = has(action.audiences, audience)
        unknown += supports is None
        if supports:
            found = measured(action)
            firm = None if found is False and not look.complete("measures") else found
            name = action.action_id
            text = f"{name} supports victims-survivors, with no measure of harm"
            yield from judge_action(
                action, live, firm, gap=f"{text}.", ask=f"{text} written down yet."
            )
    yield from unclear(
        unknown,
        "1 action does not say who it works with, so it may be support.",
        "{n} actions do not say who they work with, so some may be support.",
    )


def _measured(look: Look) -> Callable[[Action], Truth]:
    """Does a measure of an action show re-victimisation or harm?

    A measure that says neither what action nor what outcome it is for may be
    anybody's, and an action with blank outcomes may have any outcome's. An
    outcome of the plan above may be measured there.
    """
    topics = look.tagged("measure-topic", "re-victimisation")
    topics |= look.tagged("measure-topic", "harm")
    shows = {m.measure_id: has(m.shows, topics) for m in look.plan.measures}
    loose = _perhaps(shows[m.measure_id] for m in look.loose_measures)
    by_outcome = _perhaps(shows[m.measure_id] for m in look.plan.measures if m.outcomes)

    def measured(action: Action) -> Truth:
        own = some(
            shows[m.measure_id] for m in look.measures_of.get(action.action_id, ())
        )
        above = None if serves_above(look.plan, action) else False
        return either(
            own, loose, above, by_outcome if action.outcomes is None else False
        )

    return measured


def _perhaps(answers: Iterator[Truth]) -> Truth:
    """None if one may be the answer, else False: never sure."""
    return False if some(answers) is False else None
