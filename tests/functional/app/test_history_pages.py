"""The history of an action, and accepted findings, in a plan that changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from page_checks import Page, check_page
from spec_tables import read_plan


BEFORE = """
    plan
    plan_id | title
    town    | Town plan
    organisations
    organisation_id | name | sector
    hall            | Hall | mayoral-body
    actions
    action_id | title            | lead_organisations | status
    A1        | Lights in a park | hall               | planned
    A10       | Another          | hall               | planned
    funding
    action | tranche | amount
    A1     | one     | 500
    A10    | one     | 900
"""
AFTER = BEFORE.replace("| hall               | planned", "| hall | active", 1).replace(
    "| 500", "| 650"
)
ACCEPTED = """
    accepted
    rule | subject    | accepted_by | on         | until      | why
    W402 | actions/A1 | Head        | 2026-01-01 | 2030-01-01 | A bid is under way
    M501 | actions/A1 | Head        | 2024-01-01 | 2025-01-01 | We were waiting
    W101 | actions/Z9 | Head        |            |            | It was so
"""


VILLAGE = """
    plan
    plan_id | title        | notice
    village | Village plan | Nobody lives in it.
    actions
    action_id | title            | status
    A1        | Lights in a wood | active
    B2        | A bench          | active
    funding
    action | tranche | amount
    A1     | one     | 40
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from headwater.app.workspace import create_workspace

    folder = tmp_path_factory.mktemp("changed")
    create_workspace(folder)
    from headwater.app.actions import Source, import_plan
    from headwater.core.framework.load import load_framework

    framework = load_framework("london")
    for month, text in enumerate((BEFORE, AFTER + ACCEPTED, VILLAGE), start=1):
        import_plan(
            plan=read_plan(text, framework),
            source=Source(f"return-{month}.csv", "0" * 64),
            by="A. Person",
            at=datetime(2026, month, 3, 12, tzinfo=UTC),
            why="The quarterly return",
        )
    return folder


@pytest.fixture
def look(folder: Path, london: Path) -> Iterator:
    from django.conf import settings
    from django.test import Client

    from headwater.app.workspace import open_workspace

    open_workspace(folder)
    before, settings.AS_AT = settings.AS_AT, date(2026, 11, 22)

    def get(url: str, status: int = 200) -> Page:
        address = f"/plans/town/{url}"
        response = Client(SERVER_NAME="localhost").get(address, follow=True)
        assert response.status_code == status, address
        return check_page(response, response.request["PATH_INFO"])

    yield get
    settings.AS_AT = before


def test_history_tells_what_changed_the_latest_first(look) -> None:
    said = look("actions/A1/history/").main
    assert "Before: planned After: active" in said
    assert said.index("3 February 2026") < said.index("3 January 2026")


def test_history_holds_the_money_of_this_action_alone(look) -> None:
    said = look("actions/A1/history/").main
    assert "money, A1 / one, changed" in said
    assert "A10" not in said


def test_history_tells_no_person_reason_or_file(look) -> None:
    said = look("actions/A1/history/").text
    for words in ("A. Person", "The quarterly return", "return-1.csv"):
        assert words not in said


def test_action_leads_to_its_history(look) -> None:
    assert "/plans/town/actions/A1/history/" in look("actions/A1/").links


def test_accepted_findings_say_who_why_and_until_when(look) -> None:
    said = look("accepted/").main
    assert "Why it is accepted: A bid is under way" in said
    assert "Accepted by: Head, 2026-01-01. To be looked at again: 2030-01-01." in said


def test_acceptance_that_is_over_is_said_to_be_over(look) -> None:
    said = look("accepted/").main
    assert said.count("That day is past, so the finding is open again.") == 1


def test_acceptance_of_what_is_no_longer_found_says_so(look) -> None:
    assert "The check no longer finds this." in look("accepted/").main


def test_findings_lead_to_the_accepted_ones(look) -> None:
    assert "/plans/town/accepted/" in look("findings/").links


def test_every_day_of_change_can_be_looked_back_to(look) -> None:
    shown = look("changes/")
    for day in ("2026-01-03", "2026-02-03"):
        assert f"/plans/town/changes/{day}/" in shown.links


