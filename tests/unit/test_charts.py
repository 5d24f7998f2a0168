"""What a chart holds and what it must not hold; how it is kept."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from made_up_figures import SECRET, STEP, WORDS, drawn, limits, table

from headwater.core.measures.cube import Status
from headwater.reports.charts import frame, store
from headwater.reports.charts.describe import describe
from headwater.reports.charts.frame import FRAMES, NARROW, WIDE
from headwater.reports.charts.from_table import series_at
from headwater.reports.charts.picture import picture
from headwater.reports.charts.series import Sign, Wish, left_out
from headwater.reports.charts.skeleton import SERIES, skeleton
from headwater.reports.charts.specification import size, specification
from headwater.reports.charts.store import ChartStore
from headwater.reports.charts.ticks import ticks


pytestmark = pytest.mark.slow  # the first chart of a process takes a second or two

HOLES = {5: Status.WITHHELD, 6: Status.NOT_REPORTED, 12: Status.NOT_APPLICABLE}


def _layers(spec: dict, mark: str) -> list[dict]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def test_specification_holds_no_number_that_is_not_released() -> None:
    spec = specification(drawn(HOLES), WIDE)
    rows = spec["datasets"][SERIES]
    assert str(SECRET) not in json.dumps(spec)
    assert [rows[i]["value"] for i in HOLES] == [None] * 3
    assert [rows[i]["status"] for i in HOLES] == [
        "withheld",
        "not reported",
        "not applicable",
    ]


def test_specification_is_json_without_nan() -> None:
    spec = specification(drawn(HOLES), WIDE)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


def test_specification_fetches_nothing() -> None:
    text = json.dumps(specification(drawn(), WIDE))
    assert '"url"' not in text
    assert re.findall(r"https?://[^\"]*", text) == [
        "https://vega.github.io/schema/vega-lite/v6.4.1.json"
    ]


def test_zero_stands_at_the_foot_unless_told() -> None:
    for wanted in (True, False):
        series = drawn(words=replace(WORDS, from_zero=wanted))
        (area,) = _layers(specification(series, WIDE), "area")
        assert area["encoding"]["y"]["scale"]["zero"] is wanted


@pytest.mark.parametrize(
    ("wish", "above", "below"),
    [
        (Wish.LOWER, frame.UNWISHED, frame.WISHED),
        (Wish.HIGHER, frame.WISHED, frame.UNWISHED),
        (Wish.AMBIGUOUS, frame.INK, frame.INK),
    ],
)
def test_signals_have_shapes_and_no_colour_of_good_where_nobody_knows(
    wish: Wish, above: str, below: str
) -> None:
    spec = specification(drawn(words=replace(WORDS, wish=wish)), WIDE)
    (signals,) = (x for x in _layers(spec, "point") if "shape" in x["encoding"])
    assert signals["encoding"]["shape"]["scale"]["range"] == [
        "triangle-up",
        "triangle-down",
    ]
    assert signals["encoding"]["color"]["scale"]["range"] == [above, below]


def test_no_line_is_drawn_across_a_break_or_a_gap() -> None:
    svg = picture(drawn({10: Status.NOT_REPORTED}), WIDE).decode()
    line = re.findall(rf'<path d="([^"]*)" stroke="{frame.BRAND}"', svg)
    assert len(line) == 2, "one path before the break, one after it"
    assert [path.count("M") for path in line] == [2, 1], "and a hole in the first"


def test_series_without_limits_promises_none() -> None:
    series = series_at(table(), 0, WORDS, None, [])
    spec = specification(series, WIDE)
    assert not _layers(spec, "area")
    assert "Shaded" not in frame.key(series)


def test_breaks_carry_letters_that_the_caption_explains() -> None:
    series = drawn()
    spec = specification(series, WIDE)
    assert spec["datasets"]["breaks"] == [{"period": "2017-01-01", "letter": "A"}]
    assert f"A (month 36): {STEP.words}." in list(frame.captions(series))


def test_point_between_two_gaps_is_still_seen() -> None:
    holes = {10: Status.NOT_REPORTED, 12: Status.NOT_REPORTED}
    rows = specification(drawn(holes), WIDE)["datasets"][SERIES]
    assert [i for i, row in enumerate(rows) if row["dot"]] == [11]


@pytest.mark.parametrize("name", FRAMES)
def test_picture_is_as_large_as_the_page_was_told(name: str) -> None:
    series = drawn(HOLES)
    root = fromstring(picture(series, FRAMES[name]))
    assert (float(root.get("width")), float(root.get("height"))) == size(
        series, FRAMES[name]
    )


def test_picture_says_what_it_shows_and_runs_nothing() -> None:
    series = drawn(words=replace(WORDS, title='Offences <"A" & B>'))
    svg = picture(series, WIDE).decode()
    root = fromstring(svg)
    names = {child.get("id"): child.text for child in root if child.get("id")}
    assert root.get("role") == "img"
    assert set(root.get("aria-labelledby").split()) == set(names)
    assert names["title"] == 'Offences <"A" & B>: Ashby'
    assert names["description"] == describe(series)
    for forbidden in ("<script", "<style", " style=", "href", "<image", "onload"):
        assert forbidden not in svg
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]


def test_same_series_gives_the_same_bytes() -> None:
    first = [picture(drawn(HOLES), each) for each in FRAMES.values()]
    skeleton.cache_clear()
    again = [picture(drawn(HOLES), each) for each in FRAMES.values()]
    assert first == again


def test_description_tells_signals_breaks_and_gaps() -> None:
    said = describe(drawn(HOLES))
    assert "2 of 48 points are signals: 1 above and 1 below" in said
    assert "Break A at month 36" in said
    assert "3 points are not drawn" in said
    assert str(SECRET) not in said


def test_description_of_nothing_says_so() -> None:
    holes = dict.fromkeys(range(48), Status.WITHHELD)
    said = describe(drawn(holes))
    assert "There is no figure to show." in said
    assert fromstring(picture(drawn(holes), WIDE)) is not None


def test_left_out_counts_each_reason_apart() -> None:
    assert left_out(drawn(HOLES)) == (
        "3 points are not drawn: 1 not applicable, 1 not reported, 1 withheld."
    )
    assert left_out(drawn({1: Status.WITHHELD})) == "1 point is not drawn: 1 withheld."
    assert left_out(drawn()) == ""


def test_sides_become_signs() -> None:
    signs = {i: p.sign for i, p in enumerate(drawn().points) if p.sign != Sign.NONE}
    assert signs == {40: Sign.ABOVE, 20: Sign.BELOW}


@pytest.mark.parametrize("most", [5, 6, 12])
@pytest.mark.parametrize("months", [1, 7, 24, 30, 31, 60, 133, 400])
def test_ticks_never_crowd(most: int, months: int) -> None:
    last = (months - 1) // 12 + 2014, (months - 1) % 12 + 1
    found = ticks(date(2014, 1, 1), date(*last, 1), most)
    length = months / 12 if found.interval == "year" else months
    assert length / found.step <= most


def test_picture_is_drawn_once_for_the_same_content(
    tmp_path: Path, monkeypatch
) -> None:
    first = ChartStore(tmp_path).svg(drawn(), WIDE)
    monkeypatch.setattr(store, "picture", None)  # from here on drawing fails
    kept = ChartStore(tmp_path)
    assert kept.svg(drawn(), WIDE) == first
    shutil.rmtree(tmp_path)
    assert kept.svg(drawn(), WIDE) == first, "it is in memory too"
    with pytest.raises(TypeError):
        kept.svg(drawn(), NARROW)


def test_other_content_has_another_name() -> None:
    series = drawn()
    others = [
        series,
        replace(series, place="Barton"),
        replace(series, wish=Wish.HIGHER),
        series_at(table(), 1, WORDS, limits(), [STEP]),
        series_at(table(), 0, WORDS, limits(above=41), [STEP]),
    ]
    names = sorted(store.content_hash(each, WIDE) for each in others)
    assert all(a != b for a, b in pairwise(names))


def test_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "charts"
    blocked.write_text("a file stands where the folder should be")
    assert ChartStore(blocked).svg(drawn(), NARROW).startswith(b"<svg")


def test_oldest_pictures_make_room(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(store, "ON_DISK", 3)
    monkeypatch.setattr(store, "picture", lambda *_: b"<svg/>")
    kept = ChartStore(tmp_path)
    for place in "abcdefgh":
        kept.svg(replace(drawn(), place=place), WIDE)
    assert len(list(tmp_path.iterdir())) <= 4
