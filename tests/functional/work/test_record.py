"""Who did what: auditors look, narrow down and take away; no line tells a name."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from driven_returns import drive_returns
from northbank_people import AT, PLAN, WHO, person
from page_checks import check_page, words


RECORD = f"/desk/{PLAN}/record/"
THREAD = f"/desk/{PLAN}/about/actions/N51/"


def page(client: Any, query: str = "") -> Any:
    return check_page(client.get(f"{RECORD}{query}"), RECORD, workbench=True)


def took(client: Any, form: str, **asked: str) -> str:
    answer = client.post(f"{RECORD}take-away/{form}/", asked)
    assert answer.status_code == 200
    assert answer.streaming
    text: str = answer.getvalue().decode("utf-8-sig")
    return text


def rows(client: Any, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(took(client, "csv", **asked))))


def write(*lines: dict[str, Any]) -> None:
    from django.db import transaction

    from headwater.app.actions.record import record

    with transaction.atomic():
        for line in lines:
            record(**({"by": None, "did": "tried", "at": AT, "plan": PLAN} | line))


@pytest.fixture
def auditor(acting: Callable[[str], Any]) -> Any:
    return acting("auditor")


def test_the_page_says_who_did_what_to_which_thing(acting, auditor) -> None:
    acting("contributor").post(THREAD, {"text": "Words that nobody else reads"})
    shown = page(auditor)
    newest = next(row for row in shown.tree.iter("tr") if row.find("td") is not None)
    assert [words(cell) for cell in newest][2:] == [
        f"{person(WHO['contributor'])}: Sunniva Marlock (invented)",
        "Tallowgate Advocacy",
        "commented",
        "actions N51",
    ]
    assert "Words that nobody" not in shown.main


def test_a_page_holds_a_hundred_lines_the_newest_first(auditor) -> None:
    write(*({"key": f"k{n}"} for n in range(205)))
    first, last = page(auditor, "?did=tried"), page(auditor, "?did=tried&page=3")
    assert "205 lines that fit what you asked for" in first.main
    assert _keys(first) == [f"k{n}" for n in range(204, 104, -1)]
    assert _keys(last) == [f"k{n}" for n in range(4, -1, -1)]
    assert "?did=tried&page=2" in first.links
    for odd in ("0", "-1", "x", "99999999999", "3e3"):
        assert "205 lines" in page(auditor, f"?did=tried&page={odd}").main


def _keys(shown: Any) -> list[str]:
    return re.findall(r"\bk\d+\b", shown.main)


def test_lines_are_narrowed_down_by_all_that_they_hold(acting, auditor) -> None:
    client = acting("contributor")
    client.post(THREAD, {"text": "One"})
    client.post(f"/desk/{PLAN}/about/actions/N52/", {"text": "Two"})
    me = str(person(WHO["contributor"]))
    from headwater.app.clock import day_now

    day, before = day_now(), day_now() - timedelta(days=1)
    every = len(rows(auditor))
    for asked, count in (
        ({"key": "N51"}, 1),
        ({"kind": "actions", "person": me, "did": "commented"}, 2),
        ({"did": "commented"}, 2),
        ({"person": me, "did": "commented"}, 2),
        ({"organisation": "tallowgate", "did": "commented"}, 2),
        ({"since": str(day), "did": "commented"}, 2),
        ({"until": str(before), "did": "commented"}, 0),
        ({"since": "2026-11-22", "until": "2026-11-22", "person": me}, 0),
        ({"person": me, "key": "N52"}, 1),
        ({"person": "0"}, 0),
    ):
        assert len(rows(auditor, **asked)) == count, asked
        query = "&".join(f"{k}={v}" for k, v in asked.items())
        shown = page(auditor, f"?{query}").main
        assert f"{count} line{'' if count == 1 else 's'} that fit" in shown, asked
    # Each time somebody takes them away is a line more.
    assert len(rows(auditor)) == every + 11


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("?since=yesterday", "since"),
        ("?until=2026-02-30", "until"),
        ("?since=2026-11-22&until=2026-11-21", "until"),
        ("?person=1 OR 1=1", "person"),
        (f"?key={'x' * 201}", "key"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(auditor, query: str, at: str) -> None:
    answer = auditor.get(f"{RECORD}{query}")
    assert answer.status_code == 422
    shown = check_page(answer, RECORD, workbench=True)
    assert f"#{at}" in shown.links


def test_a_day_is_a_day_in_london(auditor) -> None:
    from datetime import UTC, datetime

    write({"at": datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "key": "k1"})
    july = {"since": "2026-07-01", "did": "tried"}
    june = {"until": "2026-06-30", "did": "tried"}
    assert [row["key"] for row in rows(auditor, **july, until="2026-07-01")] == ["k1"]
    assert rows(auditor, **june) == []
    assert "1 July 2026, 00:30" in page(auditor, "?key=k1").main


def test_lines_of_another_plan_are_not_there(acting, auditor) -> None:
    write({"plan": "quillmoor", "key": "secret"}, {"plan": "", "key": "secret"})
    assert not [row for row in rows(auditor) if row["key"] == "secret"]
    assert "secret" not in page(auditor).main
    plans = {row["plan"] for row in rows(auditor)}
    assert plans == {PLAN, ""}
    stranger = str(person(WHO["stranger"]))
    blank = [row for row in rows(auditor) if row["plan"] == ""]
    assert blank
    assert not [row for row in blank if row["key"] == stranger]


def test_taking_lines_away_is_itself_a_line(auditor) -> None:
    before = rows(auditor)
    taken = json.loads(took(auditor, "jsonl").splitlines()[-1])
    assert taken["did"] == "took the record away"
    assert (taken["kind"], taken["key"]) == ("record", "csv")
    assert taken["person"] == person(WHO["auditor"])
    after = rows(auditor)
    assert [row["key"] for row in after[len(before) :]] == ["csv", "jsonl"]
    assert auditor.get(f"{RECORD}take-away/csv/").status_code == 303
    assert len(rows(auditor)) == len(after) + 1
    assert auditor.post(f"{RECORD}take-away/xlsx/").status_code == 404
    assert auditor.post(f"{RECORD}take-away/csv/", {"since": "x"}).status_code == 303


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", '","', "a\r\nb", "<b>", "\u202e"],
)
def test_hostile_lines_harm_no_page_and_no_spreadsheet(auditor, text: str) -> None:
    write({"kind": text, "key": text, "did": text})
    raw = took(auditor, "csv")
    *_, row = (
        r for r in csv.DictReader(io.StringIO(raw, newline="")) if text in r["key"]
    )
    risky = text[0] in "=+-@\uff1d"
    assert row["key"] == (f"'{text}" if risky else text)
    (line,) = (
        told
        for told in map(json.loads, took(auditor, "jsonl").split("\n")[:-1])
        if told["key"] == text
    )
    assert line["did"] == text
    assert "<b>" not in page(auditor).html


def test_the_files_have_numbers_and_no_names(acting, auditor) -> None:
    acting("contributor").post(THREAD, {"text": "Words"})
    for form in ("csv", "jsonl"):
        text = took(auditor, form)
        assert "Sunniva" not in text
        assert "marlock" not in text
    assert {row["person"] for row in rows(auditor)} > {str(person(WHO["auditor"]))}


def test_files_are_the_chain_again(auditor) -> None:
    """Whoever holds the lines of the whole workspace can check them elsewhere."""
    from datetime import datetime

    from headwater.app.chain import Line, link
    from headwater.app.models import Event

    told = map(json.loads, took(auditor, "jsonl").splitlines())
    chains = dict(Event.objects.values_list("pk", "chain"))
    names = ("person", "organisation", "did", "plan", "kind", "key")
    for each in told:
        line = Line(datetime.fromisoformat(each["at"]), *(each[n] for n in names))
        assert link(chains.get(each["number"] - 1, ""), line) == each["chain"]


def test_a_long_record_is_taken_whole_and_once(auditor) -> None:
    write(*({"key": f"k{n}"} for n in range(2100)))
    keys = [row["key"] for row in rows(auditor, did="tried")]
    assert keys == [f"k{n}" for n in range(2100)]


def test_a_page_says_what_the_record_holds_and_what_not(auditor) -> None:
    from headwater.app.selectors.record import ends

    answer = auditor.get(f"{RECORD}about/")
    shown = check_page(answer, RECORD, workbench=True).main
    assert "names of people, and sign-in names" in shown
    assert ends()[1] in shown


def test_auditors_find_the_way_and_others_see_none(acting) -> None:
    for who in ("auditor", "contributor", "plan lead"):
        answer = acting(who).get("/desk/")
        links = check_page(answer, "/desk/", workbench=True).links
        assert (RECORD in links) is (who == "auditor"), who


# What people type, and their names: none of it may come into any line.
TYPED = "typed by somebody"
NAMES = ("somebodyelse", "Una Somebodyelse")


def test_no_line_of_any_action_tells_a_name_or_what_was_typed(bench: Path) -> None:
    """Drive every action there is, then read every line that it left."""
    from headwater.app.models import Event, Person

    _drive()
    lines = list(Event.objects.values())
    did = {line["did"] for line in lines}
    said = set(_said_in_code())
    assert len(said) > 20
    assert not [s for s in said if not any(each.startswith(s) for each in did)]
    names = [
        name for p in Person.objects.all() for name in (p.name, p.username) if name
    ]
    told = " ".join(str(line) for line in lines).casefold()
    for secret in (TYPED, *NAMES, *names):
        assert secret.casefold() not in told, secret
    texts = {str(v) for line in lines for v in line.values() if isinstance(v, str)}
    assert not [text for text in texts if len(text) > 64]


def _said_in_code() -> Iterator[str]:
    """Every word for what was done that stands in the code of the actions."""
    import headwater.app.actions as package

    (folder,) = package.__path__
    for path in Path(folder).glob("*.py"):
        if path.name.startswith("returns"):  # test_returns.py goes all their way
            continue
        if path.name == "reviews.py":  # test_reviews.py goes all theirs
            continue
        code = path.read_text(encoding="utf-8")
        for call in re.findall(r"\bdid ?= ?([^,\n]+)", code):
            yield from re.findall(r'"([a-z][a-z ]+)["{]', call)
        yield from re.findall(r'\bwrite\(found, by, "([^"]+)"', code)


def _actor(who: str) -> Any:
    from headwater.app.selectors.people import actor

    return actor(person(WHO[who]), True)


def _drive() -> None:
    _drive_rows()
    _drive_jobs()
    _drive_people()
    _drive_comments()
    drive_returns(TYPED)


def _drive_rows() -> None:
    from django.utils import timezone

    from headwater.app.actions import rows as actions
    from headwater.app.actions.audit import take_record
    from headwater.app.actions.rows import Edit
    from headwater.app.selectors import rows as kept

    lead, table, now = _actor("plan lead"), "engagements", timezone.now
    given = {"by": lead, "plan_id": PLAN, "table": table, "why": TYPED}
    new = Edit("", {"engagement_id": "E99", "title": TYPED})
    key = actions.save_row(**given, edit=new, at=now())
    first = kept.row(PLAN, table, key).revision
    edit = Edit(key, {"title": f"{TYPED} again"}, first)
    actions.save_row(**given, edit=edit, at=now())
    seen = kept.row(PLAN, table, key).revision
    actions.remove_row(**given, key=key, seen=seen, at=now())
    actions.restore_row(
        by=lead, plan_id=PLAN, table=table, key=key, number=first, at=now()
    )
    take_record(by=_actor("auditor"), plan_id=PLAN, form="csv", at=now())


def _drive_jobs() -> None:
    from django.utils import timezone

    from headwater.app import jobs
    from headwater.app.actions.jobs import ask

    for kind in jobs.KINDS:
        ask(by=_actor("reader"), plan_id=PLAN, kind=kind, at=timezone.now())


def _drive_people() -> None:
    from django.utils import timezone

    from headwater.app.actions import people as actions
    from headwater.app.models import Grant, Invitation
    from headwater.app.selectors.naming import organisation_names
    from headwater.app.selectors.people import admitted
    from headwater.core.access.roles import Role

    one, other, at = _actor("plan lead"), _actor("other lead"), timezone.now()
    outside = next(o for o in organisation_names(PLAN) if o not in admitted(PLAN))
    for by in (one, other):
        actions.admit(by=by, plan=PLAN, organisation=outside, at=at)
    where = {"plan": PLAN, "organisation": "tallowgate"}
    secret = actions.invite(by=one, name=NAMES[1], role=Role.READER, at=at, **where)
    password = "a long password that nobody knows"
    new = actions.accept(secret=secret, username=NAMES[0], password=password, at=at)
    actions.give_role(
        by=one, person=new, role=Role.PARTNER_LEAD, until=None, at=at, **where
    )
    grant = Grant.objects.filter(person=new).latest("pk").pk
    actions.confirm_role(by=other, grant=grant, at=at)
    secret = actions.ask_new_way_in(by=one, person=new, plan=PLAN, at=at)
    asked = Invitation.objects.latest("pk").pk
    actions.confirm_new_way_in(by=other, invitation=asked, at=at)
    actions.accept(secret=secret, username="", password=password, at=at)
    actions.end_role(by=one, grant=grant, at=at)


def _drive_comments() -> None:
    from django.utils import timezone

    from headwater.app.actions import comments, tasks
    from headwater.app.selectors.comments import one

    by, taker, at = _actor("contributor"), person(WHO["analyst"]), timezone.now()
    text = f"{TYPED} @{WHO['reader']}"
    number = comments.comment(
        by=by, plan_id=PLAN, kind="actions", key="N51", text=text, at=at
    )

    def given() -> dict[str, Any]:
        task = one(PLAN, number).task
        seen = task.seen if task else 0
        where = {"by": by, "plan_id": PLAN, "number": number, "at": at}
        return where | {"seen": seen, "note": TYPED}

    tasks.assign(**given(), assignee=taker, due=None)
    tasks.close(**given())
    tasks.reopen(**given())
    comments.see(by=_actor("reader"), plan_id=PLAN, number=number, at=at)
    comments.withdraw(by=by, plan_id=PLAN, number=number, at=at)
