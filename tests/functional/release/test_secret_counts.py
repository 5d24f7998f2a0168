"""Secret counts of a workspace reach no file of its public site."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled_plan import filled_plan
from released_site import release_again

from headwater.core.framework.load import load_framework
from headwater.exchange.counts_source import read_counts_source
from headwater.exchange.northbank.service_counts import KEY, write_service_counts


pytestmark = pytest.mark.slow

MARK, NUMBER = "zymurgy", 86420975  # stand in about.toml and in counts.csv


@pytest.fixture(scope="module")
def released(workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a workspace with one plan and Northbank's counts, both marked."""
    from headwater.app.workspace import create_workspace

    folder = create_workspace(tmp_path_factory.mktemp("secret"))
    from headwater.app.actions import Source, import_plan

    import_plan(
        plan=filled_plan(load_framework(), kept="kept in", number=1),
        source=Source("a plan", "0" * 64),
        by="tests",
        at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        why="to see what is released",
    )
    write_service_counts(folder)
    about, counts = (folder / "counts" / KEY / n for n in ("about.toml", "counts.csv"))
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("(invented)", MARK), encoding="utf-8")
    first, head, row, rest = counts.read_text(encoding="utf-8").split("\n", 3)
    row = f"{row.rpartition(',')[0]},{NUMBER}"
    counts.write_text("\n".join([first, head, row, rest]), encoding="utf-8")
    found = read_counts_source(folder, KEY)
    assert NUMBER in found.counts.values()
    assert MARK in found.words["title"]
    return release_again(tmp_path_factory.mktemp("out") / "site")


def test_no_file_holds_any_of_it(released: Path) -> None:
    files = [path for path in released.rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        content = path.read_bytes()
        assert MARK.encode() not in content, path
        assert str(NUMBER).encode() not in content, path
        assert KEY.encode() not in content, path


def test_no_file_is_named_after_it(released: Path) -> None:
    names = [path.relative_to(released).as_posix() for path in released.rglob("*")]
    assert not [name for name in names if "counts" in name.split("/")]
