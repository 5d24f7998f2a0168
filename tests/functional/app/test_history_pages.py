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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from headwater.app.workspace import create_workspace

    folder = tmp_path_factory.mktemp("changed")
    create_workspace(folder)
    from headwater.app.actions import Source, import_plan
    from headwater.core.framework.load import load_framework

    framework = load_framework("london")
    for month, text in enumerate((BEFORE, AFTER + ACCEPTED), start=1):
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

    def get(url: str) -> Page:
        address = f"/plans/town/{url}"
        response = Client(SERVER_NAME="localhost").get(address)
        assert response.status_code == 200, address
        return check_page(response, address)

    yield get
    settings.AS_AT = before


def test_history_tells_what_changed_the_latest_first(look) -> None:
    said = look("actions/A1/history/").main
    assert "Before: planned After: active" in said
    assert said.index("3 February 2026") < said.index("3 January 2026")
    assert "The quarterly return" in said


def test_history_holds_the_money_of_this_action_alone(look) -> None:
    said = look("actions/A1/history/").main
    assert "money, A1 / one, changed" in said
    assert "A10" not in said


def test_history_names_no_person(look) -> None:
    assert "A. Person" not in look("actions/A1/history/").text


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
