"""Counts of people broken down in a browser, published, and read by anybody."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import parse_qsl

import pytest
from page_checks import Page, check_page

from headwater.cli import main
from headwater.exchange.northbank.service_counts import KEY, write_service_counts


YEAR = f"source={KEY}&period=2024-25"
THREE = f"source={KEY}&period=2023-24&period=2024-25&period=2025-26"
ASKED = f"{YEAR}&place=*&by=age&by=sex"


@pytest.fixture
def bench(london: Path, tmp_path: Path) -> Iterator[Path]:
    """A workspace of one's own with Northbank's invented counts."""
    from django.conf import settings

    from headwater.app.workspace import create_workspace, open_workspace

    folder = create_workspace(tmp_path / "mine")
    write_service_counts(folder)
    settings.BREAKDOWNS = True
    yield folder
    settings.BREAKDOWNS = False
    open_workspace(london)


@pytest.fixture
def browser(bench: Path):
    from django.test import Client

    return Client(
        SERVER_NAME="localhost",
        enforce_csrf_checks=True,
        headers={"origin": "http://localhost"},
    )


def private(browser: Any, address: str, status: int = 200) -> Page:
    response = browser.get(address)
    assert response.status_code == status, response.status_code
    assert response.headers["Cache-Control"] == "no-store"
    return check_page(response, address, workbench=True)


def public(browser: Any, address: str) -> Page:
    response = browser.get(address)
    assert response.status_code == 200
    return check_page(response, address)


def publish(browser: Any, asked: str, **other: str) -> Any:
    """Through the page on which one checks; the answer to the form."""
    page = private(browser, f"/breakdowns/publish/?{asked}")
    sent: dict[str, list[str]] = {}
    for name, value in parse_qsl(asked):
        sent.setdefault(name, []).append(value)
    (seal,) = re.findall(r'name="seal" value="(\w+)"', page.html)
    (token,) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page.html)
    form = {**sent, "seal": seal, "csrfmiddlewaretoken": token, **other}
    return browser.post("/breakdowns/publish/", form)


def key_of(answer: Any) -> str:
    assert answer.status_code == 303
    return re.findall(r"/releases/(\w+)/", answer.headers["Location"])[0]


def test_one_is_built_checked_published_and_read(browser: Any) -> None:
    first = private(browser, "/breakdowns/")
    assert "Victim-survivors supported by Northbank" in first.main
    page = private(browser, f"/breakdowns/?{ASKED}")
    assert re.search(r"\d+ figures shown, \d+ withheld", page.main)
    assert "What would show more" in page.main
    assert "for you only" in page.main
    key = key_of(publish(browser, ASKED))
    listed = public(browser, "/releases/")
    assert f"/releases/{key}/" in listed.links
    shown = public(browser, f"/releases/{key}/")
    assert "no small count was narrowed" in shown.main
    assert "CC0 1.0" in shown.main
    assert "give away or narrow" not in shown.html  # reasons are for the owner


def test_what_is_withheld_stands_in_no_file(browser: Any) -> None:
    key = key_of(publish(browser, ASKED))
    told = json.loads(browser.get(f"/releases/{key}.json").content)
    cells = told["tables"][0]["cells"]
    hidden = [cell for cell in cells if cell["symbol"] == "c"]
    assert len(hidden) > 50
    assert {cell["value"] for cell in hidden} == {None}
    assert "tested" not in json.dumps(told)
    text = browser.get(f"/releases/{key}.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["symbol"] == "c"]
    assert len(rows) == len(hidden)
    assert {row["value"] for row in rows} == {""}
    assert browser.get(f"/releases/{key}.xlsx").content.startswith(b"PK")


def test_anybody_can_audit_the_file_that_was_published(
    browser: Any, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    key = key_of(publish(browser, ASKED))
    file, trees = tmp_path / "table.csv", tmp_path / "trees.json"
    file.write_bytes(browser.get(f"/releases/{key}.csv").content)
    told = json.loads(browser.get(f"/releases/{key}.json").content)
    trees.write_text(json.dumps(told["hierarchies"]), encoding="utf-8")
    dims = "place,age,sex"
    asked = ["audit-table", str(file), "--hierarchy", str(trees), "--dims", dims]
    assert main(asked) == 0
    assert "No count below 5 could be narrowed" in capsys.readouterr().out
    loose = file.read_text(encoding="utf-8-sig").splitlines()
    at = next(i for i, line in enumerate(loose) if ",withheld,c," in line)
    loose[at] = loose[at].replace(",,withheld,c,", ",12,reported,,")
    file.write_text("\n".join(loose), encoding="utf-8")
    assert main(asked) != 0


def test_what_was_not_reported_is_neither_none_nor_withheld(
    browser: Any, bench: Path
) -> None:
    file = bench / "counts" / KEY / "counts.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("2024-25,NB0000001")]
    lines += ["2024-25,NB0000001,all-ages,everyone,all-groups,all-people,all-harm,.."]
    file.write_text("\n".join(lines), encoding="utf-8")
    answer = browser.get(f"/breakdowns/?{ASKED}").content.decode()
    assert "Not reported. Totals are of what was reported." in answer
    key = key_of(publish(browser, ASKED))
    told = json.loads(browser.get(f"/releases/{key}.json").content)
    cells = [c for c in told["tables"][0]["cells"] if c["place"] == "NB0000001"]
    assert {cell["symbol"] for cell in cells} == {".."}
    page = public(browser, f"/releases/{key}/")
    assert "Not reported. Totals are of what was reported." in page.main


def test_published_pages_need_no_counts(browser: Any, bench: Path) -> None:
    """So they can hold nothing that only the counts know."""
    key = key_of(publish(browser, f"{ASKED}&period=2025-26&apart=yes"))
    ends = ("/", ".csv", ".json", "/chart.vl.json", "/chart-wide.svg")
    before = [browser.get(f"/releases/{key}{end}").content for end in ends]
    rmtree(bench / "counts")
    after = [browser.get(f"/releases/{key}{end}").content for end in ends]
    assert after == before
    assert browser.get(f"/releases/{key}/chart-huge.svg").status_code == 404


def test_percentages_and_comparisons_come_from_what_is_printed(browser: Any) -> None:
    key = key_of(publish(browser, ASKED))
    page = public(browser, f"/releases/{key}/")
    assert "cannot tell: withheld" in page.main or "cannot tell" in page.main
    assert "higher than its share of the population" in page.main
    assert "For each 1,000 people who live there" in page.main
    one = key_of(publish(browser, f"{YEAR}&place=NB0000001&by=age"))
    assert "share of the population" not in public(browser, f"/releases/{one}/").main


def test_a_later_one_says_what_the_first_costs_it(browser: Any) -> None:
    key = key_of(publish(browser, ASKED))
    page = private(browser, f"/breakdowns/?{YEAR}&place=*&by=disability")
    assert "1 earlier release about the same people is taken into account" in page.main
    other = key_of(publish(browser, f"{YEAR}&place=*&by=disability"))
    shown = public(browser, f"/releases/{other}/")
    assert f"/releases/{key}/" in shown.links
    assert f"/releases/{other}/" in public(browser, f"/releases/{key}/").links


def test_an_offer_leads_to_what_it_promises(browser: Any) -> None:
    page = private(browser, f"/breakdowns/?{ASKED}")
    ways = [link for link in page.links if link.startswith("/breakdowns/?")]
    assert len(ways) > 2
    for way in ways[:2]:
        asked = way.partition("#")[0]
        assert "figures shown" in private(browser, asked).main


def test_what_cannot_be_published_is_said_with_what_can(browser: Any) -> None:
    publish(browser, ASKED)
    publish(browser, f"{THREE}&apart=yes&by=sex&by=age")
    page = private(browser, f"/breakdowns/?{YEAR}&place=*&by=age&by=disability")
    assert "would be given away, however much else is withheld" in page.main
    assert "What would show more" in page.main


def test_much_work_is_done_only_when_it_is_asked_for(browser: Any) -> None:
    asked = f"{ASKED}&by=ethnicity"
    page = private(browser, f"/breakdowns/?{asked}")
    assert "may take a minute" in page.main
    assert any("work=yes" in link for link in page.links)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (f"source={KEY}", "Select a period"),
        (YEAR, "Select a characteristic, or places side by side"),
        (
            f"{YEAR}&by=age&by=sex&by=ethnicity&by=disability&by=harm",
            "Select up to 4 characteristics",
        ),
        (f"{YEAR}&by=age&do=melt%7Cage", "is no change of a breakdown"),
        (f"{YEAR}&by=age&do=merge%7Cage%7Ca%7Cb", "cannot be made here"),
        (f"{YEAR}&place=elsewhere", "Select a characteristic"),
    ],
)
def test_what_is_missing_is_said(browser: Any, asked: str, says: str) -> None:
    page = private(browser, f"/breakdowns/?{asked}", 422)
    assert says in page.main
    assert "There is a problem" in page.main


def test_what_is_published_is_what_was_shown(browser: Any, bench: Path) -> None:
    answer = publish(browser, ASKED, seal="r000000000000")
    assert answer.status_code == 422
    assert "changed since" in answer.content.decode()
    assert not (bench / "ledger").exists()
    again = browser.get("/breakdowns/publish/?source=nothing")
    assert again.headers["Location"] == "/breakdowns/"


def test_a_form_that_is_sent_twice_publishes_once(browser: Any, bench: Path) -> None:
    asked = f"{YEAR}&by=age"
    page = private(browser, f"/breakdowns/publish/?{asked}")
    (seal,) = re.findall(r'name="seal" value="(\w+)"', page.html)
    first = publish(browser, asked)
    again = publish(browser, asked, seal=seal)  # the same form, sent once more
    assert key_of(first) == seal
    assert again.status_code == 422
    assert len(list((bench / "ledger").iterdir())) == 1


def test_a_workspace_without_counts_says_how_to_add_them(
    browser: Any, bench: Path
) -> None:
    rmtree(bench / "counts")
    assert "holds no counts of people" in private(browser, "/breakdowns/").main
    assert "Nothing has been released here yet" in public(browser, "/releases/").main


def test_counts_that_cannot_be_read_are_said(browser: Any, bench: Path) -> None:
    file = bench / "counts" / KEY / "counts.csv"
    text = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*text[:2], f"{text[2]}x", *text[3:]]), encoding="utf-8")
    page = private(browser, "/breakdowns/", 422)
    assert "row 3" in page.main


def test_a_changed_ledger_is_said(browser: Any, bench: Path) -> None:
    publish(browser, ASKED)
    (file,) = (bench / "ledger").iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace("0", "1", 1), "utf-8")
    page = public(browser, "/releases/")
    assert "not as it was written" in page.main
    page = private(browser, f"/breakdowns/?{ASKED}", 422)
    assert "not as it was written" in page.main


def test_nobody_else_sees_or_does_any_of_it(browser: Any, bench: Path) -> None:
    from django.conf import settings

    for address in ("/breakdowns/", f"/breakdowns/publish/?{ASKED}"):
        away = browser.get(address, REMOTE_ADDR="192.0.2.7")
        passed = browser.get(address, headers={"x-forwarded-for": "192.0.2.7"})
        settings.BREAKDOWNS = False
        shut = browser.get(address)
        posted = browser.post(address, {})
        settings.BREAKDOWNS = True
        nothing = browser.get("/nothing/").content
        for answer in (away, passed, shut, posted):
            assert (answer.status_code, answer.content) == (404, nothing)
    assert browser.post("/releases/").status_code == 405
    assert browser.get("/releases/r000000000000/").status_code == 404


def test_form_without_its_token_is_refused(browser: Any, bench: Path) -> None:
    answer = browser.post("/breakdowns/publish/", dict(parse_qsl(ASKED)))
    assert answer.status_code == 403
    assert not (bench / "ledger").exists()
