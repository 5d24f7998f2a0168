"""headwater diff, on real files."""

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

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


@pytest.fixture
def kept(changed: Commands) -> Commands:
    """A workspace in which the sample was changed a month after it came."""
    for month, folder in ((1, "earlier"), (2, "plan")):
        _bring_in(changed.folder / folder, datetime(2026, month, 3, 12, tzinfo=UTC))
    return changed


def _bring_in(folder: Path, at: datetime) -> None:
    from headwater.app.workspace import create_workspace

    create_workspace(folder.parent / "kept")
    from headwater.app.actions import Source, import_plan
    from headwater.core.framework.load import load_framework
    from headwater.exchange.intake import read_plan

    plan = read_plan(folder, load_framework("london")).plan
    assert plan is not None
    source = Source(folder.name, "0" * 64)
    import_plan(plan=plan, source=source, by="T", at=at, why="", remove_missing=True)


def between(run: Commands, *words: str) -> str:
    said = run("diff", "--workspace", "kept", "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def test_two_days_of_a_plan_in_a_workspace(kept: Commands) -> None:
    flat = " ".join(between(kept, "--from", "3 January 2026", "--to", DAY).split())
    assert (
        "As it stood at the end of 1 November 2026, beside how it stood at the end of "
        "3 January 2026. Checked for 1 November 2026." in flat
    )
    assert "Actions 1 added, 1 removed, 70 the same" in flat
    assert "After £43,403,924" in flat


def test_second_day_may_be_left_out(kept: Commands) -> None:
    assert "As it stands now" in between(kept, "--from", "2026-01-31")
    assert "Nothing differs." in between(kept, "--from", "2026-02-03")


def test_days_between_two_changes_are_as_the_change_before(kept: Commands) -> None:
    said = between(kept, "--from", "2026-01-05", "--to", "2026-02-02")
    assert "Nothing differs." in said


def test_json_says_which_days_were_chosen(kept: Commands) -> None:
    words = ("--from", "2026-01-05", "--to", "2026-02-03", "--format", "json")
    whole = json.loads(between(kept, *words))
    assert (whole["before"]["stood_on"], whole["stood_on"]) == words[1:4:2]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--from", "2026-02-04", "--to", "2026-01-04"), "comes after 4 January 2026"),
        (("--from", "2026-01-04", "--to", "2199-01-01"), "is still to come"),
        (("--from", "2199-01-01"), "is still to come"),
        (("--from", "2025-12-31"), "was not here yet on 31 December 2025"),
        (("--from", "spring 2026"), "'spring 2026' is not one day"),
        (("--from", "31/02/2026"), "there is no such day"),
        (("--to", "2026-01-04"), "not from which"),
        (("--from", "2026-01-04", "--with", "x"), "cannot be asked for at once"),
        (("--with", "nobody"), "no plan called 'nobody'"),
        (("earlier", "--from", "2026-01-04"), "OLD is a file"),
        (("--from", "2026-01-04", "--plan-id", "x"), "no plan called 'x'"),
        ((), "nothing to compare with"),
    ],
)
def test_days_and_plans_that_cannot_be(
    kept: Commands, words: tuple[str, ...], says: str
) -> None:
    said = kept("diff", *words, "--workspace", "kept")
    assert said.code == 2
    assert says in said.err


def test_two_plans_of_a_workspace(kept: Commands) -> None:
    kept.rewrite("earlier/plan.csv", "london-sample", "other-sample")
    _bring_in(kept.folder / "earlier", datetime(2026, 3, 3, tzinfo=UTC))
    ids = ("--with", "other-sample", "--plan-id", "london-sample")
    flat = " ".join(between(kept, *ids).split())
    assert "Compared with London commitments: a sample, both as things" in flat
    assert "C26 removed" in flat
