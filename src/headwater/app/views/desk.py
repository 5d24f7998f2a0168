"""What somebody who signed in comes to: their plans, what is theirs to do, and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headwater.app.clock import day_now
from headwater.app.due import due_words
from headwater.app.selectors.drafts import drafts
from headwater.app.selectors.naming import (
    organisation_name,
    organisation_names,
    plan_title,
)
from headwater.app.selectors.people import name_of
from headwater.app.selectors.todo import to_do
from headwater.app.views.show import show
from headwater.app.who import actor
from headwater.core.access.allowed import Actor, Grant, Thing, allowed, may_somewhere
from headwater.core.access.permissions import SAYS, Permission
from headwater.core.access.roles import ROLES


def me(request: HttpRequest) -> Actor:
    """Whoever is signed in; the route's row has seen to it that somebody is."""
    found = actor(request)
    if found is None:
        raise Http404
    return found


def work(request: HttpRequest) -> HttpResponse:
    """Each plan in which somebody has a role, with what they can do there."""
    who = me(request)
    plans: dict[str, list[Grant]] = {}
    for grant in who.grants:
        if grant.on(day_now()):
            plans.setdefault(grant.plan, []).append(grant)
    return show(
        request,
        "work.html",
        None,
        name=name_of(who.person),
        todo=to_do(who, timezone.now()),
        due_words=lambda due: due_words(due, day_now()),
        audited={
            p for p in plans if may_somewhere(who, Permission.AUDIT, p, day_now())
        },
        drafts=drafts(who.person),
        plans=[
            (plan, plan_title(plan), [_role(grant) for grant in grants])
            for plan, grants in plans.items()
        ],
        partners={plan: _partners(plan, grants) for plan, grants in plans.items()},
        reviews={
            plan
            for plan in plans
            if may_somewhere(who, Permission.REVIEW, plan, day_now())
        },
    )


def _role(grant: Grant) -> str:
    name = organisation_name(grant.plan, grant.organisation)
    return f"{grant.role} for {name}"


def _partners(plan: str, grants: list[Grant]) -> list[tuple[str, str]]:
    """The organisations that somebody acts for, with their names."""
    names = organisation_names(plan)
    own = dict.fromkeys(grant.organisation for grant in grants)
    return [(code, names[code]) for code in own if code in names]


def why(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Why can I, or can I not, do this here?"""
    who = me(request)
    own = frozenset(g.organisation for g in who.grants if g.plan == plan_id)
    if not own:
        raise Http404
    thing, day = Thing(plan_id, own), day_now()
    return show(
        request,
        "why.html",
        None,
        title=plan_title(plan_id),
        answers=[(SAYS[p], allowed(who, p, thing, day)) for p in Permission],
        mine=[(_role(g), g) for g in who.grants if g.plan == plan_id],
        roles=ROLES,
    )
