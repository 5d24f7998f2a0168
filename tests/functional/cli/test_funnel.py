"""headwater funnel, on the reference and on bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Commands, Said
from spc_reference import FOLDER, needs_reference, number, rows_of


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def compared(run: Commands, text: str, *words: str) -> Said:
    Path("areas.csv").write_text(text, encoding="utf-8")
    return run("funnel", "areas.csv", *words)


AREAS = "area,count,population\na,90,10000\nb,110,10000\nc,250,11000\nd,48,5000\n"


def agree(ours: list[dict[str, str]], theirs: list[dict[str, str]]) -> None:
    """Every cell of theirs: words as they are, numbers to within 1e-9."""
    for mine, row in zip(ours, theirs, strict=True):
        for column, value in row.items():
            try:
                wanted = number(value)
            except ValueError:
                assert mine[column] == ("" if value == "NA" else value)
            else:
                found = number(mine[column])
                assert found == pytest.approx(wanted, rel=1e-9, abs=0, nan_ok=True)


@needs_reference
@pytest.mark.parametrize("kind", ["SR", "RC"])
def test_areas_of_the_reference(run: Commands, kind: str) -> None:
    file = FOLDER / "funnel_areas.csv"
    said = run("funnel", str(file), "--type", kind, "--format", "csv")
    agree(table(said.out), rows_of("funnel_areas.csv"))


@needs_reference
@pytest.mark.parametrize("kind", ["SR", "RC", "PR"])
def test_spread_of_the_reference(run: Commands, kind: str) -> None:
    name = "funnel_overdispersed_areas.csv"
    said = run(
        *("funnel", str(FOLDER / name), "--type", kind),
        *("--overdispersed", "--format", "csv"),
    )
    wanted = [row for row in rows_of(name) if row["type"] == kind]
    agree(table(said.out), wanted)


def test_page_says_how_many_lie_outside_by_chance(run: Commands) -> None:
    page = " ".join(compared(run, AREAS).out.split())
    assert "Areas: 4 looked at, counts against what was to be expected" in page
    assert "By chance alone about 0.2 lie outside the 95% limits" in page
    assert "c 1.643 above the 99.8% limit" in page
    assert "see --overdispersed" in page
    wide = " ".join(compared(run, AREAS, "--overdispersed").out.split())
    assert "the limits allow for that" in wide
    assert "c 1.643" not in wide


def test_json_holds_the_same(run: Commands) -> None:
    said = compared(run, AREAS, "--type", "PR", "--format", "json")
    whole = json.loads(said.out)
    assert whole["shape"] == "headwater-funnel/1"
    assert [row["area"] for row in whole["areas"]] == list("abcd")
    assert whole["areas"][2]["proportion_significance"] == "High (0.001)"


def test_limits_of_rc_are_called_too_narrow_and_can_be_drawn_right(
    run: Commands,
) -> None:
    narrow = compared(run, AREAS, "--type", "RC", "--format", "csv")
    assert "far too narrow for rare events" in narrow.err
    right = compared(run, AREAS, "--type", "RC", "--own-spread", "--format", "csv")
    assert right.err == ""
    upper = [float(table(said.out)[0]["upper95"]) for said in (narrow, right)]
    assert upper[1] > upper[0]


def test_zero_count_does_not_break_a_ratio_and_it_is_said(run: Commands) -> None:
    said = compared(run, AREAS + "e,0,3000\n", "--overdispersed", "--format", "csv")
    assert "areas.csv, line 6 ('e'): The count is 0" in said.err
    row = table(said.out)[-1]
    assert row["value"] == "0"
    assert float(row["z"]) < -2


def test_population_of_zero_has_no_figure(run: Commands) -> None:
    said = compared(run, AREAS + "e,5,0\n", "--type", "PR", "--format", "csv")
    assert said.code == 0
    assert "areas.csv, line 6 ('e'): The population is 0" in said.err
    row = table(said.out)[-1]
    assert (row["value"], row["proportion_significance"]) == ("", "")


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("area,count,population\na,-3,10\n", "SR", "column count: '-3' is below zero"),
        ("area,count,population\na,3,10\nA,4,20\n", "SR", "stands a second time"),
        ("area,count,population\na,0,10\nb,0,10\n", "PR", "nothing to compare"),
        (
            "area,count,population\na,30,10\n",
            "PR",
            "line 2, column count: The count 30 is above the population 10",
        ),
        ("area,count,expected\na,30,10\n", "PR", "no column 'population'"),
        ("area,count\na,30\n", "SR", "no column 'population'"),
        ("type,area,count,population\nSR,a,3,9\n", "PR", "No line is of the type PR"),
    ],
)
def test_areas_that_cannot_be_compared(
    run: Commands, text: str, kind: str, says: str
) -> None:
    said = compared(run, text, "--type", kind)
    assert said.code == 2
    assert says in said.err
    assert said.out == ""


def test_one_area_of_next_to_nothing_has_no_limit_above(run: Commands) -> None:
    one = "area,count,population\na,3,10\n"
    said = compared(run, one, "--type", "RC", "--overdispersed", "--format", "csv")
    assert said.code == 0
    assert "inf" in said.out
