"""headwater diff, on real files."""

import csv
import io
import json
import shutil

import pytest
from commands import DAY, Commands


@pytest.fixture
def changed(run: Commands) -> Commands:
    """The sample as `earlier`, and as `plan` with a few things changed."""
    shutil.copytree(run.folder / "plan", run.folder / "earlier")
    run.rewrite("plan/actions.csv", "\nC26,", "\nC99,")
    run.rewrite("plan/funding.csv", ",370000,", ",380000,")
    return run


def shown(run: Commands, *words: str) -> str:
    said = run("diff", "earlier", "plan", "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def test_page_has_its_parts_in_order(changed: Commands) -> None:
    flat = " ".join(shown(changed).split())
    parts = [
        "A sample compiled from published facts.",
        "both as things stood on 1 November 2026.",
        "Actions 1 added, 1 removed, 70 the same",
        "C99 added",
        "C26 removed",
        "C17 / Pilot amount: '370000' became '380000'",
        " Money ",
        "Before £43,393,924",
        "After £43,403,924",
        "Verdicts that changed",
        "Since the earlier plan",
        "of the fixed are about rows that are no longer there",
    ]
    places = [flat.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("width", ["70", "80", "120"])
def test_page_fits_its_width(
    changed: Commands, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert max(map(len, shown(changed).splitlines())) <= int(width)


def test_csv_has_a_line_for_each_change(changed: Commands) -> None:
    text = shown(changed, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [(x["row"], x["change"], x["before"], x["after"]) for x in found] == [
        ("C99", "added", "", ""),
        ("C26", "removed", "", ""),
        ("C17 / Pilot", "changed", "370000", "380000"),
    ]
    assert found[0]["notice"].startswith("A sample")


def test_json_has_rows_money_verdicts_and_findings(changed: Commands) -> None:
    whole = json.loads(shown(changed, "--format", "json"))
    assert whole["notice"].startswith("A sample compiled")
    tables = {t["table"]: t for t in whole["tables"]}
    assert tables["actions"]["added"] == ["C99"]
    money = whole["money"]
    assert money["after"]["agreed"] - money["before"]["agreed"] == 10_000
    new = {f["subject"] for f in whole["findings"]["new"]}
    assert "actions/C99" in new
    assert len(whole["findings"]["new_with_their_rows"]) > 0


def test_nothing_differs(changed: Commands) -> None:
    said = changed("diff", "plan", "plan", "--as-at", DAY)
    assert "Nothing differs." in said.out


def test_accepted_findings_say_who_why_and_until_when(changed: Commands) -> None:
    (changed.folder / "plan/accepted.csv").write_text(
        "rule,subject,accepted_by,why,until\nW304,actions/C03,The board,Soon,2027\n",
        encoding="utf-8",
    )
    flat = " ".join(shown(changed).split())
    assert "W304 actions/C03: accepted by The board, until 2027. Soon" in flat


def test_all_shows_every_row(changed: Commands) -> None:
    (changed.folder / "plan/measures.csv").unlink()
    assert "more lines; --all shows them." in shown(changed)
    assert "more lines" not in shown(changed, "--all")


def test_without_the_later_plan_the_workspace_has_it(changed: Commands) -> None:
    changed("import", "plan")
    said = changed("diff", "earlier", "--as-at", DAY)
    assert said.code == 0, said.err
    assert "C99" in said.out


def test_a_plan_that_is_not_there(changed: Commands) -> None:
    said = changed("diff", "nowhere", "plan")
    assert said.code == 2
    assert "nowhere" in said.err
