"""Areas: names, nesting, tiles, and that the file is what the source says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.core import place


ROOT = Path(__file__).parents[2]
GRID = ROOT.parent / "shared" / "data" / "geo"
LONDON, ENGLAND, UK = "E12000007", "E92000001", "K02000001"


def test_thirty_three_boroughs_each_on_its_own_tile() -> None:
    tiles = {area.tile for area in place.boroughs()}
    assert len(place.boroughs()) == len(tiles) == 33
    assert None not in tiles
    assert {area.parent for area in place.boroughs()} == {LONDON}


def test_boroughs_come_by_name() -> None:
    names = [area.name for area in place.boroughs()]
    assert names == sorted(names)
    assert (names[0], names[-1]) == ("Barking and Dagenham", "Westminster")


def test_an_area_has_a_name_and_an_unknown_code_keeps_its_code() -> None:
    assert place.name("E09000012") == "Hackney"
    assert place.name("E99999999") == "E99999999"
    assert place.area("E99999999") is None


def test_nesting_goes_up_and_never_down() -> None:
    assert place.around("E09000012") == (
        "E09000012",
        LONDON,
        ENGLAND,
        "K04000001",
        "K03000001",
        UK,
    )
    assert place.within("E09000012", LONDON)
    assert place.within(LONDON, LONDON)
    assert not place.within(LONDON, "E09000012")
    assert not place.within("W92000004", ENGLAND)


def test_an_unknown_area_lies_in_itself_only() -> None:
    assert place.around("X1") == ("X1",)
    assert place.within("X1", "X1")
    assert not place.within("X1", UK)


def test_areas_overlap_when_one_lies_in_the_other() -> None:
    assert place.overlap(ENGLAND, "E09000012")
    assert place.overlap("E09000012", ENGLAND)
    assert not place.overlap("E09000012", "E09000013")


def test_children_are_the_areas_directly_within() -> None:
    assert place.children(LONDON) == place.boroughs()
    assert [a.name for a in place.children("K04000001")] == ["England", "Wales"]


def test_every_parent_is_an_area() -> None:
    for code in (*place.around("E09000001"), "S92000003", "N92000002"):
        found = place.area(code)
        assert found is not None
        assert not found.parent or place.area(found.parent)


def test_the_source_and_its_licences_are_said() -> None:
    assert "Open Government Licence v3.0" in place.source()
    assert "Copyright 2019 After the Flood Ltd." in place.source()
    text = (ROOT / "src/headwater/core/places.toml").read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, and/or" in text


@pytest.mark.skipif(not GRID.is_dir(), reason="the shared data folder is not here")
def test_the_file_is_what_the_script_makes_of_the_source() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "scripts" / "derive_places.py", GRID],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    kept = (ROOT / "src/headwater/core/places.toml").read_text(encoding="utf-8")
    assert made.stdout == kept


def test_the_invented_city_can_never_be_taken_for_a_real_one() -> None:
    (city, *districts) = ("NB0000000", *(f"NB000000{n}" for n in range(1, 7)))
    assert place.name(city) == "Northbank"
    assert [a.code for a in place.children(city)] == sorted(
        districts, key=lambda code: place.name(code)
    )
    assert place.around(city) == (city,)
    official = re.compile(r"[A-Z]\d{8}")
    assert not [code for code in (city, *districts) if official.fullmatch(code)]
    assert all(official.fullmatch(area.code) for area in place.boroughs())


def test_tiles_stand_in_rows_with_holes_between() -> None:
    rows = place.on_tiles(place.boroughs())
    assert len({len(row) for row in rows}) == 1
    stood = {
        area.code: (c, r)
        for r, row in enumerate(rows)
        for c, area in enumerate(row)
        if area
    }
    first = (
        min(area.tile for area in place.boroughs())[0],
        min(area.tile[1] for area in place.boroughs()),
    )
    for area in place.boroughs():
        column, row = stood[area.code]
        assert (column + first[0], row + first[1]) == area.tile
    assert place.on_tiles([place.Area("X", "Nowhere")]) == ()


def test_short_names_are_all_different() -> None:
    names = place.short_names(place.boroughs())
    assert len(set(names.values())) == len(names) == 33
    assert names["E09000012"] == "Hac"
    assert place.short_names(
        [place.Area("A", "Barnet"), place.Area("B", "Barnham")]
    ) == {
        "A": "Barne",
        "B": "Barnh",
    }


def test_areas_with_a_tile_are_those_of_the_plan() -> None:
    assert place.tiled([LONDON]) == place.boroughs()
    assert [a.name for a in place.tiled(["E09000012"])] == ["Hackney"]
    assert place.tiled([]) == place.tiled(["W92000004"]) == ()
    assert {a.kind for a in place.tiled(["NB0000000"])} == {"district"}
    assert {a.kind for a in place.boroughs()} == {"borough"}


def test_an_invented_place_has_no_official_source() -> None:
    assert "invented" in place.source(["NB0000000", "NB0000003"])
    assert place.source(["NB0000000", LONDON]) == place.source()
