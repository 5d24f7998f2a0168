"""headwater protect, audit-table and ledger, end to end and on bad input."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from commands import Commands, Said
from openpyxl import load_workbook
from sdc_benchmark import FOLDER

from headwater.exchange.ledger_folder import read_ledger, write_entry


PEOPLE = """\
place,sex,n
North,F,3
North,M,71
South,F,43
South,M,52
West,F,67
West,M,38
"""
PLACES = {
    "place": [
        {"code": "all", "parent": None},
        *({"code": code, "parent": "all"} for code in ("North", "South", "West")),
    ],
    "sex": [
        {"code": "all", "parent": None},
        {"code": "F", "parent": "all"},
        {"code": "M", "parent": "all"},
    ],
}
LEDGER = ("--ledger", "released", "--subject", "people", "--periods", "2024-25")


def protect(run: Commands, text: str, *words: str, hierarchy: object = PLACES) -> Said:
    Path("people.csv").write_text(text, encoding="utf-8")
    Path("places.json").write_text(json.dumps(hierarchy), encoding="utf-8")
    return run("protect", "people.csv", "--hierarchy", "places.json", *words)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_small_count_and_its_helpers_are_hidden_and_the_audit_agrees(
    run: Commands,
) -> None:
    said = protect(run, PEOPLE, "--format", "csv", "-o", "table.csv")
    assert said.code == 0
    table = rows(Path("table.csv").read_text(encoding="utf-8"))
    hidden = {(r["place"], r["sex"]) for r in table if r["symbol"] == "c"}
    assert ("North", "F") in hidden
    assert len(hidden) == 4
    audited = run("audit-table", "table.csv", "--hierarchy", "places.json")
    assert audited.code == 0
    assert "No count below 5 could be narrowed" in audited.out


def test_page_says_what_was_hidden_and_that_it_held(run: Commands) -> None:
    page = " ".join(protect(run, PEOPLE).out.split())
    assert "North 74 c c" in page
    assert "Hidden (c): 4 of 12 figures (33%)" in page
    assert "no small count was narrowed" in page


def test_nothing_small_hides_nothing(run: Commands) -> None:
    said = protect(run, PEOPLE.replace("North,F,3", "North,F,30"))
    assert "Nothing had to be hidden" in said.out


def test_everything_small_is_refused_or_hidden_but_never_shown(run: Commands) -> None:
    lines = [",".join([*line.split(",")[:2], "2"]) for line in PEOPLE.split()[1:]]
    said = protect(run, "\n".join(["place,sex,n", *lines]), "--format", "csv")
    assert said.code in (0, 1)
    assert not {r["value"] for r in rows(said.out)} & {"1", "2", "3", "4"}


def test_one_count_alone_hides_its_totals_too(run: Commands) -> None:
    said = protect(run, "place,sex,n\nNorth,F,3\n", "--format", "csv")
    assert {r["value"] for r in rows(said.out)} == {"", "0"}


def test_what_an_earlier_release_printed_stands_again_and_is_said(
    run: Commands,
) -> None:
    own = ("--threshold", "2", "--because", "a trial")
    assert protect(run, PEOPLE, *LEDGER, *own).code == 0
    said = protect(run, PEOPLE, *LEDGER, "--profile", "lt10", "--format", "csv")
    assert "an earlier release printed" in said.err
    assert "own + lt10" in said.out or "lt10 + own" in said.out
    assert "c" not in {row["symbol"] for row in rows(said.out)}
    assert len(list(Path("released").iterdir())) == 2


def test_a_further_characteristic_is_protected_given_the_first_release(
    run: Commands,
) -> None:
    assert protect(run, PEOPLE, *LEDGER, "--tables", "place,sex").code == 0
    said = protect(run, PEOPLE, *LEDGER, "--tables", "place+sex", "--format", "json")
    assert said.code == 0
    checked = run("ledger", "released", "--check")
    assert checked.code == 0
    assert checked.out.count("holds") == 2


def test_other_figures_of_the_same_vintage_are_refused(run: Commands) -> None:
    assert protect(run, PEOPLE, *LEDGER).code == 0
    said = protect(run, PEOPLE.replace("71", "72"), *LEDGER)
    assert said.code == 2
    assert "Name the vintage of revised figures otherwise" in said.err
    revised = protect(run, PEOPLE.replace("71", "72"), *LEDGER, "--vintage", "2")
    assert revised.code == 0


def test_reasons_go_to_their_own_file_only(run: Commands) -> None:
    said = protect(run, PEOPLE, "--format", "json", "--reasons", "why.csv")
    assert "is private" in said.err
    assert "fewer than 5" in Path("why.csv").read_text(encoding="utf-8")
    assert "private_reason" not in said.out
    assert "give away or narrow" not in said.out


def test_ledger_lists_shows_and_notices_a_change(run: Commands) -> None:
    first = protect(run, PEOPLE, *LEDGER, "--at", "2026-11-01")
    assert "Added to the ledger" in first.err
    (file,) = Path("released").glob("*.json")
    listed = rows(run("ledger", "released", "--format", "csv").out)
    assert listed[0]["hidden"] == "4"
    shown = run("ledger", "released", "--show", listed[0]["ledger_id"])
    assert "North" in shown.out
    file.write_text(file.read_text("utf-8").replace("274", "275"), "utf-8")
    for words in (("ledger", "released"), ("protect", "people.csv", *LEDGER)):
        more = ("--hierarchy", "places.json") if words[0] == "protect" else ()
        said = run(*words, *more)
        assert said.code == 2
        assert file.name in said.err


def test_a_ledger_needs_a_subject_and_periods(run: Commands) -> None:
    said = protect(run, PEOPLE, "--ledger", "released")
    assert said.code == 2
    assert "--subject" in said.err


@pytest.mark.parametrize("bad", ["-3", "2.5", "", "few", "nan", "=3"])
def test_what_is_no_count_is_refused_with_its_place(run: Commands, bad: str) -> None:
    said = protect(run, PEOPLE.replace("North,F,3", f"North,F,{bad}"))
    assert said.code == 2
    assert "people.csv, line 2, column n:" in said.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("South,F", "Sowth,F", "line 4, column place: 'Sowth' is not a category"),
        ("West,M,38", "West,M,38\nWest,M,2", "line 8: The same combination"),
        ("West,M,38", "West,M,38\nWest,all,100", "gives 100, its parts add up to 105"),
        ("place,sex,n", "place,sex,people", "There is no column 'n'"),
        ("place,sex,n", "area,sex,n", "There is no column 'place'"),
    ],
)
def test_a_bad_table_is_refused_with_the_reason(
    run: Commands, old: str, new: str, says: str
) -> None:
    said = protect(run, PEOPLE.replace(old, new))
    assert (said.code, said.out) == (2, "")
    assert says in said.err


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("all", None), ("F", "M"), ("M", "F")], "its own ancestor"),
        ([("all", None), ("F", "gone"), ("M", "all")], "'gone', is not a category"),
        ([("all", None), ("F", None), ("M", "all")], "2 categories have no parent"),
        ([("all", None), ("F", "all"), ("F", "all")], "stands twice"),
    ],
)
def test_a_bad_hierarchy_is_refused_with_its_dimension(
    run: Commands, entries: list[tuple[str, str | None]], says: str
) -> None:
    sex = [{"code": code, "parent": parent} for code, parent in entries]
    said = protect(run, PEOPLE, hierarchy={**PLACES, "sex": sex})
    assert said.code == 2
    assert "places.json: Hierarchy sex:" in said.err
    assert says in said.err


def test_an_empty_file_and_unknown_dimensions_are_refused(run: Commands) -> None:
    assert "is empty" in protect(run, "").err
    assert "no dimension 'age'" in protect(run, PEOPLE, "--dims", "place,age").err


def test_a_bulletin_that_hid_only_its_small_count_is_unpicked(run: Commands) -> None:
    text = (
        "place,sex,people\nN,F,#\nN,M,71\nN,all,74\nS,F,43\nS,M,52\nS,all,95\n"
        "all,F,46\nall,M,123\nall,all,169\n"
    )
    Path("bulletin.csv").write_text(text, encoding="utf-8")
    words = ("--dims", "place,sex", "--value", "people", "--symbol", "#")
    said = run("audit-table", "bulletin.csv", *words, "--format", "json")
    assert said.code == 1
    assert "keep it to those who may see them" in said.err
    failure = json.loads(said.out)["failures"][0]
    assert (failure["low"], failure["high"], failure["attacker"]) == (3, 3, "A0")
    refused = run("audit-table", "bulletin.csv", *words[:4])
    assert refused.code == 2
    assert "bulletin.csv, line 2, column people: '#'" in refused.err


def test_a_correction_by_few_people_is_found_beside_the_edition_before(
    run: Commands,
) -> None:
    before = "place,people\nN,40\nS,50\nE,c\nW,c\nall,115\n"
    Path("march.csv").write_text(before, encoding="utf-8")
    Path("june.csv").write_text(before.replace("N,40", "N,41").replace("115", "116"))
    words = ("--dims", "place", "--value", "people")
    assert run("audit-table", "june.csv", *words).code == 0
    said = run("audit-table", "june.csv", "--before", "march.csv", *words)
    assert said.code == 1
    assert "place N: was corrected by 1: fewer than 5 people (A4)" in said.out
    Path("june.csv").write_text(before.replace("E,c", "E,14").replace("W,c", "W,11"))
    said = run("audit-table", "june.csv", "--before", "march.csv", *words)
    assert "was withheld in the earlier edition and is 14 in this one" in said.out


def test_bands_that_overlap_are_taken_together(run: Commands) -> None:
    """16 to 74 beside 16 and over: those of 75 and over are the difference."""
    tree = {
        "hierarchies": {
            "age": [
                {"code": "all", "parent": None},
                {"code": "under 16", "parent": "all"},
                {"code": "16+", "parent": "all"},
                {"code": "16-44", "parent": "16+"},
                {"code": "45-74", "parent": "16+"},
                {"code": "75+", "parent": "16+"},
            ]
        },
        "overlapping": {"age": {"16-74": ["16-44", "45-74"]}},
    }
    Path("ages.json").write_text(json.dumps(tree), encoding="utf-8")
    Path("one.csv").write_text("age,value\nall,90\nunder 16,20\n16+,70\n75+,c\n")
    Path("two.csv").write_text("age,value\n16-74,67\n16-44,c\n45-74,c\n")
    asked = ("--hierarchy", "ages.json")
    assert run("audit-table", "one.csv", *asked).code == 0
    said = run("audit-table", "one.csv", "two.csv", *asked)
    assert said.code == 1
    assert "age 75+: is 3" in said.out
    for wrong in ({"sex": {}}, {"age": {"16-74": ["16-99"]}}):
        Path("ages.json").write_text(json.dumps({**tree, "overlapping": wrong}))
        said = run("audit-table", "one.csv", *asked)
        assert said.code == 2
        assert "overlapping" in said.err


def test_zeros_that_tell_of_somebody_are_hidden_like_small_counts(
    run: Commands,
) -> None:
    text = PEOPLE.replace("North,F,3", "North,F,0")
    asked = ("--format", "csv")
    cell = {"place": "North", "sex": "F"}

    def at(said: Said) -> dict[str, str]:
        return next(r for r in rows(said.out) if cell.items() <= r.items())

    assert at(protect(run, text, *asked))["status"] == "none"
    said = protect(run, text, *asked, "--zeros", "hidden")
    assert at(said)["status"] == "withheld"
    Path("out.csv").write_text(said.out, encoding="utf-8")
    audited = ("audit-table", "out.csv", "--hierarchy", "places.json")
    assert run(*audited, "--hides-zeros").code == 0
    alone = "place,sex,value\nNorth,F,c\nNorth,M,71\nNorth,all,71\n"
    Path("alone.csv").write_text(alone, encoding="utf-8")
    found = run("audit-table", "alone.csv", *audited[2:], "--hides-zeros")
    assert "place North, sex F: is 0" in found.out


def test_what_was_not_reported_stays_apart_from_none_in_every_form(
    run: Commands,
) -> None:
    text = PEOPLE.replace("West,F,67", "West,F,..").replace("West,M,38", "West,M,-")
    said = protect(run, text, "--format", "csv")
    west = {
        row["sex"]: (row["value"], row["status"], row["symbol"])
        for row in rows(said.out)
        if row["place"] == "West"
    }
    gone, never = ("", "not reported", ".."), ("", "not applicable", "z")
    assert west == {"all": gone, "F": gone, "M": never}
    cells = json.loads(protect(run, text, "--format", "json").out)["tables"][0]["cells"]
    assert {
        c["status"] for c in cells if c["sex"] == "all" and c["place"] == "West"
    } == {"not reported"}
    assert ".." in protect(run, text).out
    assert protect(run, text, "--format", "xlsx", "-o", "t.xlsx").code == 0
    sheet = load_workbook("t.xlsx").worksheets[1]
    assert {"..", "z"} <= {cell.value for row in sheet.iter_rows() for cell in row}
    Path("out.csv").write_text(said.out, encoding="utf-8")
    asked = ("--hierarchy", "places.json")
    assert run("audit-table", "out.csv", *asked).code == 0


def test_a_pipe_gets_the_table_and_nothing_else(run: Commands) -> None:
    protect(run, PEOPLE)
    words = "protect people.csv --hierarchy places.json --format csv".split()
    code = "import sys; from headwater.cli import main; sys.exit(main(sys.argv[1:]))"
    said = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("place,sex,")
    assert len(rows(said.stdout)) == 12


@pytest.mark.slow
def test_benchmark_is_protected_and_naive_hiding_is_unpicked(run: Commands) -> None:
    if not FOLDER.exists():
        pytest.skip("shared/data/sdc-benchmark is not beside this checkout")
    problem = FOLDER / "small-a/problem.json"
    rule = ("--hierarchy", str(problem))
    words = (*rule, *LEDGER, "--format", "csv")
    counts = str(FOLDER / "small-a/counts.csv")
    said = run("protect", counts, *words, "--release", "full", "-o", "small-a.csv")
    assert said.code == 0, said.err
    said = run("protect", counts, *words, "--tables", "borough+age+sex,ethnicity")
    assert said.code == 0, said.err
    assert len(rows(run("ledger", "released", "--format", "csv").out)) == 2
    assert run("audit-table", "small-a.csv", *rule).code == 0
    _blank_small_counts(problem)
    assert run("audit-table", "naive.csv", *rule).code == 1


def _blank_small_counts(problem: Path) -> None:
    known = json.loads(problem.read_text("utf-8"))["hierarchies"]
    dims = {name: [row["code"] for row in listed] for name, listed in known.items()}
    cells: dict[tuple[str, ...], int] = {}
    for row in rows((problem.parent / "counts.csv").read_text("utf-8")):
        for key in product(*((row[name], "Total") for name in dims)):
            cells[key] = cells.get(key, 0) + int(row["n"])
    lines = [",".join((*dims, "value"))]
    for key in product(*dims.values()):
        value = cells.get(key, 0)
        lines.append(",".join((*key, "c" if 0 < value < 5 else str(value))))
    Path("naive.csv").write_text("\n".join(lines), encoding="utf-8")


def test_a_workbook_needs_a_file_and_is_one(run: Commands) -> None:
    assert protect(run, PEOPLE, "--format", "xlsx").code == 2
    assert protect(run, PEOPLE, "--format", "xlsx", "-o", "table.xlsx").code == 0
    book = Path("table.xlsx").read_bytes()
    assert book.startswith(b"PK")
    words = ("--dims", "place,sex", "--hierarchy", "places.json")
    refused = run("audit-table", "table.xlsx", *words)
    assert refused.code == 2  # the notes come first in it, and they are no table


def test_a_rule_of_your_own_says_where_it_comes_from(run: Commands) -> None:
    refused = protect(run, PEOPLE, "--threshold", "6")
    assert refused.code == 2
    assert "--because" in refused.err
    said = protect(run, PEOPLE, "--threshold", "6", "--because", "our agreement")
    assert "Rule: own, our agreement" in said.out


def test_check_of_a_ledger_attacks_its_releases_together(run: Commands) -> None:
    protect(run, PEOPLE, *LEDGER, "--at", "2026-11-01")
    protect(run, PEOPLE, *LEDGER, "--at", "2026-11-02", "--tables", "place,sex")
    said = run("ledger", "released", "--check")
    assert said.code == 0, said.out + said.err
    assert said.out.count("with 1 others: holds") == 2


def test_check_of_a_ledger_finds_a_release_that_hid_too_little(run: Commands) -> None:
    protect(run, PEOPLE, *LEDGER)
    (entry,) = read_ledger(Path("released"))
    given = {("North", "M"): 71, ("South", "F"): 43, ("South", "M"): 52}
    loose = replace(
        entry,
        hidden=frozenset({("North", "F")}),
        printed={**entry.printed, **given},
    )
    write_entry(Path("loose"), loose)
    said = run("ledger", "loose", "--check")
    assert said.code == 1
    assert f"{loose.id}, with 0 others: 1 cells are given away" in said.out


def test_contributors_are_added_up_and_told_apart(run: Commands) -> None:
    lines = PEOPLE.split()[1:]
    both = [f"{line},one" for line in lines] + ["North,F,1,two", "South,F,9,two"]
    table = "\n".join(["place,sex,n,whose", *both])
    said = protect(run, table, "--contributor", "whose", "--format", "csv")
    assert said.code == 0
    figures = {(r["place"], r["sex"]): r for r in rows(said.out)}
    assert figures["North", "F"]["symbol"] == "c"
    assert figures["all", "all"]["value"] == "284"
    again = protect(run, f"{table}\nNorth,F,2,two", "--contributor", "whose")
    assert again.code == 2
    assert "stands in line" in again.err


def test_a_rule_that_rounds_is_attacked_before_it_rounds(run: Commands) -> None:
    said = protect(run, PEOPLE, "--profile", "round5", "--format", "csv")
    assert said.code == 0
    shown = [int(r["value"]) for r in rows(said.out) if r["value"]]
    assert {n % 5 for n in shown} == {0}
    assert "rounded to 5" in said.out
