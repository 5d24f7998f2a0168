"""Reviews freeze what is known, and go from planned to open to closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from kept_reviews import (
    AUTUMN,
    NEXT,
    PUBLIC,
    ROW,
    SUMMER,
    WORK,
    decide,
    meeting,
    open_one,
    plan_one,
    seen,
)
from kept_rows import fields
from northbank_people import AT, PLAN
from page_checks import check_page

from headwater.core.plan.review import digest_of


@pytest.fixture
def lead(acting: Callable[[str], Any]) -> Any:
    return acting("plan lead")


def test_every_page_of_reviews_is_in_order(lead) -> None:
    open_one(lead)
    decide(lead)
    for address in (
        f"{WORK}/",
        f"{WORK}/new/",
        SUMMER,
        AUTUMN,
        NEXT,
        f"{NEXT}decisions/new/",
        f"{NEXT}decisions/1/",
        f"{SUMMER}decisions/1/",
    ):
        assert seen(lead, address).h1, address
    for nothing in ("2026-01-01", "tuesday", "2026-4-14", "20260414"):
        assert lead.get(f"{WORK}/{nothing}/").status_code == 404, nothing
    assert lead.get(f"{NEXT}decisions/9/").status_code == 404


def test_a_review_goes_from_planned_to_open_to_closed_and_no_other_way(lead) -> None:
    plan_one(lead)
    assert meeting().state == "planned"
    assert lead.get(f"{NEXT}decisions/new/").status_code == 303
    assert lead.post(f"{NEXT}close/").status_code == 422
    assert lead.get(f"{NEXT}minutes.docx").status_code == 404
    lead.post(f"{NEXT}open/")
    assert meeting().state == "open"
    again = lead.post(f"{NEXT}open/")
    assert again.status_code == 422
    assert "This review is open." in check_page(again, NEXT, workbench=True).main
    assert decide(lead).status_code == 303
    lead.post(f"{NEXT}close/")
    assert meeting().state == "closed"
    assert decide(lead).headers["Location"] == NEXT
    assert len(meeting().decisions) == 1
    assert lead.post(f"{NEXT}items/", {"item": "late"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": "", "day": "17 November 2026"}, "Enter a title"),
        ({"title": "x", "day": ""}, "Enter one day"),
        ({"title": "x", "day": "31 June 2026"}, "day"),
        ({"title": "x", "day": "14 July 2026"}, "There is a review on this day"),
        ({"title": "x" * 201, "day": "17 November 2026"}, "200 characters or fewer"),
    ],
)
def test_a_review_that_does_not_fit_is_not_planned(lead, sent, says) -> None:
    answer = lead.post(f"{WORK}/new/", sent)
    assert answer.status_code == 422
    assert says in check_page(answer, f"{WORK}/new/", workbench=True).main


def test_what_is_known_is_frozen_as_the_public_pages_say_it(lead, nobody) -> None:
    open_one(lead)
    kept = meeting().frozen
    from headwater.app.clock import today
    from headwater.app.selectors import held
    from headwater.app.selectors.standing import last_revision

    plan = held(PLAN, today())
    assert kept.revision == last_revision(PLAN)
    assert {v.code: v.word for v in kept.verdicts} == {
        code: verdict.word.value for code, verdict in plan.verdicts.items()
    }
    assert kept.counts["gap"] == plan.count("gap") == len(kept.gaps)
    assert kept.notice == plan.notice
    page = seen(lead, NEXT)
    assert "its digest is still the same" in page.main
    assert meeting().digest in page.main
    assert "Not known to this workbench that day" in page.main


def test_what_is_frozen_stays_when_the_plan_changes(lead) -> None:
    open_one(lead)
    before = meeting().frozen
    edit = f"{ROW}edit/who/"
    sent = fields(lead, edit) | {"lead_organisations": "", "change-why": "later"}
    assert lead.post(edit, sent).status_code == 303
    assert meeting().frozen == before
    assert meeting().intact


def test_the_digest_shows_that_somebody_touched_it(bench) -> None:
    from headwater.app.models import Review

    kept = Review.objects.get(day=date(2026, 7, 14)).frozen
    digest = digest_of(kept)
    assert digest == Review.objects.get(day=date(2026, 7, 14)).digest
    assert digest_of(dict(reversed(list(kept.items())))) == digest
    for other in (
        kept | {"revision": kept["revision"] + 1},
        kept | {"verdicts": [{**kept["verdicts"][0], "word": "held!"}]},
        kept | {"counts": kept["counts"] | {"gap": 0}},
    ):
        assert digest_of(other) != digest


def test_the_page_says_where_what_was_frozen_was_touched(lead, bench) -> None:
    from touched import let_change

    from headwater.app.models import Review

    let_change("headwater_review")
    rows = Review.objects.filter(day="2026-07-14")
    frozen = rows.get().frozen
    rows.update(frozen=frozen | {"revision": frozen["revision"] + 1})
    assert not meeting("2026-07-14").intact
    assert "It is not as it was frozen" in seen(lead, SUMMER).main
    assert "It is as it was frozen" in seen(lead, AUTUMN).main


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE headwater_review SET frozen = '{}'",
        "UPDATE headwater_review SET digest = 'x'",
        "UPDATE headwater_review SET day = '2020-01-01'",
        "DELETE FROM headwater_review",
        "UPDATE headwater_decision SET text = 'x'",
        "DELETE FROM headwater_decision",
        "UPDATE headwater_followed SET text = 'x'",
        "DELETE FROM headwater_followed",
        "UPDATE headwater_revision SET because_id = 1",
    ],
)
def test_the_database_keeps_what_was_frozen_and_decided(bench, change: str) -> None:
    from django.db import DatabaseError, connection, transaction

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_opening_is_all_or_nothing(lead, monkeypatch) -> None:
    from headwater.app.actions import reviews as actions
    from headwater.app.models import Event

    plan_one(lead)

    def fail(**_: Any) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError):
        lead.post(f"{NEXT}open/")
    assert meeting().state == "planned"
    assert meeting().frozen is None
    assert not Event.objects.filter(did="opened a review", key="2026-11-17").exists()


def test_the_agenda_is_made_from_what_changed_since_the_last_review(lead) -> None:
    page = seen(lead, AUTUMN).main
    agenda = page[page.index("Agenda") : page.index("What was known")]
    assert "Since the review of 14 July 2026" in agenda
    assert "Actions: 0 new, 0 taken out, 2 changed" in agenda
    assert "N23: specific needs" in agenda
    # The decision about money was due after this review.
    assert "Tallowgate and the Copper Kite Fund" not in agenda
    plan_one(lead)
    page = seen(lead, NEXT).main
    late = page[page.index("7. Decisions whose day") : page.index("8. What the chair")]
    assert "Tallowgate and the Copper Kite Fund" in late
    assert "Owners of measures send late figures" in late
    assert "Staff on late trams" not in late  # it is carried out


def test_a_new_gap_and_a_verdict_that_changed_are_on_the_agenda(lead) -> None:
    edit = f"/desk/{PLAN}/tables/actions/rows/N08/edit/who/"
    sent = fields(lead, edit) | {"lead_organisations": "none"}
    assert lead.post(edit, sent).status_code == 303
    plan_one(lead)
    from headwater.app.clock import today
    from headwater.app.selectors.agenda import agenda

    found = agenda(meeting(), today(), AT).since
    assert found is not None
    page = seen(lead, NEXT).main
    assert found.gaps
    for gap in found.gaps:
        assert gap.message in page
    for _, now in found.verdicts:
        assert f"became {now.word}" in page


def test_the_chair_adds_items(lead) -> None:
    plan_one(lead)
    assert lead.post(f"{NEXT}items/", {"item": "Late trams"}).status_code == 303
    assert lead.post(f"{NEXT}items/", {"item": " "}).status_code == 422
    assert meeting().items == ("Late trams",)
    assert "Late trams" in seen(lead, NEXT).main
    assert lead.get(f"{NEXT}items/").headers["Location"] == NEXT


def test_only_those_who_hold_reviews_write_in_them(acting) -> None:
    client = acting("partner lead")
    for part in ("open/", "close/", "items/", "publish/", "decisions/1/done/"):
        assert client.post(f"{AUTUMN}{part}").status_code == 404, part
    page = seen(client, AUTUMN)
    assert "Record a decision" not in page.main
    assert not list(page.tree.iter("form"))


def test_publishing_is_for_publishers_and_only_of_what_is_closed(acting) -> None:
    lead, publisher = acting("plan lead"), acting("publisher")
    assert lead.post(f"{AUTUMN}publish/", {"publish": "yes"}).status_code == 404
    open_one(lead)
    assert publisher.post(f"{NEXT}publish/", {"publish": "yes"}).status_code == 422
    assert publisher.post(f"{AUTUMN}publish/", {"publish": "yes"}).status_code == 303
    assert meeting("2026-10-13").published
    publisher.post(f"{AUTUMN}publish/", {"publish": "no"})
    assert not meeting("2026-10-13").published


def test_the_public_reads_what_was_decided_and_changed_and_no_person(nobody) -> None:
    page = check_page(nobody.get(PUBLIC), PUBLIC)
    assert f"{PUBLIC}2026-07-14/" in page.links
    assert "Autumn" not in page.main
    address = f"{PUBLIC}2026-07-14/"
    page = check_page(nobody.get(address), address)
    for part in (
        "By Northbank Trams and Buses; Northbank Night Traders; Openlatch",
        "Carried out, 10 September 2026",
        "Staff presence on late trams and buses",
        "Bystander training for taxi, tram and venue staff",
    ):
        assert part in page.main, part
    for name in ("Abernathy", "Wren", "Lanternby"):
        assert name not in page.html
    for nothing in ("2026-10-13", "2026-01-01"):
        assert nobody.get(f"{PUBLIC}{nothing}/").status_code == 404
    assert PUBLIC in check_page(nobody.get(f"/plans/{PLAN}/changes/"), "changes").links
    quill = "/plans/quillmoor/"
    other = check_page(nobody.get(f"{quill}reviews/"), quill)
    assert "None is published yet" in other.main
    assert (
        f"{quill}reviews/"
        not in check_page(nobody.get(f"{quill}changes/"), quill).links
    )
    assert nobody.post(PUBLIC).status_code == 405


def test_the_record_holds_no_words_of_a_review(lead) -> None:
    from headwater.app.models import Event

    open_one(lead)
    decide(lead)
    lines = Event.objects.filter(kind="review", key__startswith="2026-11-17")
    assert {line.did for line in lines} == {
        "planned a review",
        "opened a review",
        "recorded a decision",
    }
    assert "evening" not in "".join(str(vars(line)) for line in lines)


def test_the_invented_reviews_come_in_once(bench) -> None:
    from headwater.app.actions.invented_learning import (
        add_invented_assessments,
        add_invented_reviews,
    )

    assert add_invented_reviews(at=AT) == 0
    assert add_invented_assessments() == 0
    summer, autumn = meeting("2026-07-14"), meeting("2026-10-13")
    assert (summer.state, autumn.state) == ("closed", "closed")
    assert [each.key for each in summer.decisions[0].adapted] == ["N23", "N27"]
    for each in (*summer.decisions, *autumn.decisions):
        assert "(invented)" in each.text


def test_your_work_leads_to_reviews_and_partners(acting) -> None:
    own = f"/desk/{PLAN}/organisations/"
    for who, there in (
        ("plan lead", {f"{WORK}/", own, f"{own}vru/"}),
        ("contributor", {f"{WORK}/", f"{own}tallowgate/"}),
    ):
        links = set(seen(acting(who), "/desk/").links)
        assert there <= links, who
        assert (own in links) is (own in there), who


def test_a_second_demonstration_leaves_what_people_changed(bench) -> None:
    from headwater.cli.workspaces import has_come

    assert has_come(bench, PLAN, "0" * 64)
    assert not has_come(bench, PLAN, "1" * 64)
    assert not has_come(bench, "quillmoor-2", "0" * 64)
