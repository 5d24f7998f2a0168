"""Bringing a plan in with a browser: the way through, and every way to go wrong."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from page_checks import Page, check_page


TABLE = """Northgate plan,,,,,
No.,Aim,Lead,Target date,RAG,Ward
Priority 1: Prevent,,,,,
1,Train bar staff,Police and Early Help,30/06/2026,Red,A
2,Light the canal path,<b>Canal</b> Trust,March 2027,Green,B
3,Work with fathers,Early Help,ongoing,,C
"""


@pytest.fixture
def bench(london: Path, tmp_path: Path) -> Iterator[Path]:
    """A workspace of one's own, on one's own machine, where uploads are allowed."""
    from django.conf import settings

    from headwater.app.workspace import create_workspace, open_workspace

    create_workspace(tmp_path / "mine")
    settings.UPLOADS = True
    yield tmp_path / "mine"
    settings.UPLOADS = False
    open_workspace(london)


@pytest.fixture
def browser(bench: Path):
    from django.test import Client

    return Client(
        SERVER_NAME="localhost",
        enforce_csrf_checks=True,
        headers={"origin": "http://localhost"},
    )


class Journey:
    """Fills in forms as a browser does, with the token of the page."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.token = self.form = ""
        self.get("/bring/")

    def get(self, address: str, status: int = 200) -> Page:
        response = self.browser.get(self.full(address))
        if response.status_code == 303:  # nothing to ask on that page
            return self.get(response.headers["Location"])
        assert response.status_code == status, response.status_code
        return self._page(response, address)

    def full(self, address: str) -> str:
        return re.sub(r"^\.", f"/bring/{self.token}", address)

    def _page(self, response: Any, address: str) -> Page:
        page = check_page(response, address, workbench=True)
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.html)
        self.form = found[1] if found else self.form
        return page

    def post(self, address: str, **sent: Any) -> Any:
        sent["csrfmiddlewaretoken"] = self.form
        return self.browser.post(self.full(address), sent)

    def on(self, address: str, **sent: Any) -> Page:
        """Post, and follow to the next page."""
        response = self.post(address, **sent)
        assert response.status_code == 303, response.content.decode()
        return self.get(response.headers["Location"])

    def wrong(self, address: str, **sent: Any) -> Page:
        """Post something that is refused with a summary that leads to its field."""
        response = self.post(address, **sent)
        assert response.status_code == 422
        page = self._page(response, address)
        assert "There is a problem" in page.main
        return page

    def upload(self, text: str | bytes = TABLE, name: str = "north.csv") -> Page:
        page = self.on("/bring/", file=_file(text, name))
        self.token = page.url.split("/")[2]
        return page

    def names(self, **changed: str) -> Page:
        sent = {}
        for index, sector in enumerate(("business", "borough", "police")):
            sent |= {f"name-{index}": "new", f"sector-{index}": sector}
        self.get("./names/")
        return self.on("./names/", **(sent | changed))

    def to_check(self, **upload: Any) -> Page:
        self.upload(**upload)
        self.get("./columns/")
        self.on("./columns/")
        self.on("./plan/", plan="new", plan_id="north", title="Northgate prevents")
        return self.names()

    def seal(self) -> str:
        page = self.get("./check/")
        return re.search(r'name="seal" value="(\w+)"', page.html)[1]


