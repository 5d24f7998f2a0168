"""Wording that can do harm: what is found, and what must be left alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.language.reading import read
from headwater.core.language.starts import starts
from headwater.core.language.wording import Level, WordingRule, harmful, rules


LEFT_ALONE = [
    "The survivor chose to speak at the event.",
    "Violence against women and girls is never acceptable.",
    "If you have been raped, you can call us. You will be believed.",
    "No one is ever asking for it.",
    "It does not matter what you were wearing.",
    "You do not walk alone: we stand with you.",
    "It is never just banter.",
    "Sex without consent is rape.",
    "So-called honour-based abuse is abuse.",
    "Stop asking why she doesn't leave. Ask why he does it.",
    "There is no such thing as a perfect victim.",
    "Access for the disabled people of the borough.",
    "Figures for males and females are kept apart.",
    "The perpetrator failed to engage with the programme.",
    "The talk provoked a long debate.",
    "Step in only where you can without putting yourself at risk.",
    "This page is in Easy Read: ask for it at any library.",
    "Women asked for it to open at night, and it did.",
    "You deserve to be safe.",
    "Women should be aware of their rights.",
    "Women who were stalked in the last year, out of all women.",
    "A jealous partner who reads your messages is controlling you.",
    "If he took advantage of the training, say how.",
    "It was a difficult year for women and girls.",
    "Men can put a stop to unwanted sexual comments.",
    "Call the Revenge Porn Helpline.",
    "One woman told us: \u2018I put myself at risk, they said, by asking for it.\u2019",
    'She said "I was in a volatile relationship" and was heard.',
]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_finds_its_example(rule: WordingRule) -> None:
    assert [hit.rule for hit in harmful(rule.example)] == [rule.id]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_said_well_is_left_alone(text: str) -> None:
    assert harmful(text) == ()


def test_a_hit_says_where_and_what_to_say_instead() -> None:
    text = "Our plan for \u0130stanbul's hard to reach families."
    (hit,) = harmful(text)
    assert text[hit.start : hit.end] == hit.words == "hard to reach"
    assert hit.level is Level.ASK
    assert "underserved" in hit.instead


def test_a_text_that_is_all_quotation_is_still_read() -> None:
    assert harmful('"Watch your drink."')
    assert harmful("\u201cShe was asking for it.\u201d")


def test_a_text_that_is_all_quotation_may_be_somebodys_words() -> None:
    said = "\u201cHe said that she was asking for it.\u201d"
    assert harmful(said)
    assert harmful(said, spare_all_quoted=True) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I was in an abusive relationship.",
        "They told me that she was asking for it.",
        "> He just snapped, they said.",
        "Survivor 3: He just snapped,\nand it was a domestic dispute.",
        "The Illegal Migrants Act 1999 was read.",
        "The Society for Battered Women met.",
    ],
)
def test_own_words_block_quotations_and_titles_are_left_alone(text: str) -> None:
    assert harmful(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "BAME women met in the Town Hall.",
        "A LEAFLET FOR BATTERED WOMEN AND THE NEW TEAM",
        "Survivor 3: It was long ago.\n\nHe just snapped.",
        "> A quotation.\nHe just snapped.",
        "Part (i) says that he just snapped.",
    ],
)
def test_what_only_looks_like_a_title_or_own_words_is_read(text: str) -> None:
    assert len(harmful(text)) == 1


def test_apostrophes_open_no_quotation() -> None:
    text = "The survivors' group and the girls' club heard of a domestic dispute."
    assert [hit.rule for hit in harmful(text)] == ["domestic-dispute"]


def test_the_middle_of_a_word_is_not_a_word() -> None:
    assert harmful("The subprostitutes of the unwatch your drinkers") == ()


def test_what_lies_within_a_longer_hit_is_said_once() -> None:
    assert len(harmful("child prostitutes")) == 1


def test_a_phrase_may_run_over_the_end_of_a_line() -> None:
    assert [hit.rule for hit in harmful("a domestic\ndispute")] == ["domestic-dispute"]


def test_an_exception_reaches_no_further_than_its_sentence() -> None:
    text = "It is not true.\nIt was just banter"
    assert [hit.rule for hit in harmful(text)] == ["just-banter"]


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_places_are_right(text: str) -> None:
    whole = text + " a domestic dispute " + text
    for hit in harmful(whole):
        assert whole[hit.start : hit.end] == hit.words


def test_beginnings_lose_nothing() -> None:
    """Trying rules only at their first letters finds what a search would."""
    for rule in rules():
        for other in rules():
            for found in rule.pattern.finditer(other.example.lower()):
                before = other.example[: found.start()]
                if not before[-1:].isalnum():
                    letters = found.group()[:3]
                    assert any(map(letters.startswith, starts(rule.pattern.pattern)))


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"put(?:s|ting)?|(?:why|what) now", {"put", "why", "wha"}),
        (r"(?<!you )(?:don't|never)", {"don", "nev"}),
        (r"(?:so )?bad|b(?:a)?me|\bhouses?", {"so", "bad", "b", "hou"}),
        (r"as? \w+|(?:a[)|(]|x)y", {"a", "x"}),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, letters: set[str]) -> None:
    assert starts(pattern) == letters


@pytest.mark.parametrize("pattern", [r"\w+", "", "a|", "(?:a", "[ab]c", "a?"])
def test_a_pattern_that_may_begin_with_anything_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"must begin with|never closed"):
        starts(pattern)


def test_marks_that_never_close_hide_nothing() -> None:
    """Long enough that a pattern which looks back and forth would never end."""
    text = "\u201c \u2018a (' " * 5_000 + "she was asking for it"
    assert [hit.words for hit in harmful(text)] == ["was asking for it"]


def test_families_are_the_known_ones_and_ids_are_unique() -> None:
    assert {rule.family for rule in rules()} == {
        "victim-blaming",
        "mutualising",
        "euphemism",
        "agentless-passive",
        "doubt",
        "excuse",
        "labels",
    }
    assert len({rule.id for rule in rules()}) == len(rules())


def test_our_own_advice_is_plain() -> None:
    source = files("headwater.core.language") / "wording.toml"
    for row in tomllib.loads(source.read_text(encoding="utf-8"))["rules"]:
        assert read(f"{row['message']} {row['instead']}").long_sentences(20) == ()
        assert row["message"].endswith(".")
        assert row["instead"].endswith(".")
