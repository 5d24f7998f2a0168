"""Reading grade, sentences, syllables and words to change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.language.reading import hard_words, read, sentences, simpler_word
from headwater.core.language.syllables import syllables


# Counted by ear.
SYLLABLES = {
    "the": 1,
    "make": 1,
    "lives": 1,
    "changed": 1,
    "women": 2,
    "being": 2,
    "drives": 1,
    "changes": 2,
    "needed": 2,
    "handled": 2,
    "statement": 2,
    "safety": 2,
    "something": 2,
    "principle": 3,
    "principles": 3,
    "abuses": 3,
    "services": 3,
    "element": 3,
    "previous": 3,
    "behaviours": 3,
    "violence": 3,
    "sexual": 3,
    "influence": 3,
    "beyond": 2,
    "million": 2,
    "involvement": 3,
    "societal": 4,
    "misogyny": 4,
    "experience": 4,
    "community": 4,
    "perpetrators": 4,
    "trauma-informed": 4,
    "collaborative": 5,
    "inequality": 5,
    "women's": 2,
    "VAWG": 4,
}


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


def test_sentences_end_at_stops_and_at_list_items() -> None:
    text = """We listen. We learn, e.g. from survivors! And then
    we change:

    - what we do
    - what we fund
    1. how we tell people about 3.5 things"""
    assert sentences(text) == (
        "We listen.",
        "We learn, e.g. from survivors!",
        "And then we change:",
        "what we do",
        "what we fund",
        "how we tell people about 3.5 things",
    )


def test_a_stop_inside_quotation_marks_ends_the_sentence() -> None:
    assert len(sentences("She said \u201cstop.\u201d He did not.")) == 2


def test_the_grade_follows_the_formula() -> None:
    # 2 sentences, 8 words, 8 syllables: 0.39 * 4 + 11.8 * 1 - 15.59
    found = read("We see you now. Help is here today".replace("today", "too"))
    assert (len(found.sentences), found.words, found.syllables) == (2, 8, 8)
    assert found.grade == pytest.approx(-2.23)


def test_no_words_have_no_grade() -> None:
    assert read("").grade is None
    assert read(" ... - \n * ").grade is None


def test_long_sentences_are_named() -> None:
    found = read("One two three. One two three four five.")
    assert found.long_sentences(4) == ("One two three four five.",)
    assert found.long_sentences(5) == ()


def test_hard_words_come_with_simpler_ones_first() -> None:
    found = hard_words("Interventions utilise multidisciplinary interventions.")
    assert [(h.word, h.times, h.simpler) for h in found] == [
        ("interventions", 2, "action"),
        ("utilise", 1, "use"),
        ("multidisciplinary", 1, ""),
    ]


def test_words_that_everyone_knows_are_not_hard() -> None:
    assert hard_words("Communities and families need information.") == ()


def test_simple_forms_are_found() -> None:
    assert simpler_word("adhering") == "keep"
    assert simpler_word("ensuring") == simpler_word("ensured") == "make sure"
    assert simpler_word("cat") == ""


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    found = read(text)
    assert found.syllables >= found.words
    assert (found.grade is None) == (found.words == 0)
    if found.words:
        assert found.sentences


def test_a_text_of_one_letter_costs_little() -> None:
    assert read("a" * 200_000).words == 1
    assert read("\n" * 200_000).words == 0
