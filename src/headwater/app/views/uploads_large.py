"""A large table on its way in: each step is a worker's, and pages show what it left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import uploads_steps as steps
from headwater.app.drafts import Draft
from headwater.app.selectors.jobs import Asked, last_of
from headwater.app.selectors.uploads_kept import is_looked_at
from headwater.app.views.progress import progress
from headwater.app.views.uploads_forms import Errors
from headwater.app.views.uploads_page import on, page


CHECK = "bring-check"
BACK = {  # from a step that failed to the page that asked for it
    "rehead": "bring-read",
    "leave_out": "bring-read",
    "remap": "bring-columns",
    "name": "bring-plan",
    "settle": "bring-names",
}


def go(
    draft: Draft, to: str, step: str, small: Callable[[], Draft], **said: Any
) -> HttpResponse:
    """Do a step, or have it done; then on to a page."""
    done = steps.do_later(draft, step, to, **said) if draft.large else small()
    return on(to, done)


def going_on(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    """How far a worker is, or why it could not go on; None where a page can be shown.

    A form that is sent again while a worker is at it begins nothing.
    """
    if not draft.large:
        return None
    job, here = last_of(draft.token, None), request.resolver_match.view_name
    if job is not None and job.open:
        may_stop = here == "bring-cancel" and not _confirming(job)
        return None if may_stop else _far(request, draft, job)
    if job and job.state == "failed" and here == job.said["to"] != CHECK:
        return _stopped(request, job.wrong, BACK.get(job.said["step"], ""), draft.token)
    if not is_looked_at(draft) and here != "bring-cancel":
        steps.do_later(draft, "look" if draft.mapping else "guess", here)
        return HttpResponseRedirect(request.path, status=303)
    return None


def _confirming(job: Asked) -> bool:
    return bool(job.said["step"] == "confirm")


def _far(request: HttpRequest, draft: Draft, job: Asked) -> HttpResponse:
    if request.method == "POST":
        return HttpResponseRedirect(request.path, status=303)
    far = progress(request, job, timezone.now(), unit="{} steps")
    return page(
        request, "progress", draft=draft, progress=far, confirming=_confirming(job)
    )


def gone(request: HttpRequest, token: str) -> HttpResponse:
    """A file that is not here: it could not be read, or waited too long."""
    job = last_of(token, None)
    if job is None:
        raise Http404
    before = job.said.get("before", "")
    return _stopped(request, job.wrong or GONE, "bring-again" if before else "", before)


GONE = "That file is not here any more. Files wait for a day."


def _stopped(request: HttpRequest, says: str, back: str, token: str) -> HttpResponse:
    errors = Errors()
    errors.add("main", says)
    to = reverse(back, args=(token,)) if back else ""
    return page(request, "stopped", errors=errors, back=to)


def wrong_with(draft: Draft) -> str:
    """Why a large table that was confirmed was not brought in; blank where it was."""
    job = last_of(draft.token, None) if draft.large else None
    if job is None or not _confirming(job):
        return ""
    return job.wrong if job.state in ("failed", "again") else ""
