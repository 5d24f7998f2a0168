"""The board page: what it says, as meaning, as HTML and as PDF."""

import builtins
import re
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from spec_tables import check_text

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import CheckResult
from headwater.core.plan.checks import load
from headwater.core.plan.digest import digest
from headwater.core.plan.findings import Level
from headwater.errors import InternalError, UserError
from headwater.reports.board import MATTER, MEND, SAY, board_page
from headwater.reports.document import Document, Heading, List, Notice, Paragraph, Table
from headwater.reports.html import fragment, whole_page
from headwater.reports.pdf import pdf


HOSTILE = '</title><script>alert("x")</script>'


def parts(document: Document, kind: type) -> list[Any]:
    return [part for part in document.parts if isinstance(part, kind)]


@pytest.fixture(scope="module")
def page(sample: CheckResult) -> Document:
    return board_page(sample, "0.1.0")


def test_notice_comes_first(page: Document) -> None:
    assert isinstance(page.parts[0], Notice)
    assert page.parts[0].text.startswith("A sample compiled from published facts.")


def test_every_principle_has_its_verdict(page: Document, sample: CheckResult) -> None:
    (table,) = parts(page, Table)
    assert [row[1].lower() for row in table.rows] == [
        verdict.word.value for verdict in sample.verdicts
    ]


def test_five_findings_that_matter_with_why(
    page: Document, sample: CheckResult
) -> None:
    matter = parts(page, List)[0]
    groups = digest(sample.findings)[:MATTER]
    assert [item.mark for item in matter.items] == [group.rule for group in groups]
    assert all(item.rest == load()[item.mark].why for item in matter.items)


def test_asks_are_not_called_missing(page: Document, sample: CheckResult) -> None:
    levels = {group.level for group in digest(sample.findings)[:MATTER]}
    said = [paragraph.text for paragraph in parts(page, Paragraph)]
    assert levels == {Level.ASK}
    assert SAY in said
    assert MEND not in said


def test_a_gap_asks_who_will_mend_it() -> None:
    text = """
        plan
        plan_id | title | next_review
        P       | Ours  | 2027-03-01
        actions
        action_id | outcomes
        A1        | none
        A2        | none
    """
    result = check_text(text, load_framework("london"))
    document = board_page(result, "0.1.0")
    assert MEND in [paragraph.text for paragraph in parts(document, Paragraph)]
    heading = parts(document, Heading)[-1]
    assert heading.text == "What to decide, before the next review (2027-03-01)"


def test_source_licence_and_version_stand_at_the_end(page: Document) -> None:
    foot = " ".join(page.foot)
    assert "Open Government Licence v3.0" in foot
    assert "Mayor's Office for Policing and Crime" in foot
    assert "Headwater 0.1.0" in foot


def test_page_is_valid_html_and_stands_alone(page: Document) -> None:
    text = whole_page(page)
    html5lib.HTMLParser(strict=True).parse(text)
    assert '<html lang="en-GB">' in text
    assert text.count("<h1>") == 1
    assert not re.search(r"<script|https?:|url\(", text)


def hostile(sample: CheckResult) -> CheckResult:
    about = replace(sample.plan.about, title=HOSTILE, notice=HOSTILE, licence=HOSTILE)
    return replace(sample, plan=replace(sample.plan, about=about))


def test_words_of_a_plan_are_escaped(sample: CheckResult) -> None:
    document = board_page(hostile(sample), "0.1.0")
    text = whole_page(document)
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text + fragment(document)
    assert text.count("&lt;script&gt;") == 4  # title, h1, notice, licence


@pytest.mark.slow
def test_pdf_is_one_tagged_page_the_same_every_time(page: Document) -> None:
    made = pdf(page)
    assert made == pdf(page)
    assert len(re.findall(rb"/Type /Page\b", _plain(made))) == 1
    for wanted in (b"/MarkInfo", b"/Lang (en-GB)", b"/StructTreeRoot", b"pdfuaid"):
        assert wanted in _plain(made)


def _plain(made: bytes) -> bytes:
    """The PDF with its compressed parts opened."""
    import zlib

    opened = [made]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join(opened)


@pytest.mark.slow
def test_hostile_words_make_an_ordinary_pdf(sample: CheckResult) -> None:
    assert pdf(board_page(hostile(sample), "0.1.0")).startswith(b"%PDF-1.7")


def test_pdf_fetches_nothing() -> None:
    from headwater.reports.pdf import _fetch_nothing

    with pytest.raises(InternalError, match="asked for file:"):
        _fetch_nothing("file:///etc/hostname")


def test_without_pango_it_says_what_to_install(
    page: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def without(name: str, *args: Any, **words: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'pango-1.0'")
        return imported(name, *args, **words)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match="apt-get install"):
        pdf(page)
