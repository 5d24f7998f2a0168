"""What a person can get wrong: a message with what to do, code 2, no traceback."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Commands

from headwater.cli import demo, serve


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("check nowhere.xlsx", "There is no file or folder of that name."),
        ("check plan --rule W999", "There is no check called 'W999'."),
        ("check plan --principle Z1", "There is no principle called 'Z1'."),
        ("check plan --as-at 2026-11", "'2026-11' is not one day."),
        ("check plan --as-at 31/6/2026", "there is no such day as 31/6/2026"),
        ("check plan --framework atlantis", "There is no framework called 'atlantis'."),
        ("check plan -o nowhere/page.txt", "This file cannot be written"),
        ("check plan --level grave", "invalid choice"),
        ("check --workspace nowhere", "There is no workspace here."),
        ("explain G4X", "There is no check or principle called 'G4X'."),
        ("framework show ./nowhere", "The file is not there"),
        ("template -o plan.csv", "A template is an Excel workbook."),
        ("board plan -o board.docx", "A board page is a PDF or an HTML page."),
        ("import plan --workspace plan/plan.csv", "A workspace cannot be made here"),
        (
            "import plan --workspace workspaces/demo",
            "The London sample is there to be looked at",
        ),
        ("serve --port 70000", "'70000' is not a number from 1 to 65535"),
        ("serve", "There is no plan here yet."),
        ("chekc", "invalid choice: 'chekc'"),
    ],
)
def test_message_says_what_was_wrong(run: Commands, words: str, message: str) -> None:
    said = run(*words.split())
    assert said.code == 2
    assert message in said.err
    assert said.out == ""


def test_file_that_is_no_plan(run: Commands, tmp_path: Path) -> None:
    (tmp_path / "letter.xlsx").write_bytes(b"Dear all,\n")
    said = run("check", "letter.xlsx")
    assert said.code == 2
    assert said.err.startswith("letter.xlsx:")


def test_problems_are_named_with_their_place(run: Commands) -> None:
    run.rewrite("plan/actions.csv", ",primary,", ",primry,")
    said = run("import", "plan", "--workspace", "mine")
    assert said.code == 2
    assert "actions" in said.err
    assert "primry" in said.err
    assert "Nothing was kept." in said.err
    assert not Path("mine").exists()


def test_nothing_in_a_file_drives_the_terminal(run: Commands) -> None:
    run.rewrite("plan/actions.csv", ",primary,", ",\x1b[2Jprimary,")
    run.rewrite("plan/actions.csv", ",note\n", ",note\x1b]0;x\x07\n")
    said = run("check", "plan")
    assert said.code == 2
    assert "(U+001B)" in said.err
    assert "[2Jprimary" in said.err
    assert not {"\x1b", "\x07"} & set(said.err)


def test_port_that_is_taken(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "DIST", Path("dist"))
    Path("dist").mkdir()
    Path("dist/headwater.css").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = run("demo", "--port", str(port))
    assert said.code == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in said.err
    assert "--port" in said.err


def test_pages_without_their_style_sheet(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "DIST", Path("nowhere"))
    said = run("demo")
    assert said.code == 2
    assert "./hw setup" in said.err


def broken(*_: object) -> None:
    raise ZeroDivisionError("secret words of a plan")


def test_our_own_fault(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_read", broken)
    monkeypatch.setenv("TMPDIR", str(run.folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    said = run("demo", "--once")
    assert said.code == 3
    assert said.err.startswith("This is our fault")
    assert "secret words" not in said.err
    (kept,) = run.folder.glob("headwater-*.txt")
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_somebody_stops_it(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_read", stopped)
    assert run("demo", "--once").code == 130


@pytest.mark.slow
def test_reader_of_the_pipe_leaves(run: Commands) -> None:
    command = [sys.executable, "-m", "headwater", "check", "plan", "--all"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=run.folder
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
