"""headwater ingest, on made-up excerpts of publishers' files."""

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Commands, Said
from taken_in import EXCERPTS

from headwater.app.database import is_workspace


BOROUGH, PEOPLE = "met-recorded-crime-borough", "mid-year-population"
LAKE = Path("workspaces/mine/lake")


def excerpt(name: str) -> str:
    return str(EXCERPTS / f"{name}.csv")


def fine(said: Said) -> str:
    assert said.code == 0, said.err
    return said.out


def test_receipt_says_what_was_taken_in(run: Commands) -> None:
    page = fine(run("ingest", PEOPLE, excerpt(PEOPLE), "--published", "2022-12-21"))
    said = dict(line.split("  ", 1) for line in page.splitlines() if "  " in line)
    said = {name: words.strip() for name, words in said.items()}
    assert page.startswith("Taken in: Mid-year population by borough")
    assert said["release"].startswith("2022-12-21-")
    assert said["covers"] == "2019 to 2021"
    assert said["rows read"] == said["figures kept"] == "54"
    assert said["not taken in"] == "0"
    assert said["columns not read"] == "name"
    assert (LAKE / PEOPLE / "manifest.json").is_file()
    assert is_workspace(LAKE.parent)


def test_the_same_files_again_change_nothing(run: Commands) -> None:
    fine(run("ingest", PEOPLE, excerpt(PEOPLE)))
    again = fine(run("ingest", PEOPLE, excerpt(PEOPLE)))
    assert "Nothing changed." in again


def test_dry_run_keeps_nothing(run: Commands) -> None:
    page = fine(run("ingest", PEOPLE, excerpt(PEOPLE), "--dry-run"))
    assert page.startswith("A dry run: nothing was kept.")
    assert not LAKE.exists()


def test_dry_run_knows_what_is_held_and_leaves_it(run: Commands) -> None:
    older = excerpt(f"{BOROUGH}-as-published")
    fine(run("ingest", BOROUGH, older, "--published", "2024-02-10"))
    before = {p: p.read_bytes() for p in LAKE.rglob("*") if p.is_file()}
    page = fine(
        run(
            "ingest",
            BOROUGH,
            excerpt(BOROUGH),
            "--published",
            "2025-08-10",
            "--dry-run",
        )
    )
    assert "revises" in page
    assert {p: p.read_bytes() for p in LAKE.rglob("*") if p.is_file()} == before


def test_rejected_rows_are_a_table_with_their_places(run: Commands) -> None:
    text = Path(excerpt(PEOPLE)).read_text().replace("female", "woman", 1)
    Path("people.csv").write_text(text)
    rows = fine(run("ingest", PEOPLE, "people.csv", "--dry-run", "--format", "csv"))
    (row,) = csv.DictReader(io.StringIO(rows))
    assert row == {
        "file": "people.csv",
        "line": "2",
        "column": "sex",
        "value": "womans",
        "reason": "this is not in the list of the sex",
    }
    page = fine(run("ingest", PEOPLE, "people.csv"))
    assert "Not taken in (1)" in page
    assert "people.csv, line 2, column 'sex': 'womans'" in page


def test_receipt_for_programs(run: Commands) -> None:
    said = json.loads(fine(run("ingest", PEOPLE, excerpt(PEOPLE), "--format", "json")))
    assert (said["dataset"], said["read"], said["rejects"]) == (PEOPLE, 54, 0)
    assert (said["dry_run"], said["already"]) == (False, False)


def test_codes_that_no_list_has_are_named(run: Commands) -> None:
    text = Path(excerpt(BOROUGH)).read_text().replace("Unknown", "Lundenwic")
    Path("crime.csv").write_text(text)
    page = fine(run("ingest", BOROUGH, "crime.csv"))
    assert "Not in our list of the area (1), kept as they are\nLundenwic\n" in page


def test_revisions_say_what_moved(run: Commands) -> None:
    older = excerpt(f"{BOROUGH}-as-published")
    fine(run("ingest", BOROUGH, older, "--published", "2024-02-10"))
    said = run("ingest", BOROUGH, excerpt(BOROUGH), "--published", "2025-08-10")
    assert "revised           17 of 22 figures, 2023-12 to 2024-01" in fine(said)
    assert f"ingest {BOROUGH} --revisions" in said.err
    page = fine(run("ingest", BOROUGH, "--revisions"))
    assert "in both   2023-12 to 2024-01" in page
    assert "figures   17 differ, 5 do not" in page
    assert "By area" in page
    assert "Unknown (the borough was not recorded)" in page
    assert "A revision is a change of the count, not of what happened." in page
    data = json.loads(fine(run("ingest", BOROUGH, "--revisions", "--format", "json")))
    assert data["figures"] == {"same": 5, "changed": 17}
    assert data["together"] == {"before": 142, "now": 423}
    rows = fine(run("ingest", BOROUGH, "--revisions", "--format", "csv"))
    assert len(list(csv.DictReader(io.StringIO(rows)))) == 17


