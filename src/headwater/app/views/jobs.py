"""Long work: ask for it, see how far it is, take its file away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import jobs as actions
from headwater.app.jobs import KINDS
from headwater.app.selectors import NotThere
from headwater.app.selectors import jobs as selectors
from headwater.app.selectors.naming import plan_title
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError


TYPES = {".zip": "application/zip", ".csv": "text/csv; charset=utf-8"}


def jobs(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What one asked for, and what can be asked for."""
    errors, who = Errors(), me(request)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        try:
            actions.ask(by=who, plan_id=plan_id, kind=kind, at=timezone.now())
        except UserError as wrong:
            errors.add("kind", f"{wrong.what} {wrong.fix}".strip())
        else:
            return HttpResponseRedirect(reverse("jobs", args=(plan_id,)), status=303)
    return show(
        request,
        "jobs.html",
        None,
        status=422 if errors else 200,
        plan_id=plan_id,
        plan_title=plan_title(plan_id),
        asked=selectors.jobs_of(plan_id, who.person),
        kinds=KINDS,
        errors=errors,
    )


def job_file(request: HttpRequest, plan_id: str, token: str) -> HttpResponse:
    """The file of a job of one's own."""
    try:
        path = selectors.result(plan_id, me(request).person, token)
    except NotThere:
        raise Http404 from None
    name = f"{plan_id}{path.suffix}"
    return HttpResponse(
        path.read_bytes(),
        content_type=TYPES[path.suffix],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
