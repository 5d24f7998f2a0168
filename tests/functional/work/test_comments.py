"""Partners talk about rows and findings, and nobody else reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kept_rows import fields
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


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% debug %}",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE headwater_comment; --",
    "\u202egpj.exe",
    "Zo\u00eb\u2019s plan \u2013 100% \u2713\nsecond line",
)


def test_what_is_said_shows_on_the_row_newest_last(acting) -> None:
    one, other = acting("contributor"), acting("analyst")
    number = made(say(one, "First words"))
    made(say(other, "Second words\nof two lines"))
    shown = page(one, ROW)
    assert shown.main.index("First words") < shown.main.index("Second words")
    assert "Sunniva Marlock (invented), Tallowgate Advocacy" in shown.main
    assert f'id="comment-{number}"' in shown.html
    assert events()[-2:] == [("commented", "actions", "N51")] * 2


def test_a_comment_goes_to_a_finding_by_its_rule_and_subject(acting) -> None:
    client = acting("contributor")
    at = f"/desk/{PLAN}/tables/actions/rows/{_much_found()}/check/"
    forms = [
        form.get("action")
        for form in page(client, at).tree.iter("form")
        if "/about/finding/" in (form.get("action") or "")
    ]
    assert len(forms) == len(set(forms)) > 1
    answer = say(client, "We are on it", "partner lead", today(), forms[1])
    assert answer.headers["Location"].startswith(at)
    shown = page(client, at).main
    assert shown.count("We are on it") == 1
    assert "Task for Tobias Fennimore (invented), Tallowgate Advocacy" in shown
    assert "We are on it" not in page(client, at.removesuffix("check/")).main
    assert "What check" in yours(acting("partner lead"))


def _much_found() -> str:
    """The action of which the check says most."""
    from datetime import date

    from headwater.app.selectors import held

    subjects = [f.subject for f in held(PLAN, date(2026, 11, 22)).result.findings]
    found = Counter(s for s in subjects if s.startswith("actions/"))
    return found.most_common(1)[0][0].removeprefix("actions/")


def test_a_return_is_talked_about_and_no_figures_are_asked_for(acting) -> None:
    client = acting("contributor")
    at = f"/desk/{PLAN}/returns/2026-Q3/tallowgate/"
    to = f"/desk/{PLAN}/about/return/tallowgate~202026-Q3/"
    assert to in page(client, at).links
    answer = say(client, "It comes on Friday", "approver", to=to)
    assert made(answer)
    assert answer.headers["Location"].startswith(to)
    shown = page(acting("approver"), to)
    assert "It comes on Friday" in shown.main
    assert "Write no figures here" in shown.main
    assert at in shown.links
    assert "the return of Tallowgate Advocacy for 2026-Q3" in yours(acting("approver"))
    assert events()[-1] == ("gave a task", "return", "tallowgate 2026-Q3")


@pytest.mark.parametrize(
    "to",
    [
        f"/desk/{PLAN}/about/actions/N999/",
        f"/desk/{PLAN}/about/nothing/N51/",
        f"/desk/{PLAN}/about/finding/W402/",
        f"/desk/{PLAN}/about/finding/X1~20actions~2FN51/",
        f"/desk/{PLAN}/about/finding/W402~20actions~2FN999/",
        f"/desk/{PLAN}/about/return/none/",
        f"/desk/{PLAN}/about/return/tallowgate~201999-Q1/",
        f"/desk/{PLAN}/about/return/nobody~202026-Q3/",
        "/desk/quillmoor/about/actions/N51/",
    ],
)
def test_nothing_is_said_about_what_is_not_there(acting, to: str) -> None:
    from headwater.app.models import Comment

    client = acting("contributor")
    assert client.get(to).status_code == 404
    assert say(client, "Words", to=to).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_back_as_words(acting, text: str) -> None:
    client = acting("contributor")
    number = made(say(client, text, "contributor"))
    step(client, number, "close", note=text)
    for at in (ROW, THREAD, f"{TASKS}?state=all", "/desk/"):
        shown = page(client, at)
        assert "<script>alert" not in shown.html, at
        assert "<img src=x" not in shown.html, at
        assert "49" not in shown.main or "{{ 7" not in text, at
    assert " ".join(text.split()) in page(client, THREAD).main


@pytest.mark.parametrize(
    ("sent", "at", "says"),
    [
        ({"text": " \r\n "}, "text", "Write your comment"),
        ({"text": "x" * 5001}, "text", "Keep this to 5,000 characters"),
        ({"text": "hello @no.body and @ned.saltersgate"}, "text", "@no.body, @ned."),
        ({"text": "x", "due": "2099-01-01"}, "assignee", "Choose who takes it on"),
        ({"text": "x", "assignee": "999"}, "assignee", "somebody from the list"),
        ({"text": "x", "assignee": "me"}, "assignee", "somebody from the list"),
        ({"text": "x", "due": "soon"}, "due", "Write the day as"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_kept(
    acting, sent: dict[str, str], at: str, says: str
) -> None:
    from headwater.app.models import Comment

    before = events()
    answer = acting("contributor").post(THREAD, sent)
    assert answer.status_code == 422
    shown = check_page(answer, THREAD, workbench=True)
    assert says in shown.main
    assert f"#{at}" in shown.links
    assert sent["text"].strip() in shown.html
    assert (Comment.objects.count(), events()) == (0, before)


def test_a_form_that_is_sent_twice_says_it_once(acting) -> None:
    from headwater.app.models import Comment

    client = acting("contributor")
    first = made(say(client, "Once", "analyst"))
    assert made(say(client, "Once", "analyst")) == first
    assert Comment.objects.count() == 1
    assert events().count(("gave a task", "actions", "N51")) == 1


def test_whoever_only_reads_sees_comments_and_says_nothing(acting) -> None:
    number = made(say(acting("contributor"), "Some words"))
    for who in ("reader", "auditor"):
        client = acting(who)
        shown = page(client, THREAD)
        assert "Some words" in shown.main
        assert not list(shown.tree.iter("textarea"))
        assert say(client, "Mine").status_code == 404
        assert step(client, number, "assign").status_code == 404
        assert client.post(address(number, "take-back")).status_code == 404


def test_people_of_another_plan_find_nothing(acting) -> None:
    number = made(say(acting("contributor"), "Some words"))
    stranger = acting("stranger")
    for at in (THREAD, TASKS, address(number, "task")):
        assert stranger.get(at).status_code == 404, at
    elsewhere = f"/desk/quillmoor/comments/{number}/"
    for what in ("task", "take-back", "seen"):
        assert stranger.post(f"{elsewhere}{what}/").status_code == 404, what


def test_words_are_taken_back_by_whoever_wrote_them_alone(acting) -> None:
    from headwater.app.models import Comment

    author, lead = acting("contributor"), acting("plan lead")
    number = made(say(author, "Regretted words @wren.abernathy", "analyst"))
    assert lead.post(address(number, "take-back")).status_code == 404
    assert Comment.objects.get().text.startswith("Regretted")
    assert author.post(address(number, "take-back")).status_code == 303
    assert author.post(address(number, "take-back")).status_code == 303
    shown = page(author, ROW).main
    assert "Regretted" not in shown
    assert "These words were taken back by whoever wrote them" in shown
    assert "Sunniva Marlock" in shown
    assert "Regretted" not in str(list(Comment.objects.values()))
    assert "named you" not in yours(lead)
    assert "Nothing waits" in yours(acting("analyst"))
    did = [did for did, _, _ in events()]
    assert did[-2:] == ["took a comment back", "closed a task"]
    assert did.count("took a comment back") == 1
    assert step(author, number, "reopen").status_code == 422


def test_of_words_taken_back_no_trace_is_left_in_the_file(acting, bench) -> None:
    from django.db import connection

    from headwater.app.database import on_postgresql

    if on_postgresql():
        pytest.skip("PostgreSQL clears its files in its own time")

    def held() -> bool:
        connection.close()  # what waits in the log beside the file goes into it
        files = bench.glob("headwater.db*")
        return any(b"qzxregretted" in file.read_bytes() for file in files)

    author = acting("contributor")
    number = made(say(author, "some qzxregretted words"))
    assert held()
    author.post(address(number, "take-back"))
    assert not held()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE headwater_comment SET text = 'other'",
        "UPDATE headwater_comment SET text = '', withdrawn = at, by_id = by_id + 1",
        "DELETE FROM headwater_comment",
        "UPDATE headwater_taskstep SET note = 'other'",
        "DELETE FROM headwater_taskstep",
    ],
)
def test_the_database_refuses_to_change_what_was_said(acting, change: str) -> None:
    from django.db import DatabaseError, connection, transaction

    made(say(acting("contributor"), "Words", "analyst"))
    with (
        pytest.raises(DatabaseError, match="history is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_whoever_is_named_finds_it_until_they_have_seen_it(acting) -> None:
    author, named = acting("contributor"), acting("reader")
    text = "What do you think, @Mab.Thistlewood? (ask ada@example.org too)"
    number = made(say(author, text))
    assert "Sunniva Marlock (invented) named you" in yours(named)
    assert author.post(address(number, "seen")).status_code == 404
    assert named.get(address(number, "seen")).status_code == 303
    assert "named you" in yours(named)
    for _ in range(2):
        assert named.post(address(number, "seen")).status_code == 303
    assert "named you" not in yours(named)
    assert [did for did, _, _ in events()].count("saw a mention") == 1


def test_whoever_has_lost_their_role_is_named_no_more(acting) -> None:
    from headwater.app.models import Grant

    Grant.objects.filter(person=person(WHO["reader"])).update(
        ended_by=person(WHO["plan lead"])
    )
    answer = say(acting("contributor"), "Hello @mab.thistlewood")
    assert answer.status_code == 422
    assert "Nobody with a role here signs in as @mab.thistlewood" in (
        answer.content.decode()
    )


def test_what_was_typed_when_a_session_ran_out_is_not_lost(acting) -> None:
    client = acting("contributor")
    number = made(say(client, "A task", "analyst"))
    for at, sent in (
        (THREAD, {"text": "Typed for an hour"}),
        (address(number, "task"), {"do": "close", "note": "Typed for an hour"}),
    ):
        client.cookies.clear()
        away = client.post(at, sent, headers={"origin": "http://localhost"})
        assert away.headers["Location"].startswith("/sign-in/")
        _sign_in_again(client)
        answer = client.get(at)
        answer.cookies.pop("headwater-session", None)
        shown = check_page(answer, at, workbench=True)
        assert "Typed for an hour" in shown.html
        assert "It is not sent yet" in shown.main


def _sign_in_again(client: Any) -> None:
    """As `act_as`, but with the session that holds what was typed."""
    from django.contrib.auth import get_user_model

    from headwater.app.who import ACTS

    kept = dict(client.session)
    client.force_login(get_user_model().objects.get(pk=person(WHO["contributor"])))
    session = client.session
    session.update({k: v for k, v in kept.items() if k.startswith("headwater.")})
    session[ACTS] = True
    session.save()


def test_comments_on_a_row_that_was_taken_out_stay(acting) -> None:
    lead = acting("plan lead")
    new = f"/desk/{PLAN}/tables/communities/new/"
    key = _some_row_that_nothing_names()
    to = f"/desk/{PLAN}/about/{key[0]}/{key[2]}/"
    made(say(lead, "Words that stay", to=to))
    row = f"/desk/{PLAN}/tables/{key[0]}/rows/{key[2]}/"
    sent = fields(lead, f"{row}remove/")
    assert lead.post(f"{row}remove/", sent).status_code == 303, new
    assert lead.get(row).status_code == 404
    shown = page(lead, to).main
    assert "Words that stay" in shown
    assert "It has been taken out." in shown


def _some_row_that_nothing_names() -> tuple[str, str, str]:
    from headwater.app.keys import to_address
    from headwater.app.selectors import rows

    row = rows.rows(PLAN, "engagements")[0]
    return "engagements", row.key, to_address(row.key)


MARK = "qzxmark"


def talked(acting: Callable[[str], Any]) -> None:
    client = acting("contributor")
    number = made(say(client, f"{MARK} @wren.abernathy", "contributor"))
    finding = f"/desk/{PLAN}/about/finding/W402~20actions~2FN51/"
    made(say(client, f"{MARK} again", to=finding))
    made(step(client, number, "close", note=f"{MARK} done"))


def test_no_public_page_and_no_download_tells_of_it(acting, nobody) -> None:
    talked(acting)
    paths = (
        "",
        "actions/N51/",
        "actions/N51/history/",
        "findings/",
        "findings.csv",
        "findings.json",
        "changes/",
        "search/?q=N51",
        "data/",
        "data/actions.csv",
        "organisations/tallowgate/",
        "board/",
    )
    for path in paths:
        for client in (nobody, acting("contributor")):
            answer = client.get(f"/plans/{PLAN}/{path}")
            assert answer.status_code == 200, path
            body = answer.getvalue().decode("utf-8", "replace")
            assert MARK not in body, path
            assert "Marlock" not in body, path


@pytest.mark.slow
def test_no_file_of_a_release_tells_of_it(acting, tmp_path: Path) -> None:
    from datetime import date

    from headwater.app.release.release import release_site

    talked(acting)
    published = f"/desk/{PLAN}/reviews/2026-10-13/publish/"
    answer = acting("publisher").post(published, {"publish": "yes"})
    assert answer.status_code == 303
    release_site(tmp_path / "site", date(2026, 11, 22), lambda _, __: None)
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 100
    page = tmp_path / "site" / "plans" / PLAN / "reviews" / "2026-10-13" / "index.html"
    assert page in files
    for path in files:
        body = path.read_bytes()
        assert MARK.encode() not in body, path
        assert b"Marlock" not in body, path