def _file(text: str | bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    file.name = name
    return file


@pytest.fixture
def way(browser) -> Journey:
    return Journey(browser)


def test_whole_way_from_file_to_receipt(way: Journey, bench: Path) -> None:
    read = way.upload()
    assert read.h1 == "What we read"
    assert "3 actions in north.csv." in read.main
    columns = way.get("./columns/")
    assert "We are not sure of this one. For example: Train bar staff" in columns.main
    assert way.on("./columns/").h1 == "Which plan this is"
    names = way.on("./plan/", plan_id="north", title="Northgate prevents")
    assert names.h1 == "Who leads and delivers"
    assert "<b>Canal</b> Trust" in names.main  # shown, and not obeyed
    check = way.names()
    assert check.h1 == "Check before you bring it in"
    assert "Northgate prevents (north)" in check.main
    from headwater.app.selectors import plans

    assert plans() == ()  # nothing has been written yet
    receipt = way.on("./check/", seal=way.seal(), by="Plan team", why="First")
    assert receipt.url == "/receipts/1/"
    assert receipt.h1 == "Receipt 1"
    assert "Plan team" in receipt.main
    assert "Actions 3 new" in receipt.main
    assert not list((bench / "uploads").rglob("table.*"))
    shown = way.browser.get("/plans/north/actions/").content.decode()
    assert "Light the canal path" in shown
    assert "<b>Canal" not in shown


def test_double_submit_and_same_file_again_change_nothing(way: Journey) -> None:
    way.to_check()
    sent = {"seal": way.seal(), "by": "Plan team"}
    first, second = way.post("./check/", **sent), way.post("./check/", **sent)
    assert first.headers["Location"] == second.headers["Location"] == "/receipts/1/"
    way.upload()
    way.on("./columns/")
    check = way.on("./plan/", plan="north")
    assert check.h1 == "Check before you bring it in"  # all names are remembered
    assert "Bringing it in changes nothing." in check.main
    receipt = way.on("./check/", seal=way.seal(), by="Plan team")
    assert "nothing changed" in receipt.main


def test_cells_to_mend_are_named_and_mended_by_uploading_again(way: Journey) -> None:
    wrong = TABLE.replace("30/06/2026", "31/06/2026")
    check = way.to_check(text=wrong)
    assert check.h1 == "What to mend first"
    assert "1 thing to mend" in check.main
    assert "There is no such day as 31/6/2026" in check.main
    assert "Bring it in" not in re.findall(r"<button.*?</button>", check.html, re.S)
    copy = way.browser.get(way.full("./remarks/"))
    assert 'filename="with-remarks.csv"' in copy.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(copy.content.decode("utf-8-sig"))))
    assert "no such day" in rows[3][6]
    assert [row[:6] for row in rows] == list(csv.reader(wrong.splitlines()))
    way.get("./again/")
    mended = way.on("./again/", file=_file(TABLE, "north-2.csv"))
    assert mended.h1 == "Check before you bring it in"
    assert "north-2.csv" in mended.main
    assert "Northgate prevents (north)" in mended.main


def test_workbook_comes_back_with_remarks(way: Journey, tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    book.active.title = "Plan"
    for row in csv.reader(TABLE.replace("30/06/2026", "31/06/2026").splitlines()):
        book.active.append(row)
    book.create_sheet("Charts")
    book.save(tmp_path / "north.xlsx")
    read = way.upload((tmp_path / "north.xlsx").read_bytes(), "north.xlsx")
    assert "Sheet: Plan" in read.main
    assert "Charts: There is nothing on this sheet." in read.main
    way.get("./columns/")
    way.on("./columns/")
    way.on("./plan/", plan_id="north", title="Northgate prevents")
    assert "Plan, row 4, Target date: 31/06/2026" in way.names().main
    copy = way.browser.get(way.full("./remarks/")).content
    (tmp_path / "copy.xlsx").write_bytes(copy)
    sheet = load_workbook(tmp_path / "copy.xlsx")["Plan"]
    assert "no such day" in sheet.cell(4, 7).value


def test_what_the_workspace_refuses_is_said(way: Journey, monkeypatch) -> None:
    from headwater.app.actions import uploads
    from headwater.errors import UserError

    def refuse(**_: object) -> None:
        raise UserError("'a1' stands in the workspace as 'A1'.")

    way.to_check()
    monkeypatch.setattr(uploads, "import_plan", refuse)
    page = way._page(way.browser.get(way.full("./check/")), "check")
    assert "'a1' stands in the workspace as 'A1'" in page.main


def test_another_layout_is_guessed_again_and_said(way: Journey) -> None:
    way.to_check()
    way.get("./again/")
    other = TABLE.replace("Target date", "By when").replace("Aim", "Action")
    page = way.on("./again/", file=_file(other, "north.csv"))
    assert page.h1 == "What each column means"
    assert "we guessed again" in page.main


def test_unreadable_second_file_leaves_the_first(way: Journey) -> None:
    way.to_check()
    way.get("./again/")
    page = way.wrong("./again/", file=_file(b"PK no workbook", "north.xlsx"))
    assert "damaged" in page.main
    assert "Northgate prevents" in way.get("./check/").main


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.pdf", b"%PDF-1.7", "must be a CSV file or an XLSX workbook"),
        ("plan.csv.exe", b"MZ", "must be a CSV file or an XLSX workbook"),
        ("plan.xlsx", b"Dear all", "not an Excel workbook"),
        ("plan.csv", b"", "The selected file is empty"),
    ],
)
def test_wrong_files_are_refused_and_not_kept(
    way: Journey, bench: Path, name: str, content: bytes, message: str
) -> None:
    page = way.wrong("/bring/", file=_file(content, name))
    assert message in page.main
    assert "#file" in page.links
    assert not list((bench / "uploads").glob("*"))


