"""Actions, and the thread of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, NotThere, provenance
from headwater.app.selectors.evaluations import of_action
from headwater.app.selectors.measures import figure_view, measures_of_action
from headwater.app.selectors.thread import action_thread
from headwater.app.views.show import of_plan, show


@of_plan
def actions(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "actions.html", held)


@of_plan
def action(request: HttpRequest, held: Held, action_id: str) -> HttpResponse:
    thread = action_thread(held, action_id)
    if thread is None:
        raise NotThere(action_id)
    measures = measures_of_action(held, action_id)
    return show(
        request,
        "action.html",
        held,
        action=thread.action,
        thread=thread,
        measures=measures,
        signals=[
            (line, figure_view(held, line.figures[0].figures.code))
            for line in measures
            if line.has_data
        ],
        judged=of_action(held, action_id),
        findings=held.findings_about(f"actions/{action_id}"),
        origin=provenance(held.plan_id, "actions", action_id),
    )
