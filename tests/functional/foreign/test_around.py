"""Organisations of other plans in the workspace are suggested, and never taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.rows import About, Organisation, Plan
from headwater.exchange.foreign.known_bodies import KnownBodies, confirmed
from headwater.exchange.foreign_plan import TheirFile, bring_theirs, guess, open_theirs


POLICE = Organisation(
    organisation_id="mps", name="Metropolitan Police Service", sector="police"
)
TRUST = Organisation(organisation_id="canal", name="Canal Trust", sector="vcs-generic")
OURS = Organisation(
    organisation_id="police", name="Metropolitan Police", sector="police"
)
HERE = Plan(about=About(plan_id="north", title="Northgate"), organisations=(OURS,))
TABLE = """No.,Aim,Lead,Target date
1,Train bar staff,MPS and Early Help,30/06/2026
2,Light the canal path,MPS,March 2027
"""


@pytest.fixture
def theirs(tmp_path: Path) -> TheirFile:
    (tmp_path / "north.csv").write_text(TABLE, encoding="utf-8")
    return open_theirs(tmp_path / "north.csv", around=(POLICE, TRUST))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Metropolitan Police Service", "? mps"),  # in full, and asked all the same
        ("MPS", "? mps"),
        ("Cannal Trust", "? canal"),
        ("Early Help", "new"),
    ],
)
def test_body_of_another_plan_is_suggested(name: str, found: str) -> None:
    assert KnownBodies.of((), (POLICE, TRUST)).find(name) == found


def test_bodies_of_the_plan_itself_come_first() -> None:
    known = KnownBodies.of((OURS,), (POLICE, TRUST))
    assert known.find("Metropolitan Police") == "police"
    assert known.find("Metropolitan Polise") == "? police"
    assert list(known.every) == ["police", "mps", "canal"]


def test_an_id_of_ours_is_not_taken_for_theirs() -> None:
    other = Organisation(organisation_id="police", name="Rail Police", sector="police")
    assert KnownBodies.of((OURS,), (other,)).find("Rail Police") == "new"


def test_only_what_is_confirmed_joins_the_plan(theirs: TheirFile) -> None:
    mapping, _ = guess(theirs, HERE, "north")
    assert mapping.leads == {"MPS": "? mps", "Early Help": "new"}
    _, intake = bring_theirs(theirs, mapping, HERE, load_framework())
    assert any("We think that it is 'mps'" in p.fix for p in intake.problems)
    _, intake = bring_theirs(theirs, confirmed(mapping), HERE, load_framework())
    assert intake.plan is not None, intake.problems
    bodies = {row.organisation_id: row for row in intake.plan.organisations}
    assert sorted(bodies) == ["early-help", "mps", "police"]
    assert bodies["mps"] == POLICE
    assert intake.plan.actions[1].lead_organisations == ("mps",)
