"""What cannot be read gets a clear answer, and nothing half-read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from headwater.core.plan.assemble import Problem
from headwater.errors import UserError
from headwater.exchange.foreign.dry_run import dry_run, read_all
from headwater.exchange.foreign.grids import read_grids
from headwater.exchange.foreign.mapping import Mapping, SheetMap, guess_mapping
from headwater.exchange.foreign.mapping_file import load_mapping, parse_mapping
from headwater.exchange.foreign.remarks import annotated_copy


GOOD = "Ref,Action,Lead,Due\n1,Train bar staff,Licensing,May 2026\n"


def _csv(folder: Path, text: str, name: str = "plan.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _dry(path: Path, mapping: Mapping | None = None) -> list[dict]:  # type: ignore[type-arg]
    grids = read_grids(path)
    return dry_run(path.name, read_all(grids, mapping or guess_mapping("", grids)[0]))


def test_mapping_for_another_file_says_what_does_not_fit(tmp_path: Path) -> None:
    mapping = Mapping(sheets={"plan": SheetMap((1,), {"Aim": "title", "Who": "note"})})
    with pytest.raises(UserError, match="made for another file") as error:
        _dry(_csv(tmp_path, GOOD), mapping)
    assert "'Aim', 'Who'" in str(error.value)
    assert "'Action', 'Lead'" in str(error.value)


def test_mapping_for_another_sheet_names_the_sheets_there(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Ours"
    book.create_sheet("Theirs")
    book.save(tmp_path / "plan.xlsx")
    mapping = Mapping(sheets={"Plan": SheetMap((1,), {"Action": "title"})})
    with pytest.raises(UserError, match="The file has: Ours, Theirs"):
        _dry(tmp_path / "plan.xlsx", mapping)


def test_next_quarters_file_may_have_another_name_and_a_title_more(
    tmp_path: Path,
) -> None:
    grids = read_grids(_csv(tmp_path, GOOD, "spring.csv"))
    mapping, _ = guess_mapping("spring.csv", grids)
    later = _csv(tmp_path, f"Summer update,,,\n{GOOD}", "summer.csv")
    sheet = _dry(later, mapping)[0]
    assert [row["title"] for row in sheet["rows"]] == ["Train bar staff"]
    assert sheet["header_rows"] == [2]


def test_two_columns_that_claim_the_same_are_named() -> None:
    text = '[sheet.A]\nheading_row = 1\n[sheet.A.columns]\n"X" = "title"\n"Y" = "title"'
    with pytest.raises(UserError, match=r"Two columns claim to be 'title': 'X', 'Y'"):
        parse_mapping(text)


def test_date_text_and_an_end_are_one_claim_too_many() -> None:
    text = (
        "[sheet.A]\nheading_row = 1\n[sheet.A.columns]\n"
        'X = "title"\nY = "date_text"\nZ = "end"'
    )
    with pytest.raises(UserError, match="claims to say when"):
        parse_mapping(text)


def test_unknown_meaning_gets_the_nearest() -> None:
    text = '[sheet.A]\nheading_row = 1\n[sheet.A.columns]\n"X" = "titel"'
    with pytest.raises(UserError, match="Did you mean 'title'"):
        parse_mapping(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sheet.A\n", r"line 1"),
        ('[sheet.A]\nheading_row = "one"\n', "not laid out as we write it"),
        ("sheet = 3\n", "not laid out as we write it"),
    ],
)
def test_mapping_that_is_no_mapping(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        parse_mapping(text)


def test_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        load_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    [
        "Name,Telephone,E-mail\nDuty desk,101,desk@example.org\n",
        "Item,2025/26,2026/27\nAdvocate,42000,43000\n",
        "",
        "\n\n,,,\n",
    ],
)
def test_table_without_actions_says_so(tmp_path: Path, text: str) -> None:
    sheet = _dry(_csv(tmp_path, text))[0]
    assert sheet["action_rows"] == 0
    assert "No action was found here" in sheet["errors"][0]["rule"]


def test_workbook_of_charts_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Month", "Calls"])
    book.create_chartsheet("Trend").add_chart(BarChart())
    book.save(tmp_path / "charts.xlsx")
    sheets = _dry(tmp_path / "charts.xlsx")
    assert "holds a chart" in sheets[1]["errors"][0]["rule"]


def test_one_sheet_of_sixty_matters(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for number in range(60):
        sheet = book.create_sheet(f"Ward {number}")
        sheet.append(["Month", "Incidents"])
        sheet.append(["May", number])
    plan = book["Ward 37"]
    plan.append([])
    for row in (["Action", "Lead", "By when"], ["Light the path", "Parks", "2026"]):
        plan.append(row)
    book.save(tmp_path / "many.xlsx")
    sheets = _dry(tmp_path / "many.xlsx")
    assert len(sheets) == 60
    assert {s["sheet"] for s in sheets if s["action_rows"]} == {"Ward 37"}
    assert not any(s["errors"] for s in sheets)


def test_cell_of_two_megabytes_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="record 3") as error:
        _dry(_csv(tmp_path, f"{GOOD}2,{'x' * 2_000_000},Police,2026\n"))
    assert len(str(error.value)) < 400


def test_cell_too_long_for_a_spreadsheet_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{GOOD}2,Map the {'long ' * 8000}route,Police,2026\n")
    error = _dry(path)[0]["errors"][0]
    assert (error["row"], error["column"]) == (3, "Action")
    assert "32,767" in error["rule"]
    assert len(error["value"]) < 100


def test_dates_that_only_america_writes_put_their_column_in_doubt(
    tmp_path: Path,
) -> None:
    text = "Action,Lead,Due\nMap it,Police,03/04/2026\nShare it,Police,04/25/2026\n"
    sheet = _dry(_csv(tmp_path, text))[0]
    assert [row["date_state"] for row in sheet["rows"]] == ["unclear", "unclear"]
    assert [row["date_text"] for row in sheet["rows"]] == ["03/04/2026", "04/25/2026"]
    assert all("Day first or month first" in e["rule"] for e in sheet["errors"])


def _with_huge_merge(folder: Path) -> Path:
    """A workbook that says that one cell is merged over the whole sheet."""
    book = Workbook()
    sheet = book.active
    for row in (["Action", "Lead", "By when"], ["Light the path", "Parks", "2026"]):
        sheet.append(row)
    sheet.append(["A note across everything"])
    sheet.merge_cells("A3:C3")
    book.save(folder / "small.xlsx")
    with (
        zipfile.ZipFile(folder / "small.xlsx") as old,
        zipfile.ZipFile(folder / "wide.xlsx", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"A3:C3", b"A3:XFD1048576"))
    return folder / "wide.xlsx"


def test_merged_range_larger_than_the_sheet_costs_nothing(tmp_path: Path) -> None:
    assert _dry(_with_huge_merge(tmp_path))[0]["action_rows"] == 1


def test_annotated_copy_of_a_huge_merged_range_is_refused(tmp_path: Path) -> None:
    problem = Problem("Sheet", 2, "Lead", "", "Something", "Mend it.")
    with pytest.raises(UserError, match="merged over"):
        annotated_copy(_with_huge_merge(tmp_path), [problem], tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_truncated_workbook_is_called_damaged(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Action", "Lead"])
    book.save(tmp_path / "whole.xlsx")
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes((tmp_path / "whole.xlsx").read_bytes()[:900])
    with pytest.raises(UserError, match="damaged or cut short"):
        read_grids(cut)


def test_last_rows_of_a_sparse_table_are_not_lost(tmp_path: Path) -> None:
    text = "Action,Lead,Due\nWhole school approach,Education,2026\nMentors,Police,\n"
    text += "Helpline cards,GPs,\n\nNote: dates may change,,\n"
    sheet = _dry(_csv(tmp_path, text))[0]
    titles = [row["title"] for row in sheet["rows"]]
    assert titles == ["Whole school approach", "Mentors", "Helpline cards"]


def test_two_columns_are_enough_for_a_table(tmp_path: Path) -> None:
    text = "What,When\nWalk the route,May 2026\nMentors,TBC\nHelpline cards,2027\n"
    assert _dry(_csv(tmp_path, text))[0]["action_rows"] == 3
