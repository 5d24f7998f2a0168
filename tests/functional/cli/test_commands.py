"""Every other command, on real files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import DAY, Commands

from headwater import __version__
from headwater.app.database import is_workspace


def test_without_words_it_shows_its_help(run: Commands) -> None:
    said = run()
    assert said.code == 0
    assert said.out.startswith("usage: headwater")
    assert "Exit codes" in said.out


def test_version(run: Commands) -> None:
    assert run("--version").out == f"headwater {__version__}\n"


@pytest.mark.slow
def test_module_is_the_command() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "headwater", "explain", "W999"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert "There is no check or principle called 'W999'." in said.stderr


def test_explain_a_check(run: Commands) -> None:
    out = run("explain", "w402").out
    for part in ("Why it matters", "How to put it right", "When it says what", "W4.b"):
        assert part in out


def test_explain_a_principle(run: Commands) -> None:
    out = run("explain", "G4").out
    assert "We protect and support all victims-survivors of all ages" in out
    assert "quoted word for word" in out
    assert "G402" in out


def test_framework_list_and_show(run: Commands) -> None:
    assert run("framework", "list").out.startswith("london")
    out = run("framework", "show").out
    assert out.count("\nG7 ") == 1
    assert "Shared ways of working" in out


def test_framework_check_says_what_it_cannot_judge(run: Commands) -> None:
    out = run("framework", "check", "london").out
    assert all(f"\nC{n} " in out for n in range(1, 7))
    assert "cannot be judged yet" in out


def test_template_is_a_workbook(run: Commands, tmp_path: Path) -> None:
    said = run("template", "-o", "plan.xlsx")
    assert said.code == 0
    assert (tmp_path / "plan.xlsx").read_bytes().startswith(b"PK")


def test_import_then_check_without_naming_it(run: Commands) -> None:
    said = run("import", "plan", "--by", "A. Lead", "--why", "First import")
    assert said.code == 0
    assert "receipt 1" in said.out
    checked = run("check", "--as-at", DAY)
    assert (
        checked.out
        == run("check", "--as-at", DAY, "--workspace", "workspaces/mine").out
    )
    assert "London commitments: a sample" in checked.out


def test_workspace_and_files_give_the_same_findings(run: Commands) -> None:
    run("import", "plan")
    words = ("--as-at", DAY, "--format", "csv")
    assert run("check", *words).out == run("check", "plan", *words).out


def test_same_import_twice_changes_nothing(run: Commands) -> None:
    run("import", "plan")
    said = run("import", "plan", "--format", "json")
    tables = json.loads(said.out)["receipt"]["tables"]
    assert all(not t["created"] and not t["changed"] for t in tables)


def test_dry_run_writes_nothing(run: Commands, tmp_path: Path) -> None:
    said = run("import", "plan", "--workspace", "trial", "--dry-run")
    assert "nothing was written" in said.out
    assert not (tmp_path / "trial").exists()


def test_replace_removes_what_is_no_longer_there(run: Commands) -> None:
    run("import", "plan")
    run.rewrite("plan/measures.csv", "\nI57,", "\n#I57,")
    kept = run("import", "plan")
    assert "They stay; --replace removes them." in " ".join(kept.out.split())
    said = json.loads(run("import", "plan", "--replace", "--format", "json").out)
    removed = {t["table"]: t["removed"] for t in said["receipt"]["tables"]}
    assert removed["measures"] == 1


def test_refused_import_in_json(run: Commands) -> None:
    run.rewrite("plan/actions.csv", ",primary,", ",primry,")
    said = run("import", "plan", "--format", "json")
    assert said.code == 2
    record = json.loads(said.out)
    assert record["ok"] is False
    assert record["problems"][0]["sheet"] == "actions.csv"


def test_partial_import_says_what_it_left_out(run: Commands) -> None:
    run.rewrite("plan/measures.csv", "\nI57,", "\nI56,")
    said = run("import", "plan", "--partial")
    assert said.code == 0
    assert "Left out" in said.err


@pytest.mark.slow
def test_board_page(run: Commands, tmp_path: Path) -> None:
    for name, start in (("board.pdf", b"%PDF-"), ("board.html", b"<!DOCTYPE html>")):
        assert run("board", "plan", "--as-at", DAY, "-o", name).code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.slow
def test_demo_once_can_be_repeated(run: Commands, tmp_path: Path) -> None:
    first, second = run("demo", "--once"), run("demo", "--once")
    assert (first.code, second.code) == (0, 0)
    assert "What stands out" in first.out
    assert "it was there already" in second.out
    assert "Northbank, which is invented … 7 plans" in second.out
    assert is_workspace(tmp_path / "workspaces/demo")


def test_advice_names_the_command_that_was_typed(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWATER_COMMAND", "./hw run")
    assert "./hw run check plan --all" in run("check", "plan").out
