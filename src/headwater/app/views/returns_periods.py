"""The periods of returns, and more time for one partner: for the plan lead."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import returns_rounds as actions
from headwater.app.actions.returns_rounds import Own
from headwater.app.selectors import NotThere
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.returns import asked_organisations, plan_held, rounds
from headwater.app.views.desk import me
from headwater.app.views.returns import page
from headwater.app.views.uploads_forms import Errors
from headwater.core.returns.windows import Round
from headwater.core.time import BadDate, read_date
from headwater.errors import UserError


DATES = ("opens", "due", "closes")


def periods(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every period; ask for another, move a window, or give more time."""
    errors = Errors()
    if request.method == "POST":
        do = _extend if request.POST.get("what") == "extend" else _set_round
        try:
            do(request, plan_id, errors)
        except NotThere:
            raise Http404 from None
        if not errors:
            address = reverse("returns-periods", args=(plan_id,))
            return HttpResponseRedirect(f"{address}?saved", status=303)
    return _show(request, plan_id, errors)


def _show(request: HttpRequest, plan_id: str, errors: Errors) -> HttpResponse:
    try:
        plan = plan_held(plan_id).whole_plan
    except NotThere:
        raise Http404 from None
    every = rounds(plan_id)[::-1]
    named = organisation_names(plan_id)
    chosen = next(
        (e for e in every if e.period.code == request.GET.get("change")), None
    )
    return page(
        request,
        "periods",
        plan_id,
        status=422 if errors else 200,
        rounds=[(each, len(asked_organisations(plan, each.period))) for each in every],
        organisations=named,
        sent=request.POST if request.method == "POST" else _as_sent(chosen),
        saved="saved" in request.GET,
        changing=chosen,
        errors=errors,
    )


def _as_sent(chosen: Round | None) -> dict[str, Any]:
    """A round as its form would send it, to be changed."""
    if chosen is None:
        return {}
    window = chosen.window
    return {
        "code": chosen.period.code,
        "opens": window.opens.isoformat(),
        "due": window.due.isoformat(),
        "closes": window.closes.isoformat(),
    }


def _set_round(request: HttpRequest, plan_id: str, errors: Errors) -> None:
    sent = request.POST
    code = " ".join(sent.get("code", "").split())
    if not code:
        errors.add("code", "Enter a period, such as 2026-Q3")
    days = {name: _day(sent.get(name, ""), name, errors) for name in DATES}
    own = _own(request, errors)
    opens, due, closes = (days[name] for name in DATES)
    if errors or opens is None or due is None or closes is None:
        return
    try:
        actions.set_round(
            by=me(request),
            plan=plan_id,
            code=code,
            own=own,
            opens=opens,
            due=due,
            closes=closes,
            at=timezone.now(),
        )
    except UserError as wrong:
        errors.add("code", " ".join(filter(None, (wrong.what, wrong.fix))))


def _own(request: HttpRequest, errors: Errors) -> Own | None:
    """The days of a period of one's own, where they are given."""
    first, last = (request.POST.get(n, "").strip() for n in ("first", "last"))
    if not first and not last:
        return None
    days = _day(first, "first", errors), _day(last, "last", errors)
    return Own(*days) if days[0] and days[1] else None  # type: ignore[arg-type]


def _day(text: str, name: str, errors: Errors) -> date | None:
    """A whole day; anything else is said at its field."""
    try:
        found = read_date(text.strip()) if text.strip() else None
    except BadDate:
        found = None
    if found is None or found.first is None or found.first != found.last:
        errors.add(name, "Enter a day, such as 2026-10-31")
        return None
    return found.first


def _extend(request: HttpRequest, plan_id: str, errors: Errors) -> None:
    sent = request.POST
    until = _day(sent.get("until", ""), "until", errors)
    if not sent.get("reason", "").strip():
        errors.add("reason", "Say in a sentence why they get more time")
    if errors or until is None:
        return
    try:
        actions.extend(
            by=me(request),
            plan=plan_id,
            period=sent.get("period", ""),
            organisation=sent.get("organisation", ""),
            until=until,
            reason=sent.get("reason", ""),
            at=timezone.now(),
        )
    except UserError as wrong:
        errors.add("until", " ".join(filter(None, (wrong.what, wrong.fix))))
