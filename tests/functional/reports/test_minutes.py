"""Minutes as documents: the notice on every page, the same bytes, words as words."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from headwater.core.plan.review import (
    OTHERS,
    Frozen,
    Measured,
    Noted,
    Release,
    Signal,
    Since,
    Stood,
    as_json,
    digest_of,
    from_json,
    since,
)
from headwater.core.plan.review_returns import (
    Back,
    Given,
    Return,
    Returns,
    Revised,
    Share,
)
from headwater.core.plan.review_tasks import Done, Task, Tasks
from headwater.reports.document import Document, Heading, Item, List, Notice, Paragraph
from headwater.reports.html import whole_page
from headwater.reports.minutes import Minuted, Minutes, minutes_page
from headwater.reports.minutes_returns import Spoken
from headwater.reports.pdf import can_make_pdf, pdf
from headwater.reports.word import word


NOTICE = "All of this is invented, to show how minutes look."
HOSTILE = "<b>=1+1</b> \x00\x1b[31m {{ 7*7 }} \u202e ]]> &lt;"


def frozen(**more: Any) -> Frozen:
    made = Frozen(
        plan="x",
        title="A plan",
        notice=NOTICE,
        revision=7,
        as_at="2026-04-14",
        framework="Principles, version 1",
        verdicts=(
            Stood("G1", "Prevent", "held", "All checks hold."),
            Stood("G2", "Address", "cannot tell", "Nothing is written down."),
        ),
        counts={"gap": 1, "ask": 2, "note": 0, "accepted": 0},
        gaps=(Noted("M501", "actions/A1", "A1 has no measure."),),
        signals=(Signal("Offences", "Ayton", "May 2026", "Higher.", ("M1",)),),
        looked="12 series were looked at.",
        releases=(Release("r1", "People by age", "2026-01-01"),),
        others=dict.fromkeys(OTHERS, ""),
    )
    return replace(made, **more)


def minutes(**more: Any) -> Minutes:
    made = Minutes(
        title="Spring review",
        on=date(2026, 4, 14),
        closed=True,
        frozen=frozen(),
        digest="d" * 64,
        licence="Open",
        earlier=None,
        since=None,
        rows=(),
        overdue=(),
        items=(),
        decisions=(
            Minuted(1, "Do it.", "The Council", "", "A1", None, "", ("A1 changed.",)),
        ),
    )
    return replace(made, **more)


def said(document: Document) -> str:
    texts = [document.title, document.summary]
    for part in document.parts:
        if isinstance(part, Heading | Paragraph | Notice):
            texts.append(part.text)
        elif isinstance(part, List):
            texts += [item.lead for item in part.items]
        else:
            texts += [cell for row in part.rows for cell in row]
    return "\n".join((*texts, *document.foot))


def test_a_frozen_state_is_the_same_after_json() -> None:
    kept = as_json(frozen())
    assert from_json(kept) == frozen()
    assert digest_of(kept) == digest_of(as_json(from_json(kept)))


def test_what_is_another_in_the_later_state() -> None:
    after = frozen(
        verdicts=(
            Stood("G1", "Prevent", "held", "Other words."),
            Stood("G2", "Address", "held", "All checks hold."),
            Stood("G3", "New", "held", "It was not there before."),
        ),
        gaps=(Noted("M503", "measures/M1", "M1 is late."),),
        signals=(*frozen().signals, Signal("Offences", "Ayton", "June 2026", "x", ())),
        releases=(),
    )
    found = since(frozen(), after)
    assert [(was.word, now.code) for was, now in found.verdicts] == [
        ("cannot tell", "G2")
    ]
    assert [gap.rule for gap in found.gaps] == ["M503"]
    assert [gap.rule for gap in found.mended] == ["M501"]
    assert [signal.period for signal in found.signals] == ["June 2026"]
    assert found.releases == ()
    same = since(frozen(), frozen(gaps=(Noted("M501", "actions/A1", "Reworded."),)))
    assert same == Since((), (), (), (), ())


def test_a_first_review_compares_with_nothing_and_lists_every_gap() -> None:
    text = said(minutes_page(minutes(), "1"))
    assert "A first review: nothing to compare with" in text
    assert "A1 has no measure. (M501)" in text
    assert "draft" not in text


def test_minutes_of_an_open_review_are_a_draft() -> None:
    assert "this is a draft" in said(minutes_page(minutes(closed=False), "1"))


def test_minutes_say_what_this_workbench_did_not_know() -> None:
    text = said(minutes_page(minutes(), "1"))
    assert "Not known to this workbench that day: voice." in text
    known = frozen(others={"voice": "9 of 10 spoke.", "more": ""})
    text = said(minutes_page(minutes(frozen=known), "1"))
    assert "Voice: 9 of 10 spoke." in text
    assert "that day: more." in text


def test_what_was_frozen_before_there_were_returns_prints_as_it_did() -> None:
    """Digests of what the version before made of the same review."""
    old = frozen(others=dict.fromkeys(("returns", "tasks", "voice"), ""))
    assert digest_of(as_json(old)) == (
        "d9f63313668a9035bbafab49ff370e4e228b710e8e6204bcf991234e502f65e6"
    )
    page = whole_page(minutes_page(minutes(frozen=old), "1"))
    assert hashlib.sha256(page.encode()).hexdigest() == (
        "cf3f96481d16d96514f073cb57987a1c669f45766335f4d8ba29d7d7494eede1"
    )


def returns(**more: Any) -> Returns:
    on, name = date(2026, 4, 14), "=HYPERLINK(1)"
    late = Return("a", name, "2026-Q1", "January to March 2026", "not started", on)
    came = replace(late, state="revised", due=date(2026, 5, 15), received=on)
    made = Returns(
        day=date(2026, 4, 30),
        since=date(2026, 1, 13),
        periods=("January to March 2026",),
        stood=(late, came, replace(came, state="returned", nil=True)),
        partners=(Share("a", name, 2, 1, 1, 0), Share("b", "B", 0, 0, 0, 1)),
        late=(replace(late, extended=True),),
        came=(came, replace(came, received=date(2026, 6, 1))),
        back=(Back("a", name, "2026-Q1", "January to March 2026", on, "Secret", True),),
        revised=(
            Revised("a", name, "2026-Q1", "January to March 2026", on, 2, "Secret"),
        ),
    )
    return replace(made, **more)


def test_minutes_have_a_part_on_returns_without_figures_or_notes() -> None:
    given = (Given("M1", "People", "4711", "1"),)
    known = returns(stood=(replace(returns().stood[1], values=given),))
    text = said(minutes_page(minutes(frozen=frozen(returns=known)), "1"))
    for words in (
        "Of 2 returns due before 30 April 2026, 1 had come, 1 of them in time.",
        "The review looks back over January to March 2026.",
        "January to March 2026, due 14 April 2026: =HYPERLINK(1) (with more time",
        "(14 April 2026); =HYPERLINK(1) (1 June 2026, late)",
        "given back on 14 April 2026; it had not come in again.",
        "2 figures revised on 14 April 2026.",
        "Published, and revised since",
        "None was due yet",
    ):
        assert words in text, words
    assert "4711" not in text
    assert "Secret" not in text


def test_minutes_say_each_state_and_when_a_return_was_due() -> None:
    text = said(minutes_page(minutes(frozen=frozen(returns=returns())), "1"))
    assert "Not started\nOverdue since 14 April 2026" in text
    assert "Given back (nothing to count)\n14 April 2026" in text
    early = returns(day=date(2026, 4, 1), partners=(), periods=(), revised=())
    text = said(minutes_page(minutes(frozen=frozen(returns=early)), "1"))
    assert "No return was due before 1 April 2026." in text
    assert "looks back over no period: none was asked for." in text
    assert "Not started\nDue 14 April 2026" in text


def test_minutes_have_a_part_on_tasks_in_words_that_are_handed_in() -> None:
    on = date(2026, 4, 14)
    task = Task(1, "actions", "A1", "An action", "a", "Alder", None, False, "d")
    kept = Tasks(
        on,
        (task, replace(task, number=2, due=on, overdue=True)),
        (Done(3, "actions", "A1", "An action", "", "", on, 9, "d"),),
    )
    words = {1: Spoken("Do it."), 2: Spoken("And that."), 3: Spoken("Did.", HOSTILE)}
    page = minutes_page(minutes(frozen=frozen(tasks=kept), said=words), "1")
    text = said(page)
    for part in (
        "2 tasks open, 1 overdue; 1 closed since 14 April 2026.",
        "Do it. On An action (A1), by Alder, no day set.",
        "And that. On An action (A1), by Alder, due 14 April 2026; overdue.",
        "by nobody in particular, closed on 14 April 2026: <b>=1+1",
    ):
        assert part in text, part
    assert word(page) == word(page)
    assert "<b>=1+1" not in whole_page(page)


def test_minutes_say_what_the_figures_of_each_measure_said() -> None:
    known = frozen(measures=(Measured("M1", "Harm", "Offences", ("Lower.", "So.")),))
    text = said(minutes_page(minutes(frozen=known), "1"))
    assert "Harm (M1), from Offences: Lower. So." in text


def test_a_word_document_is_the_same_every_time_and_has_no_date_of_making() -> None:
    page = minutes_page(minutes(), "1")
    made = word(page)
    assert made == word(page)
    with zipfile.ZipFile(io.BytesIO(made)) as kept:
        assert {entry.date_time for entry in kept.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "1980-01-01T00:00:00Z" in kept.read("docProps/core.xml").decode()


def test_a_word_document_has_headings_lists_tables_and_a_language() -> None:
    import docx

    made = docx.Document(io.BytesIO(word(minutes_page(minutes(), "1"))))
    styles = {p.style.name for p in made.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    assert "tblHeader" in made.tables[0].rows[0]._tr.xml
    assert 'w:val="en-GB"' in made.styles.element.xml
    assert made.core_properties.title == "Spring review, 14 April 2026"
    assert made.sections[0].header.paragraphs[0].text == NOTICE


def test_hostile_words_are_words_in_every_form() -> None:
    bad = Minuted(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, None, HOSTILE, (HOSTILE,))
    page = minutes_page(
        minutes(
            title=HOSTILE,
            items=(HOSTILE,),
            decisions=(bad,),
            frozen=frozen(title=HOSTILE, notice=HOSTILE),
        ),
        "1",
    )
    assert "<b>=1+1" not in whole_page(page)
    with zipfile.ZipFile(io.BytesIO(word(page))) as kept:
        body = kept.read("word/document.xml").decode()
    assert "&lt;b&gt;=1+1" in body
    assert not set(body) & {"\x00", "\x1b", "\u202e"}
    if can_make_pdf():
        assert pdf(page).startswith(b"%PDF-1.7")


def test_the_notice_is_on_every_page_of_the_pdf() -> None:
    if not can_make_pdf():
        pytest.skip("No library for PDF on this machine")
    import weasyprint

    many = tuple(
        Minuted(n, "Do it. " * 40, "All", "", "A1", None, "", ()) for n in range(1, 30)
    )
    page = minutes_page(minutes(decisions=many), "1")
    pages = weasyprint.HTML(string=whole_page(page)).render().pages
    assert len(pages) > 2
    for number, each in enumerate(pages, 1):
        texts = [getattr(box, "text", "") for box in each._page_box.descendants()]
        assert NOTICE in " ".join(" ".join(texts).split()), number
        assert f"{number} of {len(pages)}" in " ".join(texts)


def test_a_page_without_a_notice_for_every_page_is_as_it_was() -> None:
    plain = Document("T", "S", (List((Item("one", "two", "three"),)),))
    assert "every-page" not in whole_page(plain)
    assert "every-page" in whole_page(replace(plain, every_page="N"))
