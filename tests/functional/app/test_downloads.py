"""What people take away says what it is."""

from __future__ import annotations

import csv
import io
import json

import pytest
from routes import DOWNLOADS


NOTICE = "A sample compiled from published facts."


def test_csv_of_findings_carries_the_notice_on_every_row(fetch) -> None:
    response = fetch(DOWNLOADS["findings-csv"])
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) > 100
    assert all(row["notice"].startswith(NOTICE) for row in rows)
    assert all(row["as_at"] == "2026-11-01" for row in rows)
    assert "attachment" in response["Content-Disposition"]


def test_json_of_findings_carries_notice_and_licence(fetch) -> None:
    found = json.loads(fetch(DOWNLOADS["findings-json"]).content)
    assert found["notice"].startswith(NOTICE)
    assert "Open Government Licence" in found["licence"]
    assert {"rule", "level", "subject", "message"} <= set(found["findings"][0])


def test_downloads_narrow_as_the_page_does(fetch) -> None:
    address = f"{DOWNLOADS['findings-json']}?rule=M501&q=actions/C03"
    (only,) = json.loads(fetch(address).content)["findings"]
    assert (only["rule"], only["subject"]) == ("M501", "actions/C03")


@pytest.mark.slow
def test_board_pdf_is_a_pdf(fetch) -> None:
    response = fetch(DOWNLOADS["board-pdf"])
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_board_pdf_says_what_to_do_where_none_can_be_made(page, monkeypatch) -> None:
    from headwater.app.views import board
    from headwater.errors import UserError

    def refuse(document):
        raise UserError("A PDF cannot be made here.")

    monkeypatch.setattr(board, "pdf", refuse)
    assert "print it" in page("./board.pdf", status=503).main