def test_no_percentage_on_a_small_base(run: Commands) -> None:
    older = excerpt(f"{BOROUGH}-as-published")
    fine(run("ingest", BOROUGH, older, "--published", "2024-02-10"))
    fine(run("ingest", BOROUGH, excerpt(BOROUGH), "--published", "2025-08-10"))
    page = fine(run("ingest", BOROUGH, "--revisions"))
    (line,) = (row for row in page.splitlines() if row.endswith("Barking and Dagenham"))
    assert line.split()[:3] == ["13", "51", "+38"]
    assert "%" not in line


def test_list_names_sources_and_what_is_held(run: Commands) -> None:
    fine(run("ingest", PEOPLE, excerpt(PEOPLE)))
    fine(run("ingest", "tidy", excerpt("tidy-idva"), "--name", "IDVA"))
    rows = csv.DictReader(io.StringIO(fine(run("ingest", "--list", "--format", "csv"))))
    held = {row["source"]: row["held"] for row in rows}
    assert held[PEOPLE] == "2019 to 2021"
    assert held["tidy-idva"] == "2024-Q1 to 2024-Q2"
    assert held[BOROUGH] == ""
    assert "tidy" in held


def test_source_is_described_with_its_quirks_and_releases(run: Commands) -> None:
    fine(run("ingest", PEOPLE, excerpt(PEOPLE), "--by", "A. Lead"))
    page = fine(run("ingest", PEOPLE))
    assert "Good to know" in page
    assert "the London row (E12000007)" in page
    assert "A. Lead" in page
    (release,) = json.loads(fine(run("ingest", PEOPLE, "--format", "json")))
    assert release["covers"] == "2019 to 2021"


@pytest.mark.parametrize(
    ("words", "wrong", "fix"),
    [
        (["mid-year-populaton"], "There is no source", "Did you mean mid-year-pop"),
        ([], "Say whose figures these are", "ingest --list"),
        (["tidy"], "known by the headings of a file", "ingest tidy FILE"),
        ([PEOPLE, "none.csv"], "cannot be read (No such file", ""),
        ([PEOPLE, "x.csv", "--revisions"], "--revisions brings nothing in", ""),
        ([PEOPLE, "--list"], "--list brings nothing in", ""),
        ([PEOPLE, "--revisions"], "The lake has no dataset", "headwater ingest"),
        ([PEOPLE, "x.csv", "--name", "a"], "--name goes with 'tidy'", ""),
        ([PEOPLE, "plan/actions.csv"], "This is not a file of Mid-year", "has none of"),
        (["none.toml", "x.csv"], "No such file", ""),
        ([PEOPLE, "x.csv", "--published", "soon"], "--published", "one exact day"),
    ],
)
def test_mistakes_are_said_with_what_to_do(
    run: Commands, words: list[str], wrong: str, fix: str
) -> None:
    said = run("ingest", *words)
    assert said.code == 2
    assert wrong in said.err
    assert fix in said.err
    assert not LAKE.exists()


def test_the_sample_stays_as_it_is(run: Commands) -> None:
    said = run("ingest", PEOPLE, excerpt(PEOPLE), "--workspace", "workspaces/demo")
    assert said.code == 2
    assert "stays as it is" in said.err


def test_nothing_in_a_file_drives_the_terminal(run: Commands) -> None:
    text = Path(excerpt(BOROUGH)).read_text().replace("Unknown", "\x1b[2JUnknown\x07")
    Path("crime.csv").write_text(text)
    said = run("ingest", BOROUGH, "crime.csv")
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err


def test_a_workspace_that_cannot_be_made_is_said(run: Commands) -> None:
    Path("shut").write_text("a file and no folder")
    said = run("ingest", PEOPLE, excerpt(PEOPLE), "--workspace", "shut")
    assert said.code == 2
    assert "Figures cannot be kept here" in said.err
