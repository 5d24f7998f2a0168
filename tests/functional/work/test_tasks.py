"""Tasks: given, passed on, closed, opened again; and one list of what is to do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from northbank_people import PLAN, WHO, person
from page_checks import check_page
from talk import (
    ROW,
    TASKS,
    THREAD,
    address,
    events,
    made,
    page,
    say,
    step,
    today,
    yours,
)


def test_a_day_that_has_passed_is_refused(acting) -> None:
    answer = say(acting("contributor"), "x", "analyst", today() - timedelta(days=1))
    assert answer.status_code == 422
    assert "This day has passed" in answer.content.decode()


def test_tasks_go_to_those_who_take_them_on(acting) -> None:
    """Auditors and readers read; they take nothing on."""
    client = acting("contributor")
    for who in ("auditor", "reader", "stranger"):
        assert say(client, "x", who).status_code == 422, who
    for who in ("analyst", "approver", "publisher", "plan lead"):
        made(say(client, f"for {who}", who))


def test_a_task_is_passed_on_closed_with_a_note_and_opened_again(acting) -> None:
    author, first, second = (
        acting(who) for who in ("contributor", "analyst", "approver")
    )
    due = today() + timedelta(days=3)
    number = made(say(author, "Look at the dose", "analyst", due))
    assert "in 3 days" in yours(first)
    assert "Look at the dose" not in yours(second)
    more = {"assignee": str(person(WHO["approver"])), "due": "", "note": "you know it"}
    made(step(first, number, "assign", **more))
    assert "Look at the dose" not in yours(first)
    assert "No day set" in yours(second)
    assert step(second, number, "close", note=" ").status_code == 422
    made(step(second, number, "close", note="It is 12 sessions"))
    assert "Look at the dose" not in yours(second)
    made(step(author, number, "reopen", note="not yet"))
    assert "Look at the dose" in yours(second)
    shown = page(author, ROW).main
    for words in ("you know it", "It is 12 sessions", "not yet", "opened again"):
        assert words in shown
    mine = [did for did, kind, key in events() if (kind, key) == ("actions", "N51")]
    assert mine == [
        "commented",
        "gave a task",
        "gave a task",
        "closed a task",
        "opened a task again",
    ]


def test_only_those_whom_a_task_concerns_follow_it(acting) -> None:
    number = made(say(acting("contributor"), "A task", "analyst"))
    for who in ("publisher", "partner lead", "other partner"):
        answer = step(acting(who), number, "close", note="done")
        assert answer.status_code == 404, who
    made(step(acting("plan lead"), number, "close", note="done"))


def test_a_comment_becomes_a_task_later(acting) -> None:
    client = acting("contributor")
    number = made(say(client, "Somebody should"))
    assert step(client, number, "assign").status_code == 422
    made(step(client, number, "assign", assignee=str(person(WHO["analyst"]))))
    assert "Somebody should" in yours(acting("analyst"))


@pytest.mark.parametrize("do", ["assign", "close"])
def test_the_second_of_two_is_told_that_the_task_has_changed(acting, do: str) -> None:
    author, taker = acting("contributor"), acting("analyst")
    number = made(say(author, "A task", "analyst"))
    sent = {"do": do, "note": "mine", "assignee": str(person(WHO["approver"]))}
    seen = re.search(r'name="change-seen" value="(\d+)"', page(author, THREAD).html)
    made(step(taker, number, "close", note="done"))
    answer = author.post(
        address(number, "task"), sent | {"change-seen": seen[1] if seen else ""}
    )
    assert answer.status_code == 422
    shown = check_page(answer, THREAD, workbench=True)
    assert "Somebody changed this task meanwhile" in shown.main
    assert events()[-1][0] == "closed a task"


def test_what_does_not_fit_a_step_is_said_at_its_field(acting) -> None:
    client = acting("contributor")
    number = made(say(client, "A task", "analyst"))
    long = "x" * 1001
    taker = str(person(WHO["analyst"]))
    for do, sent, at in (
        ("close", {"note": ""}, "note"),
        ("close", {"note": long}, "note"),
        ("assign", {"note": long, "assignee": taker}, "give-note"),
        ("assign", {"assignee": "0"}, "assignee"),
        ("assign", {"assignee": taker, "due": "2001-01-01"}, "due"),
        ("assign", {"assignee": taker, "due": "soon"}, "due"),
        ("reopen", {}, "note"),
        ("", {}, "assignee"),
    ):
        answer = step(client, number, do, **sent)
        assert answer.status_code == 422, (do, sent)
        shown = check_page(answer, THREAD, workbench=True)
        assert f"#{at}-{number}" in shown.links, (do, sent)


def test_yours_to_do_is_one_list_by_day_and_says_overdue_in_words(acting) -> None:
    from headwater.app.models import TaskStep

    author = acting("contributor")
    later, sooner = today() + timedelta(days=9), today() + timedelta(days=1)
    made(say(author, "No hurry", "plan lead"))
    made(say(author, "Later", "plan lead", later))
    made(say(author, "Sooner", "plan lead", sooner))
    late = made(say(author, "Late", "plan lead", today()))
    TaskStep(
        comment_id=late,
        did="assigned",
        assignee_id=person(WHO["plan lead"]),
        due=today() - timedelta(days=12),
        by_id=person(WHO["contributor"]),
        at=TaskStep.objects.latest("pk").at,
    ).save()
    client = acting("plan lead")
    listed = yours(client)
    order = [listed.index(words) for words in ("Late", "Sooner", "Later", "No hurry")]
    assert order == sorted(order)
    assert "Overdue by 12 days" in listed
    assert "Due tomorrow" in listed
    overdue = page(client, f"{TASKS}?state=overdue").main
    assert "Late" in overdue
    assert "Sooner" not in overdue


def test_what_waits_for_a_second_person_waits_for_those_who_may_confirm(acting) -> None:
    one, other = acting("plan lead"), acting("other lead")
    admitted = one.post(f"/desk/{PLAN}/people/admit/", {"admit": _outsider()})
    assert admitted.status_code == 303
    again = one.post(f"/desk/{PLAN}/people/again/{person(WHO['contributor'])}/")
    assert again.status_code == 200
    assert "second person" not in yours(one)
    listed = yours(other)
    assert listed.count("Waits for you as the second person") == 2
    assert "a new way in for Sunniva Marlock (invented)" in listed
    for who in ("contributor", "analyst", "stranger"):
        assert "second person" not in yours(acting(who)), who


def _outsider() -> str:
    from headwater.app.selectors.naming import organisation_names
    from headwater.app.selectors.people import admitted

    return next(o for o in organisation_names(PLAN) if o not in admitted(PLAN))


def test_a_lead_s_role_waits_for_a_second_person(acting) -> None:
    from django.utils import timezone

    from headwater.app.actions.people import give_role
    from headwater.app.selectors.people import actor
    from headwater.core.access.roles import Role

    give_role(
        by=actor(person(WHO["plan lead"]), True),
        person=person(WHO["reader"]),
        role=Role.PARTNER_LEAD,
        plan=PLAN,
        organisation="tallowgate",
        until=None,
        at=timezone.now(),
    )
    listed = yours(acting("other lead"))
    assert (
        "a role for Mab Thistlewood (invented), partner lead for Tallowgate" in listed
    )
    assert "second person" not in yours(acting("plan lead"))
    assert "second person" not in yours(acting("reader"))


def test_tasks_of_a_plan_are_narrowed_down(acting) -> None:
    client = acting("contributor")
    made(say(client, "Mine", "contributor"))
    done = made(say(client, "Theirs", "analyst"))
    step(client, done, "close", note="It went well")
    mine, theirs = (person(WHO[who]) for who in ("contributor", "analyst"))
    for query, has in (
        ("", ("Mine",)),
        ("?state=closed", ("Theirs", "It went well")),
        ("?state=all", ("Mine", "Theirs")),
        (f"?state=all&person={mine}", ("Mine",)),
        (f"?person={theirs}", ()),
        ("?state=all&organisation=tallowgate", ("Mine",)),
        ("?organisation=nobody", ()),
        ("?state=<script>&person=x&page=99999999", ("Mine",)),
    ):
        shown = page(client, f"{TASKS}{query}").main
        for words in ("Mine", "Theirs", "It went well"):
            fits = words in has or (words == "It went well" and "Theirs" in has)
            assert (words in shown) is fits, (query, words)


def test_returns_that_wait_for_somebody_are_theirs_to_do(acting) -> None:
    lead, approver = yours(acting("partner lead")), yours(acting("approver"))
    assert "Return for July to September 2026, Tallowgate Advocacy" in lead
    assert "Approve the return" not in lead
    assert "Approve the return for" in approver
    assert "Tallowgate" not in yours(acting("plan lead"))  # it is not theirs to make
    assert "Nothing waits for you" in page(acting("reader"), "/desk/").main
