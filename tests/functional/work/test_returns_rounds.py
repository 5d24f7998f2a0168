"""Periods and extensions for the plan lead; reminders for a mailer."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from kept_returns import PERIOD, ROOT, today, window
from northbank_people import PLAN
from page_checks import check_page


PERIODS = f"{ROOT}/periods/"


@pytest.fixture
def lead(acting) -> Any:
    return acting("plan lead")


def ask(client: Any, code: str, *after: int, **more: str) -> Any:
    """`after`: when it opens, is due and closes, in days from today."""
    days = dict(zip(("opens", "due", "closes"), after, strict=True))
    sent = {n: (today() + timedelta(days=d)).isoformat() for n, d in days.items()}
    return client.post(PERIODS, {"what": "round", "code": code} | sent | more)


def codes() -> list[str]:
    from headwater.app.selectors.returns import rounds

    return [each.period.code for each in rounds(PLAN)]


def test_a_round_is_asked_for_and_its_window_moved(lead) -> None:
    assert ask(lead, "2027-Q1", 1, 30, 60).status_code == 303
    assert "2027-Q1" in codes()
    page = check_page(lead.get(f"{PERIODS}?change=2027-Q1"), PERIODS, workbench=True)
    assert 'value="2027-Q1"' in page.html
    before = len(codes())
    assert ask(lead, "2027-Q1", 2, 31, 61).status_code == 303
    assert len(codes()) == before


@pytest.mark.parametrize(
    ("code", "days", "says"),
    [
        ("2027-Q9", (1, 2, 3), "is not a period"),
        ("2027-Q2", (5, 4, 6), "not in that order"),
        ("2026-27-Q2", (1, 2, 3), "asked for already, as 2026-Q3"),
        ("", (1, 2, 3), "Enter a period"),
        ("x" * 50, (1, 2, 3), "40 characters"),
        ("<script>alert(1)</script>", (1, 2, 3), "is not a period"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(lead, code, days, says) -> None:
    before = codes()
    answer = ask(lead, code, *days)
    assert answer.status_code == 422
    page = check_page(answer, PERIODS, workbench=True)
    assert says in page.main
    assert "<script>alert" not in page.html
    assert codes() == before


def test_a_day_that_is_none_is_said_at_its_field(lead) -> None:
    answer = ask(lead, "2027-Q1", 1, 2, 3, due="31 June 2027")
    page = check_page(answer, PERIODS, workbench=True)
    assert "#due" in page.links
    assert 'value="31 June 2027"' in page.html


def test_a_period_of_ones_own_may_be_called_what_people_like(lead, acting) -> None:
    code = "autumn <b>term</b> / 2026"
    answer = ask(lead, code, -5, 5, 9, first="2026-09-01", last="2026-12-18")
    assert answer.status_code == 303
    page = check_page(acting("contributor").get(f"{ROOT}/"), ROOT, workbench=True)
    (link,) = {a for a in page.links if "autumn" in a and a.endswith("tallowgate/")}
    found = check_page(acting("contributor").get(link), link, workbench=True)
    assert "1 September 2026 to 18 December 2026" in found.main


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(-400, "why", "until"), (30, " ", "reason")]
)
def test_an_extension_needs_a_later_day_and_a_reason(lead, days, reason, field) -> None:
    window(-10, 10, 20)
    sent = {
        "what": "extend",
        "period": PERIOD,
        "organisation": "tallowgate",
        "until": (today() + timedelta(days=days)).isoformat(),
        "reason": reason,
    }
    answer = lead.post(PERIODS, sent)
    assert answer.status_code == 422
    assert f"#{field}" in check_page(answer, PERIODS, workbench=True).links
    for forged in ({"organisation": "nobody"}, {"organisation": "<script>"}):
        assert lead.post(PERIODS, sent | forged).status_code == 422
    assert lead.post(PERIODS, sent | {"period": "2031-Q1"}).status_code in (404, 422)


def reminded(*words: str) -> str:
    from contextlib import redirect_stdout

    from django.conf import settings

    from headwater.cli import main

    out = io.StringIO()
    with redirect_stdout(out):
        main(["remind", "--workspace", str(settings.WORKSPACE), *words])
    return out.getvalue()


def test_reminders_name_nobody_else_and_go_out_once(bench) -> None:
    for period in ("2025-Q4", "2026-Q1", "2026-Q2"):
        window(-400, -300, -200, period)
    window(-10, 3, 20)
    shown = json.loads(reminded("--format", "json", "--dry-run"))
    first = list(csv.DictReader(io.StringIO(reminded())))
    assert {each["who"] for each in first} == {"sunniva.marlock", "tobias.fennimore"}
    assert shown == first
    day = today() + timedelta(days=3)
    assert "You have 1 return due in Headwater on" in first[0]["text"]
    assert f"{day.day} {day:%B}" in first[0]["text"]
    everything = json.dumps(first)
    for word in ("tallowgate", "M08", "2026", "Days from"):
        assert word not in everything
    assert list(csv.DictReader(io.StringIO(reminded()))) == []


def test_nobody_hears_of_what_has_come_in_or_on_another_day(acting, bench) -> None:
    from kept_returns import RETURN, seen

    for period in ("2025-Q4", "2026-Q1", "2026-Q2"):
        window(-400, -300, -200, period)
    window(-10, 4, 20)
    assert json.loads(reminded("--format", "json")) == []
    window(-10, 3, 20)
    acting("contributor").post(f"{RETURN}/check/", seen())
    assert json.loads(reminded("--format", "json")) == []
