"""Rows are changed, checked, never lost, never overwritten in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from kept_rows import cells, fields
from northbank_people import PLAN
from page_checks import check_page


ROOT = f"/desk/{PLAN}/tables"
ROW = f"{ROOT}/actions/rows/N51/"  # Tallowgate leads it
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% debug %}",
    '=HYPERLINK("//evil.example")',
    "'; DROP TABLE headwater_action; --",
    "\u202egpj.exe",
    "Zo\u00eb\u2019s plan \u2013 100% \u2713",
)


def change(client: Any, code: str, address: str = ROW, **cells: str) -> Any:
    edit = f"{address}edit/{code}/"
    return client.post(edit, fields(client, edit) | cells)


def owned(table: str, owner: str) -> list[str]:
    from headwater.app.selectors import rows

    return [row.key for row in rows.rows(PLAN, table) if owner in row.owners]


@pytest.fixture
def contributor(acting: Callable[[str], Any]) -> Any:
    client = acting("contributor")
    assert "N51" in owned("actions", "tallowgate")
    return client


def test_a_form_that_changes_nothing_writes_nothing(contributor) -> None:
    from headwater.app.models import Event, Revision

    def written() -> tuple[int, int, dict[str, str]]:
        changed = Event.objects.filter(did="changed")
        return Revision.objects.count(), changed.count(), cells()

    before = written()
    for code in ("what", "who", "kind", "harm", "whom", "money", "change", "care"):
        assert change(contributor, code).status_code == 303, code
    assert written() == before


def test_a_change_is_saved_with_who_and_why_and_everybody_sees_it(contributor) -> None:
    answer = change(
        contributor, "what", title="A new title", **{"change-why": "it was wrong"}
    )
    assert answer.headers["Location"] == f"{ROW}?saved"
    assert cells()["title"] == "A new title"
    said = check_page(contributor.get(f"{ROW}?saved"), ROW, workbench=True).main
    assert "Saved." in said
    page = check_page(contributor.get(f"{ROW}history/"), ROW, workbench=True)
    assert "Sunniva Marlock (invented), Tallowgate Advocacy; by form" in page.main
    assert "it was wrong" in page.main
    public = contributor.get(f"/plans/{PLAN}/actions/N51/").content.decode()
    assert "A new title" in public
    assert (
        "Sunniva"
        not in contributor.get(f"/plans/{PLAN}/actions/N51/history/").content.decode()
    )


@pytest.mark.parametrize(
    ("code", "column", "text", "says"),
    [
        ("what", "start", "31 June 2026", "Not a date"),
        ("what", "end", "2001-01-01", "ends before it starts"),
        ("what", "title", "", "is needed"),
        ("money", "resources_needed", "1,5", ""),
        ("who", "lead_organisations", "nobody", "is not in the organisations table"),
        ("harm", "vawg_types", "witchcraft", "is not in the list"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_kept_as_typed(
    contributor, code: str, column: str, text: str, says: str
) -> None:
    before = cells()
    answer = change(contributor, code, **{column: text})
    assert answer.status_code == 422
    page = check_page(answer, ROW, workbench=True)
    assert "There is a problem" in page.main
    assert says in page.main
    assert f"#{column}" in page.links
    assert cells() == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_back_as_words(contributor, text: str) -> None:
    assert change(contributor, "what", description=text).status_code == 303
    assert cells()["description"] == text
    for address in (
        ROW,
        f"{ROW}edit/what/",
        f"{ROW}history/",
        f"/plans/{PLAN}/actions/N51/",
    ):
        html = contributor.get(address).content.decode()
        assert "<script>alert" not in html, address
    csv = contributor.get(f"/plans/{PLAN}/data/actions.csv").content.decode("utf-8-sig")
    assert ",=HYPERLINK" not in csv


def test_two_people_who_change_different_fields_both_keep_theirs(acting) -> None:
    one, other = acting("contributor"), acting("partner lead")
    first, second = (fields(c, f"{ROW}edit/what/") for c in (one, other))
    one.post(f"{ROW}edit/what/", first | {"title": "Mine"})
    answer = other.post(f"{ROW}edit/what/", second | {"description": "Theirs"})
    assert answer.status_code == 303
    assert (cells()["title"], cells()["description"]) == ("Mine", "Theirs")


def test_the_second_to_change_a_field_sees_both_and_chooses(acting) -> None:
    one, other = acting("contributor"), acting("partner lead")
    first, second = (fields(c, f"{ROW}edit/what/") for c in (one, other))
    one.post(f"{ROW}edit/what/", first | {"title": "Mine"})
    answer = other.post(f"{ROW}edit/what/", second | {"title": "Theirs"})
    assert answer.status_code == 409
    page = check_page(answer, ROW, workbench=True)
    assert "Somebody changed this meanwhile" in page.main
    assert "Mine" in page.main
    assert cells()["title"] == "Mine"
    (seen,) = re.findall(r'name="change-seen" value="(\d+)"', page.html)
    chosen = second | {"title": "Theirs, chosen", "change-seen": seen}
    assert other.post(f"{ROW}edit/what/", chosen).status_code == 303
    assert cells()["title"] == "Theirs, chosen"


def test_a_form_that_is_sent_twice_changes_once(contributor) -> None:
    from headwater.app.models import Revision

    edit = f"{ROW}edit/what/"
    sent = fields(contributor, edit) | {"title": "Twice"}
    for _ in range(2):
        assert contributor.post(edit, sent).status_code == 303
    rows = Revision.objects.filter(plan=PLAN, table="actions", key="N51")
    assert rows.filter(values__title="Twice").count() == 1


def test_a_version_comes_back(contributor) -> None:
    was = cells()
    change(contributor, "what", title="Other", description="")
    page = contributor.get(f"{ROW}history/").content.decode()
    (back,) = re.findall(r'action="([^"]+/history/\d+/)"', page)
    assert contributor.post(back).status_code == 303
    assert cells() == was


def test_a_new_row_is_made_by_its_own_people_only(contributor) -> None:
    new = f"{ROOT}/actions/new/"
    sent = fields(contributor, new)
    sent |= {"action_id": "T1", "title": "A new action", "lead_organisations": "police"}
    assert contributor.post(new, sent).status_code == 422  # not for others
    sent["lead_organisations"] = "tallowgate"
    answer = contributor.post(new, sent)
    assert answer.headers["Location"] == f"{ROOT}/actions/rows/T1/?saved"
    again = contributor.post(new, sent | {"action_id": "t1"})
    assert "Another row has this name" in again.content.decode()


def test_a_row_that_others_name_is_not_taken_out(contributor, acting) -> None:
    answer = contributor.post(f"{ROW}remove/", fields(contributor, f"{ROW}remove/"))
    assert answer.status_code == 409
    assert "would name rows that are removed" in answer.content.decode()
    new = f"{ROOT}/actions/new/"
    alone = {"action_id": "T2", "title": "Alone", "lead_organisations": "tallowgate"}
    contributor.post(new, fields(contributor, new) | alone)
    gone = f"{ROOT}/actions/rows/T2/"
    remove = f"{gone}remove/"
    assert contributor.post(remove, fields(contributor, remove)).status_code == 303
    assert contributor.get(gone).status_code == 404
    page = contributor.get(f"{gone}history/").content.decode()
    assert "It has been taken out" in page
    (back,) = re.findall(r'action="([^"]+/history/\d+/)"', page)
    assert contributor.post(back).status_code == 303
    assert cells("T2")["title"] == "Alone"


def test_rows_of_others_can_be_read_and_not_changed(acting) -> None:
    police = acting("other partner")
    assert police.get(ROW).status_code == 200
    nowhere = police.get("/desk/northbank/nowhere/").content
    for end in ("edit/what/", "remove/"):
        assert police.get(ROW + end).content == nowhere
        assert police.post(ROW + end, {"title": "x"}).status_code == 404
    assert police.post(f"{ROW}history/1/").status_code == 404
    assert acting("plan lead").get(f"{ROW}edit/what/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{ROOT}/nothing/",
        f"{ROOT}/actions/rows/NOPE/",
        f"{ROOT}/funding/rows/N51/",
        f"{ROW}edit/nothing/",
        "/desk/quillmoor/tables/actions/rows/Q01/",
        "/desk/nowhere/tables/actions/",
    ],
)
def test_what_is_not_there_answers_alike(contributor, address: str) -> None:
    nowhere = contributor.get("/desk/northbank/nowhere/").content
    answer = contributor.get(address)
    assert answer.status_code == 404
    assert answer.content == nowhere


def test_forged_fields_change_nothing(contributor) -> None:
    before = cells()
    edit = f"{ROW}edit/what/"
    forged = fields(contributor, edit) | {
        "tiers": "primary",  # of another page
        "plan_id": "quillmoor",
        "id": "1",
    }
    assert contributor.post(edit, forged).status_code == 303
    assert cells() == before
    renamed = fields(contributor, edit) | {"action_id": "N01"}
    assert contributor.post(edit, renamed).status_code == 422
    assert cells() == before


def test_what_was_typed_waits_until_one_has_signed_in_again(contributor) -> None:
    edit = f"{ROW}edit/what/"
    sent = fields(contributor, edit) | {"title": "Typed for an hour"}
    contributor.cookies.clear()  # the session ran out
    here = {"origin": "http://localhost"}
    answer = contributor.post(edit, sent, headers=here)
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    session = contributor.session
    kept = session["headwater.stash"]
    from northbank_people import WHO, person

    contributor.post("/demo/people/", {"person": str(person(WHO["contributor"]))})
    session = contributor.session
    session["headwater.stash"] = kept
    session.save()
    page = contributor.get(edit).content.decode()
    assert "Typed for an hour" in page
    assert "It is not saved yet" in page
    assert cells()["title"] != "Typed for an hour"


def test_a_draft_waits_unchecked_for_its_writer_alone(contributor, acting) -> None:
    edit, before = f"{ROW}edit/what/", cells()
    sent = fields(contributor, edit) | {"title": "", "start": "some time"}
    kept = contributor.post(edit, sent | {"change-do": "draft"})
    assert kept.headers["Location"] == "/desk/"
    assert cells() == before
    assert f'href="{edit}"' in contributor.get("/desk/").content.decode()
    again = fields(contributor, edit)
    assert again["start"] == ["some time"]
    other = acting("partner lead")
    assert fields(other, edit)["start"] != ["some time"]
    saved = contributor.post(edit, again | {"title": "Ready", "start": "2026-01"})
    assert saved.status_code == 303
    assert cells()["title"] == "Ready"
    assert f'href="{edit}"' not in contributor.get("/desk/").content.decode()
    contributor.post(edit, sent | {"change-do": "draft"})
    contributor.post(edit, {"change-do": "drop"})
    assert fields(contributor, edit)["title"] == ["Ready"]


def test_a_lead_signs_an_organisation_up(acting) -> None:
    address = f"{ROOT}/organisations/rows/tallowgate/"
    for name, text in (("signed_up", "2026-02-03"), ("senior_lead", "Una Example")):
        before = cells("tallowgate", "organisations")
        answer = change(acting("contributor"), "all", address, **{name: text})
        assert answer.status_code == 422
        assert "sign their organisation up" in answer.content.decode()
        assert cells("tallowgate", "organisations") == before
        lead = change(acting("partner lead"), "all", address, **{name: text})
        assert lead.status_code == 303
        assert cells("tallowgate", "organisations")[name] == text
    answer = change(acting("contributor"), "all", address, note="Open on Mondays.")
    assert answer.status_code == 303


def test_every_page_of_every_table_holds_what_it_must(acting) -> None:
    from headwater.app.sections import sections
    from headwater.app.selectors import rows
    from headwater.core.plan.tables import TABLES

    lead = acting("plan lead")
    for table in TABLES:
        address = f"{ROOT}/{table.name}/"
        check_page(lead.get(address), address, workbench=True)
        if table.name == "plan":  # it is one row, and there is no second
            assert lead.get(f"{address}new/").status_code == 404
        else:
            check_page(lead.get(f"{address}new/"), address, workbench=True)
        found = rows.rows(PLAN, table.name)
        if not found:
            continue
        from headwater.app.keys import to_address

        check_page(lead.get(f"{address}grid/"), address, workbench=True)
        one = f"{address}rows/{to_address(found[0].key)}/"
        for end in (
            "",
            "check/",
            "history/",
            *(f"edit/{s.code}/" for s in sections(table)),
        ):
            check_page(lead.get(one + end), one + end, workbench=True)


def test_a_form_of_every_table_gives_back_what_stands(acting) -> None:
    from headwater.app.keys import to_address
    from headwater.app.models import Revision
    from headwater.app.sections import sections
    from headwater.app.selectors import rows
    from headwater.core.plan.tables import TABLES

    lead, before = acting("plan lead"), Revision.objects.count()
    for table in TABLES:
        for row in rows.rows(PLAN, table.name)[:2]:
            for section in sections(table):
                one = f"{ROOT}/{table.name}/rows/{to_address(row.key)}/"
                answer = change(lead, section.code, one)
                assert answer.status_code == 303, (table.name, row.key, section.code)
    assert Revision.objects.count() == before


def test_every_column_is_on_one_page() -> None:
    from headwater.app.sections import FEW, sections
    from headwater.core.plan.tables import TABLES

    for table in TABLES:
        shown = [c for section in sections(table) for c in section.columns]
        assert sorted(c.name for c in shown) == sorted(c.name for c in table.columns)
        assert max(len(s.columns) for s in sections(table)) <= FEW


def test_cells_are_shown_in_words_and_amounts(contributor) -> None:
    page = check_page(contributor.get(ROW), ROW, workbench=True)
    assert "VAWG types" in page.main
    assert "\u00a32,046,300" in page.main
    assert "GeographyNorthbank" in page.main
    assert page.main.count("Kept in means") == 1
    change(contributor, "money", resources_needed="1500")
    page = check_page(contributor.get(f"{ROW}history/"), ROW, workbench=True)
    assert "\u00a32,046,300 \u2192 \u00a31,500" in page.main


def test_a_change_between_reading_a_number_and_its_cells_is_not_lost(
    acting, monkeypatch
) -> None:
    """Somebody saves after a version was numbered and before its cells are read."""
    from headwater.app.selectors import rows

    one, other = acting("contributor"), acting("partner lead")
    edit = f"{ROW}edit/what/"
    theirs = fields(other, edit) | {"title": "Theirs"}
    numbered, late = rows.revision, []

    def then_they_save(*asked: str) -> int:
        number = numbered(*asked)
        if not late:
            late.append(True)
            assert other.post(edit, theirs).status_code == 303
        return number

    monkeypatch.setattr(rows, "revision", then_they_save)
    mine = fields(one, edit)
    assert mine["title"] == ["Theirs"]
    third = fields(other, edit) | {"title": "Theirs again"}
    assert other.post(edit, third).status_code == 303
    assert one.post(edit, mine | {"title": "Mine"}).status_code == 409
    assert cells()["title"] == "Theirs again"


def test_a_list_says_how_many_rows_each_table_has(contributor) -> None:
    page = check_page(contributor.get(f"/desk/{PLAN}/"), ROOT, workbench=True)
    assert "Actions (90): one thing that partners do" in page.main
