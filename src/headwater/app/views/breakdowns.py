"""Build a breakdown of people, see what would be hidden, and publish it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from headwater.app import crosstab
from headwater.app.actions import releases as actions
from headwater.app.clock import today
from headwater.app.selectors import breakdowns
from headwater.app.selectors.breakdowns import Choice, Preview
from headwater.app.selectors.releases import tables
from headwater.app.views import breakdowns_form as form
from headwater.app.views.show import first_plan, show
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError
from headwater.exchange import protected_out
from headwater.exchange.counts_source import CountsSource


MOST_REASONS = 60  # on the page; they are for the owner's eyes and differ little


def build(request: HttpRequest) -> HttpResponse:
    """Choose, and see at once what it would show."""
    known = breakdowns.sources()
    if not known:
        return _page(request, "none")
    errors = Errors()
    of = _source(request.GET, known, errors)
    if of is None:
        return _page(request, "build", errors=errors, known=known, of=None, found=None)
    asked = "source" in request.GET
    choice = form.choice_of(request.GET, of, errors if asked else Errors())
    found = _preview(choice, request.GET, errors) if asked and not errors else None
    return _page(
        request,
        "build",
        errors=errors,
        known=known,
        of=of,
        choice=choice,
        found=found,
        asked=asked,
        **_told(found),
    )


def publish(request: HttpRequest) -> HttpResponse:
    """Check once more, then publish. What is published is what was shown."""
    sent = request.POST if request.method == "POST" else request.GET
    errors = Errors()
    of = _source(sent, breakdowns.sources(), errors)
    choice = form.choice_of(sent, of, errors) if of else None
    found = None if errors or choice is None else _preview(choice, sent, errors, True)
    if found is None or found.made is None:
        return HttpResponseRedirect(reverse("breakdowns"), status=303)
    entry = found.made.entry
    if request.method == "POST":
        if sent.get("seal") == entry.id:
            actions.publish(entry=entry)
            address = reverse("released", args=(entry.id,))
            return HttpResponseRedirect(f"{address}?new", status=303)
        errors.add("seal", "The ledger or the counts changed since. Look again")
    return _page(
        request,
        "publish",
        errors=errors,
        choice=choice,
        found=found,
        entry=entry,
        **_told(found),
    )


def _source(
    sent: QueryDict, known: list[tuple[str, str]], errors: Errors
) -> CountsSource | None:
    keys = [key for key, _ in known]
    key = sent.get("source", "")
    if not keys:
        return None
    try:
        return breakdowns.source(key if key in keys else keys[0])
    except UserError as wrong:
        errors.add("main", str(wrong))
        return None


def _preview(
    choice: Choice, sent: QueryDict, errors: Errors, large: bool = False
) -> Preview | None:
    try:
        day = today().isoformat()
        return breakdowns.preview(choice, day, large=large or "work" in sent)
    except UserError as wrong:
        errors.add("by", " ".join(part for part in (wrong.what, wrong.fix) if part))
        return None


def _told(found: Preview | None) -> dict[str, Any]:
    """What the page draws of a preview, made from what would be published."""
    if found is None or found.made is None:
        return {"grids": [], "reasons": [], "by": ""}
    entry = found.made.entry
    (table,) = tables(entry)
    reasons = found.reasons()
    return {
        "grids": crosstab.grids(entry, table),
        "reasons": reasons[:MOST_REASONS],
        "more_reasons": len(reasons) - MOST_REASONS,
        "by": crosstab.by(entry, entry.tables[0]),
    }


def _page(request: HttpRequest, template: str, **values: Any) -> HttpResponse:
    """Kept by nobody, and forms may say where they come from."""
    values.setdefault("errors", Errors())
    response = show(
        request,
        f"breakdowns/{template}.html",
        first_plan(),
        status=422 if values["errors"] else 200,
        form=form,
        crosstab=crosstab,
        said=protected_out,
        **values,
    )
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
