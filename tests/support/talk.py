"""What partners say and do with comments and tasks, as their browsers send it."""

from __future__ import annotations

from typing import Any

from northbank_people import PLAN, WHO, person
from page_checks import check_page


ROW = f"/desk/{PLAN}/tables/actions/rows/N51/"
THREAD = f"/desk/{PLAN}/about/actions/N51/"
TASKS = f"/desk/{PLAN}/tasks/"


def today() -> Any:
    from headwater.app.clock import day_now

    return day_now()


def say(client: Any, text: str, who: str = "", due: Any = "", to: str = THREAD) -> Any:
    sent = {"text": text, "assignee": str(person(WHO[who])) if who else ""}
    return client.post(to, sent | {"due": str(due)})


def step(client: Any, number: int, do: str, **sent: str) -> Any:
    from headwater.app.selectors.comments import one

    task = one(PLAN, number).task
    seen = {"change-seen": str(task.seen if task else 0)}
    return client.post(address(number, "task"), seen | {"do": do} | sent)


def address(number: int, what: str) -> str:
    return f"/desk/{PLAN}/comments/{number}/{what}/"


def made(answer: Any) -> int:
    """The number of the comment that an answer leads to."""
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return int(answer.headers["Location"].rpartition("#comment-")[2])


def page(client: Any, at: str) -> Any:
    return check_page(client.get(at), at, workbench=True)


def yours(client: Any) -> str:
    """The part of 'Your work' that is one list to do."""
    text: str = page(client, "/desk/").main
    return text.partition("Yours to do")[2].partition("You are ")[0]


def events() -> list[tuple[str, str, str]]:
    from headwater.app.models import Event

    rows = Event.objects.filter(plan=PLAN).order_by("pk")
    return list(rows.values_list("did", "kind", "key"))
