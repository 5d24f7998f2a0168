"""Plans with names and words that hurt become files that do not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_checks import check_html
from released_site import release_again

from headwater.core.plan.rows import About, Action, Organisation, Plan


pytestmark = pytest.mark.slow

SCRIPT = '"><script>alert(1)</script><a href="https://elsewhere.example/">'
NAMES = ("../../up", "a", "A", "CON", "nul", "x" * 300, "é/ü", "=1+1", "index.html")


def hostile() -> Plan:
    return Plan(
        about=About(
            plan_id="../p", title=SCRIPT, notice=SCRIPT, licence="=cmd", summary=SCRIPT
        ),
        organisations=tuple(
            Organisation(organisation_id=key, name=SCRIPT, sector="business")
            for key in (SCRIPT, "../b")
        ),
        actions=tuple(
            Action(
                action_id=name,
                title=f"{SCRIPT} {name}",
                lead_organisations=(SCRIPT,),
                delivery_organisations=("../b",),
                source=SCRIPT,
            )
            for name in NAMES
        ),
    )


@pytest.fixture(scope="module")
def released(workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path_factory.mktemp("hostile"))
    from headwater.app.actions import Source, import_plan

    for day, actions in ((21, 3), (22, len(NAMES))):
        import_plan(
            plan=replace(hostile(), actions=hostile().actions[:actions]),
            source=Source("hostile", "0" * 64),
            by="tests",
            at=datetime(2026, 11, day, 12, tzinfo=UTC),
            why="to see what happens",
        )
    return release_again(tmp_path_factory.mktemp("out") / "site")


def test_hostile_words_stay_words(released: Path) -> None:
    for path in released.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"<script", html), path
        assert 'href="https://elsewhere' not in html, path
        assert "alert(1)" in check_html(html, str(path)).text


def test_every_name_gets_a_file_of_its_own_on_any_system(released: Path) -> None:
    files = [p.relative_to(released).as_posix() for p in released.rglob("*.html")]
    assert len({file.casefold() for file in files}) == len(files)
    actions = [file for file in files if re.search(r"/actions/[^/]+/index.html$", file)]
    assert len(actions) == len(NAMES)
    for file in files:
        for part in file.split("/"):
            assert len(part) <= 80
            assert re.fullmatch(r"[\w~.-]+", part, re.ASCII)
            assert part.casefold() not in ("con", "nul", "..", ".")


def test_changes_from_one_day_to_the_next_have_a_page(released: Path) -> None:
    (page,) = released.rglob("changes/2026-11-21/2026-11-22/index.html")
    assert "Actions: 6 new" in page.read_text(encoding="utf-8")
    (above,) = released.rglob("changes/index.html")
    assert "2026-11-21/2026-11-22/index.html" in above.read_text(encoding="utf-8")


def test_nothing_is_written_outside_the_folder(released: Path) -> None:
    assert [p.name for p in released.parent.iterdir()] == ["site"]
