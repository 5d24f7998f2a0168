"""Many returns at once: to approve, to publish, and what is overdue."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import returns as actions
from headwater.app.actions.returns import Done, Where
from headwater.app.clock import day_now, today
from headwater.app.selectors import Held, NotThere
from headwater.app.selectors import returns as kept
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.people import names
from headwater.app.selectors.returns import Listed
from headwater.app.selectors.returns_values import waiting
from headwater.app.views import returns_words as words
from headwater.app.views.desk import me
from headwater.app.views.returns import page
from headwater.app.views.show import of_plan, show
from headwater.app.views.uploads_forms import Errors
from headwater.core.returns.completeness import by_partner, by_period, overdue
from headwater.core.returns.states import State


Many = Callable[..., Done]


def approve(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What waits for an approver, filtered by period; one, some or all of it."""
    return _many(
        request, plan_id, State.SUBMITTED, actions.approve_many, "returns-approve"
    )


def publish(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What was approved, to be published."""
    return _many(
        request, plan_id, State.APPROVED, actions.publish_many, "returns-publish"
    )


def _many(
    request: HttpRequest, plan_id: str, state: State, do: Many, route: str
) -> HttpResponse:
    chosen = request.POST.get("period", request.GET.get("period", ""))
    errors, result = Errors(), None
    if request.method == "POST":
        wheres = _wheres(request, plan_id)
        if not wheres:
            errors.add("main", "Tick at least one return")
        else:
            result = do(by=me(request), wheres=wheres, at=timezone.now())
            if not result.left:
                return _back(plan_id, route, result.done)
    every = [each for each in _listed(plan_id) if each.state is state]
    periods = {each.period.code: each.period.words for each in every}
    shown = [each for each in every if chosen in ("", each.period.code)]
    return page(
        request,
        "many",
        plan_id,
        status=422 if errors else 409 if result else 200,
        route=route,
        lines=shown,
        periods=periods,
        chosen=chosen if chosen in periods else "",
        names=names(),
        me=str(me(request).person),
        proposed=_with_proposals(plan_id) if state is State.SUBMITTED else [],
        done=_number(request.GET.get("done", "")),
        result=result,
        organisations=organisation_names(plan_id),
        errors=errors,
    )


def _back(plan_id: str, route: str, done: int) -> HttpResponse:
    address = reverse(route, args=(plan_id,))
    return HttpResponseRedirect(f"{address}?done={done}", status=303)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _listed(plan_id: str) -> list[Listed]:
    try:
        return kept.listed(plan_id)
    except NotThere:
        raise Http404 from None


def _with_proposals(plan_id: str) -> list[Listed]:
    """Approved returns for which other values are proposed."""
    asked = waiting(plan_id)
    every = _listed(plan_id)
    return [e for e in every if (e.period.code, e.organisation) in asked]


def _wheres(request: HttpRequest, plan_id: str) -> list[Where]:
    """Those that were ticked, or all that were listed, as their sender saw them."""
    name = "listed" if request.POST.get("what") == "all" else "ticked"
    found = []
    for text in request.POST.getlist(name):
        seen, _, rest = text.partition("|")
        organisation, _, period = rest.partition("|")
        if seen.isdecimal() and len(seen) < 16:
            found.append(Where(plan_id, period, organisation, int(seen)))
    return found


def late(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What has not come in, the longest first; and the published figures."""
    lines, day = _listed(plan_id), day_now()
    expected = [each.expected for each in lines]
    return page(
        request,
        "overdue",
        plan_id,
        overdue=overdue(expected, day),
        day=day,
        periods={e.period.code: e.period.words for e in lines},
        organisations=organisation_names(plan_id),
        partners=by_partner(expected, day),
        by_period=by_period(expected, day),
    )


@of_plan
def public(request: HttpRequest, held: Held) -> HttpResponse:
    """Completeness and timeliness, and nothing else that was handed in."""
    day = today()
    lines = kept.listed(held.plan_id)
    expected = [each.expected for each in lines]
    return show(
        request,
        "returns/public.html",
        held,
        words=words,
        day=day,
        partners=by_partner(expected, day),
        by_period=by_period(expected, day),
        periods={e.period.code: e.period.words for e in lines},
        organisations={k: row.name for k, row in held.organisations.items()},
    )
