"""W1: a partnership in which preventing VAWG is everyone's business."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.at_work import all_named, leads, partners_of, parts_played
from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge_action,
    lacks,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Organisation
from headwater.core.plan.spread import spread
from headwater.core.plan.truth import Truth, either, every, has, written
from headwater.core.plan.when import happened


@rule(
    "W101",
    finds="an expected partner sector that has a part in no action",
    wants="a part for every expected partner sector",
    reads=(
        "actions.lead_organisations",
        "actions.accountable_organisation",
        "actions.delivery_organisations",
        "organisations.sector",
    ),
    why=(
        "Preventing violence is everyone's business. A sector without a part may "
        "not know what it can do."
    ),
    gap="nobody from the sector leads, answers for or delivers an action, and the "
    "table is complete",
    ask="an action's leads or deliverers are blank, or rows are missing",
    fix="Name who leads and delivers each action, or agree a part for the sector.",
    many={
        Level.GAP: "{n} expected partner sectors have a part in no action.",
        Level.ASK: "{n} expected partner sectors have no part written down yet.",
    },
    tables=("actions",),
)
def sectors_without_part(look: Look) -> Iterator[Found]:
    scheme, sectors = look.framework.scheme("sector"), _sectors(look)
    held = spread((_sectors_of(action, sectors), live) for action, live in look.weighed)
    told = None not in (all_named(action) for action in look.current)
    for code in look.framework.expected_sectors:
        found = held.holds(scheme.counts_as(code))
        label = scheme.label(code)
        yield from lacks(
            look,
            f"sector/{code}",
            found if found or told else None,
            "actions",
            gap=f"{label}: nobody from this sector has a part in an action.",
            ask=f"{label}: no part for this sector is written down yet.",
        )


def _sectors(look: Look) -> dict[str, str]:
    return {o.organisation_id: o.sector for o in look.plan.organisations}


def _sectors_of(action: Action, sectors: dict[str, str]) -> tuple[str, ...]:
    named = partners_of(action)
    return tuple(sectors[partner] for partner in named if partner in sectors)


@rule(
    "W102",
    finds="a partner with no sign-up to the principles, or no named senior lead",
    wants="sign-up and a senior lead in every partner",
    reads=(
        "organisations.signed_up",
        "organisations.senior_lead",
        "actions.lead_organisations",
        "actions.accountable_organisation",
        "actions.delivery_organisations",
    ),
    why=(
        "A shared vision needs a name behind it in every partner. Whoever leads, "
        "answers for or delivers an action is a partner here; a funder alone is not."
    ),
    gap="the partner's row says none for the sign-up or the senior lead, or gives a "
    "sign-up date that is still to come",
    ask="the sign-up or the senior lead is blank",
    fix="Write down when it signed up, and the post of its senior lead.",
    many={
        Level.GAP: "{n} partners have not signed up, or have no senior lead.",
        Level.ASK: "{n} partners have no sign-up or senior lead written down.",
    },
    applies=has_rows("organisations"),
    tables=("organisations",),
)
def partners_without_sign_up(look: Look) -> Iterator[Found]:
    part = parts_played(look.weighed)
    for row in look.plan.organisations:
        if row.organisation_id in part:
            yield from _committed(look, row, part[row.organisation_id])


def _committed(look: Look, row: Organisation, part: Truth) -> Iterator[Found]:
    has_it = {
        "sign-up": happened(row.signed_up, look.as_at),
        "senior lead": written(row.senior_lead),
    }
    subject = f"organisations/{row.organisation_id}"
    none = " and no ".join(name for name, answer in has_it.items() if answer is False)
    blank = " and ".join(name for name, answer in has_it.items() if answer is None)
    if none and part:
        yield gap(subject, f"{row.name} has no {none}.")
    elif none:
        yield ask(subject, f"{row.name} has no {none}; its actions may be over.")
    elif blank:
        yield ask(subject, f"{row.name}: {blank} not written down.")


@rule(
    "W103",
    finds="an action with no lead, or with several and no one accountable",
    wants="one organisation that answers for every action",
    reads=("actions.lead_organisations", "actions.accountable_organisation"),
    why="When several lead and no one answers for it, each may wait for another.",
    gap="the lead is said to be none, or several lead and the accountable "
    "organisation is said to be none",
    ask="the lead is blank, or several lead and the accountable organisation is blank",
    fix="Name the lead; where there are several, name the one that answers for it.",
    many={
        Level.GAP: "{n} actions have no one who answers for them.",
        Level.ASK: "{n} actions do not say who answers for them.",
    },
    applies=has_rows("actions"),
    tables=("actions",),
)
def actions_without_lead(look: Look) -> Iterator[Found]:
    for action, live in look.weighed:
        leading = action.lead_organisations
        if leading and len(leading) > 1:
            yield from _one_answers(action, live)
        elif not leading:
            yield from judge_action(
                action,
                live,
                written(leading),
                gap=f"{action.action_id} has no lead.",
                ask=f"{action.action_id} does not say who leads it.",
            )


def _one_answers(action: Action, live: Truth) -> Iterator[Found]:
    several = f"{action.action_id} has {len(action.lead_organisations or ())} leads"
    return judge_action(
        action,
        live,
        written(action.accountable_organisation),
        gap=f"{several}, and no one of them answers for it.",
        ask=f"{several} and does not say which one answers for it.",
    )


def _enough_actions(look: Look) -> bool:
    return len(look.current) >= look.limits.share_base


@rule(
    "W104",
    finds="one partner that leads more than a third of the actions",
    wants="leadership spread over partners",
    reads=("actions.lead_organisations", "actions.status"),
    why=(
        "If so much rests on one partner, one cut or one change of staff can stop "
        "the plan. No share is worked out on fewer than 20 actions."
    ),
    gap="the share is over the framework's limit however blanks are filled, and the "
    "table is complete",
    ask="the share is over the limit, but blanks or missing rows could change it; or "
    "too few actions name a lead",
    fix="Share the lead of some actions, or write down who leads the others.",
    many={
        Level.GAP: "{n} partners each lead more than their share of actions.",
        Level.ASK: "{n} partners each lead a large share of what is written down.",
    },
    applies=_enough_actions,
)
def lead_on_few_shoulders(look: Look) -> Iterator[Found]:
    led, limits = leads(look.weighed), look.limits
    if led.told < limits.share_base:
        yield ask(
            "plan",
            f"Only {led.told} of {led.actions} actions name a lead: too few to say "
            "how leadership is spread.",
        )
        return
    for organisation in led.sure | led.maybe:
        if led.share(organisation) <= limits.lead_share:
            continue
        count = led.sure[organisation] + led.maybe[organisation]
        text = f"{look.name(organisation)} leads {count} of {led.told} actions"
        subject = f"organisations/{organisation}"
        stands = led.least(organisation) > limits.lead_share
        if stands and led.live >= limits.share_base and look.complete("actions"):
            yield gap(subject, f"{text}, more than a plan should rest on.")
        else:
            yield ask(subject, f"{text} that name a lead so far.")


@rule(
    "W105",
    finds=(
        "an action for children and young people beyond the home that does not say "
        "how it deals with harm there"
    ),
    wants="contextual safeguarding wherever children are beyond the home",
    reads=(
        "actions.contextual_safeguarding",
        "actions.life_stages",
        "actions.audiences",
        "actions.settings",
    ),
    why=(
        "Children meet harm from peers, online and in the street. Safeguarding that "
        "looks only at the home does not see it."
    ),
    gap="contextual safeguarding is said to be none",
    ask="contextual safeguarding is blank; or it is not clear who the action is for, "
    "or where it happens",
    fix="Write how the action deals with harm beyond family and home.",
    many={
        Level.GAP: "{n} actions for children have no contextual safeguarding.",
        Level.ASK: "{n} questions are open on children's safety beyond the home.",
    },
    weight=3,
    applies=has_rows("actions"),
    tables=("actions",),
)
def children_beyond_home(look: Look) -> Iterator[Found]:
    child_stages = frozenset(look.tags("life-stage", "child"))
    child_audiences = frozenset(look.tags("audience", "child"))
    beyond = frozenset(look.tags("setting", "public") + look.tags("setting", "online"))
    hidden = 0
    for action, live in look.weighed:
        concerned = every(
            either(
                has(action.life_stages, child_stages),
                has(action.audiences, child_audiences),
            ),
            has(action.settings, beyond),
        )
        answer = written(action.contextual_safeguarding)
        hidden += concerned is None and not answer
        if concerned:
            yield from judge_action(
                action,
                live,
                answer,
                gap=f"{action.action_id} has no contextual safeguarding.",
                ask=f"{action.action_id} does not say how it deals with harm to "
                "children beyond the home.",
            )
    yield from unclear(
        hidden,
        "1 action does not say whether it is for children beyond the home.",
        "{n} actions do not say whether they are for children beyond the home.",
    )
