"""A workbook: what its cells say, and what is said about its sheets."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from handed import ACTIONS, folder, only, read, workbook
from openpyxl import Workbook
from openpyxl.chart import BarChart

from headwater.errors import UserError
from headwater.exchange import read_table


def shown(path: Path, value: Any, number_format: str = "General") -> Path:
    """A workbook whose cell actions!C2 holds a value, shown in a format."""

    def finish(book: Workbook) -> None:
        book["actions"]["C2"].value = value
        book["actions"]["C2"].number_format = number_format

    rows = [(*ACTIONS, "start"), ("C1", "T", None)]
    return workbook(path, {"actions": rows}, finish)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2025, 4, 1), "dd/mm/yyyy", "2025-04-01"),
        (datetime(2025, 4, 1), "yyyy-mm-dd", "2025-04-01"),  # noqa: DTZ001
        (date(2025, 4, 1), "mmm-yy", "2025-04"),
        (date(2025, 4, 1), "[$-809]mmmm yyyy", "2025-04"),
        (date(2025, 1, 1), "yyyy", "2025"),
        (2025, "General", "2025"),
        ("Q3 2025/26", "General", "Q3 2025/26"),
        ("01/04/2025", "@", "2025-04-01"),
    ],
)
def test_a_date_says_as_much_as_the_cell_shows(
    tmp_path: Path, value: Any, number_format: str, text: str
) -> None:
    intake = read(shown(tmp_path, value, number_format))
    assert intake.plan is not None, intake.problems
    start = intake.plan.actions[0].start
    assert start is not None
    assert start.text == text


def test_a_day_number_is_never_guessed(tmp_path: Path) -> None:
    problem = only(read(shown(tmp_path, 45748)))
    assert (problem.sheet, problem.row, problem.column, problem.value) == (
        "actions",
        2,
        "start",
        "45748",
    )
    assert "We do not guess" in problem.fix


def test_a_time_of_day_is_no_date(tmp_path: Path) -> None:
    assert "Not a date" in only(read(shown(tmp_path, time(9, 30), "hh:mm"))).rule


def test_a_formula_is_refused_with_its_place(tmp_path: Path) -> None:
    problem = only(read(shown(tmp_path, "=TODAY()")))
    assert (problem.sheet, problem.row, problem.column, problem.value) == (
        "actions",
        2,
        "start",
        "=TODAY()",
    )
    assert "holds a formula" in problem.rule
    assert "paste it back as a value" in problem.fix


def test_a_formula_in_a_column_that_is_not_ours_does_no_harm(tmp_path: Path) -> None:
    rows = [("#mine", *ACTIONS, "other"), ("=1", "C1", "T", "=2")]
    assert read(workbook(tmp_path, {"actions": rows})).problems == ()


def test_an_error_value_is_refused_and_is_no_note(tmp_path: Path) -> None:
    problem = only(read(workbook(tmp_path, {"actions": [ACTIONS, ("#REF!", "T")]})))
    assert (problem.row, problem.column, problem.value) == (2, "action_id", "#REF!")
    assert "shows an error" in problem.rule


def test_a_percentage_is_not_taken_for_a_number_out_of_100(tmp_path: Path) -> None:
    def finish(book: Workbook) -> None:
        book["communities"]["C2"].number_format = "0%"

    rows = [("area", "community", "share"), ("E12000007", "disabled", 0.12)]
    problem = only(read(workbook(tmp_path, {"communities": rows}, finish)))
    assert (problem.column, problem.value) == ("share", "0.12")
    assert "out of 100" in problem.fix


def test_numbers_have_no_point_zero_and_keep_their_leading_zeros(
    tmp_path: Path,
) -> None:
    def finish(book: Workbook) -> None:
        book["actions"]["A4"].number_format = "0000"

    rows = [
        (*ACTIONS, "resources_needed"),
        ("007", "Text", 0),
        (8, "Number", 3183094.27),
        (9, "Number with a format", 1e6),
        (10.0, "Float", None),
    ]
    intake = read(workbook(tmp_path, {"actions": rows}, finish))
    assert intake.plan is not None, intake.problems
    actions = intake.plan.actions
    assert [a.action_id for a in actions] == ["007", "8", "0009", "10"]
    assert [str(a.resources_needed) for a in actions] == [
        "0",
        "3183094.27",
        "1000000",
        "None",
    ]


def test_true_and_false_are_yes_and_no(tmp_path: Path) -> None:
    rows = [(*ACTIONS, "shares_risk_information"), ("a", "T", True), ("b", "T", False)]
    intake = read(workbook(tmp_path, {"actions": rows}))
    assert intake.plan is not None
    assert [a.shares_risk_information for a in intake.plan.actions] == [True, False]


def test_a_hidden_sheet_is_read_and_said(tmp_path: Path) -> None:
    def finish(book: Workbook) -> None:
        book["actions"].sheet_state = "veryHidden"

    intake = read(workbook(tmp_path, {"actions": [ACTIONS, ("C1", "T")]}, finish))
    assert intake.plan is not None
    assert len(intake.plan.actions) == 1
    (remark,) = intake.remarks
    assert (remark.sheet, remark.says) == (
        "actions",
        "This sheet is hidden; it was read all the same.",
    )
    assert "delete it" in remark.fix


def test_other_sheets_are_reported_and_charts_are_nothing(tmp_path: Path) -> None:
    def finish(book: Workbook) -> None:
        book.create_chartsheet("Chart").add_chart(BarChart())

    intake = read(workbook(tmp_path, {"Action": [("a",)], "Lists": []}, finish))
    assert intake.plan is not None
    assert [(r.sheet, r.fix) for r in intake.remarks] == [
        ("Action", "Did you mean actions?")
    ]


def test_a_sheet_may_have_the_title_of_its_table(tmp_path: Path) -> None:
    intake = read(workbook(tmp_path, {"Sharing Agreements": [("agreement_id",)]}))
    assert intake.remarks == ()
    assert intake.tables[-1].table == "agreements"


def test_a_workbook_without_our_tables_says_what_it_has(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Budget"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(UserError, match="it has: Budget") as error:
        read(tmp_path / "other.xlsx")
    assert "headwater template" in error.value.fix


def test_a_workbook_without_a_plan_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"plan": [], "actions": [ACTIONS, ("C1", "T")]})
    assert "exactly one row" in only(read(path)).rule
    book = Workbook()
    book.active.title = "actions"
    book.active.append(ACTIONS)
    book.save(path)
    assert "no sheet called plan" in only(read(path)).rule


def test_more_rows_than_we_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_table, "MOST_ROWS", 2)
    rows = [ACTIONS, ("a", "T"), ("b", "T"), ("c", "T")]
    problem = only(read(workbook(tmp_path, {"actions": rows})))
    assert (problem.sheet, problem.row) == ("actions", 4)
    assert "the most that we read" in problem.rule


def test_a_very_wide_sheet_is_read_as_far_as_columns_can_be_ours(
    tmp_path: Path,
) -> None:
    def finish(book: Workbook) -> None:
        book["actions"].cell(2, 400, "far out")

    intake = read(workbook(tmp_path, {"actions": [ACTIONS, ("C1", "T")]}, finish))
    assert intake.plan is not None
    assert "400 columns wide; the first 256 were read" in intake.remarks[0].says


def test_a_workbook_and_a_folder_say_the_same(tmp_path: Path) -> None:
    rows = [(*ACTIONS, "tiers"), ("C1", "T", "primary"), ("C2", "", "first")]
    (tmp_path / "folder").mkdir()
    text = "\n".join(",".join(row) for row in rows)
    files = read(folder(tmp_path / "folder", actions=text))
    sheets = read(workbook(tmp_path, {"actions": rows}))
    assert [(p.row, p.column, p.rule, p.fix) for p in files.problems] == [
        (p.row, p.column, p.rule, p.fix) for p in sheets.problems
    ]
    assert len(files.problems) == 2
