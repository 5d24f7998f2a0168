"""headwater check, on real files."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from commands import DAY, Commands


def check(run: Commands, *words: str, plan: str = "plan") -> str:
    said = run("check", plan, "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def findings(run: Commands, *words: str) -> list[dict[str, str]]:
    text = check(run, "--format", "csv", *words)
    return list(csv.DictReader(io.StringIO(text)))


def test_page_has_its_parts_in_order(run: Commands) -> None:
    page = check(run)
    parts = [
        "A sample compiled from published facts.",
        "London commitments: a sample",
        "things stood on 1 November 2026.",
        "\nG1 ",
        "\nM7 ",
        "What stands out",
        "How many findings",
        "headwater check plan --all",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_every_principle_has_its_word(run: Commands) -> None:
    words = "held|partly held|not held|cannot tell"
    lines = re.findall(rf"^([GWM]\d)\s+(?:{words})\s{{2}}", check(run), re.MULTILINE)
    assert len(lines) == 18


def test_summary_says_each_thing_once(run: Commands) -> None:
    summary = check(run).split("What stands out")[1].split("How many findings")[0]
    rules = re.findall(r"^([A-Z]\d{3})\s", summary, re.MULTILINE)
    assert len(rules) == 10
    assert len(set(rules)) == 10


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_page_fits_its_width(
    run: Commands, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = check(run, "--all").splitlines()
    assert max(map(len, lines)) <= int(width)
    assert all(line == line.rstrip() for line in lines)


def test_pipes_are_plain(run: Commands) -> None:
    assert "\x1b" not in check(run)


def test_all_shows_every_finding(run: Commands) -> None:
    page = " ".join(check(run, "--all").split())
    missing = [f for f in findings(run) if f["message"] not in page]
    assert not missing


def test_choosing_never_changes_verdicts(run: Commands) -> None:
    whole = json.loads(check(run, "--format", "json"))
    part = json.loads(check(run, "--format", "json", "--principle", "g4"))
    assert part["verdicts"] == whole["verdicts"]
    assert part["counts"] == whole["counts"]
    assert {p for f in part["findings"] for p in f["principles"]} >= {"G4"}
    assert 0 < len(part["findings"]) < len(whole["findings"])


@pytest.mark.parametrize(
    ("words", "column", "value"),
    [(("--rule", "W304"), "rule", "W304"), (("--level", "note"), "level", "note")],
)
def test_choosing_keeps_what_was_asked_for(
    run: Commands, words: tuple[str, str], column: str, value: str
) -> None:
    found = findings(run, *words)
    assert found
    assert {f[column] for f in found} == {value}


def test_choosing_a_rule_shows_the_verdict_it_serves(run: Commands) -> None:
    page = check(run, "--rule", "G402")
    assert "\nG4 " in page
    assert "\nG1 " not in page


def test_json_is_the_same_every_time(run: Commands) -> None:
    first = check(run, "--format", "json")
    assert check(run, "--format", "json") == first
    assert json.loads(first)["notice"].startswith("A sample compiled")


def test_sarif_names_the_tool(run: Commands) -> None:
    sarif = json.loads(check(run, "--format", "sarif"))
    assert sarif["runs"][0]["tool"]["driver"]["name"].lower() == "headwater"


def test_workbook_and_folder_give_the_same(run: Commands) -> None:
    assert run("template", "--plan", "plan", "-o", "plan.xlsx").code == 0
    by_folder = check(run, "--format", "csv")
    assert check(run, "--format", "csv", plan="plan.xlsx") == by_folder


def test_output_goes_to_a_file(run: Commands, tmp_path: Path) -> None:
    assert check(run, "-o", "page.txt") == ""
    assert "What stands out" in (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*.part"))


def test_fail_on_counts_firmer_levels_too(run: Commands) -> None:
    codes = {
        level: run(
            "check", "plan", "--as-at", DAY, "--rule", "W304", "--fail-on", level
        ).code
        for level in ("gap", "ask", "note")
    }
    assert codes == {"gap": 0, "ask": 1, "note": 1}


def test_since_says_what_is_new_and_what_is_fixed(run: Commands) -> None:
    shutil.copytree("plan", "earlier")
    run.rewrite("plan/actions.csv", "\nC26,", "\nC99,")
    words = ("--since", "earlier", "--rule", "W304")
    since = {f["subject"]: f["since"] for f in findings(run, *words)}
    assert since["actions/C99"] == "new"
    assert since["actions/C26"] == "fixed"
    assert since["actions/C03"] == "still there"
    page = check(run, *words)
    assert re.search(r"1  new .*1  fixed", page, re.DOTALL)
    assert "C99 " in page.split("\nNew\n")[1].split("\nFixed\n")[0]


def test_without_a_plan_it_says_how_to_begin(run: Commands) -> None:
    said = run("check")
    assert said.code == 2
    assert "There is no plan here yet." in said.err
    assert "headwater demo --once" in said.err


def test_words_of_a_plan_cannot_drive_the_terminal(run: Commands) -> None:
    run.rewrite("plan/plan.csv", "London commitments: a sample", "[bold]x[/] \u202ey")
    page = check(run)
    assert "[bold]x[/] y" in page
    assert "\u202e" not in page