def test_no_file_is_asked_for(way: Journey) -> None:
    assert "Select a file" in way.wrong("/bring/").main


def test_file_without_actions_goes_no_further(way: Journey) -> None:
    page = way.upload("Dear all,\nThank you.\n", "letter.csv")
    assert "We found no action in letter.csv." in page.main
    assert not [link for link in page.links if "columns" in link]


def test_huge_file_is_refused_and_none_of_it_kept(
    way: Journey, bench: Path, monkeypatch
) -> None:
    from headwater.app.views import uploads

    monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    page = way.wrong("/bring/", file=_file("a,b\n" * 1000, "large.csv"))
    assert "must be smaller than" in page.main
    assert not list((bench / "uploads").glob("*"))


def test_request_beyond_the_limit_is_dropped_as_it_comes(
    way: Journey, settings_kept
) -> None:
    from django.core.files.uploadhandler import MemoryFileUploadHandler

    assert [
        f"{MemoryFileUploadHandler.__module__}.MemoryFileUploadHandler"
    ] == settings_kept.FILE_UPLOAD_HANDLERS
    settings_kept.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = way.wrong("/bring/", file=_file("a,b\n" * 1000, "large.csv"))
    assert "Select a file" in page.main  # Django handed nothing over


@pytest.fixture
def settings_kept(bench: Path):
    from django.conf import settings

    before = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    yield settings
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = before


def test_file_lies_under_a_random_name_for_its_owner_only(
    way: Journey, bench: Path
) -> None:
    page = way.upload(name="../../etc/passwd\\x.csv")
    (folder,) = (bench / "uploads").iterdir()
    assert re.fullmatch("[0-9a-f]{32}", folder.name)
    assert sorted(p.name for p in folder.iterdir()) == ["draft.json", "table.csv"]
    assert folder.stat().st_mode & 0o077 == 0
    assert all(p.stat().st_mode & 0o077 == 0 for p in folder.iterdir())
    assert "/etc" not in page.main
    assert way.post("./stop/").headers["Location"] == "/"
    assert not list((bench / "uploads").iterdir())


def test_file_is_forgotten_after_a_day(way: Journey, bench: Path, monkeypatch) -> None:
    from headwater.app import drafts

    way.upload()
    monkeypatch.setattr(drafts, "KEPT", timedelta(seconds=-1))
    assert way.browser.get(way.full("./")).status_code == 404
    assert not list((bench / "uploads").iterdir())


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"column-0-4": "end"}, "both claim to be 'When it ends or is due'"),
        ({"column-0-1": ""}, "Select which column is 'What will be done'"),
        ({"column-0-5": "start", "column-0-3": "date_text"}, "says when, and so does"),
        ({"column-0-5": "rm -rf"}, "Choose a meaning for 'Ward'"),
    ],
)
def test_mapping_mistakes_lead_to_their_field(
    way: Journey, chosen: dict[str, str], message: str
) -> None:
    way.upload()
    way.get("./columns/")
    page = way.wrong("./columns/", **chosen)
    assert message in page.main
    assert [link for link in page.links if link.startswith("#column-0-")]


def test_changed_column_is_read_anew(way: Journey) -> None:
    way.upload()
    way.get("./columns/")
    way.on("./columns/", **{"column-0-5": "note", "column-0-4": ""})
    page = way.get("./columns/")
    ward = page.html.partition('id="column-0-5"')[2].partition("</select>")[0]
    assert 'value="note" selected' in ward


# Another row of headings

STRANGE = """Cynllun,,
Gweithred,Arweinydd,Pryd
Train the staff of every bar in town,Police,30/06/2026
Light the canal path and the bridge,Canal Trust,March 2027
"""


def test_wrong_row_of_headings_is_mended_and_columns_guessed_again(
    way: Journey,
) -> None:
    read = way.upload()
    assert f"/bring/{way.token}/headings/1/" in read.links
    chosen = way.get("./headings/1/")
    assert "No. | Aim | Lead | Target date | RAG | Ward" in chosen.main
    assert re.search(r'value="2"[^>]*checked', chosen.html)
    columns = way.on("./headings/1/", row="4")
    assert columns.h1 == "What each column means"
    assert "You chose other headings, so we guessed again" in columns.main
    assert "Train bar staff" in columns.main
    assert "2 actions in north.csv." in way.get("./").main
    way.get("./headings/1/")
    assert "You chose other headings" in way.on("./headings/1/", row="2").main
    assert "3 actions in north.csv." in way.get("./").main
    way.get("./plan/")
    way.on("./plan/", plan_id="north", title="Northgate prevents")
    assert way.names().h1 == "Check before you bring it in"  # no name is left over


