"""What changed, and what is accepted for now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, NotThere
from headwater.app.selectors.accepted import accepted as accepted_of
from headwater.app.selectors.changes import changed_since, days_of_change
from headwater.app.selectors.history import action_history
from headwater.app.views.show import of_plan, show


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
    days = days_of_change(held.plan_id)
    return show(request, "changes.html", held, days=days)


@of_plan
def since(request: HttpRequest, held: Held, day: str) -> HttpResponse:
    when, found = changed_since(held, day)
    return show(request, "since.html", held, when=when, found=found)
