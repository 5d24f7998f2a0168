"""Everything said about the language of one text, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.language.look import look
from headwater.core.language.reading import placed_sentences, sentences
from headwater.core.language.reading_rules import EASY_READ, ReadingRule, reading_rules
from headwater.core.language.wording import Level


def found(text: str, *, easy_read: bool = True) -> list[tuple[str, str]]:
    return [(f.rule, f.words) for f in look(text, easy_read=easy_read).findings]


@pytest.mark.parametrize("rule", reading_rules(), ids=lambda rule: rule.id)
def test_every_rule_finds_its_example_and_not_the_better_one(rule: ReadingRule) -> None:
    easy = rule.family == EASY_READ
    assert [name for name, _ in found(rule.example, easy_read=easy)] == [rule.id]
    assert found(rule.better, easy_read=easy) == []


def test_findings_say_line_and_letter() -> None:
    seen = look("All is well.\n  Here is\na domestic\ndispute.").findings
    assert [(f.line, f.column, f.words) for f in seen] == [
        (3, 3, "domestic\ndispute"),
    ]
    assert seen[0].level is Level.ASK


def test_counts_and_words_to_change() -> None:
    seen = look("We utilise it. A prostitute was there. BAME women.")
    assert (seen.count(Level.ASK), seen.count(Level.ADVISE)) == (1, 1)
    assert [(h.word, h.simpler) for h in seen.to_change] == [("utilise", "use")]


def test_easy_read_is_only_held_against_those_who_ask() -> None:
    text = "A letter was sent to three IDVAs."
    assert found(text, easy_read=False) == []
    assert [rule for rule, _ in found(text)] == [
        "easy-passive",
        "easy-number",
        "easy-short-form",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She said: \u201cA letter was sent to three IDVAs.\u201d",
        "> A letter was sent to three IDVAs.",
        "You are tired. You are interested in the plan.",
        "HOW WE HELP YOU",
        "The NHS can help. It is on TV.",
        "One thing is good.",
    ],
)
def test_easy_read_leaves_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We will evaluate the plan. This means that we see what works.",
        "We will evaluate the plan. An evaluation is a look at what works.",
    ],
)
def test_a_hard_word_may_be_explained_in_the_next_sentence(text: str) -> None:
    assert "evaluate" not in [words for _, words in found(text)]


def test_a_hard_word_is_said_once() -> None:
    text = "We facilitate. You run. We facilitate. You run."
    assert found(text) == [("easy-hard-word", "facilitate")]


@given(st.text(alphabet="aB1 .\n-*'\"\u201c\u201d;!?\r\u2028", max_size=120))
def test_sentences_stand_where_they_say(text: str) -> None:
    placed = list(placed_sentences(text))
    assert tuple(p.text for p in placed) == sentences(text)
    for p in placed:
        raw = text[p.start : p.end]
        assert "".join(raw.split()) == "".join(p.text.split())
    assert all(a.end <= b.start for a, b in pairwise(placed))


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for finding in look(text + " a domestic dispute", easy_read=True).findings:
        whole = text + " a domestic dispute"
        assert whole[finding.start : finding.end] == finding.words
        line = whole.split("\n")[finding.line - 1]
        assert line[finding.column - 1 :].startswith(finding.words.split("\n")[0])
