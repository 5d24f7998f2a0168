"""Our own sample passes our own gate, and says what it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from handed import read

from headwater.core.plan.rows import Plan
from headwater.errors import UserError
from headwater.exchange.sample import sample_folder, sample_names


ROOT = Path(__file__).parents[3]
COMMITMENTS = ROOT.parent / "shared" / "data" / "london-commitments"


@pytest.fixture(scope="module")
def london() -> Plan:
    intake = read(sample_folder())
    assert intake.problems == ()
    assert intake.remarks == ()
    assert intake.plan is not None
    return intake.plan


def test_it_holds_the_published_commitments(london: Plan) -> None:
    assert [a.action_id for a in london.actions] == [f"C{n:02}" for n in range(1, 72)]
    assert len(london.organisations) == 37
    assert len(london.funding) == 42
    assert len(london.measures) == 57


def test_it_says_what_it_is(london: Plan) -> None:
    assert london.about.notice == (
        "A sample compiled from published facts. Findings describe the sample, "
        "not London or any organisation."
    )
    assert london.about.licence == (
        "Contains public sector information licensed under the "
        "Open Government Licence v3.0"
    )


def test_it_calls_no_table_complete(london: Plan) -> None:
    assert {note.complete for note in london.meta} == {False}
    assert {note.table for note in london.meta} >= {"actions", "measures", "services"}


def test_it_says_nothing_that_nobody_said(london: Plan) -> None:
    assert {a.resources_needed for a in london.actions} == {None}
    assert {a.outcomes for a in london.actions} == {None}
    assert {o.signed_up for o in london.organisations} == {None}
    assert {o.senior_lead for o in london.organisations} == {None}


def test_one_package_pays_for_three_actions_and_is_counted_once(london: Plan) -> None:
    package = [t for t in london.funding if t.also_pays_for]
    assert {t.action for t in package} == {"C65"}
    assert {t.also_pays_for for t in package} == {("C66", "C67")}
    assert sum(t.amount or 0 for t in package) == Decimal(20_000_000)


def test_every_action_names_its_source(london: Plan) -> None:
    assert all(action.source for action in london.actions)
    assert sum(a.source_checked is None for a in london.actions) == 16


def test_its_sources_stand_beside_it() -> None:
    sources = (sample_folder() / "SOURCES.md").read_text(encoding="utf-8")
    assert "Open Government Licence v3.0" in sources
    assert "What was changed" in sources


def test_there_is_no_other_sample() -> None:
    with pytest.raises(UserError, match="Choose one of: london"):
        sample_folder("paris")
    assert sample_names() == ("london",)


@pytest.mark.slow
@pytest.mark.skipif(
    not COMMITMENTS.is_dir(), reason="the compiled commitments are not beside us"
)
def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    here = tmp_path / "repository"
    (here / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "derive_london.py", here / "scripts")
    beside = tmp_path / "shared" / "data"
    beside.mkdir(parents=True)
    (beside / "london-commitments").symlink_to(COMMITMENTS)
    subprocess.run([sys.executable, here / "scripts" / "derive_london.py"], check=True)
    made = here / "src" / "headwater" / "exchange" / "samples" / "london"
    names = {path.name for path in made.iterdir()}
    assert names == {path.name for path in sample_folder().glob("*.csv")}
    for name in names:
        assert (made / name).read_bytes() == (sample_folder() / name).read_bytes(), name
