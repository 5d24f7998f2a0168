"""The template: made from the declared tables, and read back as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed import only, read
from openpyxl import load_workbook

from headwater.core.framework.load import load_framework
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError
from headwater.exchange.guidance import guidance_mark, guide
from headwater.exchange.sample import sample_folder
from headwater.exchange.template import write_template
from headwater.exchange.write_folder import write_folder


LONDON = load_framework()


@pytest.fixture(scope="module")
def london() -> Plan:
    plan = read(sample_folder()).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "plan.xlsx"
    write_template(path, LONDON)
    return path


def test_it_has_a_sheet_for_each_table_between_help_and_lists(blank: Path) -> None:
    names = load_workbook(blank).sheetnames
    assert names == ["Read me", *(table.name for table in TABLES), "Lists"]


def test_its_headings_and_guidance_are_those_of_the_declaration(blank: Path) -> None:
    book = load_workbook(blank)
    for table in TABLES:
        headings, guidance = book[table.name].iter_rows(max_row=2, values_only=True)
        assert list(headings) == [column.heading for column in table.columns]
        first, *rest = table.columns
        assert list(guidance) == [guidance_mark(first), *map(guide, rest)]


def test_every_column_has_a_message_beside_its_cells(blank: Path) -> None:
    book = load_workbook(blank)
    for table in TABLES:
        rules = book[table.name].data_validations.dataValidation
        assert len(rules) == len(table.columns)
        assert all(rule.prompt for rule in rules)


def test_single_codes_have_a_drop_down_and_many_are_listed(blank: Path) -> None:
    book = load_workbook(blank)
    rules = {
        rule.promptTitle: rule
        for rule in book["actions"].data_validations.dataValidation
    }
    lists = book["Lists"]
    first, last = (
        lists[cell.replace("$", "")].value
        for cell in rules["Status"].formula1.removeprefix("'Lists'!").split(":")
    )
    codes = list(LONDON.scheme("action-status").codes)
    assert (first, last) == (codes[0], codes[-1])
    assert "Codes: primary, secondary, tertiary, system." in rules["Tiers"].prompt
    assert rules["Accountable organisation"].formula1.startswith("'organisations'!$A$3")
    assert rules["Shares risk information"].formula1 == '"yes,no"'


def test_identifiers_and_dates_are_text_so_that_nothing_is_changed(blank: Path) -> None:
    sheet = load_workbook(blank)["actions"]
    for cell in sheet[1]:
        if cell.value in {"Action id", "Start"}:
            (alike,) = (
                columns
                for columns in sheet.column_dimensions.values()
                if columns.min <= cell.column <= columns.max
            )
            assert alike.number_format == "@"


def test_a_blank_one_has_no_rows_and_only_lacks_a_plan(blank: Path) -> None:
    intake = read(blank)
    assert intake.remarks == ()
    assert {table.rows for table in intake.tables} == {0}
    assert len(intake.tables) == len(TABLES)
    problem = only(intake)
    assert (problem.sheet, problem.rule) == (
        "plan",
        "This sheet holds exactly one row: the plan itself",
    )


def test_the_sample_reads_back_from_a_workbook(london: Plan, tmp_path: Path) -> None:
    write_template(tmp_path / "l.xlsx", LONDON, london)
    intake = read(tmp_path / "l.xlsx")
    assert (intake.problems, intake.remarks) == ((), ())
    assert intake.plan == london


def test_the_sample_reads_back_from_a_folder(london: Plan, tmp_path: Path) -> None:
    write_folder(london, tmp_path / "l")
    intake = read(tmp_path / "l")
    assert (intake.problems, intake.remarks) == ((), ())
    assert intake.plan == london


def test_a_filled_one_says_what_its_plan_is(london: Plan, tmp_path: Path) -> None:
    write_template(tmp_path / "l.xlsx", LONDON, london)
    read_me = load_workbook(tmp_path / "l.xlsx")["Read me"]
    text = [row[0] for row in read_me.iter_rows(values_only=True)]
    assert london.about.notice in text
    assert london.about.licence in text


def test_the_same_plan_gives_the_same_bytes(london: Plan, tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx", LONDON, london)
    write_template(tmp_path / "b.xlsx", LONDON, london)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_where_nothing_can_be_written_we_say_so(london: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        write_template(tmp_path / "nowhere" / "l.xlsx", LONDON, london)
    with pytest.raises(UserError, match="cannot be written"):
        write_folder(london, tmp_path / "file")
