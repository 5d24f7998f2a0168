"""headwater import --map: guess, mend, dry run, bring in; twice changes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from commands import Commands


TABLE = """Northgate plan,,,,,
No.,Aim,Lead,Target date,RAG,Ward
Priority 1: Prevent,,,,,
1,Train bar staff,MPS and Early Help,30/06/2026,Red,A
2,Light the canal path,Canal Trust,March 2027,Green,B
3,Work with fathers,Early Help,ongoing,,C
"""
SETTLED = (
    ('sector = "? borough"', 'sector = "borough"'),
    ('name = "Canal Trust"\nsector = "?"', 'name = "Canal Trust"\nsector = "business"'),
    ('name = "MPS"\nsector = "?"', 'name = "MPS"\nsector = "police"'),
)


@pytest.fixture
def theirs(run: Commands) -> Commands:
    (run.folder / "north.csv").write_text(TABLE, encoding="utf-8")
    return run


def _settle(run: Commands) -> None:
    run("import", "north.csv", "--map")
    for old, new in SETTLED:
        run.rewrite("north.toml", old, new)


def test_organisations_of_other_plans_are_suggested(theirs: Commands) -> None:
    _settle(theirs)
    theirs("import", "north.csv", "--map", "north.toml")
    theirs.rewrite("north.csv", "MPS and Early Help", "Canal Trsut")
    (theirs.folder / "north.csv").rename(theirs.folder / "south.csv")
    theirs("import", "south.csv", "--map")
    written = (theirs.folder / "south.toml").read_text(encoding="utf-8")
    assert '"Canal Trsut" = "? canal-trust"' in written
    assert '"Early Help" = "? early-help"' in written


def test_dry_run_is_an_array_with_one_object_for_each_sheet(theirs: Commands) -> None:
    theirs.rewrite("north.csv", "30/06/2026", "31/06/2026")
    said = theirs("import", "north.csv", "--map", "--dry-run", "--format", "json")
    assert said.code == 0
    (sheet,) = json.loads(said.out)
    assert list(sheet) == [
        "file",
        "sheet",
        "columns",
        "action_rows",
        "rows",
        "title_rows",
        "header_rows",
        "section_rows",
        "errors",
    ]
    assert sheet["columns"]["Aim"] == "title"
    assert sheet["action_rows"] == 3
    assert sheet["rows"][1] == {
        "row": 5,
        "key": "2",
        "title": "Light the canal path",
        "leads": ["Canal Trust"],
        "date_text": "March 2027",
        "date_state": "partial",
        "start": "2027-03-01",
        "end": "2027-03-31",
        "status_text": "Green",
        "outcome": "",
    }
    (error,) = sheet["errors"]
    assert list(error) == ["sheet", "row", "column", "value", "rule", "fix"]
    assert (error["row"], error["column"], error["value"]) == (
        4,
        "Target date",
        "31/06/2026",
    )


def test_dry_run_writes_nothing(theirs: Commands) -> None:
    before = sorted(theirs.folder.rglob("*"))
    said = theirs("import", "north.csv", "--map", "--dry-run")
    assert "Is this 'title'?" in said.out
    assert "nothing was written" in said.err
    assert sorted(theirs.folder.rglob("*")) == before


def test_guess_is_written_to_mend_and_never_over_another(theirs: Commands) -> None:
    said = theirs("import", "north.csv", "--map")
    assert said.code == 0
    assert "3 actions; section in row 3; row of headings in row 2." in said.out
    assert "nothing was brought in yet" in said.err
    assert not (theirs.folder / "workspaces").exists()
    mended = (theirs.folder / "north.toml").read_text(encoding="utf-8")
    again = theirs("import", "north.csv", "--map")
    assert again.code == 2
    assert "There is a mapping of that name already" in again.err
    assert (theirs.folder / "north.toml").read_text(encoding="utf-8") == mended


def test_nothing_is_brought_in_until_all_is_settled(theirs: Commands) -> None:
    theirs("import", "north.csv", "--map")
    said = theirs("import", "north.csv", "--map", "north.toml")
    assert said.code == 2
    assert "organisation.canal-trust.sector" in said.err
    assert "Nothing was kept." in said.err
    assert not (theirs.folder / "workspaces").exists()


def test_settled_table_is_brought_in_and_twice_changes_nothing(
    theirs: Commands,
) -> None:
    _settle(theirs)
    words = ("import", "north.csv", "--map", "north.toml")
    dry = theirs(*words, "--dry-run")
    assert (dry.code, "To mend" in dry.out) == (0, False)
    said = theirs(*words)
    assert said.code == 0, said.err
    assert "north is in workspaces/mine (receipt 1)." in said.out
    again = json.loads(theirs(*words, "--format", "json").out)
    assert all(
        not t["created"] and not t["changed"] for t in again["receipt"]["tables"]
    )
    assert theirs("check").code == 0


def test_row_that_a_person_marks_stays_out(theirs: Commands) -> None:
    _settle(theirs)
    theirs.rewrite("north.toml", "heading_row = 2", 'heading_row = 2\nrow.6 = "note"')
    said = theirs(
        "import", "north.csv", "--map", "north.toml", "--dry-run", "--format", "json"
    )
    assert json.loads(said.out)[0]["action_rows"] == 2


def test_remarks_are_written_on_a_copy(theirs: Commands) -> None:
    theirs.rewrite("north.csv", "30/06/2026", "31/06/2026")
    before = (theirs.folder / "north.csv").read_bytes()
    words = ("import", "north.csv", "--map", "--dry-run", "--remarks")
    assert theirs(*words, "copy.csv").code == 0
    with (theirs.folder / "copy.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert "no such day" in rows[3][6]
    assert (theirs.folder / "north.csv").read_bytes() == before
    assert "overwrite your own file" in theirs(*words, "north.csv").err
    assert "cannot be written" in theirs(*words, "nowhere/copy.csv").err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"RAG" = "status_text"', '"RAG" = "end"', "Two columns claim to be 'end'"),
        ('"Aim" = "title"', '"Aim" = ""', "No column says what will be done."),
        ('"Lead" = "lead', '"Leed" = "lead', "The mapping was made for another file"),
        ('"Ward" = ""', '"Ward" = "warden"', "which is not a column of ours"),
        ("heading_row = 2", "heading_row = ", "The mapping cannot be read"),
    ],
)
def test_mapping_mistakes_are_told(
    theirs: Commands, old: str, new: str, message: str
) -> None:
    _settle(theirs)
    theirs.rewrite("north.toml", old, new)
    said = theirs("import", "north.csv", "--map", "north.toml")
    assert said.code == 2
    assert message in said.err
    assert not (theirs.folder / "workspaces").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("import letter.csv --map", "No action was found in this file."),
        ("import nowhere.csv --map", "There is no file of that name."),
        ("import north.csv --map nowhere.toml", "The mapping file cannot be read."),
        ("import north.csv --map --partial", "--partial does not go with --map."),
        ("import plan --plan-id north", "--remarks and --plan-id go with --map."),
    ],
)
def test_other_mistakes_are_told(theirs: Commands, words: str, message: str) -> None:
    (theirs.folder / "letter.csv").write_text("Dear all,\nThank you.\n")
    said = theirs(*words.split())
    assert said.code == 2
    assert message in said.err
    assert not (theirs.folder / "letter.toml").exists()


def test_no_table_is_an_answer_for_programs_too(theirs: Commands) -> None:
    (theirs.folder / "letter.csv").write_text("Dear all,\nThank you.\n")
    said = theirs("import", "letter.csv", "--map", "--dry-run", "--format", "json")
    assert said.code == 2
    (sheet,) = json.loads(said.out)
    assert sheet["action_rows"] == 0
    assert "No action was found here." in sheet["errors"][0]["rule"]


def test_what_the_plan_holds_beside_the_table_stays(theirs: Commands) -> None:
    _settle(theirs)
    theirs("import", "north.csv", "--map", "north.toml")
    folder: Path = theirs.folder / "more"
    folder.mkdir()
    (folder / "plan.csv").write_text("plan_id,title\nnorth,Northgate prevents\n")
    (folder / "measures.csv").write_text("measure_id,name\nm1,Reports of harm\n")
    assert theirs("import", "more").code == 0
    said = theirs("import", "north.csv", "--map", "north.toml", "--format", "json")
    tables = {t["table"]: t for t in json.loads(said.out)["receipt"]["tables"]}
    assert "measures" not in tables
    assert tables["actions"]["unchanged"] == 3
