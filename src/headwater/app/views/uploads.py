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
from headwater.app.actions.jobs import stop
from headwater.app.actions.uploads_steps import begin_reading, do_later
from headwater.app.drafts import Draft, Gone
from headwater.app.selectors import NotThere
from headwater.app.selectors.uploads import Reading, find_receipt, with_remarks
from headwater.app.selectors.uploads_kept import found, kept_copy
from headwater.app.views.uploads_forms import Errors
from headwater.app.views.uploads_large import going_on, gone
from headwater.app.views.uploads_page import on, page, plain_words
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


def of_draft(view: DraftView) -> DraftView:
    """The view gets the draft; one that is done leads to its receipt."""

    @wraps(view)
    def find(request: HttpRequest, token: str, **values: Any) -> HttpResponse:
        try:
            draft = drafts.find(token, timezone.now())
            if draft.receipt is not None:
                return _to_receipt(draft.receipt)
            return going_on(request, draft) or view(request, draft, **values)
        except Gone:
            return gone(request, token)

    return find


def start(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    errors = Errors()
    if request.method == "POST":
        name, content = chosen_file(request, errors)
        if not errors:
            try:
                draft = actions.receive(name=name, content=content, at=timezone.now())
                if draft.large:
                    draft = begin_reading(draft)
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


@of_draft
def read(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What we read."""
    reading = found(draft)
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
    try:
        content = kept_copy(draft) if draft.large else _marked(draft)
    except UserError as wrong:
        return page(request, "no_copy", draft=draft, says=plain_words(wrong))
    if content is None:  # of a large file that a worker has not marked yet
        return _mark_later(draft)
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="with-remarks{draft.suffix}"'
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _marked(draft: Draft) -> bytes:
    return with_remarks(draft, Reading(draft).intake.problems)


def _mark_later(draft: Draft) -> HttpResponse:
    if not found(draft).intake.problems:
        return on("bring-check", draft)
    return on("bring-remarks", do_later(draft, "look", "bring-remarks"))


@of_draft
def again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The same table again, mended."""
    errors = Errors()
    if request.method == "POST":
        name, content = chosen_file(request, errors)
        if not errors:
            try:
                if actions.one_is_large(draft, content):
                    return _again_later(draft, name, content)
                new = actions.receive_again(draft=draft, name=name, content=content)
                return on("bring-columns" if new.says else "bring-check", new)
            except UserError as wrong:
                errors.add("file", plain_words(wrong))
    largest = LARGEST_FILE // MEGABYTE
    return page(request, "again", errors=errors, draft=draft, largest=largest)


def _again_later(draft: Draft, name: str, content: bytes) -> HttpResponse:
    now = timezone.now()
    new = actions.receive_beside(draft=draft, name=name, content=content, at=now)
    do_later(new, "again", "bring-columns", before=draft.token)
    return on("bring-columns", new)


@of_draft
def cancel(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Ask, then remove the file."""
    if request.method == "POST":
        stop(draft=draft.token)
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
