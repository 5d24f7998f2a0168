"""The verdict of a principle: the arithmetic of principles.md, and its sentence."""

from __future__ import annotations

import pytest

from headwater.core.plan.findings import Finding, Level, Status
from headwater.core.plan.verdicts import RuleResult, Word, judge_principle, status_of


def results(pattern: str) -> list[RuleResult]:
    """One rule for each letter: held, gap, ask, or - where it does not apply."""
    statuses = {
        "h": Status.HELD,
        "g": Status.GAP,
        "a": Status.ASK,
        "-": Status.NOT_APPLICABLE,
    }
    return [
        RuleResult(f"X{n}", f"want {n}", statuses[letter])
        for n, letter in enumerate(pattern, start=1)
    ]


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("h", Word.HELD),
        ("hhhh", Word.HELD),
        ("h---", Word.HELD),  # what does not apply is not counted
        ("a", Word.CANNOT_TELL),
        ("aah", Word.CANNOT_TELL),
        ("aag", Word.CANNOT_TELL),  # more than half asks comes before any gap
        ("", Word.CANNOT_TELL),
        ("--", Word.CANNOT_TELL),
        ("ah", Word.PARTLY),  # half is not more than half
        ("aahh", Word.PARTLY),
        ("ahhh", Word.PARTLY),
        ("ghh", Word.PARTLY),
        ("gah--h", Word.PARTLY),
        ("g", Word.NOT_HELD),
        ("gh", Word.NOT_HELD),  # half is enough
        ("ga", Word.NOT_HELD),
        ("gghh", Word.NOT_HELD),
        ("gah", Word.PARTLY),
        ("ggh", Word.NOT_HELD),
    ],
)
def test_the_word_follows_from_the_rules_that_apply(pattern: str, word: Word) -> None:
    assert judge_principle("G1", results(pattern)).word is word


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("h", "The one check holds."),
        ("hh", "Both checks hold."),
        ("hhh-", "All 3 checks hold."),
        ("-", "No check applies to what is written down."),
        (
            "gha",
            "Missing (1 of 3 checks): want 1. "
            "Not written down yet (1 of 3 checks): want 3.",
        ),
        ("aaah", "Not written down yet (3 of 4 checks): want 1; want 2; and 1 more."),
    ],
)
def test_the_sentence_explains_the_word(pattern: str, sentence: str) -> None:
    assert judge_principle("G1", results(pattern)).sentence == sentence


def finding(level: Level) -> Finding:
    return Finding("X1", level, "plan", "What was found.")


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ((), Status.HELD),
        ((Level.NOTE,), Status.HELD),
        ((Level.NOTE, Level.ASK), Status.ASK),
        ((Level.ASK, Level.GAP, Level.NOTE), Status.GAP),
    ],
)
def test_the_firmest_finding_decides_a_rule(
    levels: tuple[Level, ...], status: Status
) -> None:
    assert status_of([finding(level) for level in levels]) is status
