"""Files that are not what they should be: an error with its place, or rows named."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from cube_case import AT, written
from made_up_sources import INCIDENTS, RETURNS, SHARES, made_up

from headwater.engines.catalog import Catalog
from headwater.engines.ibis_engine import IbisEngine
from headwater.engines.ingest import ingest as ingesting
from headwater.engines.ingest.ingest import ingest
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.source import Dialect, Dimension, Kind, Source, Value
from headwater.engines.lake import only_one
from headwater.engines.port import CubeSpec
from headwater.errors import UserError


GOOD = "month,area,type,count\n2024-01,North,a,3\n2024-01,South,a,4\n"


def bring(folder: Path, source: Source, *texts: str | bytes, **more: object) -> Receipt:
    files = []
    for nth, text in enumerate(texts):
        file = folder / f"{nth}.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(file)
    return bring_files(folder, source, files, **more)


def bring_files(
    folder: Path, source: Source, files: Sequence[Path], **more: object
) -> Receipt:
    return ingest(source, files, folder / "lake", by="test", at=AT, **more)


def rejected(receipt: Receipt) -> list[tuple[int, str, str, str]]:
    with Path(receipt.rejects_file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["file", "line", "column", "value", "reason"]
    return [(int(line), column, value, why) for _, line, column, value, why in rows[1:]]


def held(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "lake").rglob("*") if p.name != ".lock")


# --- Rows ----------------------------------------------------------------------------


def test_each_bad_row_is_named_with_line_column_value_and_reason(
    tmp_path: Path,
) -> None:
    receipt = bring(
        tmp_path,
        INCIDENTS,
        "month,area,type,count\n"
        "2024-01,North,a,3\n"
        "2024-01,North,b,many\n"  # text in a number
        "March,North,a,3\n"  # a date that is a month name
        "2024-13,North,a,3\n"  # no such month
        "2024-01,South,a,-2\n"  # below zero
        "2024-01,South,a,2.5\n"  # half an incident
        "2024-01,South,a,\n"  # blank and no zero
        "2024-01,,a,4\n"  # no area
        "2024-01,South,a,99999999999999999999\n",
    )
    number, month = "this is not a number", "this is not a month (such as 2024-01)"
    assert receipt.rows == 1
    assert receipt.rejects == 8
    assert rejected(receipt) == [
        (3, "count", "many", number),
        (4, "month", "March", month),
        (5, "month", "2024-13", month),
        (6, "count", "-2", "this is below 0"),
        (7, "count", "2.5", "this is not a whole number"),
        (8, "count", "", "the number is blank"),
        (9, "area", "", "no area is given"),
        (10, "count", "9" * 20, "this number is too large to be true"),
    ]
    assert (
        str(receipt.examples[0]) == f"0.csv, line 3, column 'count': 'many': {number}"
    )
    assert "8 not taken in" in "\n".join(receipt.lines())


def test_a_row_that_stood_before_is_rejected_and_the_first_kept(tmp_path: Path) -> None:
    receipt = bring(
        tmp_path,
        INCIDENTS,
        GOOD + "2024-01,north ,a,9\n2024-01,South,a,4\n",
    )
    assert rejected(receipt) == [
        (4, "", "", "this combination stood before with another number"),
        (5, "", "", "this combination stood before"),
    ]
    assert receipt.rows == 2


def test_lines_are_right_past_blank_lines_and_cells_of_two_lines(
    tmp_path: Path,
) -> None:
    receipt = bring(
        tmp_path,
        INCIDENTS,
        'month,area,type,count\n\n2024-01,North,"a\nb",3\n2024-01,South\n'
        '2024-01,West,"q""uote",x\n\n2024-01,South,a,4,5\n2024-02,West,a,y\n',
    )
    assert rejected(receipt) == [
        (5, "type", "2024-01,South", "the row has too few cells"),
        (6, "count", "x", "this is not a number"),
        (8, "", "2024-01,South,a,4,5", "the row has too many cells"),
        (9, "count", "y", "this is not a number"),
    ]


def test_rows_of_bad_text_and_marks_are_named(tmp_path: Path) -> None:
    receipt = bring(
        tmp_path,
        INCIDENTS,
        GOOD.encode()
        + b'2024-02,N\xf6rd,a,1\n2024-02,"North"x,a,1\n2024-02,West,a,z\n',
    )
    lines = [(line, reason) for line, _, _, reason in rejected(receipt)]
    assert lines == [
        (4, "this is not UTF-8 text"),
        (5, "a quotation mark stands in the wrong place"),
        (6, "this is not a number"),
    ]


def test_a_reject_is_no_formula_for_a_spreadsheet(tmp_path: Path) -> None:
    receipt = bring(
        tmp_path, INCIDENTS, GOOD + "2024-02,North,a,=1+1\n2024-02,West,a,-1\n"
    )
    assert [value for _, _, value, _ in rejected(receipt)] == ["'=1+1", "-1"]


def test_a_code_outside_a_closed_list_is_rejected(tmp_path: Path) -> None:
    area = Dimension("area", ("area",), codes={"North": "n", "South": "s"}, closed=True)
    source = made_up(
        dimensions=(INCIDENTS.dimensions[0], area, INCIDENTS.dimensions[2])
    )
    receipt = bring(tmp_path, source, GOOD + "2024-01,West,a,1\n")
    assert rejected(receipt) == [
        (4, "area", "West", "this is not in the list of the area")
    ]


def test_an_unseen_code_is_kept_and_reported(tmp_path: Path) -> None:
    receipt = bring(tmp_path, INCIDENTS, GOOD + "2024-01, Old  Docks ,a,1\n")
    assert receipt.unknown == {"area": ["Old Docks"]}
    assert receipt.rejects == 0
    assert "area: 1 not known, kept as they are: 'Old Docks'." in receipt.lines()
    book = Catalog(tmp_path / "lake").open("incidents").books["area"]
    assert [e.code for e in book.entries if e.unknown] == ["Old Docks"]


def test_a_share_above_one_is_rejected(tmp_path: Path) -> None:
    receipt = bring(
        tmp_path, SHARES, "month,area,share\n2024-01,North,0.5\n2024-01,South,56\n"
    )
    assert rejected(receipt) == [(3, "share", "56", "this is above 1")]


def test_a_file_that_is_mostly_unreadable_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"2024-01,North,t{n},lots\n" for n in range(1500))
    with pytest.raises(UserError) as raised:
        bring(tmp_path, INCIDENTS, GOOD + rows)
    assert str(raised.value).startswith(
        "0.csv: Most rows cannot be read as Incidents by area and type. The first: "
        "0.csv, line 4, column 'count': 'lots': this is not a number."
    )
    assert held(tmp_path) == [tmp_path / "lake/incidents"]


def test_a_file_without_one_good_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"incidents: There is no row .* 'many'"):
        bring(tmp_path, INCIDENTS, "month,area,type,count\n2024-01,North,a,many\n")
    with pytest.raises(UserError, match=r"incidents: There is no row that could"):
        bring(tmp_path, INCIDENTS, "month,area,type,count\n")


# --- Files ---------------------------------------------------------------------------


def test_a_file_of_another_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        bring(tmp_path, INCIDENTS, "Year,Series,Value\n2020,x,1\n")
    assert str(raised.value) == (
        "0.csv, line 1: This is not a file of Incidents by area and type: it has none "
        "of its headings. It has 'Year', 'Series', 'Value'. Name the source that it "
        "comes from; 'headwater ingest --list' names them all."
    )


def test_a_renamed_column_is_named_with_the_headings_that_are_not_known(
    tmp_path: Path,
) -> None:
    with pytest.raises(UserError) as raised:
        bring(tmp_path, INCIDENTS, "month,borough_name,type,count\n2024-01,North,a,3\n")
    assert str(raised.value) == (
        "0.csv, line 1: There is no column 'area'. Headings that incidents does not "
        "know: 'borough_name'. Where the publisher has renamed the column, add its new "
        "heading to the source."
    )


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"0.csv, line 1, column 5: .*'Count' .*twice"):
        bring(tmp_path, INCIDENTS, "month,area,type,count,Count\n2024-01,North,a,3,4\n")


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(GOOD.encode() * 200)
    for cut in (4, 9, len(whole) // 2):
        file = tmp_path / "cut.csv.gz"
        file.write_bytes(whole[:-cut])
        with pytest.raises(UserError) as raised:
            bring_files(tmp_path, INCIDENTS, [file])
        assert str(raised.value) == (
            "cut.csv.gz: This compressed file is cut short: its end is missing. "
            "Download it again."
        )


def test_a_damaged_gzip_and_one_that_is_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv.gz"
    whole = bytearray(gzip.compress(GOOD.encode()))
    whole[-6] ^= 1  # the check sum
    for content in (bytes(whole), b"not gzip at all"):
        file.write_bytes(content)
        with pytest.raises(UserError, match=r"x.csv.gz: This is not a whole gzip file"):
            bring_files(tmp_path, INCIDENTS, [file])


def test_an_empty_file_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"0.csv: This file is empty."):
        bring(tmp_path, INCIDENTS, "")
    with pytest.raises(UserError, match=r"gone.csv: This file cannot be read"):
        bring_files(tmp_path, INCIDENTS, [tmp_path / "gone.csv"])
    with pytest.raises(UserError, match=r"No file is given."):
        bring_files(tmp_path, INCIDENTS, [])


def test_a_quotation_mark_that_never_closes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"0.csv, line 3: A quotation mark is opened"):
        bring(
            tmp_path,
            INCIDENTS,
            GOOD.splitlines()[0]
            + "\n2024-01,North,a,3"
            + '\n2024-02,"North,a,1\n2024-03,West,a,2\n',
        )


def test_the_same_file_twice_in_one_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"1.csv: This is the same file as 0.csv."):
        bring(tmp_path, INCIDENTS, GOOD, GOOD)


def test_two_files_with_the_same_figures_are_not_added_up(tmp_path: Path) -> None:
    later = GOOD.replace(",3", ",5")
    with pytest.raises(UserError) as raised:
        bring(tmp_path, made_up(repeats=True), GOOD, later)
    assert str(raised.value).startswith(
        "0.csv and 1.csv: Two of the files have the same figures for 2024-01"
    )


def test_a_wide_file_without_a_month_among_its_headings_is_refused(
    tmp_path: Path,
) -> None:
    wide = Dimension("month", kind=Kind.MONTH, wide=True)
    source = made_up(
        value=Value("incidents"), dimensions=(wide, *INCIDENTS.dimensions[1:])
    )
    with pytest.raises(UserError, match=r"0.csv, line 1: No heading is a month"):
        bring(tmp_path, source, "area,type,total\nNorth,a,3\n")


def test_text_in_another_encoding_than_said_is_refused(tmp_path: Path) -> None:
    source = made_up(dialect=Dialect(encoding="ascii"))
    with pytest.raises(UserError, match=r"0.csv, line \d+: This line cannot be read"):
        bring(tmp_path, source, GOOD.encode() + b"2024-02,N\xf6rd,a,1\n")


# --- Releases ------------------------------------------------------------------------


def test_a_release_older_than_the_one_held_is_refused_unless_asked_for(
    tmp_path: Path,
) -> None:
    newer = bring(tmp_path, INCIDENTS, GOOD, published=date(2024, 6, 1))
    before = {path: path.read_bytes() for path in held(tmp_path) if path.is_file()}
    older = {"published": date(2024, 3, 1)}
    text = GOOD.replace(",3", ",2")
    with pytest.raises(UserError) as raised:
        bring(tmp_path, INCIDENTS, text, **older)
    assert str(raised.value) == (
        "incidents: This release is older (published on 2024-03-01) than the one held, "
        f"{newer.vintage} (published on 2024-06-01). Nothing was changed. To keep it "
        "beside the newer one as an older vintage, say --older."
    )
    assert before == {p: p.read_bytes() for p in held(tmp_path) if p.is_file()}
    kept = bring(tmp_path, INCIDENTS, text, older=True, **older)
    assert kept.older
    dataset = Catalog(tmp_path / "lake").open("incidents")
    assert [v.id for v in dataset.held.vintages] == [kept.vintage, newer.vintage]
    assert dataset.parts()[0].vintage.id == newer.vintage


def test_without_dates_a_release_that_ends_earlier_is_older(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD + "2024-02,North,a,1\n")
    with pytest.raises(UserError, match=r"ends with 2024-01.*goes on to 2024-02"):
        bring(tmp_path, INCIDENTS, GOOD)


def test_a_release_of_earlier_months_is_not_older(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD)
    receipt = bring(tmp_path, INCIDENTS, GOOD.replace("2024-01", "2023-12"))
    assert not receipt.older
    assert receipt.revises == ""


def test_a_dataset_declared_in_another_shape_is_refused(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD)
    with pytest.raises(UserError) as raised:
        bring(
            tmp_path,
            made_up(dimensions=INCIDENTS.dimensions[:2], additive=frozenset()),
            GOOD,
        )
    assert "The lake holds incidents with another dimensions" in str(raised.value)


def test_two_ingests_do_not_collide(tmp_path: Path) -> None:
    with (
        only_one(tmp_path / "lake"),
        pytest.raises(UserError, match=r"being brought into this lake by another"),
    ):
        bring(tmp_path, INCIDENTS, GOOD)
    assert bring(tmp_path, INCIDENTS, GOOD).rows == 2


def test_a_crash_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD)
    before = {path: path.read_bytes() for path in held(tmp_path) if path.is_file()}

    def crash(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(ingesting, "facts_of", ingesting.facts_of)
    monkeypatch.setattr(ingesting.Folder, "keep", crash)
    with pytest.raises(RuntimeError):
        bring(tmp_path, INCIDENTS, GOOD.replace(",3", ",8"))
    assert before == {p: p.read_bytes() for p in held(tmp_path) if p.is_file()}
    monkeypatch.undo()
    second = bring(tmp_path, INCIDENTS, GOOD.replace(",3", ",8"))
    assert second.revises == first.vintage


@pytest.mark.parametrize("step", range(4))
def test_a_crash_at_any_step_of_keeping_leaves_the_old_figures(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD)
    calls = []
    real = ingesting.Folder.keep.__globals__["put"]

    def crash(made: Path, place: Path) -> None:
        calls.append(place)
        if len(calls) > step:
            raise RuntimeError("the power went")
        real(made, place)

    from headwater.engines import lake
    from headwater.engines.ingest import folder

    monkeypatch.setattr(folder, "put", crash)
    monkeypatch.setattr(lake, "put", crash)
    with pytest.raises(RuntimeError):
        bring(tmp_path, INCIDENTS, GOOD.replace(",3", ",8"))
    monkeypatch.undo()
    dataset = Catalog(tmp_path / "lake").open("incidents")
    assert [v.id for v in dataset.held.vintages] == [first.vintage]
    assert bring(tmp_path, INCIDENTS, GOOD.replace(",3", ",8")).revises == first.vintage


def test_what_a_killed_ingest_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / "lake/incidents/.reading"
    left.mkdir(parents=True)
    (left / "stage.duckdb").write_text("half of something")
    assert bring(tmp_path, INCIDENTS, GOOD).rows == 2
    assert not left.exists()


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD)
    (tmp_path / "lake/incidents/manifest.json").write_text("{")
    with pytest.raises(UserError, match=r"manifest.json: This file of the lake cannot"):
        bring(tmp_path, INCIDENTS, GOOD)


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_text("x")])
def test_figures_that_are_missing_or_damaged_are_named(
    damage: Callable[[Path], object], tmp_path: Path
) -> None:
    receipt = bring(tmp_path, INCIDENTS, GOOD)
    damage(tmp_path / "lake/incidents" / f"{receipt.vintage}.parquet")
    engine = IbisEngine(Catalog(tmp_path / "lake"))
    with pytest.raises(UserError, match=r"\.parquet: This file of the lake is missing"):
        engine.cube(CubeSpec("incidents", ("month",)))


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting.FileFacts, "still_so", lambda facts: False)
    with pytest.raises(UserError, match=r"0.csv: This file was changed while it was"):
        bring(tmp_path, INCIDENTS, GOOD)
    monkeypatch.undo()
    facts = ingesting.facts_of(tmp_path / "0.csv")
    assert facts.still_so()
    os.utime(tmp_path / "0.csv", ns=(1, 1))
    assert not facts.still_so()


def test_returns_keep_their_words(tmp_path: Path) -> None:
    file = written("quarter | area | count\n2024-Q1 | North | c", tmp_path / "r.csv")
    receipt = bring_files(tmp_path, RETURNS, [file])
    assert receipt.rows == 1
    vintage = Catalog(tmp_path / "lake").open("returns").held.vintages[0]
    assert vintage.statuses == {"withheld": 1}
