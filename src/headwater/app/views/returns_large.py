"""A large file of a return: how far its worker is, and what was found out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions import jobs
from headwater.app.actions import returns_files as actions
from headwater.app.drafts import Draft
from headwater.app.selectors.jobs import Asked, last_of
from headwater.app.selectors.returns import KeptReturn
from headwater.app.selectors.returns_shown import Shown, kept_shown
from headwater.app.views.desk import me
from headwater.app.views.progress import progress
from headwater.app.views.returns import page, to_return
from headwater.app.views.uploads import plain_words
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError


def large(request: HttpRequest, found: KeptReturn, draft: Draft) -> HttpResponse:
    """How far it is, or what it would do; then take it in. `found` has no values."""
    errors = Errors()
    job = last_of(draft.token, me(request).person)
    if request.method == "POST" and (
        done := _asked(request, found, draft, job, errors)
    ):
        return done
    if job is not None and job.open:
        return _going_on(request, found, draft, job)
    told = kept_shown(draft)
    if told is None:
        return refused(request, found, job.wrong if job else actions.SEND_AGAIN)
    if job and job.kind == actions.TAKE_IN and job.state == "failed" and not errors:
        errors.add("main", job.wrong)
    says = job.wrong if job and job.state == "again" else ""
    return show_run(request, found, draft, told, errors, says)


def _asked(
    request: HttpRequest,
    found: KeptReturn,
    draft: Draft,
    job: Asked | None,
    errors: Errors,
) -> HttpResponse | None:
    """What a button asks for. One that is pressed twice asks once."""
    taking = job is not None and job.open and job.kind == actions.TAKE_IN
    if request.POST.get("what") == "stop" and not taking:
        jobs.stop(draft=draft.token)
        drafts.remove(draft)
        return to_return(found)
    if job is None or not job.open:
        try:
            actions.take_in_later(
                by=me(request), draft=draft, at=timezone.now(), **sent(request)
            )
        except UserError as wrong:
            errors.add("main", plain_words(wrong))
            return None
    return HttpResponseRedirect(request.path, status=303)


def sent(request: HttpRequest) -> actions.Choice:
    """What was shown to whoever confirms, and what they chose."""
    seen = request.POST.get("seen", "")
    return {
        "seal": request.POST.get("seal", ""),
        "seen": int(seen) if seen.isdecimal() and len(seen) < 16 else -1,
        "partial": request.POST.get("partial") == "yes",
    }


def _going_on(
    request: HttpRequest, found: KeptReturn, draft: Draft, job: Asked
) -> HttpResponse:
    return page(
        request,
        "progress",
        found.plan,
        kept=found,
        draft=draft,
        name=draft.name,
        doing="taken in" if job.kind == actions.TAKE_IN else "compared",
        progress=progress(request, job, timezone.now()),
    )


def refused(request: HttpRequest, found: KeptReturn, says: str) -> HttpResponse:
    """A file that could not be read at all."""
    errors = Errors()
    errors.add("main", says)
    return page(request, "refused", found.plan, status=422, kept=found, errors=errors)


def show_run(
    request: HttpRequest,
    found: KeptReturn,
    draft: Draft,
    told: Shown,
    errors: Errors,
    says: str = "",
) -> HttpResponse:
    """The dry run of a file, large or small."""
    return page(
        request,
        "dry_run",
        found.plan,
        status=422 if errors else 409 if says else 200,
        kept=found,
        draft=draft,
        run=told,
        says=says,
        errors=errors,
    )
