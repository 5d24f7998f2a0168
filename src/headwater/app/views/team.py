"""The people and organisations that keep a plan: who is in, invited, or waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import people as actions
from headwater.app.actions.record import NotAllowed
from headwater.app.clock import day_now, today
from headwater.app.selectors import NotThere, held, people
from headwater.app.selectors.naming import organisation_names
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors, read_text
from headwater.core.access.allowed import Actor, may_somewhere
from headwater.core.access.permissions import SAYS, Permission
from headwater.core.access.roles import ROLES, Role
from headwater.errors import UserError


def team(request: HttpRequest, plan_id: str, **more: Any) -> HttpResponse:
    """Everybody with a role in the plan, and what waits."""
    who, now = me(request), timezone.now()
    may = {p for p in Permission if may_somewhere(who, p, plan_id, day_now())}
    try:
        plan = held(plan_id, today())
    except NotThere:
        raise Http404 from None
    values = {
        "members": people.members(plan_id),
        "admitted": people.admitted(plan_id),
        "asked_for": people.asked_for(plan_id),
        "new_ways_in": people.new_ways_in(plan_id, now),
        "invitations": people.invitations(plan_id, now),
        "organisations": organisation_names(plan_id),
        "names": people.names(),
        "me": who.person,
        "may": may,
        "roles": ROLES,
        "says": SAYS,
        "own": _own(who, plan_id),
        "errors": Errors(),
        "secret": "",
        "sent": {},
    }
    status = 422 if more.get("errors") else 200
    return show(request, "team.html", plan, status=status, **values | more)


def _own(who: Actor, plan_id: str) -> list[str]:
    """The organisations that somebody may invite people to."""
    mine = [g for g in who.grants if g.plan == plan_id]
    if any(Permission.EDIT_ANY in ROLES[g.role].permissions for g in mine):
        return people.admitted(plan_id)
    return sorted({grant.organisation for grant in mine})


def _done(plan_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("team", args=(plan_id,)), status=303)


def _post(
    request: HttpRequest, plan_id: str, do: Callable[[Actor], object], field: str
) -> HttpResponse:
    """Do it, or say on the page what stood in the way."""
    if request.method != "POST":
        return _done(plan_id)
    errors = Errors()
    try:
        do(me(request))
    except NotAllowed as wrong:
        errors.add(field, wrong.what)
    except UserError as wrong:
        errors.add(field, f"{wrong.what} {wrong.fix}".strip())
    if errors:
        return team(request, plan_id, errors=errors, sent=request.POST)
    return _done(plan_id)


def invite(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Make an invitation. Its address is shown once, to be handed over in person."""
    if request.method != "POST":
        return _done(plan_id)
    errors, sent = Errors(), request.POST
    name = read_text(sent, "name", errors, "Enter the name of the person")
    role, organisation = sent.get("role", ""), sent.get("organisation", "")
    if role not in list(Role):
        errors.add("role", "Select a role")
    secret = ""
    if not errors:
        try:
            secret = actions.invite(
                by=me(request),
                name=name,
                plan=plan_id,
                organisation=organisation,
                role=Role(role),
                at=timezone.now(),
            )
        except UserError as wrong:
            errors.add("organisation", f"{wrong.what} {wrong.fix}".strip())
    path = reverse("invitation", args=(secret,)) if secret else ""
    whole = request.build_absolute_uri(path) if path else ""
    return team(request, plan_id, errors=errors, secret=whole, sent=sent)


def admit(request: HttpRequest, plan_id: str) -> HttpResponse:
    chosen = request.POST.get("admit", "")

    def do(who: Actor) -> None:
        if chosen not in organisation_names(plan_id):
            raise UserError("Select an organisation of the plan")
        actions.admit(by=who, plan=plan_id, organisation=chosen, at=timezone.now())

    return _post(request, plan_id, do, "admit")


def confirm(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """The second of two people: for a lead's role, or for a new way in."""
    again, now = request.POST.get("what") == "way in", timezone.now()

    def do(who: Actor) -> None:
        if again:
            actions.confirm_new_way_in(by=who, invitation=number, at=now)
        else:
            actions.confirm_role(by=who, grant=number, at=now)

    _known(plan_id, number, again)
    return _post(request, plan_id, do, "main")


def _known(plan_id: str, number: int, again: bool) -> None:
    """What is of another plan is not there."""
    now = timezone.now()
    rows = people.new_ways_in(plan_id, now) if again else people.members(plan_id)
    if number not in {row.number for row in rows}:
        raise Http404


def end(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Take a role away."""
    _known(plan_id, number, False)
    now = timezone.now()
    return _post(
        request,
        plan_id,
        lambda who: actions.end_role(by=who, grant=number, at=now),
        "main",
    )


def role(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """A further role for somebody who is in, until a day where one is given."""
    _known_person(plan_id, number)
    sent, errors = request.POST, Errors()
    chosen, until = sent.get("give", ""), _day(sent.get("until", ""), errors)

    def do(who: Actor) -> None:
        if chosen not in list(Role):
            raise UserError("Select a role")
        actions.give_role(
            by=who,
            person=number,
            role=Role(chosen),
            plan=plan_id,
            organisation=sent.get("for", ""),
            until=until,
            at=timezone.now(),
        )

    if errors:
        return team(request, plan_id, errors=errors, sent=sent)
    return _post(request, plan_id, do, f"give-{number}")


def _day(text: str, errors: Errors) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        errors.add("main", "Enter the last day as 2027-03-31, or leave it blank")
        return None


def _known_person(plan_id: str, number: int) -> None:
    """Somebody without a role in this plan is not there."""
    if number not in {each.person for each in people.members(plan_id)}:
        raise Http404


def again(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """A new way in for somebody who lost theirs: shown once, works after a second."""
    if request.method != "POST":
        return _done(plan_id)
    errors, secret = Errors(), ""
    try:
        secret = actions.ask_new_way_in(
            by=me(request), person=number, plan=plan_id, at=timezone.now()
        )
    except UserError as wrong:
        errors.add("main", wrong.what)
    path = reverse("invitation", args=(secret,)) if secret else ""
    whole = request.build_absolute_uri(path) if path else ""
    return team(request, plan_id, errors=errors, secret=whole)
