"""A partner's page, and what partners say of themselves, principle by principle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from kept_rows import fields
from northbank_people import PLAN, WHO, person
from page_checks import check_page

from headwater.core.plan.assessment import STEPS, in_force
from headwater.core.plan.rows import Agreement
from headwater.core.time import read_date


WORK = f"/desk/{PLAN}/organisations"
OWN = f"{WORK}/tallowgate/"
FORM = f"{OWN}principles/W3/assess/"
PUBLIC = f"/plans/{PLAN}/organisations/tallowgate/"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} =HYPERLINK('x')"


def seen(client: Any, address: str) -> Any:
    return check_page(client.get(address), address, workbench=True)


def say(client: Any, address: str = FORM, **sent: str) -> Any:
    return client.post(address, fields(client, address) | sent)


def newest(organisation: str = "tallowgate") -> Any:
    from headwater.app.selectors import assessments

    return assessments.newest(PLAN, organisation)


@pytest.fixture
def lead(acting: Callable[[str], Any]) -> Any:
    return acting("partner lead")


def test_a_partners_page_has_what_it_leads_owes_and_says(lead) -> None:
    page = seen(lead, OWN)
    assert page.h1 == "Tallowgate Advocacy"
    for part in (
        "Senior leadChief executive",  # a post, kept in among partners
        "Independent advocates for people at high risk of harm",
        "What it owes",
        "Tobias Fennimore (invented), partner lead",
        "Sharing to manage risk in Northbank",
        "Qualified counsellors and advocates, with supervision.",
        "N53 ends on 2034-03-31, and its money on 2031-03-31.",
        "Decision 2 of the review of 14 July 2026: Tallowgate and the Copper Kite",
    ):
        assert part in page.main, part
    principles = [p for p in page.tree.iter("dt") if "G4" in "".join(p.itertext())]
    assert principles
    assert "Not assessed" in page.main
    assert "Usual in most of our work" in page.main


def test_every_page_of_partners_is_in_order(acting) -> None:
    client = acting("plan lead")
    for address in (
        f"{WORK}/",
        OWN,
        f"{WORK}/lamplighters/",
        f"{OWN}principles/G4/",
        f"{OWN}principles/W1/",
        FORM,
    ):
        assert seen(client, address).h1, address
    for nothing in (f"{WORK}/nobody/", f"{OWN}principles/Z9/"):
        assert client.get(nothing).status_code == 404, nothing


def test_a_statement_is_added_and_the_one_before_stays(lead) -> None:
    before = newest()["W3"]
    answer = say(lead, level="begun", evidence="We look at figures each month.")
    assert answer.headers["Location"] == f"{OWN}?saved#W3"
    now = newest()["W3"]
    assert (now.step.code, now.evidence) == ("begun", "We look at figures each month.")
    page = seen(lead, f"{OWN}principles/W3/")
    assert "Tobias Fennimore (invented)" in page.main
    assert before.evidence in page.main
    assert page.main.index("each month") < page.main.index(before.evidence)


def test_a_statement_leaves_a_line_without_its_words(lead) -> None:
    from headwater.app.models import Event

    say(lead, level="begun", evidence="Very particular words")
    lines = Event.objects.filter(did="assessed", key="tallowgate / W3")
    assert len(lines) == 2  # the invented one, and this
    line = lines.order_by("-pk")[0]
    assert line.organisation == "tallowgate"
    assert "particular" not in str(vars(line))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"level": ""}, "Select what describes"),
        ({"level": "green"}, "Select what describes"),
        ({"level": "begun", "evidence": " "}, "Say what shows it"),
        ({"level": "begun", "evidence": "x" * 4001}, "4,000 characters or fewer"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(lead, sent, says) -> None:
    before = newest()
    answer = say(lead, **sent)
    assert answer.status_code == 422
    page = check_page(answer, FORM, workbench=True)
    assert "There is a problem" in page.main
    assert says in page.main
    assert newest() == before


def test_somebody_who_was_quicker_is_read_first(acting) -> None:
    one, other = acting("partner lead"), acting("plan lead")
    mine, theirs = fields(one, FORM), fields(other, FORM)
    assert other.post(FORM, theirs | {"evidence": "Theirs"}).status_code == 303
    answer = one.post(FORM, mine | {"evidence": "Mine"})
    assert answer.status_code == 409
    page = check_page(answer, FORM, workbench=True)
    assert "Theirs" in page.main
    assert "Mine" in page.html
    assert newest()["W3"].evidence == "Theirs"
    assert say(one, evidence="Mine after all").status_code == 303


def test_nobody_assesses_another_organisation(acting) -> None:
    other = acting("other partner")
    assert other.get(FORM).status_code == 404
    assert other.post(FORM, {"level": "part", "evidence": "x"}).status_code == 404
    assert newest()["W3"].step.code == "not-started"
    assert "assess/" not in " ".join(seen(other, OWN).links)


def test_the_sample_of_published_facts_is_never_assessed(bench) -> None:
    from django.utils import timezone

    from headwater.app.actions.assessments import may_assess
    from headwater.core.access.allowed import Actor, Grant
    from headwater.core.access.roles import Role

    grant = Grant(Role.PLAN_LEAD, "london-sample", "mopac", date(2026, 1, 1))
    who = Actor(person(WHO["plan lead"]), (grant,), strong=True)
    assert not may_assess(who, "london-sample", "mopac", timezone.now())


def test_only_what_is_published_is_public_and_the_newest_word_decides(
    lead, nobody
) -> None:
    def public() -> str:
        return check_page(nobody.get(PUBLIC), PUBLIC).main

    assert "five of six districts" in public()
    assert "Nobody has time" not in public()  # not published
    assert "two of six districts" not in public()  # history
    say(lead, publish="yes")
    assert "Nobody has time" in public()
    say(lead, publish="no")
    assert "Nobody has time" not in public()
    assert "Fennimore" not in nobody.get(PUBLIC).content.decode()


def test_hostile_words_come_back_as_words(lead, nobody) -> None:
    say(lead, evidence=HOSTILE, raises=HOSTILE, publish="yes")
    assert newest()["W3"].evidence == HOSTILE
    for client, address in (
        (lead, OWN),
        (lead, f"{OWN}principles/W3/"),
        (lead, FORM),
        (nobody, PUBLIC),
    ):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
        assert "7 * 7" in html, address


def test_the_table_has_levels_in_words_and_not_assessed_apart(acting) -> None:
    page = seen(acting("plan lead"), f"{WORK}/")
    cells = ["".join(td.itertext()).strip() for td in page.tree.iter("td")]
    assert any(cell.startswith("Part of how we work") for cell in cells)
    assert cells.count("Not assessed") > len(STEPS)
    assert "Ferrygate Lamplighters" in page.main.partition("Not assessed at all yet")[2]
    assert not [word for word in page.main.split() if word.endswith("%")]


def test_history_of_statements_stays_in_the_database(bench) -> None:
    from django.db import DatabaseError, connection, transaction

    from headwater.app.models import Assessment
    from headwater.errors import InternalError

    for change in ("DELETE FROM {}", "UPDATE {} SET evidence = 'other'"):
        with (
            pytest.raises(DatabaseError, match="history is never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format("headwater_assessment"))
    with pytest.raises(InternalError, match="never changed or deleted"):
        Assessment.objects.first().save()


def test_what_was_typed_when_the_session_ended_waits(lead) -> None:
    sent = fields(lead, FORM) | {"evidence": "Typed for an hour"}
    lead.cookies.clear()  # the session ran out
    answer = lead.post(FORM, sent, headers={"origin": "http://localhost"})
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    kept = lead.session["headwater.stash"]
    lead.post("/demo/people/", {"person": str(person(WHO["partner lead"]))})
    session = lead.session
    session["headwater.stash"] = kept
    session.save()
    page = lead.get(FORM).content.decode()
    assert "Typed for an hour" in page
    assert "It is not saved yet" in page
    assert newest()["W3"].evidence != "Typed for an hour"


@pytest.mark.parametrize(
    ("began", "ends", "holds"),
    [
        ("2024-04-01", "none", True),
        ("2024-04-01", "2027-04-01", True),
        ("2024-04-01", "2026-04-01", False),
        ("2027-01-01", "none", False),
        ("none", "none", False),
        ("", "none", None),
        ("2024-04-01", "", None),
        ("2026", "none", None),
    ],
)
def test_an_agreement_is_in_force_where_what_is_written_says_so(
    began: str, ends: str, holds: bool | None
) -> None:
    row = Agreement(
        agreement_id="R1",
        title="One",
        in_force=read_date(began) if began else None,
        ends=read_date(ends) if ends else None,
    )
    assert in_force(row, date(2026, 11, 22)) is holds


def test_the_public_page_has_training_services_and_agreements(nobody) -> None:
    address = f"/plans/{PLAN}/organisations/police/"
    page = check_page(nobody.get(address), address)
    for part in (
        "Seeing the signs of harm: 766 people of all partners trained so far",
        "Agreements to share information, in force on 1 November 2026",
        "Sharing to manage risk in Northbank",
    ):
        assert part in page.main, part
