"""Bring a plan in: choose a file, see what was read, and the receipt at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions import uploads as actions
from headwater.app.drafts import Draft, Gone
from headwater.app.selectors import NotThere
from headwater.app.selectors.uploads import Reading, find_receipt, with_remarks
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.app.views.uploads_words import (
    choose_headings,
    count_rows,
    receipt_facts,
    rows_of,
)
from headwater.errors import UserError
from headwater.exchange.limits import LARGEST_FILE, MEGABYTE


TOO_LARGE = f"The selected file must be smaller than {LARGEST_FILE // MEGABYTE} MB"
DraftView = Callable[..., HttpResponse]


def page(request: HttpRequest, template: str, **values: Any) -> HttpResponse:
    """A page of the workbench: kept by nobody, and forms may say where they come from.

    Browsers send no origin with a form where pages ask for no referrer at all.
    """
    values.setdefault("errors", Errors())
    status = 422 if values["errors"] else values.pop("status", 200)
    response = show(request, f"uploads/{template}.html", None, status=status, **values)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def on(name: str, draft: Draft) -> HttpResponse:
    """The next page, so that going back or reloading sends nothing twice."""
    return HttpResponseRedirect(reverse(name, args=(draft.token,)), status=303)


def of_draft(view: DraftView) -> DraftView:
    """The view gets the draft; one that is done leads to its receipt."""

    @wraps(view)
    def find(request: HttpRequest, token: str, **values: Any) -> HttpResponse:
        try:
            draft = drafts.find(token, timezone.now())
            if draft.receipt is not None:
                return _to_receipt(draft.receipt)
            return view(request, draft, **values)
        except Gone:
            raise Http404 from None

    return find


def start(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    errors = Errors()
    if request.method == "POST":
        name, content = chosen_file(request, errors)
        if not errors:
            try:
                draft = actions.receive(name=name, content=content, at=timezone.now())
                return on("bring-read", draft)
            except UserError as wrong:
                errors.add("file", plain_words(wrong))
    return page(request, "start", errors=errors, largest=LARGEST_FILE // MEGABYTE)


def chosen_file(request: HttpRequest, errors: Errors) -> tuple[str, bytes]:
    """The name and content of the file that was chosen.

    Django keeps nothing of a request that is longer than we read, however it
    names its parts (`settings.FILE_UPLOAD_MAX_MEMORY_SIZE`).
    """
    file = request.FILES.get("file")
    if file is not None and file.size and file.size <= LARGEST_FILE:
        return file.name or "", file.read()
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if max(file.size or 0 if file else 0, sent) > LARGEST_FILE:
        errors.add("file", TOO_LARGE)
    elif file is not None:
        errors.add("file", "The selected file is empty")
    else:
        errors.add("file", "Select a file")
    return "", b""


def plain_words(wrong: UserError) -> str:
    """The message, without the name under which we keep the file."""
    return " ".join(part for part in (wrong.what, wrong.fix) if part)


@of_draft
def read(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What we read."""
    reading = Reading(draft)
    return page(
        request,
        "read",
        draft=draft,
        reading=reading,
        rows_of=rows_of,
        choose_headings=choose_headings,
    )


@of_draft
def remarks(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A copy of their own file with what is to be mended beside it."""
    reading = Reading(draft)
    try:
        content = with_remarks(draft, reading.intake.problems)
    except UserError as wrong:
        return page(request, "no_copy", draft=draft, says=plain_words(wrong))
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="with-remarks{draft.suffix}"'
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@of_draft
def again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The same table again, mended."""
    errors = Errors()
    if request.method == "POST":
        name, content = chosen_file(request, errors)
        if not errors:
            try:
                new = actions.receive_again(draft=draft, name=name, content=content)
                return on("bring-columns" if new.says else "bring-check", new)
            except UserError as wrong:
                errors.add("file", plain_words(wrong))
    largest = LARGEST_FILE // MEGABYTE
    return page(request, "again", errors=errors, draft=draft, largest=largest)


@of_draft
def cancel(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Ask, then remove the file."""
    if request.method == "POST":
        drafts.remove(draft)
        return HttpResponseRedirect(reverse("front"), status=303)
    return page(request, "cancel", draft=draft)


def _to_receipt(number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("receipt", args=(number,)), status=303)


def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """What an import did. It stays at this address."""
    try:
        found = find_receipt(number)
    except NotThere:
        raise Http404 from None
    changed = any(t["created"] or t["changed"] or t["removed"] for t in found.counts)
    return page(
        request,
        "receipt",
        receipt=found,
        changed=changed,
        facts=receipt_facts(found),
        rows=count_rows(found.counts),
    )


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or was open for too long."""
    return page(request, "refused", status=403)
