"""A second framework: nothing about London is built into the check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spec_tables import check_text

from headwater.core.framework.load import load_framework
from headwater.core.framework.model import Framework


ROOT = Path(__file__).parents[2]
PLAN_CODE = ROOT / "src" / "headwater" / "core" / "plan"


@pytest.fixture(scope="module")
def smalltown() -> Framework:
    return load_framework(ROOT / "tests" / "data" / "smalltown")


PLAN = """
organisations
organisation_id | name    | sector
O1              | Council | council
O2              | Clinic  | clinic

actions
action_id | title | status | vawg_types | settings | lead_organisations
A1        | Songs | going  | shouting   | market   | O1
A2        | Walks | gone   | following  | chat     | O2

meta
table         | complete
organisations | yes
actions       | yes
"""


def test_a_plan_is_held_against_its_own_codes(smalltown: Framework) -> None:
    result = check_text(PLAN, smalltown)
    gaps = {(f.rule, f.subject) for f in result.findings if f.level == "gap"}
    assert {
        ("G101", "vawg-type/following"),
        ("G101", "vawg-type/locking-in"),
        ("G103", "space/private"),
        ("G103", "space/online"),
    } <= gaps
    assert not any(f.subject == "vawg-type/shouting" for f in result.findings)
    assert not any(f.subject == "space/public" for f in result.findings)


def test_verdicts_are_of_its_own_principles(smalltown: Framework) -> None:
    verdicts = {v.principle: v.word for v in check_text(PLAN, smalltown).verdicts}
    assert list(verdicts) == ["A1", "A2", "B1", "B2"]
    assert verdicts["A1"] == "not held"


def test_only_its_own_rules_and_hygiene_run(smalltown: Framework) -> None:
    run = {result.rule for result in check_text(PLAN, smalltown).results}
    ours = {use.rule for use in smalltown.rules}
    assert ours <= run
    assert all(rule.startswith("P") for rule in run - ours)


def test_no_code_of_london_is_written_into_the_rules() -> None:
    """Codes of London's own lists, as a string in code that rules could compare."""
    forbidden = re.compile(
        r"E12000007|E0900|mayoral-body|[\"'](?:misogyny|vru|nhs"
        r"|domestic-abuse|primary-school|victims-survivors|night-time-venue"
        r"|black-and-minoritised|driver-london|prevention-tier)[\"']|\bLondon\b"
    )
    found = [
        f"{path.name}:{number}"
        for path in sorted(PLAN_CODE.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert found == []


def test_help_in_danger_is_of_the_place(smalltown: Framework) -> None:
    """London's numbers reach London's pages only; a place without any says none."""
    assert "999" in load_framework("london").in_danger
    assert smalltown.in_danger == ""
