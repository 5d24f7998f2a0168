"""A return as a file: the template, the upload, the dry run, the receipt."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions import returns_files as actions
from headwater.app.actions import returns_undo as undoing
from headwater.app.actions.returns_files import (
    CHANGED,
    NotAsShown,
    Sent,
    sent_with,
    taken_in_before,
)
from headwater.app.actions.returns_steps import may
from headwater.app.drafts import Draft, Gone
from headwater.app.selectors import NotThere
from headwater.app.selectors.jobs import Asked, last_of, open_about
from headwater.app.selectors.people import names
from headwater.app.selectors.returns import KeptReturn
from headwater.app.selectors.returns_files import Told, compared, receipt
from headwater.app.selectors.returns_shown import kept_copy, shown, with_remarks
from headwater.app.views.desk import me
from headwater.app.views.progress import progress
from headwater.app.views.returns import find, find_own, page
from headwater.app.views.returns_large import large, refused, sent, show_run
from headwater.app.views.uploads import chosen_file, plain_words
from headwater.app.views.uploads_forms import Errors
from headwater.core.access.permissions import Permission
from headwater.errors import UserError
from headwater.exchange.limits import LARGEST_FILE, MEGABYTE, MOST_RETURN_ROWS
from headwater.exchange.returns_template import return_as_csv, return_as_workbook


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_xlsx(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """The return to fill in, as a workbook."""
    found = find_own(request, plan_id, period, organisation)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        return_as_workbook(path, found.form)
        return _download(path.read_bytes(), XLSX, f"{_stem(found)}.xlsx")


def as_csv(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """The return to fill in, as CSV."""
    found = find_own(request, plan_id, period, organisation)
    text = return_as_csv(found.form).encode("utf-8-sig")
    return _download(text, "text/csv; charset=utf-8", f"{_stem(found)}.csv")


def _stem(found: KeptReturn) -> str:
    text = f"return-{found.organisation}-{found.period.code}"
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text)[:80]


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def upload(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """Choose a file. Nothing is taken in before it has been shown and confirmed."""
    found, errors = find_own(request, plan_id, period, organisation, False), Errors()
    if request.method == "POST":
        name, content = chosen_file(request, errors)
        if not errors:
            try:
                draft = actions.receive(
                    by=me(request),
                    kept=find(plan_id, period, organisation),
                    name=name,
                    content=content,
                    at=timezone.now(),
                )
                return _to("return-dry-run", found, draft.token)
            except UserError as wrong:
                errors.add("file", plain_words(wrong))
    return page(
        request,
        "upload",
        plan_id,
        status=422 if errors else 200,
        kept=found,
        errors=errors,
        gone="gone" in request.GET,
        largest=LARGEST_FILE // MEGABYTE,
        most=MOST_RETURN_ROWS,
        going_on=_going_on(request, found),
    )


def _going_on(request: HttpRequest, found: KeptReturn) -> list[Asked]:
    """Large files of one's own for this return at which a worker is, or will be."""
    where = [found.period.code, found.organisation]
    return open_about(found.plan, me(request).person, where)


def _to(route: str, found: KeptReturn, *more: str) -> HttpResponse:
    args = (found.plan, found.period.code, found.organisation, *more)
    return HttpResponseRedirect(reverse(route, args=args), status=303)


def _draft(request: HttpRequest, found: KeptReturn, token: str) -> Draft | HttpResponse:
    """Somebody's own file for this very return; to its receipt once it is in."""
    who = me(request).person
    try:
        draft = drafts.find(token, timezone.now())
    except Gone:
        return _gone(request, found, token)
    if draft.receipt is not None:
        return _to_receipt(found.plan, draft.receipt)
    own = Sent(found.plan, found.period.code, found.organisation, who)
    return draft if sent_with(draft) == own else _upload_again(found)


def _gone(request: HttpRequest, found: KeptReturn, token: str) -> HttpResponse:
    """A file that is not here: it is in, or could not be read, or waited too long."""
    job = last_of(token, me(request).person)
    if job is None or job.where != (found.plan, found.period.code, found.organisation):
        return _upload_again(found)
    if (number := taken_in_before(token)) is not None:
        return _to_receipt(found.plan, number)
    if job.state == "failed":
        return refused(request, found, job.wrong)
    return _upload_again(found)


def _upload_again(found: KeptReturn) -> HttpResponse:
    address = _to("return-file", found).headers["Location"]
    return HttpResponseRedirect(f"{address}?gone", status=303)


