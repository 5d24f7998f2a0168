"""Released figures about people go into a static site; what made them does not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled_plan import filled_plan
from page_checks import check_html
from released_site import release_again

from headwater.core.framework.load import load_framework
from headwater.exchange.northbank.service_counts import KEY, write_service_counts


pytestmark = pytest.mark.slow

FILES = (
    "index.html",
    "chart-narrow.svg",
    "chart-wide.svg",
    "chart.vl.json",
)


@pytest.fixture(scope="module")
def released(
    workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The site of a workspace that released one table, and the key of the release."""
    from headwater.app.workspace import create_workspace

    folder = create_workspace(tmp_path_factory.mktemp("people"))
    from headwater.app.actions import Source, import_plan
    from headwater.app.actions.releases import publish
    from headwater.app.selectors.breakdowns import Choice, preview

    import_plan(
        plan=filled_plan(load_framework(), kept="kept in", number=1),
        source=Source("a plan", "0" * 64),
        by="tests",
        at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        why="to see what is released",
    )
    write_service_counts(folder)
    years = ("2023-24", "2024-25", "2025-26")
    found = preview(Choice(KEY, years, ("age", "sex"), apart=True), "2026-11-22")
    assert found.made is not None
    publish(entry=found.made.entry)
    return release_again(tmp_path_factory.mktemp("out") / "site"), found.made.entry.id


def test_each_release_is_there_with_its_files(released: tuple[Path, str]) -> None:
    site, key = released
    folder = site / "releases" / key
    assert {path.name for path in folder.iterdir()} >= set(FILES)
    for end in ("csv", "json", "xlsx"):
        assert (site / "releases" / f"{key}.{end}").stat().st_size > 500
    told = json.loads((site / "releases" / f"{key}.json").read_text(encoding="utf-8"))
    hidden = [c for c in told["tables"][0]["cells"] if c["symbol"] == "c"]
    assert hidden
    assert {cell["value"] for cell in hidden} == {None}


def test_its_pages_are_whole_and_linked(released: tuple[Path, str]) -> None:
    site, key = released
    listed, shown = (
        check_html(path.read_text(encoding="utf-8"), str(path))
        for path in (site / "releases/index.html", site / f"releases/{key}/index.html")
    )
    assert f"../releases/{key}/index.html" in listed.links
    assert "withheld" in shown.main
    for link in shown.links:
        if not link.startswith(("http", "#")):
            assert (site / "releases" / key / link.partition("#")[0]).is_file(), link


def test_nothing_that_made_them_is_there(released: tuple[Path, str]) -> None:
    site, _ = released
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert not [
        n for n in names if {"counts", "breakdowns", "ledger"} & {*n.split("/")}
    ]
    for page in site.rglob("*.html"):
        assert "/breakdowns/" not in page.read_text(encoding="utf-8"), page
