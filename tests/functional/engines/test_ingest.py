"""Releases into the lake: what is kept, what is said, and what stays the same."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from cube_case import AT, cells, rows_of
from made_up_sources import AREA, INCIDENTS, MONTH, TYPE, made_up

from headwater.core.measures.cube import Status
from headwater.engines.catalog import Catalog
from headwater.engines.ibis_engine import IbisEngine
from headwater.engines.ingest.ingest import ingest
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Kind,
    Row,
    Source,
    Value,
)
from headwater.engines.port import CubeSpec
from headwater.errors import UserError


GOOD = "month,area,type,count\n2024-01,North,a,3\n2024-01,South,a,4\n"


def bring(
    folder: Path, source: Source, text: str | bytes, name: str = "f.csv", **more: object
) -> Receipt:
    file = folder / name
    raw = text if isinstance(text, bytes) else text.encode()
    file.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    said = {"by": "test", "at": AT} | more
    return ingest(source, [file], folder / "lake", **said)


def cube(folder: Path, *axes: str, dataset: str = "incidents", **asks: object) -> str:
    found = IbisEngine(Catalog(folder / "lake")).cube(CubeSpec(dataset, axes, **asks))
    return "\n".join(" ".join(row) for row in cells(found)[1:])


def files(folder: Path) -> dict[str, bytes]:
    lake = folder / "lake"
    found = (p for p in lake.rglob("*") if p.is_file())
    return {str(p.relative_to(lake)): p.read_bytes() for p in found}


# --- Releases ------------------------------------------------------------------------


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD)
    before = files(tmp_path)
    again = bring(
        tmp_path, INCIDENTS, GOOD, "renamed.csv", at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert again.already
    assert list(again.lines()) == [
        f"Already held as incidents {first.vintage}: nothing changed."
    ]
    assert files(tmp_path) == before


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        bring(tmp_path / name, INCIDENTS, GOOD)
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_rows_in_another_order_give_the_same_figures(tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    for name, rows in (("one", lines[1:]), ("other", lines[:0:-1])):
        (tmp_path / name).mkdir()
        bring(tmp_path / name, INCIDENTS, "\n".join([lines[0], *rows]))
    one, other = (
        [v for k, v in files(tmp_path / n).items() if k.endswith(".parquet")]
        for n in ("one", "other")
    )
    assert one == other


def test_a_later_release_is_a_new_vintage_and_the_earlier_is_kept(
    tmp_path: Path,
) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD, published=date(2024, 3, 1))
    second = bring(
        tmp_path, INCIDENTS, GOOD.replace(",3", ",9"), published=date(2024, 6, 1)
    )
    assert second.revises == first.vintage
    assert f"It revises {first.vintage}, which is kept." in second.lines()
    assert cube(tmp_path, "month") == "2024-01 13"
    assert cube(tmp_path, "month", vintage=first.vintage) == "2024-01 7"
    with pytest.raises(UserError, match=r"There is no vintage 'x' of incidents"):
        cube(tmp_path, "month", vintage="x")


def test_numbers_of_codes_stay_the_same_for_good(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD + "2024-01,Docks,z,1\n")
    before = json.loads(files(tmp_path)["incidents/books.json"])
    bring(tmp_path, INCIDENTS, "month,area,type,count\n2024-02,Bridge,b,1\n")
    after = json.loads(files(tmp_path)["incidents/books.json"])
    for name in ("area", "type"):
        assert (
            after[name]["codes"][: len(before[name]["codes"])] == before[name]["codes"]
        )
    assert [e["code"] for e in after["area"]["codes"]][-2:] == ["Docks", "Bridge"]


def test_the_manifest_says_where_everything_comes_from(tmp_path: Path) -> None:
    receipt = bring(tmp_path, INCIDENTS, GOOD + "2024-02,North,a,x\n", "f.csv.gz")
    manifest = json.loads(files(tmp_path)["incidents/manifest.json"])
    assert manifest["publisher"] == "Northbank (invented)"
    assert manifest["unit"] == "incidents"
    (vintage,) = manifest["vintages"]
    assert vintage["id"] == receipt.vintage
    assert (vintage["by"], vintage["ingested"]) == ("test", AT.isoformat())
    assert vintage["periods"] == ["2024-01"]
    assert (vintage["rows"], vintage["rejects"]) == (2, 1)
    assert vintage["files"][0]["name"] == "f.csv.gz"
    assert len(vintage["files"][0]["sha256"]) == 64
    assert not [name for name in files(tmp_path) if ".reading" in name]


def test_files_declared_otherwise_are_read_anew(tmp_path: Path) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD + "2024-01,Docks,a,1\n")
    assert first.unknown == {"area": ["Docks"]}
    known = Dimension(
        "area",
        ("area",),
        codes={**AREA.codes, "Docks": "w"},
        labels=AREA.labels,
        totals=AREA.totals,
        rolls=AREA.rolls,
    )
    again = bring(
        tmp_path,
        made_up(dimensions=(MONTH, known, TYPE)),
        GOOD + "2024-01,Docks,a,1\n",
    )
    assert not again.already
    assert again.unknown == {}
    assert "w 1" in cube(tmp_path, "area").splitlines()


def test_words_follow_the_declaration_without_a_new_vintage(tmp_path: Path) -> None:
    first = bring(tmp_path, INCIDENTS, GOOD)
    said = made_up(title="A better title", missing=Status.NOT_REPORTED)
    again = bring(tmp_path, said, GOOD)
    held = Catalog(tmp_path / "lake").open("incidents").held
    assert again.already
    assert [v.id for v in held.vintages] == [first.vintage]
    assert (held.title, held.missing) == ("A better title", Status.NOT_REPORTED)


def test_an_open_engine_notices_a_new_vintage(tmp_path: Path) -> None:
    bring(tmp_path, INCIDENTS, GOOD)
    engine = IbisEngine(Catalog(tmp_path / "lake"))
    spec = CubeSpec("incidents", ("month",))
    assert engine.cube(spec).values.tolist() == [7]
    bring(tmp_path, INCIDENTS, GOOD.replace(",3", ",9"))
    assert engine.cube(spec).values.tolist() == [13]


# --- What a file may look like -------------------------------------------------------


def test_several_files_are_one_release(tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text(GOOD)
    (tmp_path / "2.csv").write_text(GOOD.replace("2024-01", "2024-02"))
    receipt = ingest(
        INCIDENTS,
        [tmp_path / "1.csv", tmp_path / "2.csv"],
        tmp_path / "lake",
        by="test",
        at=AT,
    )
    assert (receipt.first, receipt.last, receipt.read) == ("2024-01", "2024-02", 4)
    assert cube(tmp_path, "month") == "2024-01 7\n2024-02 7"


def test_headings_and_labels_are_compared_without_case_and_spaces(
    tmp_path: Path,
) -> None:
    bring(
        tmp_path,
        INCIDENTS,
        "\ufeffMONTH, Area ,T_y-pe,Count\n2024-01,  NORTH ,A,3\n2024-01,north,b,1\n",
    )
    assert cube(tmp_path, "area", where={"area": ("n",)}) == "n 4"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (GOOD.replace("\n", "\r\n").encode(), "utf-8"),
        (GOOD.replace("\n", "\r").encode(), "utf-8"),
        (GOOD.replace("\n", "\r\n", 1).encode(), "utf-8"),
        (GOOD.replace("South", "S\u00fcd").encode("cp1252"), "cp1252"),
        (GOOD.replace("South", "S\u00fcd").encode("utf-16"), "utf-16"),
        (GOOD.rstrip("\n").encode(), "utf-8"),
    ],
    ids=["crlf", "bare cr", "mixed", "windows", "utf-16", "no last line end"],
)
def test_ends_of_lines_and_encodings(raw: bytes, encoding: str, tmp_path: Path) -> None:
    receipt = bring(tmp_path, made_up(dialect=Dialect(encoding=encoding)), raw)
    assert (receipt.rejects, receipt.rows) == (0, 2)
    assert cube(tmp_path, "month") == "2024-01 7"


def test_lines_are_right_for_the_careful_reader(tmp_path: Path) -> None:
    text = 'month,area,type,count\r\n\n2024-01,North,"a\nb",x\n2024-01,South\n'
    receipt = bring(tmp_path, INCIDENTS, text + "2024-01,South,a,1\n")
    assert [(r.line, r.reason) for r in receipt.examples] == [
        (3, "this is not a number"),
        (5, "the row has too few cells"),
    ]


def test_decimal_commas_and_thousands(tmp_path: Path) -> None:
    source = made_up(
        value=Value("share", ("share",), scale=10_000, highest=2000),
        dialect=Dialect(delimiter=";", decimal=","),
    )
    rows = "2024-01;North;a;0,5678\n2024-01;South;a;1.234,5\n"
    bring(tmp_path, source, "month;area;type;share\n" + rows)
    assert cube(tmp_path, "area", where={"area": ("n", "s")}) == "n 0.5678\ns 1234.5"


def test_the_same_table_in_another_dialect(tmp_path: Path) -> None:
    source = made_up(dialect=Dialect(delimiter=";"), also=(Dialect(delimiter=","),))
    bring(tmp_path, source, GOOD)
    assert cube(tmp_path, "month") == "2024-01 7"


def test_months_in_the_headings(tmp_path: Path) -> None:
    source = made_up(
        dimensions=(Dimension("month", kind=Kind.MONTH, wide=True), AREA, TYPE),
        value=Value("incidents", words={"": Status.NOT_REPORTED}),
    )
    receipt = bring(
        tmp_path,
        source,
        "Area,Note,Type,202401,202402,202403\nNorth,,a,1,2,x\nSouth,,a,,4,5\n",
    )
    assert [(r.line, r.column, r.value) for r in receipt.examples] == [
        (2, "202403", "x")
    ]
    assert receipt.unused == ("Note",)
    assert rows_of(cube(tmp_path, "area", "month", where={"area": ("s", "n")})) == [
        ["s 2024-01 not reported"],
        ["s 2024-02 4"],
        ["s 2024-03 5"],
        ["n 2024-01 1"],
        ["n 2024-02 2"],
        ["n 2024-03 0"],
    ]


def test_codes_in_the_headings_and_a_column_that_is_absent(tmp_path: Path) -> None:
    kind = Dimension("kind", codes={"Sex, female": "f", "Sex, male": "m"}, wide=True)
    area = Dimension("area", ("area",), absent="city", labels={"city": "The city"})
    source = made_up(
        dimensions=(MONTH, area, kind),
        value=Value("people"),
        additive=frozenset({"kind"}),
    )
    bring(tmp_path, source, 'month,"Sex, Female","sex, male"\n2024-01,5,6\n')
    assert cube(tmp_path, "area", "kind") == "city f 5\ncity m 6"


def test_a_second_column_names_the_codes(tmp_path: Path) -> None:
    area = Dimension("area", ("code",), named_by=("name",))
    bring(
        tmp_path,
        made_up(dimensions=(MONTH, area, TYPE)),
        "month,code,name,type,count\n2024-01,E1, Old  Town,a,1\n2024-01,E2,Docks,a,1\n",
    )
    book = Catalog(tmp_path / "lake").open("incidents").books["area"]
    assert [(e.code, e.label) for e in book.entries] == [
        ("E1", "Old Town"),
        ("E2", "Docks"),
    ]


def test_labels_that_are_told_apart_within_another_dimension(tmp_path: Path) -> None:
    ward = Dimension("ward", ("ward",), blank="none", within="area")
    source = made_up(
        dimensions=(MONTH, ward, AREA), additive=frozenset({"month", "ward", "area"})
    )
    text = (
        "month,area,ward,count\n2024-01,North,Abbey,1\n2024-01,South,ABBEY,2\n"
        "2024-01,South,abbey,x\n2024-01,West,,4\n"
    )
    receipt = bring(tmp_path, source, text)
    assert [r.line for r in receipt.examples] == [4]
    bring(
        tmp_path, source, text.replace("2024-01", "2024-02").replace("Abbey", "abbey")
    )
    assert cube(tmp_path, "ward", first="2024-02").splitlines() == [
        "n/Abbey 1",
        "s/Abbey 2",
        "w/none 4",
    ]


def test_rows_that_are_not_wanted_are_left_out_and_counted(tmp_path: Path) -> None:
    def odd(row: Row) -> Row | None:
        if row["type"] == "skip":
            return None
        return {**row, "count": row["count"].removesuffix(" in all")}

    for name, source in (
        ("kept", made_up("kept", keep={"type": ("A",)})),
        ("odd", made_up("odd", odd=odd)),
    ):
        receipt = bring(
            tmp_path,
            source,
            GOOD.replace("South,a,4", "South,skip,4").replace(
                ",3", ",3 in all" if name == "odd" else ",3"
            ),
        )
        assert receipt.left_out == 1
        assert cube(tmp_path, "month", dataset=name) == "2024-01 3"
        assert "1 rows left out, as the source says." in receipt.lines()


def test_each_row_counts_one_where_there_is_no_number(tmp_path: Path) -> None:
    source = made_up(value=Value("crimes"), repeats=True)
    rows = "2024-01,North,a\n" * 3 + "2024-01,South,a\n"
    bring(tmp_path, source, "month,area,type\n" + rows)
    assert cube(tmp_path, "area", where={"area": ("n", "s")}) == "n 3\ns 1"


def test_rows_of_one_combination_are_added_with_what_stands_behind(
    tmp_path: Path,
) -> None:
    source = made_up(
        repeats=True,
        value=Value("incidents", ("count",), words={"c": Status.WITHHELD}),
    )
    rows = (
        "2024-01,North,a,3\n2024-01,North,a,2\n2024-01,South,a,c\n2024-01,South,a,1\n"
    )
    bring(tmp_path, source, "month,area,type,count\n" + rows)
    asked = {"area": ("n", "s", "w")}
    assert cube(tmp_path, "area", where=asked) == "n 5\ns withheld\nw 0"


def test_a_column_beside_says_why_a_number_is_blank(tmp_path: Path) -> None:
    words = {"gone": Status.NOT_REPORTED, "hidden": Status.WITHHELD}
    source = made_up(
        value=Value("incidents", ("count",), words=words, status_headings=("why",))
    )
    receipt = bring(
        tmp_path,
        source,
        "month,area,type,count,why\n2024-01,North,a,3,fine\n2024-01,South,a,,Hidden\n"
        "2024-01,West,a,,gone\n2024-01,West,b,,fine\n",
    )
    assert [str(r) for r in receipt.examples] == [
        "f.csv, line 5, column 'count': '': the number is blank, and 'fine' does not "
        "say why"
    ]
    asked = {"area": ("n", "s", "w"), "type": ("a",)}
    assert cube(tmp_path, "area", where=asked) == "n 3\ns withheld\nw not reported"


def test_a_second_dimension_of_time(tmp_path: Path) -> None:
    done = Dimension("done", ("done",), Kind.MONTH, blank="not-known")
    source = made_up(
        dimensions=(MONTH, done),
        period="month",
        additive=frozenset({"month", "done"}),
    )
    rows = "2024-02,Jan-24,1\n2024-02,2023-11-01,2\n2024-02,,4\n"
    bring(tmp_path, source, "month,done,count\n" + rows)
    assert cube(tmp_path, "done") == "2023-11 2\n2024-01 1\nnot-known 4"
    assert cube(tmp_path, "month") == "2024-02 7"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    bring(tmp_path, INCIDENTS, GOOD, progress=lambda f, n: told.append((f.name, n)))
    assert told == [("f.csv", 2)]


# --- The catalogue -------------------------------------------------------------------


def test_the_catalogue_names_what_the_lake_holds(tmp_path: Path) -> None:
    assert Catalog(tmp_path / "lake").names() == ()
    bring(tmp_path, INCIDENTS, GOOD)
    (tmp_path / "lake" / "not-a-dataset").mkdir()
    catalog = Catalog(tmp_path / "lake")
    assert catalog.names() == ("incidents",)
    with pytest.raises(UserError, match=r"no dataset 'incident'\. Did you mean incid"):
        catalog.open("incident")


def test_a_cube_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path, INCIDENTS, GOOD)
    monkeypatch.setattr("headwater.engines.ibis_engine.LARGEST", 2)
    with pytest.raises(UserError, match=r"This cube would have 3 cells, and 2 are"):
        cube(tmp_path, "area")


def test_values_are_whole_numbers_of_64_bits(tmp_path: Path) -> None:
    large = str(2**53 - 1)
    bring(tmp_path, INCIDENTS, GOOD.replace(",3", f",{large}"))
    engine = IbisEngine(Catalog(tmp_path / "lake"))
    found = engine.cube(CubeSpec("incidents", ("area",), where={"area": ("n",)}))
    assert found.values.dtype == np.int64
    assert found.values.tolist() == [2**53 - 1]


def test_a_dimension_may_have_any_name(tmp_path: Path) -> None:
    names = ("file", "row", "heading", "parts", "select", "a-b")
    source = made_up(
        dimensions=(MONTH, *(Dimension(n, (n,)) for n in names)),
        additive=frozenset({"month", *names}),
    )
    rows = "2024-01,1,2,3,4,5,6,7\n" * 2
    receipt = bring(tmp_path, source, f"month,{','.join(names)},count\n{rows}")
    assert [r.line for r in receipt.examples] == [3]
    assert cube(tmp_path, *names) == "1 2 3 4 5 6 7"
