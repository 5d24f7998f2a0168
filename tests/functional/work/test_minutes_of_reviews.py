"""Minutes as Word and PDF: for partners only, and words stay words."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from kept_reviews import (
    AUTUMN,
    HOSTILE,
    NEXT,
    PUBLIC,
    ROW,
    SUMMER,
    WORK,
    decide,
    meeting,
    open_one,
    word_texts,
)


@pytest.fixture
def lead(acting: Callable[[str], Any]) -> Any:
    return acting("plan lead")


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
