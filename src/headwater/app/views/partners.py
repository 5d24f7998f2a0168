"""A partner for those who work with it; and what it says of itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import assessments as actions
from headwater.app.actions.assessments import SaidMeanwhile
from headwater.app.actions.record import NotAllowed
from headwater.app.clock import today
from headwater.app.selectors import Held, NotThere, assessments, held
from headwater.app.selectors.capacity import capacity
from headwater.app.selectors.own import own
from headwater.app.selectors.partners import Partner, partner, partners
from headwater.app.selectors.reviews import undone
from headwater.app.stash import take
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.core.plan.assessment import BY_CODE, NOT_ASSESSED, STEPS
from headwater.errors import UserError


LONGEST = 4000  # characters of evidence
SEEN = "change-seen"


def organisation(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """All of a partner: what it leads and owes, its people, and each principle."""
    plan, found = _find(plan_id, key)
    now = timezone.now()
    return show(
        request,
        "partners/partner.html",
        plan,
        partner=found,
        own=own(plan, key),
        capacity=capacity(plan, key),
        decisions=[d for d in undone(plan_id) if key in d.organisations],
        said=assessments.newest(plan_id, key),
        not_assessed=NOT_ASSESSED,
        may_assess=actions.may_assess(me(request), plan_id, key, now),
        saved="saved" in request.GET,
    )


def principle(request: HttpRequest, plan_id: str, key: str, code: str) -> HttpResponse:
    """What a partner has said of one principle, since when, and who wrote it."""
    plan, found = _find(plan_id, key)
    return show(
        request,
        "partners/principle.html",
        plan,
        partner=found,
        principle=_principle(plan, code),
        history=assessments.history(plan_id, key, code),
        not_assessed=NOT_ASSESSED,
        may_assess=actions.may_assess(me(request), plan_id, key, timezone.now()),
    )


def assess(request: HttpRequest, plan_id: str, key: str, code: str) -> HttpResponse:
    """Say how far one's organisation has come with a principle."""
    plan, found = _find(plan_id, key)
    of = _principle(plan, code)
    if not actions.may_assess(me(request), plan_id, key, timezone.now()):
        raise Http404
    history, errors = assessments.history(plan_id, key, code), Errors()
    kept = take(request)
    sent = request.POST if request.method == "POST" else kept
    values = _values(sent, history)
    status = 200
    if request.method == "POST":
        _check(values, errors)
        answer = None if errors else _save(request, plan_id, key, code, values, errors)
        if isinstance(answer, HttpResponse):
            return answer
        status = 409 if answer else 422
    return show(
        request,
        "partners/assess.html",
        plan,
        status=status,
        partner=found,
        principle=of,
        steps=STEPS,
        errors=errors,
        sent=values,
        seen=history[0].number if history else 0,
        history=history,
        kept_back=kept is not None,
    )


def _values(sent: Any, history: list[Any]) -> dict[str, Any]:
    """What stands in the form: what was sent, or what was said last."""
    last = history[0] if history else None
    if sent is None:
        return {
            "level": last.step.code if last else "",
            "evidence": last.evidence if last else "",
            "raises": last.raises if last else "",
            "publish": "yes" if last and last.publish else "no",
            "seen": last.number if last else 0,
        }
    seen = sent.get(SEEN, "")
    return {
        "level": sent.get("level", ""),
        "evidence": sent.get("evidence", "").replace("\r\n", "\n").strip(),
        "raises": sent.get("raises", "").replace("\r\n", "\n").strip(),
        "publish": "yes" if sent.get("publish") == "yes" else "no",
        "seen": int(seen) if seen.isdecimal() and len(seen) < 16 else 0,
    }


def _check(values: dict[str, Any], errors: Errors) -> None:
    if values["level"] not in BY_CODE:
        errors.add("level", "Select what describes your organisation best")
    if not values["evidence"]:
        errors.add("evidence", "Say what shows it, if only in a sentence")
    for name in ("evidence", "raises"):
        if len(values[name]) > LONGEST:
            errors.add(name, f"Keep this to {LONGEST:,} characters or fewer")


def _save(
    request: HttpRequest,
    plan_id: str,
    key: str,
    code: str,
    values: dict[str, Any],
    errors: Errors,
) -> HttpResponse | bool:
    """Back to the partner once it is said; True where somebody was quicker."""
    try:
        actions.assess(
            by=me(request),
            plan_id=plan_id,
            organisation=key,
            principle=code,
            level=values["level"],
            evidence=values["evidence"],
            raises=values["raises"],
            publish=values["publish"] == "yes",
            seen=values["seen"],
            at=timezone.now(),
        )
    except SaidMeanwhile as wrong:
        errors.add("level", f"{wrong.what} {wrong.fix}")
        return True
    except (NotAllowed, NotThere):
        raise Http404 from None
    except UserError as wrong:
        errors.add("level", wrong.what)
        return False
    address = reverse("partner", args=(plan_id, key))
    return HttpResponseRedirect(f"{address}?saved#{code}", status=303)


def table(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every principle beside every partner that takes part, in words."""
    plan = _held(plan_id)
    said = assessments.by_principle(plan_id)
    named = {organisation for _, organisation in said}
    rows = [p.organisation for p in partners(plan)]
    return show(
        request,
        "partners/table.html",
        plan,
        assessed=[row for row in rows if row.organisation_id in named],
        others=[row for row in rows if row.organisation_id not in named],
        said=said,
        not_assessed=NOT_ASSESSED,
        steps=STEPS,
    )


def _held(plan_id: str) -> Held:
    try:
        return held(plan_id, today())
    except NotThere:
        raise Http404 from None


def _find(plan_id: str, key: str) -> tuple[Held, Partner]:
    plan = _held(plan_id)
    try:
        return plan, partner(plan, key)
    except NotThere:
        raise Http404 from None


def _principle(plan: Held, code: str) -> Any:
    try:
        return plan.principle(code)
    except NotThere:
        raise Http404 from None
