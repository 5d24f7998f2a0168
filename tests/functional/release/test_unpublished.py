"""What is not declared public reaches no page, no search and no file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filled_plan import filled_plan
from released_site import release_again

from headwater.core.framework.load import load_framework
from headwater.core.plan.published import published


pytestmark = pytest.mark.slow

KEPT, NUMBER = "kept in", 97531864
LONDON = load_framework()


@pytest.fixture(scope="module")
def released(workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and one under it, each changed once, in what is kept and what is not."""
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path_factory.mktemp("filled"))
    for day in (21, 22):
        plan = filled_plan(LONDON, kept=f"{KEPT} {day}:", number=NUMBER + day * 10**9)
        action = replace(plan.actions[0], description=f"Said on the {day}th")
        plan = replace(plan, actions=(action,))
        _bring_in(plan, day)
        about = replace(plan.about, plan_id="under", parent=plan.about.plan_id)
        _bring_in(replace(plan, about=about), day)
    return release_again(tmp_path_factory.mktemp("out") / "site")


def _bring_in(plan, day: int) -> None:
    from headwater.app.actions import Source, import_plan

    import_plan(
        plan=plan,
        source=Source(f"{KEPT} a name.csv", "0" * 64),
        by=f"{KEPT} a name",
        at=datetime(2026, 11, day, 12, tzinfo=UTC),
        why=f"{KEPT} a reason",
    )


def test_no_file_holds_what_is_not_published(released: Path) -> None:
    files = [path for path in released.rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        content = path.read_bytes()
        assert KEPT.encode() not in content, path
        assert str(NUMBER).encode() not in content, path


def test_what_is_published_is_there(released: Path) -> None:
    (page,) = released.rglob("plans/plan-1/actions/actions-1/history/index.html")
    said = page.read_text(encoding="utf-8")
    assert "Said on the 21th" in said
    assert "Said on the 22th" in said
    (since,) = released.rglob("plans/plan-1/changes/2026-11-21/index.html")
    assert "Said on the 21th" in since.read_text(encoding="utf-8")


def test_search_finds_nothing_of_it(released: Path) -> None:
    from headwater.app.selectors import held
    from headwater.app.selectors.everything import Sought, search

    plan = held("plan-1", date(2026, 11, 22))
    assert search(plan, Sought(q="Said")).things
    assert not search(plan, Sought(q=KEPT)).things


def test_pages_are_made_from_a_plan_without_it(released: Path) -> None:
    from headwater.app.selectors import held

    plan = held("plan-1", date(2026, 11, 22))
    assert plan.whole_plan.actions[0].note.startswith(KEPT)
    assert plan.plan == plan.result.plan == plan.look.plan
    assert plan.plan == published(plan.whole_plan)


def test_checks_still_see_it(released: Path) -> None:
    """A contact that is written down is not said to be missing."""
    from headwater.app.selectors import held

    plan = held("plan-1", date(2026, 11, 22))
    assert not plan.results["G701"].findings


def test_a_page_that_asks_for_it_is_our_mistake(released: Path) -> None:
    from headwater.app.selectors import held
    from headwater.app.words import facts
    from headwater.errors import InternalError

    plan = held("plan-1", date(2026, 11, 22))
    with pytest.raises(InternalError, match=r"actions\.note"):
        facts(plan, "actions", plan.plan.actions[0], "title", "note")
