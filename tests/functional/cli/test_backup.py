"""headwater backup and restore, as a person types them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from commands import Commands

from headwater.app import database


MINE = "workspaces/mine"


@pytest.fixture
def kept(run: Commands) -> Commands:
    """A workspace with the sample, and a backup of it."""
    assert run("import", "plan", "--workspace", MINE).code == 0
    said = run("backup", "kept.zip")
    assert said.code == 0
    assert said.out.startswith("Kept in kept.zip: 1 plan, ")
    assert said.err.startswith("Careful: it holds secrets.")
    return run


def test_rehearsal_says_what_is_in_a_backup(kept: Commands, tmp_path: Path) -> None:
    said = kept("restore", "kept.zip", "--rehearse")
    assert said.code == 0
    assert "London commitments: a sample" in said.out
    assert "  action               71" in said.out
    assert "nothing was kept" in said.err
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"plan", "workspaces", "kept.zip"}


def test_restored_workspace_gives_the_same_check(kept: Commands) -> None:
    assert kept("restore", "kept.zip", "--workspace", "again").code == 0
    checks = [
        kept("check", "--workspace", folder, "--as-at", "2026-11-01")
        for folder in (MINE, "again")
    ]
    assert checks[0] == checks[1]
    assert checks[0].code == 0


def test_workspace_that_stands_is_moved_aside_only_when_asked(
    kept: Commands, tmp_path: Path
) -> None:
    said = kept("restore", "kept.zip", "--workspace", MINE)
    assert said.code == 2
    assert "stop the service and add --replace" in said.err
    said = kept("restore", "kept.zip", "--workspace", MINE, "--replace")
    assert said.code == 0
    assert "is kept in" in said.err
    assert len(list((tmp_path / "workspaces").iterdir())) == 2


@pytest.mark.parametrize("words", [(), ("--rehearse", "--workspace", "again")])
def test_restore_asks_where_to(kept: Commands, words: tuple[str, ...]) -> None:
    said = kept("restore", "kept.zip", *words)
    assert said.code == 2
    assert "--workspace FOLDER, or --rehearse" in said.err


def test_what_is_no_backup_is_refused(kept: Commands, tmp_path: Path) -> None:
    for name in ("plan/actions.csv", "nowhere.zip", "plan"):
        said = kept("restore", name, "--rehearse")
        assert said.code == 2
        assert "not a backup that can be read" in said.err


def test_backup_that_cannot_be_written_says_so(kept: Commands) -> None:
    said = kept("backup", "nowhere/kept.zip")
    assert said.code == 2
    assert "cannot be written there" in said.err


def test_backup_takes_the_place_of_an_earlier_one(
    kept: Commands, tmp_path: Path
) -> None:
    (tmp_path / "kept.zip").chmod(0o644)
    assert kept("backup", "kept.zip").code == 0
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600


def test_workspace_without_a_database_says_so(run: Commands, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = run("backup", "kept.zip", "--workspace", "empty")
    assert said.code == 2
    assert "There is no workspace here" in said.err
    assert not (tmp_path / "kept.zip").exists()


def test_bad_address_stops_a_command_and_shows_no_password(
    kept: Commands, monkeypatch
) -> None:
    monkeypatch.setenv(database.NAME, "postgresql://ann:g3heim@db.example")
    for words in (("backup", "b.zip"), ("restore", "kept.zip")):
        said = kept(*words, "--workspace", "new" if words[0] == "restore" else MINE)
        assert said.code == 2
        assert "g3heim" not in said.out + said.err
