"""What every page has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.app.clock import today
from headwater.app.selectors import Held, NotThere, held, plans
from headwater.app.who import actor, acts
from headwater.app.workbench import is_demo, is_open


PlanView = Callable[..., HttpResponse]
# What `app.release` puts into a request for a page that becomes a file. No browser
# can send it: what comes from outside has a name that starts with HTTP_.
AS_FILES = "headwater.as_files"
NOBODY = {  # the frame where nothing can be asked of the database
    "held": None,
    "as_files": None,
    "uploads": False,
    "who": None,
    "acts": False,
    "demo": False,
}


def show(
    request: HttpRequest,
    template: str,
    plan: Held | None,
    *,
    status: int = 200,
    **values: Any,
) -> HttpResponse:
    """Draw a page. `plan` gives it its notice, its name and its ways on."""
    return render(request, template, frame(request, plan) | values, status=status)


def frame(request: HttpRequest, plan: Held | None) -> dict[str, Any]:
    """What the frame of every page is drawn from."""
    as_files = request.META.get(AS_FILES)
    return {
        "held": plan,
        "as_files": as_files,
        "uploads": not as_files and is_open(request),
        "who": None if as_files else actor(request),
        "acts": not as_files and acts(request),
        "demo": not as_files and is_demo(request),
    }


def of_plan(view: PlanView) -> PlanView:
    """For pages of one plan: the view gets the plan held against its framework.

    What is not there answers 404, whatever it is.
    """

    @wraps(view)
    def find(request: HttpRequest, plan_id: str, **values: Any) -> HttpResponse:
        try:
            patient = "saved" not in request.GET  # who has just saved sees it as it is
            revision = _revision(request, plan_id)
            plan = held(plan_id, today(), revision, patient=patient)
            return view(request, plan, **values)
        except NotThere as missing:
            raise Http404(str(missing)) from None

    return find


def _revision(request: HttpRequest, plan_id: str) -> int | None:
    """How the plan stands, where nothing changes while its pages are drawn."""
    as_files = request.META.get(AS_FILES)
    return as_files.revisions.get(plan_id) if as_files else None


def first_plan() -> Held | None:
    """The plan that the front page shows, and pages that belong to none."""
    known = plans()
    return held(known[0].plan_id, today(), patient=True) if known else None
