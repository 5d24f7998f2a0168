"""What text alone can tell of a set of principles, and what it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from headwater.core.framework.criteria import CriterionResult, State, judge_criteria
from headwater.core.framework.load import load_framework
from headwater.core.framework.model import Framework


SMALLTOWN = Path(__file__).parents[1] / "data" / "smalltown"


def _with(statement: str) -> Framework:
    """Smalltown with another first statement."""
    framework = load_framework(SMALLTOWN)
    first, *rest = framework.principles
    return replace(framework, principles=(replace(first, statement=statement), *rest))


def _part(framework: Framework, part: str) -> CriterionResult:
    return next(r for r in judge_criteria(framework) if r.part == part)


def test_london_part_by_part() -> None:
    found = {(r.criterion, r.part): r for r in judge_criteria(load_framework())}
    states = {key: result.state for key, result in found.items()}
    assert states == {
        ("C1", "evidence"): State.CANNOT,
        ("C2", "partners"): State.CANNOT,
        ("C3", "words"): State.MET,
        ("C3", "who has been heard"): State.CANNOT,
        ("C4", "reading"): State.NOT_MET,
        ("C4", "long sentences"): State.MET,
        ("C4", "Easy Read and languages"): State.CANNOT,
        ("C5", "not dated"): State.MET,
        ("C5", "not tied"): State.MET,
        ("C5", "next review"): State.CANNOT,
        ("C6", "no specific intervention"): State.MET,
    }
    reading = found["C4", "reading"]
    assert "grade 12.2, a reading age of about 17" in reading.sentence
    w2 = next(d for d in reading.details if d.principle == "W2")
    assert w2.words == ("intersectional",)
    tied = found["C5", "not tied"]
    assert [(d.principle, d.words) for d in tied.details] == [("M4", ("London",))]


def test_a_plain_set_is_met_and_a_strange_criterion_is_named() -> None:
    framework = load_framework(SMALLTOWN)
    unmet = [r for r in judge_criteria(framework) if r.state is not State.MET]
    assert [(r.criterion, r.part) for r in unmet] == [
        ("C3", "words"),
        ("C3", "who has been heard"),
        ("C4", "Easy Read and languages"),
        ("Z9", "sing well"),
    ]
    assert _part(framework, "next review").sentence.endswith("spring 2028.")


def test_long_statements_are_counted_and_named() -> None:
    result = _part(load_framework(SMALLTOWN), "words")
    assert result.state is State.LOOK
    assert result.sentence == "1 of 4 statements is longer than our limit of 8 words."
    assert [(d.principle, d.figure) for d in result.details] == [("B2", 9)]


def test_one_hard_statement_in_an_easy_set_is_to_look_at() -> None:
    result = _part(_with("We address societal inequality"), "reading")
    assert result.state is State.LOOK
    assert result.sentence.endswith("1 of 4 statements is harder than that.")
    (detail,) = result.details
    assert detail.principle == "A1"
    assert detail.words == ("address", "inequality", "societal")


def test_nothing_to_read_cannot_be_judged() -> None:
    empty = replace(load_framework(SMALLTOWN), principles=())
    assert _part(empty, "reading").state is State.CANNOT


def test_a_long_sentence_is_named() -> None:
    result = _part(_with("We go " + "on and " * 30 + "on"), "long sentences")
    assert result.state is State.LOOK
    assert result.details[0].figure == 63


@pytest.mark.parametrize(
    ("part", "statement", "state", "words"),
    [
        ("not dated", "We end harm by 2030", State.NOT_MET, ("2030",)),
        ("not dated", "We act in March", State.NOT_MET, ("March",)),
        ("not dated", "We start next year", State.NOT_MET, ("next year",)),
        ("not dated", "We may march on", State.MET, ()),
        (
            "not tied",
            "We follow the Smalltown Town Council",
            State.NOT_MET,
            ("Town Council",),
        ),
        ("not tied", "We back Blue Door", State.LOOK, ("Blue Door",)),
        ("not tied", "Operation Owl leads us", State.LOOK, ("Operation Owl",)),
        ("not tied", "We share with MARAC", State.LOOK, ("MARAC",)),
        ("not tied", "Our Harm plan is for all", State.MET, ()),
        ("not tied", "We love Smalltown's hills", State.MET, ("Smalltown",)),
        (
            "no specific intervention",
            "We run the Blue Door programme",
            State.NOT_MET,
            ("Blue Door programme",),
        ),
        ("no specific intervention", "We give talks to all", State.LOOK, ("talk",)),
        ("no specific intervention", "We give good services", State.MET, ()),
        ("no specific intervention", "We send clear messages", State.MET, ()),
    ],
)
def test_what_a_statement_names(
    part: str, statement: str, state: State, words: tuple[str, ...]
) -> None:
    result = _part(_with(statement), part)
    assert result.state is state
    assert tuple(w for d in result.details for w in d.words) == words
