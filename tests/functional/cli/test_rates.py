"""headwater rates, on the reference and on bad input."""

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


def rated(run: Commands, text: str, *words: str) -> Said:
    Path("areas.csv").write_text(text, encoding="utf-8")
    return run("rates", "areas.csv", *words)


@needs_reference
def test_reference_comes_out_in_every_cell(run: Commands) -> None:
    name = "rates_and_proportions.csv"
    said = run("rates", str(FOLDER / name), "--format", "csv")
    ours, theirs = table(said.out), rows_of(name)
    assert len(ours) == len(theirs) == 51
    for mine, row in zip(ours, theirs, strict=True):
        assert mine.pop("rate_method") == row.pop("rate_method")
        for column, value in row.items():
            assert number(mine[column]) == pytest.approx(number(value), rel=1e-9, abs=0)


def test_page_shows_a_rate_between_its_limits(run: Commands) -> None:
    said = rated(run, "id,count,population\nBarnet,25,5000\nCamden,0,0\n")
    page = " ".join(said.out.split())
    assert "Barnet 25 5,000 5.00 3.23 to 7.38" in page
    assert page.startswith("Rates per 1,000 ")
    assert "not applicable" in said.out


def test_population_of_zero_has_no_figure_and_it_is_said(run: Commands) -> None:
    said = rated(run, "id,count,population\na,3,0\nb,0,10\n", "--format", "csv")
    assert said.code == 0
    assert "areas.csv, line 2 ('a'): The population is 0" in said.err
    first, second = table(said.out)
    assert (first["rate_per_1000"], first["status"]) == ("", "not applicable")
    assert (second["rate_per_1000"], second["status"]) == ("0", "none")


def test_blank_count_is_not_reported_and_never_zero(run: Commands) -> None:
    said = rated(run, "id,count,population\na,,10\n", "--format", "json")
    assert "areas.csv, line 2 ('a'): There is no count" in said.err
    row = json.loads(said.out)["rates"][0]
    assert (row["rate_per_1000"], row["status"]) == (None, "not reported")


def test_multiplier_of_the_command_and_of_a_line(run: Commands) -> None:
    text = "id,count,population,multiplier\na,5,1000,\nb,5,1000,100000\n"
    rows = table(rated(run, text, "--per", "100", "--format", "csv").out)
    assert [(row["multiplier"], row["rate"]) for row in rows] == [
        ("100", "0.5"),
        ("100000", "500"),
    ]
    text = "id,count,population\na,5,1000\n"
    row = table(rated(run, text, "--per", "100000", "--format", "csv").out)[0]
    assert row["rate_per_100000"] == "500"


def test_more_cases_than_people_have_a_rate_and_no_share(run: Commands) -> None:
    said = rated(run, "id,count,population\na,30,10\n", "--format", "csv")
    assert "areas.csv, line 2 ('a'): The count is above the population" in said.err
    row = table(said.out)[0]
    assert (row["rate_per_1000"], row["proportion"]) == ("3000", "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,count,population\na,-3,10\n", "line 2, column count: '-3' is below zero"),
        ("id,count,population\na,3,-10\n", "line 2, column population: '-10' is below"),
        (
            "id,count,population\na,<5,10\n",
            "line 2, column count: '<5' is not a number",
        ),
        ("id,count\na,3\n", "no column 'population'. The columns are: id, count."),
        ("id,people\na,3\n", "no column 'count'"),
        ("id,count,population\n", "headings and no figures"),
    ],
)
def test_figures_that_cannot_be(run: Commands, text: str, says: str) -> None:
    said = rated(run, text)
    assert said.code == 2
    assert says in said.err
    assert said.out == ""


def test_per_must_be_above_zero(run: Commands) -> None:
    said = rated(run, "id,count,population\na,3,10\n", "--per", "0")
    assert (said.code, said.out) == (2, "")
    assert "--per: '0' is not above 0" in said.err