def test_changes_since_a_day_tell_rows_money_and_findings(look) -> None:
    said = look("changes/2026-01-03/").main
    assert "Before: planned After: active" in said
    assert "Before: 2 amounts are written down: £1,400" in said
    assert "After: 2 amounts are written down: £1,550" in said
    assert "Findings" in said


def test_nothing_changed_since_the_last_change(look) -> None:
    assert "Nothing has changed since." in look("changes/2026-02-03/").main


def test_plan_on_the_last_day_is_the_plan_as_it_stands(look) -> None:
    from headwater.app.selectors import load_plan
    from headwater.app.selectors.changes import plan_on

    assert plan_on("town", date(2026, 2, 3)) == load_plan("town")
    assert len(plan_on("town", date(2026, 1, 3)).accepted) == 0


@pytest.mark.parametrize("day", ["2026-01-04", "yesterday", "2025-12-31"])
def test_day_without_a_change_is_not_there(look, day: str) -> None:
    from django.test import Client

    found = Client(SERVER_NAME="localhost").get(f"/plans/town/changes/{day}/")
    assert found.status_code == 404


def test_changes_between_two_days_stay_when_more_is_changed(look) -> None:
    said = look("changes/2026-01-04/2026-02-04/").main
    assert "Before: planned After: active" in said
    assert "Before: 2 amounts are written down: £1,400" in said
    assert "as it stood at the end of 4 February 2026, beside" in said
    assert "Nothing changed" in look("changes/2026-01-04/2026-02-02/").main


def test_findings_between_two_days_came_went_or_stayed(look) -> None:
    from headwater.app.selectors import held
    from headwater.app.selectors.changes import changed_between

    plan = held("town", date(2026, 11, 22))
    found = changed_between(plan, date(2026, 1, 3), date(2026, 2, 3))
    said = look("changes/2026-01-03/2026-02-03/").main
    assert f"New: {len(found.findings.new)}" in said
    assert f"No longer found: {len(found.findings.fixed)}" in said
    assert f"Still there: {len(found.findings.still)}" in said


def test_form_leads_to_the_page_of_two_days(look) -> None:
    shown = look("changes/?first=3+January+2026&last=2026-02-03")
    assert shown.url == "/plans/town/changes/2026-01-03/2026-02-03/"
    assert shown.url in look("changes/").links


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("first=&last=2026-02-03", "Enter one day, such as 3 January 2026"),
        ("first=2026-01-03", "Enter one day, such as 3 January 2026"),
        ("first=31/02/2026&last=1/3/2026", "There is no such day as 31/2/2026"),
        ("first=spring+2026&last=1/3/2026", "Enter one day"),
        ("first=%3Cscript%3E&last=x", "&lt;script&gt;"),
    ],
)
def test_words_that_are_no_day_are_told_beside_the_field(look, asked, says) -> None:
    shown = look(f"changes/?{asked}", 400)
    assert "There is a problem" in shown.main
    assert says in shown.html


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ("2026-02-03/2026-01-03", "3 February 2026 comes after 3 January 2026"),
        ("2026-01-03/2199-01-01", "1 January 2199 is still to come"),
        ("2025-12-31/2026-01-03", "This plan was not here yet on 31 December 2025"),
    ],
)
def test_days_that_cannot_be_compared_say_why(look, days: str, says: str) -> None:
    shown = look(f"changes/{days}/", 404)
    assert says in shown.main
    assert shown.h1 == "What has changed"


@pytest.mark.parametrize(
    "address",
    [
        "changes/20260103/2026-02-03/",
        "changes/2026-01-03/then/",
        "compare/nobody/",
        "compare/~00/",
    ],
)
def test_addresses_that_name_no_day_or_plan_are_not_there(look, address: str) -> None:
    assert look(address, 404).h1 == "Page not found"


def test_two_plans_stand_side_by_side(look) -> None:
    shown = look("compare/village/")
    said = shown.main
    assert "Of the other plan: Nobody lives in it." in said
    assert "Actions: 1 only here, 1 only in the other, 1 in both but not alike" in said
    assert "Village plan: Lights in a wood Town plan: Lights in a park" in said
    assert "Village plan: 1 amount is written down: £40" in said
    assert "Taking a row out" not in said
    assert "/plans/village/actions/B2/" in shown.links
    assert "/plans/village/compare/town/" in shown.links
    assert "/plans/town/compare/village/" in look("changes/").links
