"""The order in which many findings are said."""

from __future__ import annotations

from headwater.core.plan.checks import load
from headwater.core.plan.digest import digest
from headwater.core.plan.findings import Finding, Level


def found(rule: str, level: Level = Level.ASK, subject: str = "plan") -> Finding:
    return Finding(rule, level, subject, f"{rule} found something.")


def order(*findings: Finding) -> list[str]:
    return [group.rule for group in digest(findings)]


def test_what_serves_a_principle_comes_before_slips_in_the_tables() -> None:
    assert order(found("P002", Level.GAP), found("M602", Level.NOTE)) == [
        "M602",
        "P002",
    ]


def test_a_gap_comes_before_an_ask_whatever_its_weight() -> None:
    assert load()["G502"].weight > load()["W404"].weight
    assert order(found("G502"), found("W404", Level.GAP)) == ["W404", "G502"]


def test_safety_comes_before_the_rest_of_its_level() -> None:
    assert order(found("W404"), found("G502")) == ["G502", "W404"]


def test_each_principle_speaks_before_one_speaks_twice() -> None:
    assert {load()[code].weight for code in ("G301", "G302", "W304")} == {2}
    many = [found("G302", subject=f"life-stage/{n}") for n in range(5)]
    assert order(*many, found("G301"), found("W304")) == ["G302", "W304", "G301"]


def test_one_finding_speaks_for_itself_and_many_are_counted() -> None:
    one = found("M501", subject="actions/A1")
    assert digest([one])[0].sentence == one.message
    two = digest([one, found("M501", subject="actions/A2")])
    assert [group.sentence for group in two] == [
        "2 actions have no measure written down yet."
    ]
    assert len(two[0].findings) == 2
