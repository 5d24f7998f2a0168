"""G6: services that everyone can reach, and that fit the communities they serve."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge,
    judge_action,
    lacks,
    listed,
    note,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Organisation, Service
from headwater.core.plan.spread import Spread, spread
from headwater.core.plan.truth import written


ACCESS = {
    "languages": "languages",
    "bsl": "British Sign Language",
    "easy_read": "Easy Read",
    "step_free": "step-free access",
    "hours": "opening hours",
    "cost": "cost",
    "self_referral": "self-referral",
}
NEEDED = ("languages", "hours")  # 'none' here says that nobody can get in
YES_OR_NO = ("bsl", "easy_read", "step_free", "self_referral")


@rule(
    "G601",
    finds="a service with access information missing",
    wants="access information for every service",
    reads=tuple(f"services.{column}" for column in ACCESS),
    why=(
        "People decide whether to ask for help by what they can find out first: "
        "language, hours, steps at the door, cost."
    ),
    gap="'none' is written for languages or opening hours",
    ask="one or more of the seven facts is blank",
    note="all is written, and the service says no to one or more of them",
    fix="Fill in the seven facts. Ask the service if you do not know.",
    many={
        Level.GAP: "{n} services say that they have no languages or opening hours.",
        Level.ASK: "{n} services do not say yet how people can reach and use them.",
        Level.NOTE: "{n} services say no to one or more kinds of access.",
    },
    weight=2,
    tables=("services",),
    applies=has_rows("services"),
)
def access_information_missing(look: Look) -> Iterator[Found]:
    for service in look.plan.services:
        yield from _access(service)


def _access(service: Service) -> Iterator[Found]:
    subject, name = f"services/{service.service_id}", service.service_id
    none = [ACCESS[c] for c in NEEDED if written(getattr(service, c)) is False]
    blank = [words for c, words in ACCESS.items() if getattr(service, c) is None]
    no = [ACCESS[c] for c in YES_OR_NO if getattr(service, c) is False]
    if none:
        yield gap(subject, f"{name} says that it has no {listed(none, 'or')}.")
    elif blank:
        yield ask(subject, f"{name} does not say yet: {listed(blank, 'and')}.")
    elif no:
        yield note(subject, f"{name} says no to {listed(no, 'and')}.")


@rule(
    "G602",
    finds="a community in the area's population that no action names",
    wants="an action shaped for each community of the area",
    reads=("communities.community", "actions.communities", "actions.status"),
    why="Work that names no one in particular can pass by those with least power.",
    gap="no current or planned action names the community and the table is complete",
    ask="an action's communities are blank, or rows are missing",
    fix="Name the communities that actions are shaped for, or add an action.",
    many={
        Level.GAP: "{n} communities of the area are named by no action.",
        Level.ASK: "{n} communities of the area have no action written down yet.",
    },
    weight=2,
    tables=("communities",),
    applies=has_rows("communities"),
)
def communities_not_named(look: Look) -> Iterator[Found]:
    scheme, held = look.framework.scheme("community"), look.spread("communities")
    for code in dict.fromkeys(row.community for row in look.plan.communities):
        label = scheme.label(code)
        yield from lacks(
            look,
            f"community/{code}",
            held.holds(scheme.counts_as(code)),
            "actions",
            gap=f"{label}: part of the area, and no action names this community.",
            ask=(
                f"{label}: part of the area, and no action for this community is "
                "written down yet."
            ),
        )


@rule(
    "G603",
    finds="no provider led 'by and for' a community that the plan says it serves",
    wants="a provider led by and for each community served",
    reads=(
        "actions.communities",
        "services.communities",
        "organisations.led_by_and_for",
        "actions.lead_organisations",
        "actions.delivery_organisations",
        "services.organisation",
    ),
    why="Many people turn first, or only, to people who know their life from inside.",
    gap="no organisation is led by and for the community and the table is complete",
    ask=(
        "who leads an organisation is blank, rows are missing, or the one that is led "
        "by and for them does not deliver anything yet"
    ),
    fix="Say which partners are led by and for a community, and bring them in.",
    many={
        Level.GAP: "{n} communities are served with no provider led by and for them.",
        Level.ASK: "{n} questions are open on providers led by and for a community.",
    },
    tables=("organisations",),
    applies=has_rows("actions", "services"),
)
def no_provider_by_and_for(look: Look) -> Iterator[Found]:
    scheme, named = look.framework.scheme("community"), _served(look)
    held = spread(
        (organisation.led_by_and_for, _provides(look, organisation))
        for organisation in look.plan.organisations
    )
    for code in (code for code in scheme.codes if code in named.sure):
        label = scheme.label(code)
        text = f"{label}: served by the plan, and no provider led by and for them"
        yield from lacks(
            look,
            f"community/{code}",
            held.holds(scheme.counts_as(code)),
            "organisations",
            gap=f"{text} takes part.",
            ask=f"{text} is written down yet.",
        )
    if not named.sure and (named.blank or named.maybe):
        yield ask("plan", "No action or service says yet which communities it serves.")


def _served(look: Look) -> Spread:
    """The communities that current actions and services name."""
    actions = [(action.communities, live) for action, live in look.weighed]
    services = [(service.communities, True) for service in look.plan.services]
    return spread([*actions, *services])


def _provides(look: Look, organisation: Organisation) -> bool | None:
    """True where it delivers or leads something; never surely not."""
    return True if organisation.organisation_id in look.providers else None


@rule(
    "G604",
    finds="a service that does not record the steps a victim-survivor goes through",
    wants="a record of how many steps it takes to get help",
    reads=("services.records_steps",),
    why=(
        "Each retelling, form and handover is a burden. Counting them is how they "
        "get fewer."
    ),
    gap="'no' is written",
    ask="the cell is blank",
    fix="Start to count the steps and contacts until a person gets help.",
    many={
        Level.GAP: "{n} services do not record the steps people go through.",
        Level.ASK: "{n} services do not say yet whether they record people's steps.",
    },
    tables=("services",),
    applies=has_rows("services"),
)
def steps_not_recorded(look: Look) -> Iterator[Found]:
    for service in look.plan.services:
        name = service.service_id
        yield from judge(
            f"services/{name}",
            service.records_steps,
            gap=f"{name} does not record the steps that people go through to get help.",
            ask=f"{name} does not say yet whether it records the steps to get help.",
        )


@rule(
    "G901",
    finds=(
        "a service, or an action for named communities, with no equality impact "
        "assessment recorded"
    ),
    wants="an equality impact assessment for services and work with communities",
    reads=(
        "actions.communities",
        "actions.equality_assessment",
        "services.equality_assessment",
    ),
    why=(
        "Looking at who gains and who is left out, before and during the work, is "
        "how it stays fair."
    ),
    gap="'none' is written",
    ask="the cell is blank, or the action does not say which communities it is for",
    fix="Write the date or link of the assessment, or plan one.",
    many={
        Level.GAP: "{n} actions or services have no equality impact assessment.",
        Level.ASK: "{n} questions are open on equality impact assessments.",
    },
    tables=("actions", "services"),
    applies=has_rows("actions", "services"),
)
def equality_not_assessed(look: Look) -> Iterator[Found]:
    unknown = 0
    for action, live in look.weighed:
        named = written(action.communities)
        unknown += named is None
        if named:
            assessed = written(action.equality_assessment)
            yield from judge_action(
                action, live, assessed, **_assessment(action.action_id)
            )
    for service in look.plan.services:
        assessed = written(service.equality_assessment)
        subject = f"services/{service.service_id}"
        yield from judge(subject, assessed, **_assessment(service.service_id))
    yield from unclear(
        unknown,
        "1 action does not say which communities it is shaped for, if any.",
        "{n} actions do not say which communities they are shaped for, if any.",
    )


def _assessment(name: str) -> dict[str, str]:
    return {
        "gap": f"{name} says that it has no equality impact assessment.",
        "ask": f"{name} does not record an equality impact assessment yet.",
    }
