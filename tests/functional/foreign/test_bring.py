"""From a partner's table to a plan through the one gate; twice changes nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from headwater.core.framework.load import load_framework
from headwater.core.plan.assemble import Problem, assemble
from headwater.core.plan.rows import Organisation, Plan
from headwater.errors import UserError
from headwater.exchange.foreign.bring import Brought, bring
from headwater.exchange.foreign.dry_run import read_all
from headwater.exchange.foreign.grids import read_grids
from headwater.exchange.foreign.known_bodies import KnownBodies, add_bodies, confirmed
from headwater.exchange.foreign.lasting_ids import Standing
from headwater.exchange.foreign.mapping import Mapping, guess_mapping
from headwater.exchange.foreign.mapping_file import parse_mapping, write_mapping
from headwater.exchange.foreign.remarks import annotated_copy


FRAMEWORK = load_framework("london")
POLICE = Organisation(
    organisation_id="ashmere-police",
    name="Ashmere Metropolitan Police Service",
    other_names=("AMPS",),
    sector="police",
)
COUNCIL = Organisation(
    organisation_id="ashmere", name="London Borough of Ashmere", sector="borough"
)
TEXT = """Ashmere plan,,,,,,
Ref,Action,Lead,Timescale,RAG,Outcome,Update
Priority 1: Prevent,,,,,,
1.1,Train bar staff,AMPS and LB Ashmere,May 2025 - March 2026,Red,Safer nights,Two bars
1.2,Light the canal path,Canal Trust,by summer,Green,Safer nights,
1.3,Work with fathers,Early Help,From 1 May 2025,,,
"""


def _mapping(path: Path, *, confirm: bool = True) -> Mapping:
    grids = read_grids(path)
    known = KnownBodies.of((POLICE, COUNCIL))
    mapping, guesses = guess_mapping(path.name, grids)
    mapping.plan_id, mapping.plan_title = "ashmere-plan", "Ashmere prevents"
    reads = read_all(grids, mapping, known.written())
    names = (n for r in reads for a in r.actions for n in (*a.leads, *a.helpers))
    add_bodies(mapping, names, known)
    mapping = parse_mapping(write_mapping(mapping, guesses))
    if confirm:
        confirmed(mapping)
        for body in mapping.organisations.values():
            body.sector = body.sector.replace("?", "") or "vcs-generic"
    return mapping


def _bring(path: Path, mapping: Mapping, standing: Standing | None = None) -> Brought:
    known = KnownBodies.of((POLICE, COUNCIL))
    reads = read_all(read_grids(path), mapping, known.written())
    return bring(reads, mapping, (POLICE, COUNCIL), standing)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ashmere.csv"
    found.write_text(TEXT, encoding="utf-8")
    return found


def _plan(brought: Brought) -> Plan:
    assert brought.problems == ()
    done = assemble(brought.tables, FRAMEWORK)
    assert done.plan is not None, done.problems
    return done.plan


def test_table_becomes_a_plan_with_our_ids_and_their_words(path: Path) -> None:
    plan = _plan(_bring(path, _mapping(path)))
    first, second, third = plan.actions
    assert first.action_id == "ashmere-plan-001"
    assert first.other_numbers == ("1.1",)
    assert first.lead_organisations == ("ashmere-police", "ashmere")
    assert (first.start.text, first.end.text) == ("May 2025", "March 2026")
    assert first.status is None  # a colour is never taken for a status
    assert "Status in the authors' words: Red" in first.note
    assert "Section: Priority 1: Prevent" in first.note
    assert "Update: Two bars" in first.note
    assert (second.start, second.end) == (None, None)
    assert "Date as written: by summer" in second.note
    assert (third.start.text, third.end) == ("2025-05-01", None)
    assert [outcome.title for outcome in plan.outcomes] == ["Safer nights"]
    assert first.outcomes == second.outcomes == ("ashmere-plan-o-01",)
    assert plan.measures == ()


def test_same_file_twice_changes_nothing(path: Path) -> None:
    mapping = _mapping(path)
    first = _plan(_bring(path, mapping))
    standing = Standing(first.about, first.actions, first.outcomes)
    assert _plan(_bring(path, mapping, standing)) == first


def test_moved_renumbered_and_reworded_actions_keep_their_ids(path: Path) -> None:
    mapping = _mapping(path)
    first = _plan(_bring(path, mapping))
    rows = TEXT.splitlines()
    moved = [*rows[:3], rows[5].replace("1.3", "1.1"), rows[4], rows[3]]
    moved[-1] = moved[-1].replace("1.1,Train bar staff", "1.4,Train bar and club staff")
    moved.insert(4, "1.5,Ask tenants,Early Help,2026,,,")
    path.write_text("\n".join(moved), encoding="utf-8")
    standing = Standing(first.about, first.actions, first.outcomes)
    titles = {
        a.title: a.action_id for a in _plan(_bring(path, mapping, standing)).actions
    }
    assert titles["Work with fathers"] == "ashmere-plan-003"
    assert titles["Light the canal path"] == "ashmere-plan-002"
    assert titles["Ask tenants"] == "ashmere-plan-004"
    # Number and title both new: nobody can tell, so it is a new action.
    assert titles["Train bar and club staff"] == "ashmere-plan-005"


def test_what_people_added_since_is_not_wiped(path: Path) -> None:
    mapping = _mapping(path)
    first = _plan(_bring(path, mapping))
    richer = replace(first.actions[0], tiers=("primary",), note="Ours to keep.")
    standing = Standing(first.about, (richer, *first.actions[1:]), first.outcomes)
    again = _plan(_bring(path, mapping, standing)).actions[0]
    assert again.tiers == ("primary",)
    assert again.note.endswith("Ours to keep.")
    assert "Update: Two bars" in again.note


def test_nothing_is_guessed_unasked(path: Path) -> None:
    mapping = _mapping(path, confirm=False)
    assert mapping.leads["AMPS"] == "ashmere-police"
    assert mapping.leads["Canal Trust"] == "new"
    assert mapping.organisations["early-help"].sector == "? borough"
    assert mapping.organisations["canal-trust"].sector == "?"
    asked = {p.column: p.fix for p in _bring(path, mapping).problems}
    assert "If it is 'borough'" in asked["organisation.early-help.sector"]
    assert "organisation.canal-trust.sector" in asked


def test_likely_spelling_is_suggested_then_remembered(path: Path) -> None:
    path.write_text(TEXT.replace("AMPS", "Ashmere Met Police"), encoding="utf-8")
    mapping = _mapping(path, confirm=False)
    assert mapping.leads["Ashmere Met Police"] == "? ashmere-police"
    problems = _bring(path, mapping).problems
    assert any(p.value == "Ashmere Met Police" for p in problems)
    plan = _plan(_bring(path, _mapping(path)))
    police = next(
        o for o in plan.organisations if o.organisation_id == "ashmere-police"
    )
    assert police.other_names == ("AMPS", "Ashmere Met Police")


def test_plan_without_an_id_is_asked_for_one(path: Path) -> None:
    mapping = _mapping(path)
    mapping.plan_id = " "
    with pytest.raises(UserError, match="which plan this is"):
        _bring(path, mapping)


def test_one_line_mends_a_row_and_a_column(path: Path) -> None:
    text = write_mapping(_mapping(path))
    text = text.replace("heading_row = 2", 'heading_row = 2\nrow.6 = "note"')
    text = text.replace('"Update" = "note"', '"Update" = "description"')
    plan = _plan(_bring(path, parse_mapping(text)))
    assert [a.title for a in plan.actions] == [
        "Train bar staff",
        "Light the canal path",
    ]
    assert plan.actions[0].description == "Two bars"


def test_annotated_csv_keeps_their_cells(path: Path, tmp_path: Path) -> None:
    problem = Problem("ashmere", 5, "Timescale", "by summer", "No year", "Add it.")
    out = annotated_copy(path, [problem], tmp_path / "copy.csv")
    with out.open(encoding="utf-8-sig", newline="") as file:
        copied = list(csv.reader(file))
    theirs = [line.split(",") for line in TEXT.splitlines()]
    assert [row[:7] for row in copied] == theirs
    assert copied[4][7] == "Timescale: No year. Add it."
    assert path.read_text(encoding="utf-8") == TEXT
    with pytest.raises(UserError, match="overwrite your own file"):
        annotated_copy(path, [problem], path)


def test_annotated_workbook_keeps_their_cells(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Plan"
    book.active.append(["Action", "Lead", "Due"])
    book.active.append(["Light the path", "Parks", "=DATE(2026,6,1)"])
    book.save(tmp_path / "plan.xlsx")
    problem = Problem("Plan", 2, "Due", "", "No result", "Save it again.")
    out = annotated_copy(tmp_path / "plan.xlsx", [problem], tmp_path / "copy.xlsx")
    sheet = load_workbook(out)["Plan"]
    assert [cell.value for cell in sheet[2]][:3] == [
        "Light the path",
        "Parks",
        "=DATE(2026,6,1)",
    ]
    assert sheet.cell(2, 4).value.endswith("Due: No result. Save it again.")
