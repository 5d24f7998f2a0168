"""Returns: those of one's own organisation, one of them, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import returns as actions
from headwater.app.actions.record import NotAllowed
from headwater.app.actions.returns import Where
from headwater.app.actions.returns_steps import may, may_read
from headwater.app.clock import day_now
from headwater.app.selectors import NotThere
from headwater.app.selectors import returns as kept
from headwater.app.selectors.naming import plan_title
from headwater.app.selectors.people import names
from headwater.app.selectors.reminders import told_in
from headwater.app.selectors.returns import OPEN, KeptReturn
from headwater.app.selectors.returns_files import receipts, versions
from headwater.app.views import returns_words as words
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.core.access.allowed import Actor, may_somewhere
from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES
from headwater.core.returns.form import Line
from headwater.core.returns.states import State
from headwater.core.returns.values import WHOLE
from headwater.errors import UserError


SEEN, NOTE = "seen", "note"
MOST_VERSIONS = 500  # of values, on one page
MOST_LINES = 300  # the same; thousands of groups are handed in as a file


def page(
    request: HttpRequest, template: str, plan_id: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page about returns."""
    known = {
        "plan_id": plan_id,
        "plan_title": plan_title(plan_id),
        "words": words,
        "errors": more.pop("errors", Errors()),
    }
    return show(
        request, f"returns/{template}.html", None, status=status, **known | more
    )


def find(
    plan_id: str, period: str, organisation: str, values: bool = True
) -> KeptReturn:
    """What nobody asked for is not there."""
    try:
        return kept.kept_return(plan_id, period, organisation, values=values)
    except NotThere:
        raise Http404 from None


def find_own(
    request: HttpRequest,
    plan_id: str,
    period: str,
    organisation: str,
    values: bool = True,
) -> KeptReturn:
    """A return that one fills in; that of others is not there."""
    found = find(plan_id, period, organisation, values)
    if not may(me(request), Permission.RETURN, found):
        raise Http404
    return found


def some_lines(found: KeptReturn) -> tuple[list[Line], int]:
    """The lines that a page shows, no whole left out before a group; and how many more
    there are."""
    lines = list(found.form.lines)
    if len(lines) > MOST_LINES:
        lines.sort(key=lambda line: line.key.breakdown != WHOLE)
    return lines[:MOST_LINES], max(len(lines) - MOST_LINES, 0)


def to_return(found: KeptReturn, said: str = "") -> HttpResponse:
    args = (found.plan, found.period.code, found.organisation)
    address = reverse("return", args=args)
    return HttpResponseRedirect(f"{address}?{said}" if said else address, status=303)


def mine(who: Actor, plan_id: str) -> frozenset[str]:
    """The organisations for which somebody makes returns."""
    return frozenset(
        grant.organisation
        for grant in who.grants
        if grant.plan == plan_id
        and grant.on(day_now())
        and Permission.RETURN in ROLES[grant.role].permissions
    )


