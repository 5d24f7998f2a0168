"""A folder of CSV files: what is read, what is said, what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from handed import folder, only, read

from headwater.errors import UserError
from headwater.exchange import limits, read_table


def test_columns_stand_in_any_order_under_any_of_their_names(tmp_path: Path) -> None:
    actions = "Vawg Types,TITLE *,action-id\nstalking,Talk,C1\n"
    intake = read(folder(tmp_path, actions=actions))
    assert intake.problems == ()
    assert intake.plan is not None
    assert intake.plan.actions[0].vawg_types == ("stalking",)
    assert intake.tables[0].columns == ("vawg_types", "title", "action_id")


def test_an_unknown_column_is_reported_and_not_fatal(tmp_path: Path) -> None:
    actions = "action_id,title,lead_organisation,colour\nC1,T,a,red\n"
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    assert intake.tables[0].unknown == ("lead_organisation", "colour")
    near, far = intake.remarks
    assert (near.sheet, near.row, near.column) == (
        "actions.csv",
        1,
        "lead_organisation",
    )
    assert near.fix == "Did you mean 'Lead organisations'?"
    assert "'colour' is not one of ours" in far.says


def test_columns_and_rows_that_start_with_a_hash_are_left_out(tmp_path: Path) -> None:
    actions = (
        "# a note above,,\n\n#mine,action_id,title\nx,C1,T\n#,C2,U\n,# C3,V\n#x,C4,W\n"
    )
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    assert [a.action_id for a in intake.plan.actions] == ["C1", "C2", "C4"]
    (remark,) = intake.remarks
    assert remark.says == "1 row starts with # and was not read."
    assert remark.row == 6


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_or_without_its_mark(
    tmp_path: Path, newline: str, mark: bytes
) -> None:
    lines = ['"action_id","title"', 'C1,"Café, ""young"" people"', ""]
    intake = read(folder(tmp_path, actions=mark + newline.join(lines).encode()))
    assert intake.remarks == ()
    assert intake.plan is not None
    assert intake.plan.actions[0].title == 'Café, "young" people'
    assert intake.tables[0].encoding == "UTF-8"


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    actions = "action_id,title\nC1,Plain\nC2,Café £5\n".encode("cp1252")
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    assert intake.plan.actions[1].title == "Café £5"
    assert intake.tables[0].encoding == "Windows-1252"
    (remark,) = intake.remarks
    assert (remark.sheet, remark.row) == ("actions.csv", 3)
    assert "read as Windows-1252" in remark.says
    assert "pound signs" in remark.fix


@pytest.mark.parametrize(
    ("content", "row", "rule", "fix"),
    [
        (b"action_id,title\nC1,T\nC2,\x00\n", 3, "NUL byte", "CSV UTF-8"),
        ("action_id,title".encode("utf-16"), 0, "UTF-16", "CSV UTF-8"),
        (b"action_id,title\nC1,\x81\xff\n", 2, "neither UTF-8", "CSV UTF-8"),
        (b"action_id;title\nC1;T\n", 1, "separated by ';'", "with commas"),
        (b"action_id\ttitle\nC1\tT\n", 1, "by a tab", "with commas"),
        (b'action_id,title\nC1,"T\nC2,U\n', 2, "not CSV", "quotation mark"),
        (b'action_id,title\nC1,"T" x\n', 2, "not CSV", "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: bytes, row: int, rule: str, fix: str
) -> None:
    funding = "action,tranche\nC1,one\n"
    problem = only(read(folder(tmp_path, actions=content, funding=funding)))
    assert (problem.sheet, problem.row) == ("actions.csv", row)
    assert rule in problem.rule
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("row", "cells"), [("C2,Too, many", "3 cells"), ("C2", "1 cell,")]
)
def test_a_ragged_row_is_named(tmp_path: Path, row: str, cells: str) -> None:
    actions = f"action_id,title\nC1,T\n{row}\nC3,V\n"
    funding = "action,tranche\nC2,one\n"
    problem = only(read(folder(tmp_path, actions=actions, funding=funding)))
    assert (problem.sheet, problem.row) == ("actions.csv", 3)
    assert cells in problem.rule
    assert "quotation marks" in problem.fix


def test_blank_rows_and_blank_cells_at_the_end_of_a_row_are_nothing(
    tmp_path: Path,
) -> None:
    actions = "\naction_id,title\n,\nC1,T,,\n \nC2,U\n"
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    assert [a.action_id for a in intake.plan.actions] == ["C1", "C2"]


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    actions = 'action_id,title,note\nC1,T,"two\nlines"\n\nC2,,x\n'
    assert only(read(folder(tmp_path, actions=actions))).row == 4


def test_dates_with_slashes_are_read_where_the_column_agrees(tmp_path: Path) -> None:
    actions = (
        "action_id,title,start,end\nC1,T,01/02/2025,2026\nC2,U,28.2.2025,2026-03\n"
    )
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    starts = [a.start.text for a in intake.plan.actions if a.start]
    assert starts == ["2025-02-01", "2025-02-28"]
    (remark,) = intake.remarks
    assert remark.column == "start"
    assert remark.says == "2 dates were read as day/month/year, such as 01/02/2025."


def test_dates_with_slashes_are_refused_where_the_column_does_not(
    tmp_path: Path,
) -> None:
    actions = (
        "action_id,title,start\nC1,T,03/04/2025\nC2,U,04/25/2025\nC3,V,2025-06-01\n"
    )
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is None
    assert [(p.row, p.value) for p in intake.problems] == [
        (2, "03/04/2025"),
        (3, "04/25/2025"),
    ]
    assert "Row 3 of this column says 04/25/2025" in intake.problems[0].rule
    assert "year-month-day" in intake.problems[0].fix
    left = read(tmp_path, partial=True)
    assert left.plan is not None
    assert [a.action_id for a in left.plan.actions] == ["C3"]


def test_there_is_no_31_june(tmp_path: Path) -> None:
    actions = "action_id,title,start\nC1,T,31/06/2025\n"
    problem = only(read(folder(tmp_path, actions=actions)))
    assert (problem.sheet, problem.row, problem.column, problem.value) == (
        "actions.csv",
        2,
        "start",
        "31/06/2025",
    )
    assert "no such day as 31/6/2025" in problem.rule


def test_a_needed_column_that_is_missing_is_said_once(tmp_path: Path) -> None:
    actions = "action_id,Name\nC1,T\nC2,U\n"
    problem = only(read(folder(tmp_path, actions=actions)))
    assert (problem.sheet, problem.row, problem.value) == ("actions.csv", 0, "Name")
    assert problem.rule == "There is no column called Title"


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    problem = only(read(folder(tmp_path, actions="action_id,title,Title\nC1,T,U\n")))
    assert problem.row == 1
    assert problem.rule == "Two columns are called Title"


def test_more_rows_than_we_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_table, "MOST_ROWS", 2)
    problem = only(read(folder(tmp_path, actions="action_id,title\na,T\nb,T\nc,T\n")))
    assert problem.row == 4
    assert "More than 2 rows" in problem.rule
    assert limits.MOST_ROWS == 50_000


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path)
    with (path / "actions.csv").open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)
    problem = only(read(path))
    assert problem.sheet == "actions.csv"
    assert "larger than 20 MB" in problem.rule


@pytest.mark.parametrize("end", ["pipe", "folder", "device", "loop"])
def test_what_is_no_file_is_refused_and_never_waited_for(
    tmp_path: Path, end: str
) -> None:
    path = folder(tmp_path) / "actions.csv"
    if end == "pipe":
        os.mkfifo(path)
    elif end == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if end == "device" else path)
    with pytest.raises(UserError) as error:
        read(tmp_path)
    assert error.value.where == "actions.csv:"
    assert error.value.fix


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        read(Path("x" * 5_000))


def test_more_columns_than_we_read_are_refused_at_once(tmp_path: Path) -> None:
    wide = ",".join(["action_id", "title"] + ["x"] * 200_000)
    problem = only(read(folder(tmp_path, actions=f"{wide}\n")))
    assert (problem.sheet, problem.row) == ("actions.csv", 1)
    assert "200,002 columns; we read up to 256" in problem.rule


def test_a_file_without_headings_is_no_empty_table(tmp_path: Path) -> None:
    intake = read(folder(tmp_path, actions="", funding="action,tranche\n"))
    assert intake.plan is not None
    assert [table.table for table in intake.tables] == ["funding", "plan"]
    (remark,) = intake.remarks
    assert remark.sheet == "actions.csv"
    assert "not even headings" in remark.says


def test_a_file_of_another_name_is_reported(tmp_path: Path) -> None:
    intake = read(folder(tmp_path, action="a\n", holidays="b\n"))
    assert intake.plan is not None
    assert [remark.fix for remark in intake.remarks] == [
        "Did you mean actions.csv?",
        "",
    ]


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, actions="action_id,title\nC1,T\n")
    (path / "Actions.CSV").write_text("action_id,title\nC2,T\n", encoding="utf-8")
    problem = only(read(path))
    assert problem.sheet == "actions.csv"
    assert "second sheet for actions; the first is Actions.CSV" in problem.rule


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    actions = "action_id,title\nC1,=1+1\nC2,'=1+1\nC3,''=1+1\nC4,'tis\n"
    intake = read(folder(tmp_path, actions=actions))
    assert intake.plan is not None
    assert [a.title for a in intake.plan.actions] == ["=1+1", "=1+1", "'=1+1", "'tis"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere", "no file or folder of that name"),
        ("empty", "holds no table of a plan"),
        ("plan.csv", "One CSV file holds one table"),
    ],
)
def test_what_is_no_plan_at_all_is_said(tmp_path: Path, name: str, says: str) -> None:
    folder(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=says) as error:
        read(tmp_path / name)
    assert error.value.where
    assert error.value.fix


def test_the_hash_is_of_what_was_read(tmp_path: Path) -> None:
    first = read(folder(tmp_path)).sha256
    os.utime(tmp_path / "plan.csv", (0, 0))
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    assert read(tmp_path).sha256 == first
    assert read(folder(tmp_path, actions="action_id,title\n")).sha256 != first


def test_another_framework_is_noticed(tmp_path: Path) -> None:
    intake = read(folder(tmp_path, plan="plan_id,title,framework\np,P,oslo\n"))
    assert (
        "names the framework 'oslo'; it was read by 'london'" in intake.remarks[0].says
    )
