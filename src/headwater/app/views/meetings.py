"""Reviews of a plan: planned, opened with what is known, closed, published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import reviews as actions
from headwater.app.actions.record import NotAllowed
from headwater.app.clock import today
from headwater.app.selectors import NotThere, reviews
from headwater.app.selectors.agenda import agenda
from headwater.app.selectors.tasks_then import words_of
from headwater.app.views.days import read_day
from headwater.app.views.desk import me
from headwater.app.views.meeting import find, held_plan, may, readable
from headwater.app.views.returns_words import STATES
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors, read_text
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


def meetings(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every review of a plan, and the decisions that wait."""
    plan = held_plan(plan_id)
    return show(
        request,
        "meetings/list.html",
        plan,
        meetings=reviews.meetings(plan_id),
        undone=reviews.undone(plan_id),
        today=today(),
        may_review=may(request, plan_id, Permission.REVIEW),
    )


def new(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Plan a review for a day."""
    plan, errors = held_plan(plan_id), Errors()
    if request.method == "POST":
        sent = request.POST
        title = read_text(sent, "title", errors, "Enter a title")
        day = read_day(sent, "day", errors)
        if day is not None and not errors:
            try:
                actions.plan_review(
                    by=me(request),
                    plan_id=plan_id,
                    day=day,
                    title=title,
                    at=timezone.now(),
                )
            except (NotAllowed, NotThere):
                raise Http404 from None
            except UserError as wrong:
                errors.add("day", f"{wrong.what} {wrong.fix}")
            else:
                address = reverse("meeting", args=(plan_id, str(day)))
                return HttpResponseRedirect(address, status=303)
    return show(
        request,
        "meetings/new.html",
        plan,
        status=422 if errors else 200,
        errors=errors,
        sent=request.POST,
    )


def meeting(request: HttpRequest, plan_id: str, day: str, **more: Any) -> HttpResponse:
    """One review: its agenda, what was frozen, what was decided."""
    plan, found = held_plan(plan_id), find(plan_id, day)
    made = agenda(found, today(), timezone.now(), readable(request, plan))
    values = {
        "meeting": found,
        "agenda": made,
        "said": words_of(made.now.tasks) if made.now.tasks else {},
        "states": STATES,
        "may_review": may(request, plan_id, Permission.REVIEW),
        "may_publish": may(request, plan_id, Permission.PUBLISH),
        "errors": Errors(),
        "sent": {},
        "today": today(),
    }
    status = 422 if more.get("errors") else 200
    return show(request, "meetings/meeting.html", plan, status=status, **values | more)


def _post(
    request: HttpRequest,
    plan_id: str,
    day: str,
    do: Callable[[Actor, datetime], object],
    field: str = "main",
) -> HttpResponse:
    """Do it and go back to the review, or say there what stood in the way."""
    back = HttpResponseRedirect(reverse("meeting", args=(plan_id, day)), status=303)
    find(plan_id, day)
    if request.method != "POST":
        return back
    try:
        do(me(request), timezone.now())
    except (NotAllowed, NotThere):
        raise Http404 from None
    except UserError as wrong:
        errors = Errors({field: f"{wrong.what} {wrong.fix}".strip()})
        return meeting(request, plan_id, day, errors=errors, sent=request.POST)
    return back


def item(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    """The chair puts something on the agenda."""
    of, errors = find(plan_id, day).day, Errors()
    text = read_text(request.POST, "item", errors, "Enter what to talk about")
    if request.method == "POST" and errors:
        return meeting(request, plan_id, day, errors=errors, sent=request.POST)

    def do(who: Actor, at: datetime) -> None:
        actions.add_item(by=who, plan_id=plan_id, day=of, text=text, at=at)

    return _post(request, plan_id, day, do, "item")


def freeze(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    """Open the review with what is known now."""
    of = find(plan_id, day).day

    def do(who: Actor, at: datetime) -> None:
        actions.freeze(by=who, plan_id=plan_id, day=of, today=today(), at=at)

    return _post(request, plan_id, day, do)


def close(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    of = find(plan_id, day).day

    def do(who: Actor, at: datetime) -> None:
        actions.close(by=who, plan_id=plan_id, day=of, at=at)

    return _post(request, plan_id, day, do)


def publish(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    """Let everybody read a review that is closed, or take it back."""
    of, yes = find(plan_id, day).day, request.POST.get("publish") == "yes"

    def do(who: Actor, at: datetime) -> None:
        actions.publish(by=who, plan_id=plan_id, day=of, yes=yes, at=at)

    return _post(request, plan_id, day, do)
