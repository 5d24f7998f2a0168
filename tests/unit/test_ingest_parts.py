"""The small parts of the ingest, one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_up_sources import AREA, INCIDENTS, MONTH, TYPE, made_up

from headwater.core.measures.cube import Status
from headwater.engines.books import Book, near
from headwater.engines.ingest.declaration import fingerprint
from headwater.engines.ingest.facts import FileFacts, facts_of
from headwater.engines.ingest.lines import lines_of
from headwater.engines.ingest.numbers import NumberReader
from headwater.engines.ingest.rows import Rows, Unsplit
from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Gap,
    Kind,
    Source,
    Value,
)
from headwater.engines.ingest.sources import all_sources
from headwater.engines.lake import put
from headwater.engines.manifest import as_data, described, from_data
from headwater.engines.port import CubeSpec


# --- Numbers -------------------------------------------------------------------------


def number(text: str, decimal: str = ".", **value: object) -> tuple[int, str]:
    found = NumberReader(Value("x", ("x",), **value), decimal).read(text)  # type: ignore[arg-type]
    return found.value, found.reason


@pytest.mark.parametrize(
    ("text", "kept"),
    [("12", 12), (" 12 ", 12), ("12.0", 12), ("+3", 3), ("1,234", 1234), ("1e3", 1000)],
)
def test_counts_are_read(text: str, kept: int) -> None:
    assert number(text) == (kept, "")


@pytest.mark.parametrize(
    "text",
    ["1,23", "0,567", "12a", "1.2.3", "--3", "NaN", "inf", "1 2", "12%", "\u00bd"],
)
def test_what_is_no_number(text: str) -> None:
    assert number(text) == (0, "this is not a number")


def test_shares_are_kept_as_whole_numbers_of_a_scale() -> None:
    assert number("0.56784", scale=10_000) == (5678, "")
    assert number("0.00005", scale=10_000) == (0, "")  # half goes to even
    assert number("0.00015", scale=10_000) == (2, "")
    assert number("0,5", ",", scale=100) == (50, "")
    assert number("1.234,5", ",", scale=10) == (12345, "")
    assert number("1.234", ",") == (1234, "")
    assert number(".5", scale=2) == (1, "")


def test_a_zero_is_a_zero() -> None:
    reader = NumberReader(Value("x", ("x",)))
    assert reader.read("0.0").status is Status.ZERO
    assert reader.read("1").status is Status.OBSERVED


def test_words_stand_for_a_status() -> None:
    words = {"c": Status.WITHHELD, "Not known": Status.NOT_REPORTED}
    reader = NumberReader(Value("x", ("x",), words=words))
    assert reader.read(" C ").status is Status.WITHHELD
    assert reader.read("not  known").status is Status.NOT_REPORTED
    assert reader.read("").reason == "the number is blank"
    assert reader.why_blank("c").status is Status.WITHHELD


# --- Lines ---------------------------------------------------------------------------


def test_rows_after_unsplit_ones_stand_further_down() -> None:
    unsplit = [Unsplit(record, "", "", "") for record in (2, 3, 6)]
    found = Rows(unsplit, rows=4)
    facts = FileFacts(Path("x"), "", 0, 8, True)
    rows = np.arange(4)
    # Line 1 has the headings; rows stand on 4, 5, 7 and 8.
    assert lines_of(facts, found, rows).tolist() == [4, 5, 7, 8]


def test_facts_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"a\r\nb")
    facts = facts_of(file)
    assert (facts.lines, facts.size, facts.plain_ends) == (2, 4, True)
    file.write_bytes(b"a\r\nb\n")
    assert not facts_of(file).plain_ends


# --- Declarations --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "In Cidents"}, "a name is small letters"),
        ({"dimensions": (MONTH, AREA, AREA)}, "a dimension stands twice"),
        ({"dimensions": (AREA, TYPE), "additive": frozenset()}, "dimension of time"),
        ({"period": "area"}, "its period area is not a dimension of time"),
        ({"additive": frozenset({"sex"})}, "sex is not one of its dimensions"),
        (
            {"gaps": (Gap(Status.ZERO, {"sex": frozenset({"f"})}),)},
            "sex is not one of its dimensions",
        ),
        ({"missing": Status.WITHHELD}, "no row means zero, not reported or not"),
        (
            {"dimensions": (MONTH, AREA, Dimension("value", ("v",)))},
            "value, status and period are no names",
        ),
        (
            {"dimensions": (Dimension("month", ("m",), Kind.MONTH, blank="x"), TYPE)},
            "its period may not be blank",
        ),
    ],
)
def test_a_declaration_that_cannot_be(changes: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        made_up(**({"additive": frozenset()} | changes))


def test_a_dimension_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="under which heading"):
        Dimension("area")
    with pytest.raises(ValueError, match="which headings are its codes"):
        Dimension("area", wide=True)
    with pytest.raises(ValueError, match="a closed list needs its codes"):
        Dimension("area", ("area",), closed=True)
    with pytest.raises(ValueError, match="the scale must be 1 or more"):
        Value("x", scale=0)


def test_a_fingerprint_changes_with_how_a_file_is_read_and_not_with_words() -> None:
    same = fingerprint(INCIDENTS)
    assert fingerprint(made_up(title="Another", missing=Status.NOT_REPORTED)) == same
    assert fingerprint(made_up(dialect=Dialect(";"))) != same
    assert fingerprint(made_up(repeats=True)) != same
    assert fingerprint(made_up(odd=lambda row: row)) != same
    closed = Dimension("area", ("area",), codes=AREA.codes, closed=True)
    assert fingerprint(made_up(dimensions=(MONTH, closed, TYPE))) != same


def test_a_manifest_says_what_it_was_told() -> None:
    held = described(made_up(gaps=(Gap(Status.ZERO, {"area": frozenset({"n"})}),)), ())
    assert from_data(as_data(held)) == held


@pytest.mark.parametrize("source", all_sources().values(), ids=lambda s: s.name)
def test_gaps_speak_of_codes_and_periods_that_there_are(source: Source) -> None:
    held = described(source, ())
    codes = {d.name: set(d.codes.values()) for d in source.dimensions}
    for gap in source.gaps:
        assert gap.where or gap.first or gap.last
        assert all(held.number(end) for end in (gap.first, gap.last) if end)
        assert all(among <= codes[name] for name, among in gap.where.items())


# --- Books ---------------------------------------------------------------------------


def test_a_book_never_gives_a_number_to_another_code() -> None:
    book = Book("area", Kind.CODE)
    assert [book.add(code, code) for code in ("b", "a", "b", "c")] == [0, 1, 0, 2]
    book.follow(AREA)
    assert [e.code for e in book.entries] == ["b", "a", "c", "n", "s", "w", "city"]
    assert book.number("n") == 3
    assert book.number("x") is None


def test_a_book_takes_groups_from_the_declaration() -> None:
    book = Book("area", Kind.CODE)
    book.add("z", "Zoo")
    book.follow(AREA)
    book.group(AREA)
    groups = {entry.code: entry.groups["side"] for entry in book.entries}
    assert groups["s"] == "south"
    assert groups["z"] == "not-known"
    assert book.group_labels["side"] == {
        "north": "North side",
        "south": "South side",
        "not-known": "Not known",
    }


def test_a_code_that_is_known_later_is_no_longer_unknown() -> None:
    book = Book("area", Kind.CODE)
    book.add("docks", "Docks", unknown=True)
    book.follow(Dimension("area", ("area",), codes={"Docks": "docks"}))
    assert not book.entries[0].unknown


def test_the_nearest_codes_are_named() -> None:
    assert near("Nrth", ["north", "south"]) == "Did you mean north?"
    assert near("zzz", ["north", "south"]) == ""


# --- Files and questions -------------------------------------------------------------


def test_a_file_is_put_in_its_place_whole(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("new")
    (tmp_path / "place").write_text("old")
    put(tmp_path / "made", tmp_path / "place")
    assert (tmp_path / "place").read_text() == "new"
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"axes": ("a", "a")}, "an axis stands twice"),
        ({"axes": (), "where": {"a": ()}}, "where a: give different codes"),
        ({"axes": (), "where": {"a": "text"}}, "where a: give different codes"),
        ({"axes": (), "where": {"a": ("x", "x")}}, "where a: give different codes"),
        ({"axes": ("a",), "roll": {"a": "b"}}, "a is rolled: its axis is b"),
    ],
)
def test_a_question_that_cannot_be(asked: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        CubeSpec("x", **asked)  # type: ignore[arg-type]


def test_a_question_can_be_a_key() -> None:
    one = CubeSpec("x", ("a",), {"b": ("c",)})
    assert {one: 1}[CubeSpec("x", ("a",), {"b": ("c",)})] == 1