def test_names_of_a_column_that_is_no_longer_the_lead_are_forgotten(
    way: Journey,
) -> None:
    way.upload()
    way.get("./columns/")
    way.on("./columns/", **{"column-0-2": "note"})
    way.get("./plan/")
    check = way.on("./plan/", plan_id="north", title="Northgate prevents")
    assert check.h1 == "Check before you bring it in"


def test_same_row_of_headings_again_keeps_the_columns(way: Journey) -> None:
    way.upload()
    way.get("./columns/")
    way.on("./columns/", **{"column-0-5": "note"})
    way.get("./headings/1/")
    page = way.on("./headings/1/", row="2")
    ward = page.html.partition('id="column-0-5"')[2].partition("</select>")[0]
    assert 'value="note" selected' in ward


def test_headings_that_we_do_not_know_can_be_chosen(way: Journey) -> None:
    read = way.upload(STRANGE, "cynllun.csv")
    assert "We found no action in cynllun.csv." in read.main
    assert "say which it is at the foot of this page" in read.main
    way.get("./headings/1/")
    columns = way.on("./headings/1/", row="2")
    assert "Gweithred" in columns.main
    assert "2 actions in cynllun.csv." in way.get("./").main
    plan = way.on("./columns/", **{"column-0-1": "lead_organisations"})
    assert plan.h1 == "Which plan this is"


def test_headings_can_go_on_in_the_row_below(way: Journey) -> None:
    way.upload("Aim,When,\n,from,to\nDo it,1/4/2026,1/4/2027\nDo that,2026,2027\n")
    way.get("./headings/1/")
    columns = way.on("./headings/1/", row="1", two="yes")
    assert "When from" in columns.main
    assert re.search(r'name="two"[^>]*checked', way.get("./headings/1/").html)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("", "Select the row that holds the headings"),
        ("99", "Select the row that holds the headings"),
        ("-1", "Select the row that holds the headings"),
        ("\u00b2", "Select the row that holds the headings"),
        ("6", "No row below the headings is an action"),
        ("none", "One sheet has to be a table of actions"),
    ],
)
def test_rows_that_hold_no_headings_are_refused(
    way: Journey, row: str, message: str
) -> None:
    way.upload()
    way.get("./headings/1/")
    page = way.wrong("./headings/1/", row=row)
    assert message in page.main
    assert "#row" in page.links
    assert "3 actions in north.csv." in way.get("./").main


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_sheet_that_is_not_there_has_no_headings(way: Journey, number: str) -> None:
    way.upload()
    assert way.browser.get(way.full(f"./headings/{number}/")).status_code == 404


def test_sheets_are_taken_in_and_left_out(way: Journey, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Plan"
    other = book.create_sheet("Cynllun")
    book.create_sheet("Empty")
    for sheet, text in ((book.active, TABLE), (other, STRANGE)):
        for row in csv.reader(text.splitlines()):
            sheet.append(row)
    book.save(tmp_path / "north.xlsx")
    read = way.upload((tmp_path / "north.xlsx").read_bytes(), "north.xlsx")
    assert [link[-2] for link in read.links if "headings" in link] == ["1", "2"]
    way.get("./headings/2/")
    way.on("./headings/2/", row="2")
    assert "5 actions in north.xlsx." in way.get("./").main
    assert "None: leave this sheet out" in way.get("./headings/2/").main
    way.on("./headings/2/", row="none")
    assert "3 actions in north.xlsx." in way.get("./").main


def test_rows_are_shown_some_at_a_time(way: Journey) -> None:
    way.upload("x,\n" * 50 + TABLE)
    shown = way.get("./headings/1/")
    assert "Row 52" in shown.main
    assert "Row 1 " not in shown.main
    first = way.get("./headings/1/?after=0")
    assert "Row 1 " in first.main
    assert any(link.endswith("?after=20") for link in first.links)
    assert "Row 1 " in way.get("./headings/1/?after=9999").main
    assert way.get("./headings/1/?after=x").h1 == "Which row holds the headings"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"plan_id": "North Gate", "title": "N"}, "Enter a short name"),
        ({"plan_id": "north", "title": " "}, "Enter a title"),
        ({"plan": "nowhere"}, "Say which plan this is"),
    ],
)
def test_plan_mistakes_are_told(way: Journey, sent: dict, message: str) -> None:
    way.upload()
    way.get("./plan/")
    assert message in way.wrong("./plan/", **sent).main


