"""headwater release site, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def run(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSPACE", "WORKSPACES", "AS_AT", "COMMAND", "DEBUG"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    return Commands(tmp_path, capsys)


@pytest.mark.slow
def test_release_says_what_it_wrote(run: Commands, workspace_folder: Path) -> None:
    said = run(
        "release", "site", "out", "--workspace", str(workspace_folder),
        "--as-at", "2026-11-01",
    )  # fmt: skip
    assert said.code == 0
    assert "Wrote out: London commitments: a sample." in said.out
    assert "Open out/index.html." in said.out
    assert "look before you publish" in said.err
    manifest = json.loads((run.folder / "out/manifest.json").read_bytes())
    assert manifest["as_at"] == "2026-11-01"


def test_release_into_a_folder_with_other_files_is_refused(
    run: Commands, workspace_folder: Path
) -> None:
    said = run("release", "site", "plan", "--workspace", str(workspace_folder))
    assert said.code == 2
    assert "plan: This folder holds files that are not an earlier release." in said.err
    assert (run.folder / "plan/plan.csv").exists()


def test_release_of_a_day_that_is_none_is_refused(
    run: Commands, workspace_folder: Path
) -> None:
    said = run(
        "release", "site", "out", "--workspace", str(workspace_folder),
        "--as-at", "someday",
    )  # fmt: skip
    assert said.code == 2
    assert not (run.folder / "out").exists()


def test_release_without_a_workspace_says_what_to_do(run: Commands) -> None:
    said = run("release", "site", "out", "--workspace", "nowhere")
    assert said.code == 2
    assert "There is no workspace here." in said.err


def test_release_of_a_workspace_without_a_plan_says_what_to_do(
    run: Commands, tmp_path: Path
) -> None:
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path / "empty")
    said = run("release", "site", "out", "--workspace", "empty")
    assert said.code == 2
    assert "nothing to release" in said.err
    assert not (tmp_path / "out").exists()