def _to_receipt(plan_id: str, number: int) -> HttpResponse:
    address = reverse("return-receipt", args=(plan_id, number))
    return HttpResponseRedirect(address, status=303)


def dry_run(
    request: HttpRequest, plan_id: str, period: str, organisation: str, token: str
) -> HttpResponse:
    """What we read and what it would do; then take it in."""
    found = find_own(request, plan_id, period, organisation, values=False)
    draft = _draft(request, found, token)
    if isinstance(draft, HttpResponse):
        return draft
    if draft.large:
        return large(request, found, draft)
    errors, says = Errors(), ""
    if request.method == "POST":
        if request.POST.get("what") == "stop":
            drafts.remove(draft)
            return _to("return", found)
        try:
            return _to_receipt(plan_id, _confirm(request, found, draft))
        except NotAsShown:
            says = CHANGED
        except (Gone, NotThere):
            return _to("return-file", found)
        except UserError as wrong:
            errors.add("main", plain_words(wrong))
    found = find_own(request, plan_id, period, organisation)
    return _show_run(request, found, draft, errors, says)


def _confirm(request: HttpRequest, found: KeptReturn, draft: Draft) -> int:
    return actions.take_in_file(
        by=me(request),
        plan=found.plan,
        period=found.period.code,
        organisation=found.organisation,
        draft=draft,
        at=timezone.now(),
        **sent(request),
    )


def _show_run(
    request: HttpRequest, found: KeptReturn, draft: Draft, errors: Errors, says: str
) -> HttpResponse:
    try:
        seen = compared(found, draft, str(me(request).person))
    except UserError as wrong:
        return refused(request, found, plain_words(wrong))
    return show_run(request, found, draft, shown(found, seen, draft), errors, says)


def copy(
    request: HttpRequest, plan_id: str, period: str, organisation: str, token: str
) -> HttpResponse:
    """Their own file with what is to be mended marked in it."""
    found = find_own(request, plan_id, period, organisation, values=False)
    draft = _draft(request, found, token)
    if isinstance(draft, HttpResponse):
        return draft
    try:
        content = _marked(request, found, draft)
    except UserError as wrong:
        return refused(request, found, plain_words(wrong))
    if content is None:  # there is nothing to mend, or a worker is at it
        return _to("return-dry-run", found, token)
    name = f"with-remarks{draft.suffix}"
    return _download(content, "application/octet-stream", name)


def _marked(request: HttpRequest, found: KeptReturn, draft: Draft) -> bytes | None:
    if draft.large:
        return kept_copy(draft)
    full = find(found.plan, found.period.code, found.organisation)
    seen = compared(full, draft, str(me(request).person))
    return with_remarks(draft, seen.read.problems)


def _receipt(
    request: HttpRequest, plan_id: str, number: int
) -> tuple[Told, KeptReturn]:
    try:
        told = receipt(plan_id, number)
    except NotThere:
        raise Http404 from None
    found = find(plan_id, told.period, told.organisation, values=False)
    if not may(me(request), Permission.RETURN, found):
        raise Http404
    return told, found


def show_receipt(
    request: HttpRequest, plan_id: str, number: int, errors: Errors | None = None
) -> HttpResponse:
    """What a file did. It stays at this address."""
    told, found = _receipt(request, plan_id, number)
    errors = errors or Errors()
    job = last_of(undoing.upload_of(number), me(request).person)
    if job is not None and job.open:
        far = progress(request, job, timezone.now())
        more = {"kept": found, "name": job.name, "doing": "undone"}
        return page(request, "progress", plan_id, progress=far, **more)
    if job is not None and job.state == "failed" and told.undone_by is None:
        errors.add("main", job.wrong)
    return page(
        request,
        "receipt",
        plan_id,
        status=422 if errors else 200,
        receipt=told,
        kept=found,
        names=names(),
        errors=errors,
    )


def undo(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Put back what stood before a file was taken in."""
    told, _ = _receipt(request, plan_id, number)
    if request.method != "POST":
        return _to_receipt(plan_id, number)
    errors = Errors()
    try:
        if undoing.is_long(told) and told.undone_by is None and told.undoes is None:
            undoing.undo_later(by=me(request), told=told, at=timezone.now())
            return _to_receipt(plan_id, number)
        made = undoing.undo_file(
            by=me(request), number=number, plan=plan_id, at=timezone.now()
        )
        return _to_receipt(plan_id, made)
    except UserError as wrong:
        errors.add("main", " ".join(filter(None, (wrong.where, wrong.what, wrong.fix))))
    return show_receipt(request, plan_id, number, errors)