def test_organisations_of_other_plans_are_suggested(way: Journey) -> None:
    way.to_check()
    way.on("./check/", seal=way.seal(), by="A. Lead", why="")
    way.upload(name="south.csv")
    way.get("./columns/")
    way.on("./columns/")
    names = way.on("./plan/", plan="new", plan_id="south", title="Southgate prevents")
    assert names.h1 == "Who leads and delivers"
    assert "We think this is Early Help." in names.main
    check = way.names(**{"name-1": "early-help"})
    assert check.h1 == "Check before you bring it in"
    assert "Organisations" in check.main


def test_names_are_never_settled_unasked(way: Journey) -> None:
    way.upload()
    way.get("./plan/")
    way.on("./plan/", plan_id="north", title="Northgate")
    page = way.wrong("./names/", **{"name-0": "?", "name-1": "new", "name-2": ""})
    assert "Select who '<b>Canal</b> Trust' is" in page.main
    assert "Select the sector of 'Early Help'" in page.main
    check = way.get("./check/")
    assert check.h1 == "What to mend first"
    assert "Some names are still open." in check.main


def test_name_can_be_the_same_as_another(way: Journey) -> None:
    way.to_check()
    way.names(**{"name-0": "early-help"})
    way.on("./check/", seal=way.seal(), by="Plan team")
    from headwater.app.selectors import load_plan

    plan = load_plan("north")
    assert {o.organisation_id for o in plan.organisations} == {"early-help", "police"}
    assert plan.actions[1].lead_organisations == ("early-help",)


def test_what_changed_since_it_was_shown_is_not_confirmed(way: Journey) -> None:
    way.to_check()
    seal = way.seal()
    way.names(**{"sector-0": "transport"})
    page = way.wrong("./check/", seal=seal, by="Plan team")
    assert "Something changed since this page was shown" in page.main
    assert "Enter who brings it in" in way.wrong("./check/", seal=seal, by=" ").main


def test_nothing_is_confirmed_while_something_is_to_be_mended(way: Journey) -> None:
    from django.utils import timezone

    from headwater.app import drafts
    from headwater.app.selectors import plans

    way.to_check(text=TABLE.replace("30/06/2026", "31/06/2026"))
    seal = drafts.find(way.token, timezone.now()).seal
    way.wrong("./check/", seal=seal, by="Plan team")
    assert plans() == ()


# Who may come here at all

ADDRESSES = (
    "/bring/",
    f"/bring/{'0' * 32}/",
    f"/bring/{'0' * 32}/check/",
    "/receipts/1/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_not_there_unless_allowed(client, address: str) -> None:
    from django.conf import settings

    assert settings.UPLOADS is False  # the default
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 404
        assert b"Page not found" in answer.content


def test_sample_is_never_written_to(client, monkeypatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOADS", True)
    assert client.get("/bring/").status_code == 404
    assert b"/bring/" not in client.get("/").content


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_only_this_machine_may_come(browser, asked: dict[str, str]) -> None:
    assert browser.get("/bring/").status_code == 200
    assert browser.get("/bring/", **asked).status_code == 404


@pytest.mark.parametrize(
    "address", ["/bring/x/", f"/bring/{'0' * 32}/", "/receipts/9/"]
)
def test_what_is_not_there_answers_alike(way: Journey, address: str) -> None:
    answer = way.browser.get(address)
    assert answer.status_code == 404
    assert b"Page not found" in answer.content


def test_link_to_it_stands_where_it_is_open(way: Journey) -> None:
    assert b'href="/bring/"' in way.browser.get("/").content


def test_form_without_its_token_or_from_elsewhere_is_refused(
    way: Journey, bench: Path
) -> None:
    without = way.browser.post("/bring/", {"file": _file(TABLE, "north.csv")})
    other = way.browser.post(
        "/bring/",
        {"file": _file(TABLE, "north.csv"), "csrfmiddlewaretoken": way.form},
        headers={"origin": "http://elsewhere.example"},
    )
    for answer in (without, other):
        assert answer.status_code == 403
        assert "Please go back and try again" in answer.content.decode()
    assert not (bench / "uploads").exists()


def test_cookie_is_for_these_forms_only(way: Journey) -> None:
    cookie = way.browser.cookies["headwater-form"]
    assert cookie["path"] == "/"
    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"] is True
    assert cookie["max-age"] == ""
    assert "Set-Cookie" not in way.browser.get("/about/").headers


def test_other_ways_of_asking_are_refused(way: Journey) -> None:
    assert way.browser.put("/bring/").status_code == 405
    assert way.browser.post("/about/").status_code == 405
