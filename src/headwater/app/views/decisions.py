"""Decisions of reviews: recorded, looked at, and said to be carried out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import reviews as actions
from headwater.app.actions.record import NotAllowed
from headwater.app.selectors import Held, NotThere, reviews
from headwater.app.stash import take
from headwater.app.views.days import read_day
from headwater.app.views.desk import me
from headwater.app.views.meeting import find, held_plan, may
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors, read_text
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


LONG = 2000  # characters of a decision or its reason
Item = dict[str, Any]


def decide(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    """Record what was decided, by which organisations or roles, and why."""
    plan, of = held_plan(plan_id), find(plan_id, day)
    if of.state != reviews.OPEN:
        return HttpResponseRedirect(reverse("meeting", args=(plan_id, day)), status=303)
    errors, kept = Errors(), take(request)
    sent = request.POST if request.method == "POST" else kept
    if request.method == "POST" and (answer := _save(request, plan, of, errors)):
        return answer
    return show(
        request,
        "meetings/decide.html",
        plan,
        status=422 if errors else 200,
        meeting=of,
        errors=errors,
        sent=sent or {},
        chosen=sent.getlist("organisations") if sent is not None else [],
        about=_about(plan, sent.get("about", "") if sent is not None else ""),
        kept_back=kept is not None,
    )


def _save(
    request: HttpRequest, plan: Held, of: reviews.Meeting, errors: Errors
) -> HttpResponse | None:
    """To the review once it is recorded."""
    sent = request.POST
    text = long_text(sent, "text", errors, "Enter what was decided")
    organisations = sent.getlist("organisations")
    roles = read_text(sent, "roles", errors)
    if not organisations and not roles:
        errors.add("organisations", "Say who decided it: organisations, or roles")
    reason = long_text(sent, "reason", errors)
    due = read_day(sent, "due", errors) if sent.get("due", "").strip() else None
    about = sent.get("about", "")
    if about not in {item["value"] for item in _about(plan, "")}:
        errors.add("about", "Select what it is about from the list")
    if errors:
        return None
    try:
        number = actions.decide(
            by=me(request),
            plan_id=of.plan,
            day=of.day,
            text=text,
            organisations=organisations,
            roles=roles,
            reason=reason,
            about=about,
            due=due,
            at=timezone.now(),
        )
    except (NotAllowed, NotThere):
        raise Http404 from None
    except UserError as wrong:
        errors.add("text", f"{wrong.what} {wrong.fix}".strip())
        return None
    address = reverse("meeting", args=(of.plan, of.key))
    return HttpResponseRedirect(f"{address}#decision-{number}", status=303)


def long_text(sent: Any, name: str, errors: Errors, needed: str = "") -> str:
    """Text of some lines. `needed` is what to say where it is blank."""
    text: str = sent.get(name, "").replace("\r\n", "\n").strip()
    if needed and not text:
        errors.add(name, needed)
    if len(text) > LONG:
        errors.add(name, f"Keep this to {LONG:,} characters or fewer")
    return text


def _about(plan: Held, chosen: str) -> list[Item]:
    """What a decision can be about: a principle, a finding, or an action."""
    principles = plan.framework.principles
    named = [("", "The plan as a whole")]
    named += [
        (f"principle/{p.code}", f"Principle {p.code} {p.short}") for p in principles
    ]
    rules = sorted({group.rule for group in plan.groups})
    named += [(f"rule/{r}", f"Finding {r}: {plan.rules[r].wants}") for r in rules]
    actions_ = plan.plan.actions
    named += [
        (f"actions/{a.action_id}", f"Action {a.action_id}: {a.title}") for a in actions_
    ]
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in named
    ]


def decision(request: HttpRequest, plan_id: str, day: str, number: int) -> HttpResponse:
    """One decision, and what was changed because of it."""
    plan = held_plan(plan_id)
    return _page(request, plan, find(plan_id, day), number, Errors())


def follow(request: HttpRequest, plan_id: str, day: str, number: int) -> HttpResponse:
    """Say that it has been carried out."""
    plan, of, errors = held_plan(plan_id), find(plan_id, day), Errors()
    address = reverse("decision", args=(plan_id, day, number))
    if request.method != "POST":
        return HttpResponseRedirect(address, status=303)
    text = long_text(request.POST, "done", errors, "Say how it was carried out")
    if not errors:
        try:
            actions.follow(
                by=me(request),
                plan_id=plan_id,
                day=of.day,
                number=number,
                text=text,
                at=timezone.now(),
            )
        except (NotAllowed, NotThere):
            raise Http404 from None
        except UserError as wrong:
            errors.add("done", f"{wrong.what} {wrong.fix}".strip())
    if errors:
        return _page(request, plan, of, number, errors)
    return HttpResponseRedirect(address, status=303)


def _page(
    request: HttpRequest,
    plan: Held,
    of: reviews.Meeting,
    number: int,
    errors: Errors,
) -> HttpResponse:
    found = next((d for d in of.decisions if d.number == number), None)
    if found is None:
        raise Http404
    return show(
        request,
        "meetings/decision.html",
        plan,
        status=422 if errors else 200,
        meeting=of,
        decision=found,
        errors=errors,
        sent=request.POST,
        may_review=may(request, plan.plan_id, Permission.REVIEW),
    )


def to_choose(plan_id: str, chosen: str) -> list[Item]:
    """The decisions that wait to be carried out, for a row that changes."""
    found = reviews.undone(plan_id)
    named = [(str(each.pk), f"{each.heading}: {each.text[:80]}") for each in found]
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in (("", "No"), *named)
        if found
    ]
