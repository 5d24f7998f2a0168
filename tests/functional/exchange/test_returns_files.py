"""A return's template, what partners hand back, and their file with what to mend."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from returns_made_up import (
    EVERY,
    NOT_COLLECTED,
    REACHED,
    SAFER,
    SPENT,
    TOLD,
    TRAINED,
    WAITING,
    WITHHELD,
    entry,
    form,
    key,
    standing,
)

from headwater.core.returns.compare import compare, taken_in
from headwater.core.returns.form import Form
from headwater.core.returns.table import RETURN
from headwater.core.returns.values import Entry, Number, Ratio, Text, Value, ratio
from headwater.errors import UserError
from headwater.exchange.returns_annotated import HEADING, annotate
from headwater.exchange.returns_file import ReturnRead, read_return
from headwater.exchange.returns_template import return_as_csv, return_as_workbook
from headwater.exchange.say import say_problems


HEAD = "organisation,period,measure,breakdown,value,numerator,denominator,blank_reason"
ROW = "alder,2026-Q1,"
GIVEN = (
    entry(TRAINED, 0),
    entry(TRAINED, 12, by=(("sex", "female"),)),
    entry(WAITING, NOT_COLLECTED),
    entry(REACHED, 1200),
    entry(SAFER, ratio(0, 0)),
    entry(TOLD, Text("=1+1, said Zoë; none")),
    Entry(key(SPENT), Number(Decimal("1234567.89")), "Late\ninvoice"),
)


def write(path: Path, asked: Form) -> Path:
    if path.suffix == ".csv":
        path.write_text(return_as_csv(asked), encoding="utf-8-sig")
    else:
        return_as_workbook(path, asked)
    return path


def csv_of(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def book_of(path: Path, *rows: Sequence[object], name: str = "Return") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in ((HEAD).split(","), *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def values(found: ReturnRead) -> dict[object, Value]:
    return {e.key: e.value for e in found.entries}


def said(found: ReturnRead) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, p.value) for p in found.problems]


@pytest.fixture(params=["return.csv", "return.xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / request.param


def test_a_return_comes_back_as_it_was(path: Path) -> None:
    filled = form(EVERY, GIVEN)
    found = read_return(write(path, filled), filled, by="ann")
    assert found.problems == ()
    assert found.remarks == ()
    assert {e.key: (e.value, e.comment) for e in found.entries} == {
        e.key: (e.value, e.comment) for e in GIVEN
    }
    assert found.rows == len(filled.lines)
    assert set(found.unanswered) == {line.key for line in filled.lines} - {
        e.key for e in GIVEN
    }
    again = compare(found.entries, standing(*GIVEN))
    assert again.nothing_to_change


def test_where_a_value_came_from_is_kept(path: Path) -> None:
    found = read_return(write(path, form(EVERY, GIVEN)), form(), by="ann")
    origin = next(e.origin for e in found.entries if e.key == key(TRAINED))
    assert (origin.method, origin.by, origin.definition_version) == ("file", "ann", "1")
    assert origin.file == found.sha256
    assert len(origin.file) == 64
    assert origin.row > 2


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Z"]), min_size=1, max_size=20
).filter(lambda text: "x005F_" not in text)
NUMBERS = st.integers(0, 10**15 - 1)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        TRAINED.measure: NUMBERS.map(lambda n: Number(Decimal(n))),
        SPENT.measure: st.decimals(0, 10**9, places=2).map(Number),
        SAFER.measure: st.tuples(NUMBERS, NUMBERS).map(
            lambda pair: Ratio(Decimal(min(pair)), Decimal(max(pair)))
        ),
        TOLD.measure: TEXTS.map(Text),
        WAITING.measure: st.sampled_from([WITHHELD, NOT_COLLECTED]),
    },
)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES)
def test_whatever_is_filled_in_comes_back(path: Path, filled: dict[str, Value]) -> None:
    held = [Entry(replace(key(TRAINED), measure=m), v) for m, v in filled.items()]
    asked = form(EVERY, held)
    found = read_return(write(path, asked), asked)
    assert found.problems == ()
    assert values(found) == {e.key: e.value for e in held}


def test_the_template_is_filled_with_what_is_known(tmp_path: Path) -> None:
    before = [entry(TRAINED, 7, "2025-Q4"), entry(SAFER, ratio(3, 4), "2025-Q3")]
    out = write(tmp_path / "r.xlsx", form([TRAINED, SAFER], before))
    book = load_workbook(out)
    assert book.sheetnames == ["Return", "Meta"]
    sheet = book["Return"]
    assert [c.value for c in sheet[1]] == [c.heading for c in RETURN.columns]
    assert str(sheet["A2"].value).startswith("# ")
    assert [c.value for c in sheet[3]][:4] == [
        "alder",
        "2026-Q1",
        "M1",
        "People trained (invented)",
    ]
    assert sheet["C3"].number_format == "@"  # ids stay text
    assert (sheet["H3"].value, sheet["H8"].value) == ("7 (2025-Q4)", "3 of 4 (2025-Q3)")
    assert "who answered" in sheet["E8"].value
    lists = [d for d in sheet.data_validations.dataValidation if d.type == "list"]
    assert "not-collected,not-applicable,not-available-yet,withheld" in (
        lists[0].formula1
    )
    meta = {row[0].value: row[1].value for row in book["Meta"].rows}
    assert meta["due"] == "2026-04-30"
    assert meta["definition_versions"] == "M1: 1; M4: not said"
    assert meta["licence"] == "Invented, for tests only."


def test_no_cell_of_a_template_runs(tmp_path: Path) -> None:
    risky = replace(TOLD, name="=cmd()", caveat="+1", unit="@x")
    asked = replace(form([risky], [entry(risky, Text("=1+1"))]), notice="=2")
    rows = csv.reader(return_as_csv(asked).splitlines())
    assert not [c for row in rows for c in row if c[:1] in ("=", "+", "@")]
    book = load_workbook(write(tmp_path / "r.xlsx", asked))
    cells = [c for sheet in book for row in sheet.rows for c in row]
    assert "=1+1" in [c.value for c in cells]
    assert "f" not in {c.data_type for c in cells}


def test_the_same_return_is_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write(tmp_path / n, form(EVERY, GIVEN)) for n in ("a.xlsx", "b.xlsx"))
    assert one.read_bytes() == other.read_bytes()


def test_columns_in_any_order_and_others_are_said(tmp_path: Path) -> None:
    head = "Submitted by,Value,MEASURE,Period,Organisation,# mine,valeu"
    path = csv_of(tmp_path / "r.csv", "eve,5,M1,2026 q1,Alder,x,9", head=head)
    found = read_return(path, form(), by="ann")
    assert values(found) == {key(TRAINED): Number(Decimal(5))}
    assert found.entries[0].origin.by == "ann"  # never what the file says
    assert found.unknown == ("Submitted by", "valeu")
    assert found.columns == ("value", "measure", "period", "organisation")
    assert len(found.remarks) == 2


@pytest.mark.parametrize(
    ("row", "column", "rule", "fix"),
    [
        ("birch,2026-Q1,M1,,5,,,", "organisation", "another organisation", "alder"),
        (",2026-Q1,M1,,5,,,", "organisation", "Nobody is named", "alder"),
        ("alder,2025-Q4,M1,,5,,,", "period", "another period", "2026-Q1"),
        ("alder,2026-Q7,M1,,5,,,", "period", "is not a period", "a quarter"),
        ("alder,2026-Q1,M11,,5,,,", "measure", "does not ask", "M1 (People trained"),
        ("alder,2026-Q1,zzz,,5,,,", "measure", "does not ask", "template"),
        ("alder,2026-Q1,,,5,,,", "measure", "No measure", "template"),
        ("alder,2026-Q1,M1,sex,5,,,", "breakdown", "Not a breakdown", "sex=female"),
        ("alder,2026-Q1,M1,age=16,5,,,", "breakdown", "not broken down", "sex"),
        (
            "alder,2026-Q1,M1,sex=femal,5,,,",
            "breakdown",
            "is no group of sex",
            "female?",
        ),
        ("alder,2026-Q1,M1,,nil,,,", "value", "Not a number", "Write 0"),
        ("alder,2026-Q1,M4,,45%,,,", "value", "its two numbers", "Denominator"),
        ("alder,2026-Q1,M1,,0,,,withheld", "blank_reason", "beside a value", "0 is a"),
        ("alder,2026-Q1,M1,,5", "", "headings have 8", "comma"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_place(
    tmp_path: Path, row: str, column: str, rule: str, fix: str
) -> None:
    path = csv_of(tmp_path / "r.csv", row, f"{ROW}M2,,7,,,")
    found = read_return(path, form())
    (problem,) = found.problems
    assert (problem.sheet, problem.row, problem.column) == ("r.csv", 2, column)
    assert rule in problem.rule
    assert fix in problem.fix
    assert values(found) == {key(WAITING): Number(Decimal(7))}


def test_the_same_days_under_another_name_are_the_same_period(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "r.csv", "alder,2025-26-Q4,M1,,5,,,")
    assert read_return(path, form()).entries[0].key == key(TRAINED)


def test_a_measure_may_be_called_by_its_name(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "r.csv", f"{ROW}people waiting (invented),,5,,,")
    assert read_return(path, form()).entries[0].key == key(WAITING)


def test_rows_that_have_slipped_are_noticed(tmp_path: Path) -> None:
    head = "organisation,period,measure,measure_name,value"
    path = csv_of(
        tmp_path / "r.csv", f"{ROW}M1,{WAITING.name},5", f"{ROW}M2,Other,5", head=head
    )
    found = read_return(path, form())
    assert [p.row for p in found.problems] == [2]
    assert "slipped" in found.problems[0].fix


def test_two_rows_of_one_key_are_both_named_and_neither_counts(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path / "r.csv",
        f"{ROW}M1,,5,,,",
        f"{ROW}M2,,1,,,",
        f"{ROW}m1,,6,,,",
        f"{ROW}M1,,5,,,",
    )
    found = read_return(path, form())
    assert said(found) == [
        (2, "measure", "M1"),
        (4, "measure", "m1"),
        (5, "measure", "M1"),
    ]
    assert "Rows 2 and 4" in found.problems[0].rule
    assert "Rows 2 and 5" in found.problems[2].rule
    assert list(values(found)) == [key(WAITING)]


def test_a_part_of_a_return_leaves_the_rest_alone(tmp_path: Path) -> None:
    held = standing(entry(TRAINED, 5), entry(WAITING, 9), entry(WAITING, 8, "2025-Q4"))
    found = read_return(csv_of(tmp_path / "r.csv", f"{ROW}M1,,0,,,"), form())
    after = taken_in(compare(found.entries, held), held)
    assert {k: e.value for k, e in after.items()} == {
        key(TRAINED): Number(Decimal(0)),
        key(WAITING): Number(Decimal(9)),
        key(WAITING, "2025-Q4"): Number(Decimal(8)),
    }


def test_a_blank_cell_wipes_nothing(tmp_path: Path) -> None:
    found = read_return(csv_of(tmp_path / "r.csv", f"{ROW}M1,,,,,"), form())
    assert (found.entries, found.unanswered) == ((), (key(TRAINED),))


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    text = f"{HEAD}\r\n{ROW}M6,,£5,,,\r\n{ROW}M5,,caf\u00e9,,,\r\n"
    path.write_bytes(text.encode("cp1252"))
    found = read_return(path, form())
    assert values(found) == {
        key(SPENT): Number(Decimal(5)),
        key(TOLD): Text("caf\u00e9"),
    }
    assert "Windows-1252" in found.remarks[0].says


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "no column called"),
        (b"value\n5\n", "no column called"),
        (HEAD.replace(",", ";").encode(), "separated by ';'"),
        (f"{HEAD},Value\n".encode(), "Two columns"),
        (f'{HEAD}\nalder,2026-Q1,M1,,"5\n'.encode(), "not CSV"),
        (b"\xff\xfea\0", "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    found = read_return(path, form())
    assert rule in found.problems[0].rule
    assert found.entries == ()


def test_a_workbook_of_another_return_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "r.xlsx", form(EVERY, GIVEN))
    other = replace(form(), plan="P2")
    (problem,) = read_return(path, other).problems
    assert (problem.sheet, problem.row, problem.value) == ("Meta", 1, "P1")
    assert "another plan" in problem.rule


def test_a_definition_that_has_changed_since_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "r.xlsx", form([TRAINED, WAITING]))
    newer = form([replace(TRAINED, version="2"), WAITING, SAFER])
    found = read_return(path, newer)
    assert found.problems == ()
    assert [r.says for r in found.remarks] == [
        "Definitions have changed since this file was made: M1: 1."
    ]


def test_the_same_fault_is_said_once(tmp_path: Path) -> None:
    rows = [f"{ROW}M1,sex={g},nil,,," for g in TRAINED.breakdowns["sex"]]
    twice = [f"{ROW}M2,,1,,,", f"{ROW}M2,,1,,,"]
    found = read_return(csv_of(tmp_path / "r.csv", *rows, *twice), form())
    assert [(s.column, s.count) for s in say_problems(found.problems)] == [
        ("value", 4),
        ("measure", 2),
    ]


def test_a_workbook_without_the_sheet_and_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is called Return"):
        read_return(book_of(tmp_path / "r.xlsx", name="Sheet1"), form())
    (tmp_path / "t.xlsx").write_text("not a workbook")
    with pytest.raises(UserError, match="not an Excel workbook"):
        read_return(tmp_path / "t.xlsx", form())
    with pytest.raises(UserError, match="cannot be opened"):
        read_return(tmp_path / "none.csv", form())


def test_cells_of_a_workbook_that_are_no_values(tmp_path: Path) -> None:
    path = book_of(
        tmp_path / "r.xlsx",
        ("alder", "2026-Q1", "M1", None, "=1+1"),
        ("alder", "2026-Q1", "M2", None, date(2026, 2, 1)),
        ("alder", "2026-Q1", "M3", None, 5.0),
        ("alder", "2026-Q1", "M6", None, True),
    )
    found = read_return(path, form())
    assert [(p.row, p.column) for p in found.problems] == [
        (2, "value"),
        (3, "value"),
        (5, "value"),
    ]
    assert "formula" in found.problems[0].rule
    assert "date" in found.problems[1].rule
    assert values(found) == {key(REACHED): Number(Decimal(5))}


def test_a_hidden_sheet_is_read_and_said(tmp_path: Path) -> None:
    path = book_of(tmp_path / "r.xlsx", ("alder", "2026-Q1", "M1", None, 5))
    book = load_workbook(path)
    book.create_sheet("Cover")
    book["Return"].sheet_state = "hidden"
    book.save(path)
    found = read_return(path, form())
    assert values(found) == {key(TRAINED): Number(Decimal(5))}
    assert "hidden" in found.remarks[0].says


def test_too_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.exchange.returns_file.MOST_RETURN_ROWS", 2)
    rows = [f"{ROW}M1,sex={group},1,,," for group in TRAINED.breakdowns["sex"]]
    found = read_return(csv_of(tmp_path / "r.csv", *rows), form())
    assert (found.problems[0].row, found.rows) == (4, 3)
    assert "More than 2 rows" in found.problems[0].rule


def test_an_annotated_workbook_is_theirs_with_what_to_mend(tmp_path: Path) -> None:
    path, out = tmp_path / "theirs.xlsx", tmp_path / "mend.xlsx"
    book = Workbook()
    notes, sheet = book.active, book.create_sheet("Return")
    notes.title, notes["B2"] = "Our notes", "Kept as it is"
    for row in (
        HEAD.split(","),
        ("alder", "2026-Q1", "M1", None, "=1+1", None, None, None, "ours"),
        ("alder", "2026-Q1", "M2", None, 7),
        ("birch", "2026-Q1", "M3", None, "five"),
        ("alder", "2026-Q1", "M9", None, date(2026, 2, 1)),
    ):
        sheet.append(row)
    sheet["A9"] = "=HYPERLINK(1)"
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state, hidden["A1"] = "hidden", 0.5
    hidden["A1"].number_format = "0%"
    book.save(path)
    found = read_return(path, form())
    annotate(path, found.problems, out)

    copy = load_workbook(out)
    assert copy.sheetnames == ["Our notes", "Return", "Hidden", "What to mend"]
    assert copy["Our notes"]["B2"].value == "Kept as it is"
    assert copy["Hidden"].sheet_state == "hidden"
    assert (copy["Hidden"]["A1"].value, copy["Hidden"]["A1"].number_format) == (
        0.5,
        "0%",
    )
    theirs = copy["Return"]
    assert theirs["E2"].value == "=1+1"
    assert {c.data_type for row in theirs.rows for c in row} <= {"s", "n", "d"}
    assert theirs["E3"].value == 7
    assert theirs["E3"].comment is None
    assert theirs["E5"].value.date() == date(2026, 2, 1)
    assert "formula" in theirs["E2"].comment.text
    assert "another organisation" in theirs["A4"].comment.text
    assert "Did you mean" in theirs["C5"].comment.text
    assert theirs["A4"].fill.fgColor.rgb == "FFFFE3D6"
    assert theirs["A3"].fill.fgColor.rgb != "FFFFE3D6"
    listed = list(copy["What to mend"].iter_rows(values_only=True))
    assert len(listed) == 1 + len(found.problems)
    assert listed[1][:4] == ("Return", 2, "value", "=1+1")


def test_an_annotated_csv_is_theirs_with_one_column_more(tmp_path: Path) -> None:
    path, out = tmp_path / "theirs.csv", tmp_path / "mend.csv"
    head = f"{HEAD},mine"
    csv_of(
        path,
        "# a note",
        f"{ROW}M1,,nil,,,,=1+1",
        "",
        f"{ROW}M2,,-7,,,,-5",
        f"{ROW}M3,,7,,,,@x",
        head=head,
    )
    found = read_return(path, form())
    annotate(path, found.problems, out)
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert rows[0] == [*head.split(","), HEADING]
    assert rows[2][:-1] == [*f"{ROW}M1,,nil,,,".split(","), "'=1+1"]
    assert rows[2][-1].startswith("value: Not a number. Write 0")
    assert rows[3] == []
    assert "below zero" in rows[4][-1]
    assert rows[4][4:9] == ["-7", "", "", "", "-5"]
    assert rows[5][8:] == ["'@x", ""]
    assert not [c for row in rows for c in row if c[:1] in ("=", "+", "@")]
    # Handed over as it is, the copy says what the file said.
    again = read_return(out, form())
    assert [(p.row, p.rule) for p in again.problems] == [
        (p.row, p.rule) for p in found.problems
    ]
    assert values(again) == values(found)


def test_a_csv_may_be_annotated_as_a_workbook(tmp_path: Path) -> None:
    path, out = csv_of(tmp_path / "t.csv", f"{ROW}M1,,=2,,,"), tmp_path / "m.xlsx"
    annotate(path, read_return(path, form()).problems, out)
    sheet = load_workbook(out)["t.csv"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=2", "s")
    assert "only one way" in sheet["E2"].comment.text


def test_what_is_wrong_with_a_sheet_stands_in_the_list(tmp_path: Path) -> None:
    path, out = csv_of(tmp_path / "t.csv", "5", head="value"), tmp_path / "m.xlsx"
    found = read_return(path, form())
    annotate(path, found.problems, out)
    rows = list(load_workbook(out)["What to mend"].iter_rows(values_only=True))
    assert len(rows) == 4


def test_the_copy_never_overwrites_the_file(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "t.csv", f"{ROW}M1,,x,,,")
    with pytest.raises(UserError, match="overwrite the file"):
        annotate(path, (), path)
    with pytest.raises(UserError, match="cannot be written"):
        annotate(path, (), tmp_path / "no" / "m.csv")
    with pytest.raises(UserError, match="cannot be written"):
        annotate(path, (), tmp_path / "no" / "m.xlsx")


def test_a_sheet_of_theirs_may_be_called_like_ours(tmp_path: Path) -> None:
    path, out = tmp_path / "t.xlsx", tmp_path / "m.xlsx"
    book_of(path, ("alder", "2026-Q1", "M1", None, "x"))
    book = load_workbook(path)
    book.create_sheet("what to mend")["A1"] = "theirs"
    book.save(path)
    annotate(path, read_return(path, form()).problems, out)
    assert load_workbook(out).sheetnames == ["Return", "what to mend", "What to mend 2"]


def test_another_organisation_may_not_use_this_form(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", form(EVERY, GIVEN))
    found = read_return(path, form(who="birch"))
    assert found.entries == ()
    assert len(found.problems) == found.rows
