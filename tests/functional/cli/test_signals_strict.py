"""headwater signals --mode strict, on the reference and on bad input."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from commands import Commands, Said
from spc_reference import FOLDER, needs_reference, rows_of


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def months(count: int, start: int = 2020) -> list[str]:
    return [f"{start + n // 12}-{n % 12 + 1:02}-01" for n in range(count)]


def series(name: str, values: list[object], start: int = 2020) -> str:
    dates = months(len(values), start)
    return "".join(
        f"{name},{day},{value}\n" for day, value in zip(dates, values, strict=True)
    )


ZIGZAG: list[object] = [4, 6] * 12
HIGH: list[object] = [*ZIGZAG[:-1], 20]


@pytest.fixture
def strict(run: Commands):
    """Run the command on figures, written as a file with the given lines."""

    def judge(lines: str, *words: str, name: str = "figures.csv") -> Said:
        Path(name).write_text(f"id,date,y\n{lines}", encoding="utf-8")
        return run("signals", name, "--mode", "strict", *words)

    return judge


def refused(said: Said, *parts: str) -> None:
    """Exit code 2, nothing printed as a result, and every part in the message."""
    assert said.code == 2
    assert said.out == ""
    for part in parts:
        assert part in said.err, f"{part!r} is not in:\n{said.err}"


@needs_reference
def test_reference_comes_out_as_it_stands(run: Commands) -> None:
    """Text for text, but for the series at which R stops."""
    points, options = FOLDER / "points.csv", FOLDER / "series.csv"
    said = run(
        *("signals", str(points), "--mode", "strict"),
        *("--options", str(options), "--format", "csv"),
    )
    assert said.code == 0
    ours, theirs = table(said.out), rows_of("points.csv")
    assert list(ours[0]) == list(theirs[0])
    stopped = {row["id"] for row in rows_of("series.csv") if row["status"] == "error"}
    differ = {a["id"] for a, b in zip(ours, theirs, strict=True) if a != b}
    assert differ == stopped == {"s150"}
    assert "'s150': 6 points have no value" in said.err
    assert "missing value where TRUE/FALSE needed" in said.err


@needs_reference
def test_summary_has_the_icons_of_the_reference(run: Commands) -> None:
    said = run(
        *("signals", str(FOLDER / "points.csv"), "--mode", "strict", "--summary"),
        *("--options", str(FOLDER / "series.csv"), "--format", "csv"),
    )
    columns = ("variation_icon", "assurance", "n_flagged", "has_boundary_point", "n")
    wanted = {r["id"]: r for r in rows_of("series.csv") if r["status"] == "ok"}
    ours = {r["id"]: r for r in table(said.out)}
    assert len(ours) == len(wanted) + 1
    for name, row in wanted.items():
        assert [ours[name][c] for c in columns] == [row[c] for c in columns]
        assert ours[name]["message"] == row["message"]


def test_page_puts_signals_first_and_says_what_they_are(strict) -> None:
    said = strict(series("calm", ZIGZAG) + series("high", HIGH))
    page = said.out
    assert "2 series by the strict rules" in page
    assert "they call chance a signal" in page
    assert page.index("high") < page.index("calm")
    assert "above the upper limit; higher, which is called neither good" in page


def test_direction_target_and_summary(strict) -> None:
    said = strict(
        series("a", HIGH),
        *("--direction", "decrease", "--target", "90", "--summary", "--format", "csv"),
    )
    row = table(said.out)[0]
    assert (row["variation_icon"], row["assurance"]) == (
        "concern_high",
        "consistent_pass",
    )
    assert row["n_flagged"] == "1"
    assert "a concern" in row["sentence"]


def test_json_has_numbers_and_nulls(strict) -> None:
    said = strict(series("a", [*ZIGZAG[:-1], ""]), "--format", "json")
    whole = json.loads(said.out)
    assert whole["shape"] == "headwater-signals/1"
    last = whole["series"][0]["points"][-1]
    assert last["y"] is None
    assert last["relative_to_mean"] is None
    assert whole["series"][0]["points"][0]["mean"] == pytest.approx(4.956521739130435)


@pytest.mark.parametrize(("rule", "marked"), [("6", 6), ("7", 0), ("8", 0)])
def test_shift_is_a_choice(strict, rule: str, marked: int) -> None:
    values = [*ZIGZAG, 4, *[5.5, 5.9] * 3, 4]
    said = strict(series("a", values), "--shift", rule, "--format", "csv")
    found = [row for row in table(said.out) if row["special_cause_flag"] == "TRUE"]
    assert len(found) == marked
    assert {row["special_cause_type"] for row in found} <= {"6 Points Above CL"}


def test_icons_can_wait_for_13_points(strict) -> None:
    said = strict(series("a", ZIGZAG[:10]), "--icons-from", "13", "--summary")
    assert "fewer than 13 points" in said.err
    said = strict(
        series("a", ZIGZAG[:10]), "--icons-from", "13", "--summary", "--format", "csv"
    )
    assert table(said.out)[0]["variation_icon"] == ""


def test_rebase_by_command_and_by_line(strict) -> None:
    lines = series("a", [*ZIGZAG, *[9, 11] * 8])
    said = strict(lines, "--rebase", "2022-01", "--format", "csv")
    assert {row["rebase_group"] for row in table(said.out)} == {"0", "1"}
    assert said.err == ""
    Path("o.csv").write_text("id,rebase_dates\na,2021-01-01;2022-01-01\n")
    said = strict(lines, "--options", "o.csv", "--format", "csv")
    assert {row["rebase_group"] for row in table(said.out)} == {"0", "1", "2"}


def test_rebase_date_that_is_not_in_the_data_is_said(strict) -> None:
    said = strict(series("a", ZIGZAG), "--rebase", "2021-06-15", "--format", "csv")
    assert said.code == 0
    assert "'a': The rebase date 2021-06-15 is not in it" in said.err
    assert "The nearest is 2021-06-01" in said.err
    assert {row["rebase_group"] for row in table(said.out)} == {"0"}


def test_limits_fixed_and_unscreened(strict) -> None:
    lines = series("a", [*[4, 5] * 8, 90, *[4, 5] * 4])
    fixed = strict(lines, "--fix-after", "12", "--format", "csv")
    loose = strict(lines, "--no-screen", "--format", "csv")
    assert float(table(fixed.out)[0]["mean"]) == 4.5
    assert float(table(loose.out)[0]["upl"]) > float(table(fixed.out)[0]["upl"])
    refused(strict(lines, "--fix-after", "11"), "--fix-after:", "'11'", "12 points")


def test_order_of_lines_does_not_matter(strict) -> None:
    lines = series("a", HIGH).splitlines(keepends=True)
    forward = strict("".join(lines), "--format", "csv")
    backward = strict("".join(reversed(lines)), "--format", "csv")
    assert forward.out == backward.out


@pytest.mark.parametrize(
    "form",
    ["2020-01", "202001", "01/01/2020", "Jan-20", "January 2020", "2020-01-01"],
)
def test_forms_of_dates(strict, form: str) -> None:
    said = strict(f"a,{form},4\na,2020-02-01,5\n", "--format", "csv")
    assert said.code == 0, said.err
    assert [row["date"] for row in table(said.out)] == ["2020-01-01", "2020-02-01"]
    if "/" in form:
        assert f"'{form}' is 1 January 2020" in said.err
    if form.startswith("Jan"):
        assert f"'{form}' is January 2020" in said.err


def test_standard_input_gzip_workbook_and_json(
    run: Commands, strict, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = strict(series("a", HIGH), "--format", "csv").out
    content = Path("figures.csv").read_bytes()
    Path("figures.csv.gz").write_bytes(gzip.compress(content))
    rows = table(content.decode())
    Path("figures.json").write_text(
        json.dumps([r | {"y": float(r["y"])} for r in rows])
    )
    _write_workbook("figures.xlsx", rows)
    for name in ("figures.csv.gz", "figures.json", "figures.xlsx"):
        assert run("signals", name, "--mode", "strict", "--format", "csv").out == plain
    pipe = io.TextIOWrapper(io.BytesIO(content))
    monkeypatch.setattr("sys.stdin", pipe)
    assert run("signals", "-", "--mode", "strict", "--format", "csv").out == plain


def _write_workbook(name: str, rows: list[dict[str, str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(name) as book:
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, ["id", "date", "y"])
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, [row["id"], row["date"], float(row["y"])])


# --- Bad input ----------------------------------------------------------------------


def test_duplicate_date(strict) -> None:
    said = strict("a,2020-01-01,1\na,2020-02-01,2\nb,2020-01-01,3\na,2020-01,4\n")
    refused(
        said,
        "figures.csv, line 5, column date:",
        "'a' has 2020-01-01 a second time",
        "the first is in line 2",
        "give them two ids",
    )


def test_gaps_are_noticed_and_said(strict) -> None:
    lines = series("a", ZIGZAG).splitlines(keepends=True)
    said = strict("".join(lines[:5] + lines[7:]), "--format", "csv")
    assert said.code == 0
    assert "'a': 2 months are missing (2020-06-01, 2020-07-01)" in said.err
    assert "the change across them counts as one" in said.err
    assert len(table(said.out)) == 22


def test_quarters_have_no_gaps(strict) -> None:
    lines = "".join(f"a,2020-{m:02}-01,{m}\n" for m in (1, 4, 7, 10))
    assert "missing" not in strict(lines).err


def test_text_in_a_number(strict) -> None:
    said = strict('a,2020-01-01,about 5\na,2020-02-01,"1,234"\na,2020-03-01,3%\n')
    refused(
        said,
        "figures.csv, line 2, column y: 'about 5' is not a number.",
        "figures.csv, line 3, column y: '1,234' is not a number.",
        "Leave out the commas between the thousands.",
        "line 4",
        "without the per cent sign",
    )


@pytest.mark.parametrize("word", ["January", "jan"])
def test_month_without_a_year(strict, word: str) -> None:
    said = strict(f"a,2020-01-01,1\na,{word},2\n")
    refused(
        said,
        f"figures.csv, line 3, column date: '{word}' is a month without its year.",
        "Dates are read as 2024-01-31, 2024-01, 202401, 31/01/2024",
    )


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("2020-13-01", "is not a date"),
        ("2020-02-30", "no such day"),
        ("31/02/2020", "no such day"),
        ("2020", "is not a date"),
        ("soon", "is not a date"),
        ("", "The date is blank"),
        ("Janember 2020", "is not a date"),
        ("01/13/2020", "cannot be day/month/year"),
    ],
)
def test_dates_that_are_none(strict, word: str, says: str) -> None:
    refused(strict(f"a,2020-01-01,1\na,{word},2\n"), "figures.csv", says)


def test_ids_that_differ_by_capitals_or_spaces(strict) -> None:
    said = strict("Camden,2020-01-01,1\ncamden ,2020-02-01,2\n")
    refused(
        said,
        "figures.csv, line 3, column id:",
        "The id 'camden ' differs from 'Camden' (line 2) only by capitals or spaces",
    )


def test_one_id_in_two_blocks_is_said(strict) -> None:
    first, second = series("a", ZIGZAG[:12]), series("a", ZIGZAG[:12], 2021)
    said = strict(first + series("b", ZIGZAG) + second)
    assert said.code == 0
    assert "'a' stands in 2 blocks, from lines 2 and 38" in said.err
    lines = first.splitlines() + series("b", ZIGZAG[:12]).splitlines()
    by_date = "\n".join(sorted(lines, key=lambda line: line.split(",")[1])) + "\n"
    assert "blocks" not in strict(by_date).err


def test_blank_id(strict) -> None:
    refused(strict(",2020-01-01,1\n"), "line 2, column id:", "The id is blank")


def test_line_with_too_few_cells(strict) -> None:
    refused(strict("a,2020-01-01,1\na,2020-02"), "line 3:", "2 cells", "cut short")


def test_quotation_mark_that_is_never_closed(strict) -> None:
    refused(strict('a,2020-01-01,1\n"a,2020-02-01,2\n'), "line 3:", "quotation mark")


def test_many_problems_are_counted(strict) -> None:
    said = strict("".join(f"a,2020-{m:02}-01,x{m}\n" for m in range(1, 13)))
    refused(said, "line 2, column y", "… and 6 more.")
    assert said.err.count("is not a number") == 6


def test_options_row_for_an_unknown_id(strict) -> None:
    Path("o.csv").write_text("id,target\na,5\nzz,7\n")
    lines = series("a", ZIGZAG) + series("b", ZIGZAG)
    said = strict(lines, "--options", "o.csv")
    assert said.code == 0
    assert "o.csv: 1 line is of no series in the figures: 'zz' (line 3)." in said.err
    assert "o.csv: 1 of 2 series have no line here: 'b'." in said.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("id,target\nzz,7\n", "No line is of a series in the figures"),
        ("id,target\na,7\na,8\n", "'a' has a second line; the first is line 2"),
        ("id,target\na,seven\n", "line 2, column target: 'seven' is not a number"),
        ("id,improvement_direction\na,up\n", "'up' is not a direction"),
        ("id,rebase_dates\na,2020-01-01;June\n", "month without its year"),
        ("id,fix_after_n_points\na,5\n", "12 or more"),
        ("id,screen_outliers\na,maybe\n", "neither TRUE nor FALSE"),
        (
            "name,target\na,7\n",
            "There is no column 'id'. The columns are: name, target",
        ),
    ],
)
def test_options_that_cannot_be_read(strict, options: str, says: str) -> None:
    Path("o.csv").write_text(options)
    refused(strict(series("a", ZIGZAG), "--options", "o.csv"), "o.csv", says)


def test_truncated_gzip(run: Commands, strict) -> None:
    strict(series("a", ZIGZAG))
    packed = gzip.compress(Path("figures.csv").read_bytes())
    Path("cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    refused(run("signals", "cut.csv.gz"), "cut.csv.gz:", "cut short or damaged")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\n \n", "The file is empty"),
        (b"id,date,y\n", "headings and no figures"),
        (
            b"MajorText,MinorText,202001\nA,B,3\n",
            "There is no column 'date'. The columns",
        ),
        (b"id,date,date,y\na,2020-01,2020-01,1\n", "Two columns are called 'date'"),
        (b"id,date,y\n\x00\n", "NUL"),
        (b'[{"id": "a"', "not JSON that we can read"),
        (b"[3]", "holds no table"),
        (b"PK\x03\x04nonsense", "damaged or cut short"),
    ],
)
def test_files_that_hold_no_series(run: Commands, content: bytes, says: str) -> None:
    Path("odd.csv").write_bytes(content)
    refused(run("signals", "odd.csv", "--mode", "strict"), "odd.csv", says)


def test_file_that_is_not_there(run: Commands) -> None:
    refused(run("signals", "nowhere.csv"), "nowhere.csv:", "no file of that name")
    refused(run("signals", "plan"), "plan:", "a folder")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--direction", "up"), "--direction: 'up' is not a direction"),
        (("--target", "lots"), "--target: 'lots' is not a number"),
        (("--rebase", "May"), "--rebase: 'May' is a month without its year"),
        (("--icons-from", "0"), "--icons-from: '0' is not a number of points"),
        (("--shift", "9"), "invalid choice"),
    ],
)
def test_settings_that_cannot_be(strict, words: tuple[str, ...], says: str) -> None:
    refused(strict(series("a", ZIGZAG), *words), says)


def test_windows_letters_are_read_and_said(run: Commands) -> None:
    text = "id,date,y\n" + series("Château", ZIGZAG)
    Path("w.csv").write_bytes(text.encode("cp1252"))
    said = run("signals", "w.csv", "--mode", "strict", "--summary", "--format", "csv")
    assert table(said.out)[0]["id"] == "Château"
    assert "read as Windows-1252" in said.err


def test_file_without_ids_is_one_series(run: Commands) -> None:
    Path("rape.csv").write_text(
        "date,y\n" + "".join(f"{day},3\n" for day in months(24))
    )
    said = run(
        "signals", "rape.csv", "--mode", "strict", "--summary", "--format", "csv"
    )
    row = table(said.out)[0]
    assert (row["id"], row["n"]) == ("rape", "24")
    assert "no limits can be drawn" in row["sentence"]