def returns(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The returns of my organisation by period; a plan lead may see everybody's."""
    who, day = me(request), day_now()
    own = mine(who, plan_id)
    able = {p for p in Permission if may_somewhere(who, p, plan_id, day)}
    every = "all" in request.GET or not own
    try:
        lines = kept.listed(plan_id)
    except NotThere:
        raise Http404 from None
    shown = [each for each in lines if every or each.organisation in own]
    return page(
        request, "list", plan_id, lines=shown, own=own, every=every, may=able, day=day
    )


def one(
    request: HttpRequest,
    plan_id: str,
    period: str,
    organisation: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One return: where it stands, its figures, and what may be done with it."""
    who, found = me(request), find(plan_id, period, organisation)
    read = may_read(who, found)
    lines, more_lines = some_lines(found)
    values = {
        "kept": found,
        "lines": lines,
        "more": more_lines,
        "read": read,
        "may": _may_do(who, found),
        "names": names(),
        "files": receipts(plan_id, period, organisation) if read else [],
        "said": next(iter(request.GET), ""),
        "day": day_now(),
        "told": [n for o, n in told_in(plan_id, day_now()) if o == organisation],
        "note": "",
    }
    return page(request, "one", plan_id, status=status, **values | more)


def _may_do(who: Actor, found: KeptReturn) -> frozenset[str]:
    """What this person may do with the return as it stands, by name."""
    able = {p for p in Permission if may(who, p, found)}
    state, in_time = found.state, found.window.open_on(day_now())
    author = found.went.submitted_by == str(who.person)
    answers = {
        "fill in": Permission.RETURN in able and state in OPEN,
        "propose": Permission.RETURN in able and found.approved,
        "submit": Permission.RETURN in able
        and (state is State.RETURNED or (state is State.DRAFT and in_time)),
        "nil": Permission.RETURN in able
        and state in (State.NOT_STARTED, State.DRAFT)
        and in_time,
        "take back": Permission.RETURN in able and state is State.SUBMITTED and in_time,
        "file": Permission.RETURN in able and state is not State.SUBMITTED,
        "template": Permission.RETURN in able,
        "approve": Permission.APPROVE in able
        and state is State.SUBMITTED
        and not author,
        "own": Permission.APPROVE in able and state is State.SUBMITTED and author,
        "give back": Permission.APPROVE in able
        and state in (State.SUBMITTED, State.APPROVED),
        "decide": Permission.APPROVE in able and bool(found.proposals),
        "publish": Permission.PUBLISH in able and state is State.APPROVED,
    }
    return frozenset(name for name, yes in answers.items() if yes)


def history(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """Every step of a return, and every version of its values for those who may."""
    found = find(plan_id, period, organisation)
    read = may_read(me(request), found)
    return page(
        request,
        "history",
        plan_id,
        kept=found,
        read=read,
        names=names(),
        versions=versions(plan_id, period, organisation, MOST_VERSIONS) if read else [],
        most=MOST_VERSIONS,
    )


def where(request: HttpRequest, found: KeptReturn) -> Where:
    """The return as its sender saw it."""
    seen = _number(request.POST.get(SEEN, ""))
    return Where(found.plan, found.period.code, found.organisation, seen)


def _number(text: str) -> int:
    """A number as a form of ours has it; another text is none that there is."""
    return int(text) if text.isdecimal() and len(text) < 16 else -1


def do(
    request: HttpRequest,
    found: KeptReturn,
    act: Callable[[Where], object],
    said: str,
    field: str = "main",
) -> HttpResponse:
    """Do it and go back to the return, or say on its page what stood in the way."""
    try:
        act(where(request, found))
    except NotThere:
        raise Http404 from None
    except UserError as wrong:
        return refuse(request, found, wrong, field)
    return to_return(found, said)


def refuse(
    request: HttpRequest, found: KeptReturn, wrong: UserError, field: str
) -> HttpResponse:
    errors = Errors()
    says = wrong.what if isinstance(wrong, NotAllowed) else f"{wrong.what} {wrong.fix}"
    errors.add(field, says.strip())
    args = (found.plan, found.period.code, found.organisation)
    note = request.POST.get(NOTE, "")[: actions.LONGEST_NOTE]
    return one(request, *args, status=422, errors=errors, note=note)


def nil(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """There was nothing to count, in one click."""
    found = find_own(request, plan_id, period, organisation)
    if request.method != "POST":
        return to_return(found)
    who, now = me(request), timezone.now()
    return do(
        request,
        found,
        lambda at: actions.nil_return_of(by=who, where=at, at=now),
        "submitted",
    )


def take_back(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """A submission, within the window."""
    found = find_own(request, plan_id, period, organisation)
    if request.method != "POST":
        return to_return(found)
    who, now = me(request), timezone.now()
    return do(
        request,
        found,
        lambda at: actions.take_back(by=who, where=at, at=now),
        "back",
    )


def decide(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """Approve it, give it back, or settle what is proposed."""
    found = find(plan_id, period, organisation)
    what = request.POST.get("what", "")
    if request.method != "POST" or what not in _DECISIONS:
        return to_return(found)
    return _DECISIONS[what](request, found)


def _approve(request: HttpRequest, found: KeptReturn) -> HttpResponse:
    who, now = me(request), timezone.now()
    return do(
        request, found, lambda at: actions.approve(by=who, where=at, at=now), "approved"
    )


def _give_back(request: HttpRequest, found: KeptReturn) -> HttpResponse:
    who, now = me(request), timezone.now()
    note = request.POST.get(NOTE, "")
    return do(
        request,
        found,
        lambda at: actions.give_back(by=who, where=at, note=note, at=now),
        "given",
        NOTE,
    )


def _settle(request: HttpRequest, found: KeptReturn) -> HttpResponse:
    who, now, sent = me(request), timezone.now(), request.POST
    yes = sent["what"] == "take in"
    return do(
        request,
        found,
        lambda at: actions.decide_revisions(
            by=who,
            where=at,
            revision=_number(sent.get("values", "")),
            keys=sent.getlist("key"),
            yes=yes,
            note=sent.get("reason", ""),
            at=now,
        ),
        "settled",
        "reason",
    )


_DECISIONS = {
    "approve": _approve,
    "give back": _give_back,
    "take in": _settle,
    "drop": _settle,
}
