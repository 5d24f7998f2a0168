"""Wording that can do harm: what is found, and what must be left alone."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.language.reading import read
from headwater.core.language.wording import Level, harmful, rules


FOUND = {
    "at-risk-herself": "She put herself at risk by drinking.",
    "victim-failed": "The survivor failed to engage with the service.",
    "why-not-leave": "Why didn\u2019t she just leave?",
    "asking-for-it": "She was asking for it.",
    "clothing": "Dress sensibly on a night out.",
    "advice-do-not-go": "Don't walk home alone.",
    "advice-drink": "Watch your drink tonight.",
    "advice-women-should": "Women should stay alert after dark.",
    "provoked": "She provoked him.",
    "lifestyle": "The girl had a risky lifestyle.",
    "older-than-she-is": "She was mature for her age.",
    "domestic-dispute": "Officers were called to a domestic dispute.",
    "stormy-relationship": "They had a volatile relationship.",
    "abusive-relationship": "Support to leave an abusive relationship.",
    "both-sides": "Violence between partners is common.",
    "conflict": "A course on parental conflict.",
    "sex-for-rape": "He had sex with a child.",
    "sex-scandal": "A sex scandal at the school.",
    "inappropriate-touching": "A case of inappropriate touching.",
    "revenge-porn": "Stop revenge porn.",
    "child-pornography": "He held child pornography.",
    "child-prostitution": "Work with child prostitutes.",
    "choked": "He choked her.",
    "children-unharmed": "The children were in the room but unharmed.",
    "honour": "Honour killings in the borough.",
    "harmed-by-no-one": "A woman was murdered on Friday.",
    "claims": "She claims she was followed.",
    "alleged-victim": "The alleged victim was seen.",
    "cry-rape": "Some girls cry rape.",
    "real-victim": "Help for genuine victims.",
    "snapped": "He finally snapped.",
    "jilted": "A jilted lover.",
    "family-man": "A devoted father.",
    "just-banter": "It was just banter.",
    "anger-management": "He went to anger management.",
    "blame-drink": "An alcohol-fuelled attack.",
    "isolated-incident": "It was an isolated incident.",
    "monster": "Only a monster would do this.",
    "hard-to-reach": "Work with hard-to-reach groups.",
    "prostitute": "A prostitute was hurt.",
    "battered": "A shelter for battered women.",
    "illegal-immigrant": "Illegal immigrants are not served.",
    "bame": "BAME women are invited.",
    "disabled-as-thing": "Access for the disabled.",
    "females": "Training on violence against females.",
    "repeat-victim": "Repeat victims are seen first.",
    "difficult-victim": "An uncooperative victim.",
    "committed-suicide": "He committed suicide.",
}

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


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_finds_its_example(rule: str) -> None:
    assert [hit.rule for hit in harmful(FOUND[rule])] == [rule]


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


def test_marks_that_never_close_hide_nothing() -> None:
    """Long enough that a pattern which looks back and forth would never end."""
    text = "\u201c \u2018a (' " * 5_000 + "she was asking for it"
    assert [hit.words for hit in harmful(text)] == ["was asking for it"]


def test_families_are_the_known_ones_and_ids_are_unique() -> None:
    assert {rule.family for rule in rules()} == {
        "victim-blaming",
        "mutualising",
        "euphemism",
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
