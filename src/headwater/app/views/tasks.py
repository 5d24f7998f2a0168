"""All tasks of a plan: to narrow down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict

from headwater.app.clock import day_now
from headwater.app.due import due_words
from headwater.app.selectors import comments as kept
from headwater.app.selectors.comments import STATES, Said, Wanted
from headwater.app.selectors.naming import organisation_names, plan_title
from headwater.app.views.show import show


PAGE = 100
SHORT = 160  # characters of a comment in the list
WORDS = {
    "open": "Open",
    "overdue": "Open, and the day has passed",
    "closed": "Closed",
    "all": "All",
}


def tasks(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The tasks that fit what is asked for, the soonest due first."""
    every = kept.tasks(plan_id, Wanted(state="all"), day_now())
    wanted = _wanted(request.GET)
    found = kept.tasks(plan_id, wanted, day_now())
    names = organisation_names(plan_id)
    number = _page(request.GET.get("page", ""), len(found))
    return show(
        request,
        "comments/tasks.html",
        None,
        plan_id=plan_id,
        plan_title=plan_title(plan_id),
        wanted=wanted,
        tasks=found[number * PAGE : (number + 1) * PAGE],
        count=len(found),
        number=number,
        pages=-(-len(found) // PAGE),
        states=WORDS,
        people=_people(every),
        organisations=_organisations(every, names),
        called=names,
        due_words=lambda due: due_words(due, day_now()),
        short=_short,
        query=_query(wanted),
    )


def _wanted(sent: QueryDict) -> Wanted:
    state, person = sent.get("state", "open"), sent.get("person", "")
    return Wanted(
        sent.get("organisation", "").strip(),
        int(person) if person.isdecimal() and len(person) < 16 else None,
        state if state in STATES else "open",
    )


def _page(text: str, count: int) -> int:
    last = max(-(-count // PAGE), 1)
    return min(max(int(text), 1), last) - 1 if text.isdecimal() and len(text) < 6 else 0


def _people(found: list[Said]) -> list[tuple[int, str]]:
    """Everybody who has, or had, a task here."""
    people = {said.task.assignee: said.task.name for said in found if said.task}
    return sorted(people.items(), key=lambda each: (each[1].casefold(), each[0]))


def _organisations(found: list[Said], names: dict[str, str]) -> list[tuple[str, str]]:
    codes = {said.task.organisation for said in found if said.task}
    return sorted((names.get(code, code), code) for code in codes if code)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


def _query(wanted: Wanted) -> str:
    from urllib.parse import urlencode

    asked = {"organisation": wanted.organisation, "state": wanted.state}
    person = {} if wanted.person is None else {"person": wanted.person}
    return urlencode(asked | person)
