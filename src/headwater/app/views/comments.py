"""Comments on a thing of a plan, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import comments as actions
from headwater.app.actions import tasks as task_actions
from headwater.app.actions.comments import NotFit
from headwater.app.actions.record import NotAllowed
from headwater.app.clock import day_now
from headwater.app.due import due_words
from headwater.app.selectors import NotThere
from headwater.app.selectors import comments as kept
from headwater.app.selectors.comments import Said
from headwater.app.selectors.naming import organisation_names, plan_title
from headwater.app.selectors.people import Here, here
from headwater.app.selectors.things import FINDING, About, about
from headwater.app.stash import take
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.core.access.allowed import may_somewhere
from headwater.core.access.permissions import Permission


def around(request: HttpRequest, plan_id: str) -> dict[str, Any]:
    """What every page with comments on it is drawn from."""
    who, now = me(request), timezone.now()
    people = here(plan_id, day_now())
    return {
        "may_comment": may_somewhere(who, Permission.COMMENT, plan_id, day_now()),
        "may_follow": lambda said: _may_follow(request, plan_id, said),
        "me": who.person,
        "people": people,
        "takers": [(str(each.person), each.name) for each in _takers(people)],
        "called": organisation_names(plan_id),
        "due_words": lambda due: due_words(due, day_now()),
        "today": timezone.localdate(now),
        "longest": actions.LONGEST,
    }


def _takers(people: list[Here]) -> list[Here]:
    return [each for each in people if each.takes_tasks]


def _may_follow(request: HttpRequest, plan_id: str, said: Said) -> bool:
    assignee = said.task.assignee if said.task else None
    return said.withdrawn is None and task_actions.may_follow(
        me(request), plan_id, said.by, assignee, timezone.now()
    )


def thread(request: HttpRequest, plan_id: str, kind: str, key: str) -> HttpResponse:
    """All that was said about a thing, and a form to say more."""
    found = _about(plan_id, kind, key)
    errors, sent = Errors(), take(request)
    kept_back = sent is not None
    if request.method == "POST":
        sent = request.POST
        number = _say(request, plan_id, found, errors)
        if number is not None:
            return _back(plan_id, found, number)
    return _draw(request, plan_id, found, errors, sent or {}, kept_back=kept_back)


def _say(
    request: HttpRequest, plan_id: str, found: About, errors: Errors
) -> int | None:
    """The number of a comment that was made; None where something does not fit."""
    due, assignee = _due(request, errors), _assignee(request, errors)
    if errors:
        return None
    return _try(
        errors,
        lambda: actions.comment(
            by=me(request),
            plan_id=plan_id,
            kind=found.kind,
            key=found.key,
            text=request.POST.get("text", ""),
            assignee=assignee,
            due=due,
            at=timezone.now(),
        ),
    )


def _try(errors: Errors, do: Callable[[], Any], at: Callable[[str], str] = str) -> Any:
    """Do it; say at its field what does not fit. What may not be is not there."""
    try:
        return do()
    except NotFit as wrong:
        errors.add(at(wrong.field), f"{wrong.what} {wrong.fix}".strip())
    except (NotAllowed, NotThere):
        raise Http404 from None
    return None


def _due(request: HttpRequest, errors: Errors, suffix: str = "") -> date | None:
    text = request.POST.get("due", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        errors.add(f"due{suffix}", "Write the day as 2026-12-01, or leave it blank")
        return None


def _assignee(request: HttpRequest, errors: Errors, suffix: str = "") -> int | None:
    text = request.POST.get("assignee", "").strip()
    if text and not (text.isdecimal() and len(text) < 16):
        errors.add(f"assignee{suffix}", "Choose somebody from the list")
        return None
    return int(text) if text else None


def task(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """The next step of a task: give it to somebody, close it, open it again."""
    errors, kept_back = Errors(), take(request)
    if request.method != "POST" and kept_back is None:
        return HttpResponseRedirect(reverse("tasks", args=(plan_id,)), status=303)
    said = _one(plan_id, number)
    found = _about(plan_id, said.kind, said.key)
    sent: Mapping[str, str] = kept_back or request.POST
    if request.method == "POST":
        _follow(request, plan_id, number, errors)
        if not errors:
            return _back(plan_id, found, number)
    return _draw(
        request,
        plan_id,
        found,
        errors,
        {},
        steps={number: sent},
        kept_back=kept_back is not None,
    )


def _follow(request: HttpRequest, plan_id: str, number: int, errors: Errors) -> None:
    sent, suffix = request.POST, f"-{number}"
    do = sent.get("do", "")
    given = {
        "by": me(request),
        "plan_id": plan_id,
        "number": number,
        "seen": _number(sent.get("change-seen", "")),
        "note": sent.get("note", ""),
        "at": timezone.now(),
    }

    def at(field: str) -> str:
        return _place(_one(plan_id, number), do, field)

    if do == "close":
        _try(errors, lambda: task_actions.close(**given), at)
    elif do == "reopen":
        _try(errors, lambda: task_actions.reopen(**given), at)
    else:
        due = _due(request, errors, suffix)
        taker = _assignee(request, errors, suffix)
        if not errors:
            more = {"due": due, "assignee": taker}
            _try(errors, lambda: task_actions.assign(**given, **more), at)


def _place(said: Said, do: str, field: str) -> str:
    """The id of a field of a comment as it stands now: others may have closed its task
    meanwhile, or taken it back, and its form is gone."""
    if said.withdrawn is not None:
        return f"comment-{said.number}"
    if said.task and (do in ("close", "reopen") or not said.task.open):
        return f"note-{said.number}"
    return f"{'give-note' if field == 'note' else field}-{said.number}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def withdraw(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Take one's own words back."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("tasks", args=(plan_id,)), status=303)
    said, now = _one(plan_id, number), timezone.now()
    by = me(request)
    _try(
        Errors(),
        lambda: actions.withdraw(by=by, plan_id=plan_id, number=number, at=now),
    )
    return _back(plan_id, _about(plan_id, said.kind, said.key), number)


def seen(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Say that one has seen where one is named."""
    by, now = me(request), timezone.now()
    if request.method == "POST":
        _try(
            Errors(),
            lambda: actions.see(by=by, plan_id=plan_id, number=number, at=now),
        )
    return HttpResponseRedirect(reverse("work"), status=303)


def _about(plan_id: str, kind: str, key: str) -> About:
    try:
        return about(plan_id, kind, key)
    except NotThere:
        raise Http404 from None


def _one(plan_id: str, number: int) -> Said:
    try:
        return kept.one(plan_id, number)
    except NotThere:
        raise Http404 from None


def _back(plan_id: str, found: About, number: int) -> HttpResponse:
    """To the comment, on the page of its thing where that has one."""
    route = "row-findings" if found.kind == FINDING else "row"
    address = (
        reverse(route, args=(plan_id, found.table, found.row))
        if found.stands
        else reverse("thread", args=(plan_id, found.kind, found.key))
    )
    return HttpResponseRedirect(f"{address}#comment-{number}", status=303)


def _draw(
    request: HttpRequest,
    plan_id: str,
    found: About,
    errors: Errors,
    sent: Mapping[str, str],
    **more: Any,
) -> HttpResponse:
    return show(
        request,
        "comments/thread.html",
        None,
        status=422 if errors else 200,
        plan_id=plan_id,
        plan_title=plan_title(plan_id),
        about=found,
        comments=kept.thread(plan_id, found.kind, found.key),
        errors=errors,
        sent=sent,
        **around(request, plan_id) | {"steps": {}} | more,
    )
