"""What changed, and what is accepted for now."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from headwater.app.clock import today
from headwater.app.selectors import Held, NotThere, plans
from headwater.app.selectors import held as held_of
from headwater.app.selectors.accepted import accepted as accepted_of
from headwater.app.selectors.changes import (
    beside,
    changed_between,
    changed_since,
    days_of_change,
)
from headwater.app.selectors.history import action_history
from headwater.app.selectors.reviews import is_published
from headwater.app.views.days import exact_day, read_day
from headwater.app.views.show import of_plan, show
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError
from headwater.reports.words import day as in_words


@of_plan
def accepted(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "accepted.html", held, rows=accepted_of(held))


@of_plan
def history(request: HttpRequest, held: Held, action_id: str) -> HttpResponse:
    if action_id not in held.actions:
        raise NotThere(action_id)
    return show(
        request,
        "history.html",
        held,
        action=held.actions[action_id],
        steps=action_history(held.plan_id, action_id),
    )


@of_plan
def changes(request: HttpRequest, held: Held) -> HttpResponse:
    """Days to choose from; a form that names two leads to their page."""
    if "first" not in request.GET:
        return _choose(request, held, {})
    errors = Errors()
    sent = request.GET
    first, last = (read_day(sent, name, errors) for name in ("first", "last"))
    if first is None or last is None:
        return _choose(request, held, sent, errors)
    address = reverse("between", args=(held.plan_id, str(first), str(last)))
    return HttpResponseRedirect(address)


def _choose(
    request: HttpRequest,
    held: Held,
    sent: Mapping[str, str],
    errors: Errors | None = None,
    status: int = 400,
) -> HttpResponse:
    return show(
        request,
        "changes.html",
        held,
        status=status if errors else 200,
        days=days_of_change(held.plan_id),
        reviews=is_published(held.plan_id),
        others=[plan for plan in plans() if plan.plan_id != held.plan_id],
        errors=errors or Errors(),
        sent=sent,
    )


@of_plan
def since(request: HttpRequest, held: Held, day: str) -> HttpResponse:
    when, found = changed_since(held, day)
    return show(request, "since.html", held, when=when, found=found)


@of_plan
def between(request: HttpRequest, held: Held, day: str, other: str) -> HttpResponse:
    """What changed from the end of one day to the end of another."""
    first, last = exact_day(day), exact_day(other)
    try:
        found = changed_between(held, first, last)
    except UserError as wrong:
        errors = Errors({"first": f"{wrong.what} {wrong.fix}"})
        sent = {"first": in_words(first), "last": in_words(last)}
        return _choose(request, held, sent, errors, status=404)
    return show(request, "between.html", held, first=first, last=last, found=found)


@of_plan
def compare(request: HttpRequest, held: Held, other: str) -> HttpResponse:
    """This plan beside another of the workspace."""
    beside_it, found = beside(held, held_of(other, today()))
    return show(request, "compare.html", held, other=beside_it, found=found)
