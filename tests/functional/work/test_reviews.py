"""Reviews freeze what is known; decisions lead to changes, and each shows the other."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from kept_rows import cells, fields
from northbank_people import AT, PLAN
from page_checks import check_page

from headwater.core.plan.review import digest_of


WORK = f"/work/{PLAN}/reviews"
SUMMER, AUTUMN, NEXT = (f"{WORK}/2026-{day}/" for day in ("07-14", "10-13", "11-17"))
PUBLIC = f"/plans/{PLAN}/reviews/"
ROW = f"/work/{PLAN}/tables/actions/rows/N51/"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} =cmd|' /C calc'!A0 \u202egpj\x0b]]>"
DECISION = {
    "text": "Advocates work in the evening too.",
    "organisations": ["tallowgate", "vru"],
    "roles": "the chairs of the boards",
    "reason": "Women asked for it.",
    "about": "actions/N51",
    "due": "1 March 2027",
}


def seen(client: Any, address: str) -> Any:
    return check_page(client.get(address), address, workbench=True)


def meeting(day: str = "2026-11-17") -> Any:
    from headwater.app.selectors import reviews

    return reviews.meeting(PLAN, day)


def plan_one(client: Any) -> None:
    sent = {"title": "Winter review", "day": "17 November 2026"}
    answer = client.post(f"{WORK}/new/", sent)
    assert answer.headers["Location"] == NEXT


def open_one(client: Any) -> None:
    plan_one(client)
    assert client.post(f"{NEXT}open/").headers["Location"] == NEXT


def decide(client: Any, **sent: Any) -> Any:
    return client.post(f"{NEXT}decisions/new/", DECISION | sent)


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
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER headwater_review_stays")
        cursor.execute(
            "UPDATE headwater_review SET frozen = replace(frozen, 'held', 'kept')"
            " WHERE day = '2026-07-14'"
        )
    assert not meeting("2026-07-14").intact


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
    late = page[page.index("5. Decisions whose day") : page.index("6. What the chair")]
    assert "Tallowgate and the Copper Kite Fund" in late
    assert "Owners of measures send late figures" in late
    assert "Staff on late trams" not in late  # it is carried out


def test_a_new_gap_and_a_verdict_that_changed_are_on_the_agenda(lead) -> None:
    edit = f"/work/{PLAN}/tables/actions/rows/N08/edit/who/"
    sent = fields(lead, edit) | {"lead_organisations": "none"}
    assert lead.post(edit, sent).status_code == 303
    plan_one(lead)
    from headwater.app.clock import today
    from headwater.app.selectors.agenda import agenda

    found = agenda(meeting(), today()).since
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


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"text": " "}, "text", "Enter what was decided"),
        ({"text": "x" * 2001}, "text", "2,000 characters or fewer"),
        ({"organisations": [], "roles": ""}, "organisations", "Say who decided it"),
        ({"organisations": ["nobody"]}, "text", "no organisation nobody"),
        ({"about": "actions/Z99"}, "about", "from the list"),
        ({"due": "31 June 2027"}, "due", "no such day"),
    ],
)
def test_a_decision_that_does_not_fit_is_not_recorded(lead, sent, field, says) -> None:
    open_one(lead)
    answer = decide(lead, **sent)
    assert answer.status_code == 422
    page = check_page(answer, NEXT, workbench=True)
    assert says in page.main
    assert f"#{field}" in page.links
    assert not meeting().decisions


def test_a_decision_is_by_organisations_and_leads_to_a_change(acting) -> None:
    lead, contributor = acting("plan lead"), acting("contributor")
    open_one(lead)
    assert decide(lead).headers["Location"] == f"{NEXT}#decision-1"
    (found,) = meeting().decisions
    assert found.by == (
        "Tallowgate Advocacy; Northbank Violence Prevention Unit; "
        "the chairs of the boards"
    )
    edit = f"{ROW}edit/whom/"
    page = seen(contributor, edit)
    assert "Decision 1 of the review of 17 November 2026" in page.main
    sent = fields(contributor, edit) | {
        "specific_needs": "Evenings, too.",
        "change-because": str(found.pk),
    }
    assert contributor.post(edit, sent).status_code == 303
    assert cells()["specific_needs"] == "Evenings, too."
    history = seen(contributor, f"{ROW}history/")
    assert "Because of decision 1 of the review of 17 November 2026" in history.main
    assert f"{NEXT}decisions/1/" in history.links
    decision = seen(contributor, f"{NEXT}decisions/1/")
    assert "Independent advocates for people at high risk of harm" in decision.main
    assert f"{ROW}history/" in decision.links


def test_a_change_names_only_decisions_that_wait(acting) -> None:
    from headwater.app.models import Decision

    contributor = acting("contributor")
    edit = f"{ROW}edit/whom/"
    done = Decision.objects.get(review__day=date(2026, 7, 14), number=1).pk
    before = cells()
    for number in (str(done), "999999", "one"):
        sent = fields(contributor, edit) | {
            "specific_needs": "x",
            "change-because": number,
        }
        answer = contributor.post(edit, sent)
        assert answer.status_code == 422, number
        page = check_page(answer, edit, workbench=True)
        assert "#change-because" in page.links
    assert cells() == before
    assert "Staff on late trams" not in seen(contributor, edit).main


def test_a_change_of_another_plan_names_no_decision_of_this_one(bench) -> None:
    from headwater.app.actions.because import NoDecision, open_decision
    from headwater.app.models import Decision

    waits = Decision.objects.get(review__day=date(2026, 10, 13)).pk
    assert open_decision(PLAN, waits).number == 1
    with pytest.raises(NoDecision):
        open_decision("quillmoor", waits)


def test_a_decision_is_carried_out_once(lead) -> None:
    address = f"{AUTUMN}decisions/1/"
    assert lead.post(f"{address}done/", {"done": " "}).status_code == 422
    assert lead.post(f"{address}done/", {"done": "All came."}).status_code == 303
    assert "All came." in seen(lead, address).main
    again = lead.post(f"{address}done/", {"done": "Twice"})
    assert again.status_code == 422
    assert "Owners of measures" not in seen(lead, f"{WORK}/").main


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


def word_texts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {
            name: made.read(name).decode()
            for name in made.namelist()
            if name.endswith(".xml")
        }


def test_minutes_are_a_word_document_with_the_notice_on_every_page(lead) -> None:
    import docx

    answer = lead.get(f"{SUMMER}minutes.docx")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="minutes-2026-07-14.docx"'
    )
    assert "no-store" in answer.headers["Cache-Control"]
    made = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(p.text for p in made.paragraphs)
    kept = meeting("2026-07-14")
    assert made.paragraphs[0].text == "Summer review (invented), 14 July 2026"
    assert kept.frozen.notice in made.sections[0].header.paragraphs[0].text
    assert kept.digest in text
    assert "Staff ask before they help" not in text  # cells stay where they are
    assert "Changed because of it on 22 November 2026: Staff presence on" in text
    assert {row.cells[0].text.split()[0] for row in made.tables[0].rows[1:]} == {
        v.code for v in kept.frozen.verdicts
    }
    assert "Abernathy" not in "".join(word_texts(answer.content).values())


def test_minutes_are_the_same_bytes_every_time(lead) -> None:
    for kind in ("docx", "pdf"):
        one, other = (lead.get(f"{AUTUMN}minutes.{kind}").content for _ in range(2))
        assert one == other, kind
    with zipfile.ZipFile(io.BytesIO(lead.get(f"{AUTUMN}minutes.docx").content)) as made:
        assert {entry.date_time[0] for entry in made.infolist()} == {1980}


def test_minutes_are_an_accessible_pdf(lead) -> None:
    answer = lead.get(f"{SUMMER}minutes.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    opened = [answer.content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", opened[0], re.DOTALL):
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    for wanted in (b"/MarkInfo", b"/Lang (en-GB)", b"/StructTreeRoot", b"pdfuaid"):
        assert wanted in b"".join(opened), wanted


def test_where_no_pdf_can_be_made_a_page_says_so(lead, monkeypatch) -> None:
    from headwater.app.views import minutes
    from headwater.errors import UserError

    def refuse(_: object) -> bytes:
        raise UserError("A PDF cannot be made here.", fix="Ask.")

    monkeypatch.setattr(minutes, "pdf", refuse)
    answer = lead.get(f"{SUMMER}minutes.pdf")
    assert answer.status_code == 503
    assert "take the minutes as a Word document" in answer.content.decode()


def test_hostile_words_come_back_as_words_in_every_form(acting) -> None:
    lead, publisher = acting("plan lead"), acting("publisher")
    open_one(lead)
    lead.post(f"{NEXT}items/", {"item": HOSTILE})
    assert decide(lead, text=HOSTILE, reason=HOSTILE, roles=HOSTILE).status_code == 303
    lead.post(f"{NEXT}decisions/1/done/", {"done": HOSTILE})
    lead.post(f"{NEXT}close/")
    publisher.post(f"{NEXT}publish/", {"publish": "yes"})
    for address in (
        NEXT,
        f"{WORK}/",
        f"{NEXT}decisions/1/",
        f"{PUBLIC}2026-11-17/",
        f"{ROW}edit/whom/",
    ):
        html = lead.get(address).content.decode()
        assert "<script>alert" not in html, address
    assert "7 * 7" in lead.get(f"{PUBLIC}2026-11-17/").content.decode()
    texts = word_texts(lead.get(f"{NEXT}minutes.docx").content)
    body = texts["word/document.xml"]
    assert "&lt;script&gt;alert" in body
    assert not re.search(r"w:instrText|w:fldSimple|w:hyperlink", body)
    assert lead.get(f"{NEXT}minutes.pdf").content.startswith(b"%PDF")


def test_minutes_are_only_for_partners_who_signed_in(acting, nobody) -> None:
    for kind in ("docx", "pdf"):
        address = f"{SUMMER}minutes.{kind}"
        assert nobody.get(address).status_code == 303
        assert acting("stranger").get(address).status_code == 404


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
    own = f"/work/{PLAN}/organisations/"
    for who, there in (
        ("plan lead", {f"{WORK}/", own, f"{own}vru/"}),
        ("contributor", {f"{WORK}/", f"{own}tallowgate/"}),
    ):
        links = set(seen(acting(who), "/work/").links)
        assert there <= links, who
        assert (own in links) is (own in there), who


def test_a_second_demonstration_leaves_what_people_changed(bench) -> None:
    from headwater.cli.workspaces import has_come

    assert has_come(bench, PLAN, "0" * 64)
    assert not has_come(bench, PLAN, "1" * 64)
    assert not has_come(bench, "quillmoor-2", "0" * 64)
