"""headwater power: how small a fall could be seen, and what a person can get wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Commands, Said
from invented_panels import BEGAN, cells, month, panel, series

from headwater.core.impact.step_power import Past, smallest_fall


HISTORY = panel(cells(0.0))


def asked(run: Commands, text: str, *words: str) -> Said:
    Path("history.csv").write_text(text, encoding="utf-8")
    return run("power", "--history", "history.csv", *words)


def one(said: Said) -> dict:
    assert said.code == 0, said.err
    (answer,) = json.loads(said.out)["answers"]
    return answer


def test_sentence_of_the_smallest_fall(run: Commands) -> None:
    words = ("--areas", "4", "--months", "12", "--what", "recorded rape")
    said = asked(run, HISTORY, *words, "--area-word", "borough")
    page = " ".join(said.out.split())
    assert (
        "With 4 boroughs and 12 months, the smallest fall in recorded rape you could "
        "see is" in page
    )
    assert "four times out of five" in page


def test_hoped_fall_says_when(run: Commands) -> None:
    words = ("--areas", "3", "--format", "json", "--hoped")
    large = one(asked(run, HISTORY, *words, "-25"))
    assert large["hoped_seen_after_months"] == 6
    assert "could be seen after 6 months" in large["says"]
    small = one(asked(run, HISTORY, *words, "-1"))
    assert small["hoped_seen_after_months"] is None
    assert "could not be seen" in small["says"]


def test_table_of_areas_and_months(run: Commands) -> None:
    said = asked(run, HISTORY, "--areas", "2", "--table", "--format", "csv")
    cells_of = {
        (int(row["areas"]), int(row["months"])): float(row["smallest_fall_percent"])
        for row in csv.DictReader(io.StringIO(said.out))
    }
    assert {areas for areas, _ in cells_of} == {1, 2, 4, 8}
    assert {months for _, months in cells_of} == {6, 12, 24}
    assert cells_of[1, 6] > cells_of[4, 6]
    page = asked(run, HISTORY, "--areas", "2", "--table").out
    assert "4 areas" in page


def test_answers_rest_on_the_seed_alone(run: Commands) -> None:
    first = asked(run, HISTORY, "--areas", "3", "--seed", "1", "--format", "json")
    again = asked(run, HISTORY, "--areas", "3", "--seed", "1", "--format", "json")
    other = asked(run, HISTORY, "--areas", "3", "--seed", "2", "--format", "json")
    assert first.out == again.out != other.out


def test_formula_for_a_single_series(run: Commands) -> None:
    words = "power --mean 12 --dispersion 1.4 --before 48 --months 12 --format json"
    answer = one(run(*words.split()))
    expected = smallest_fall(Past(mean=12, dispersion=1.4, before=48), 12) * 100
    assert answer["smallest_fall_percent"] == pytest.approx(expected)
    assert answer["how"] == "step formula"
    page = " ".join(run(*words.split()[:-2], "--hoped", "-50").out.split())
    assert f"the smallest fall in the count you could see is {expected:.0f}%" in page
    assert "A fall of 50% could be seen after" in page


def test_no_percentage_on_a_base_under_twenty(run: Commands) -> None:
    answer = one(run("power", "--mean", "1", "--format", "json"))
    assert answer["smallest_fall_percent"] is None
    assert "too few for a change in percent" in answer["says"]
    few = panel(lambda area, at: (area + at) % 3)
    answer = one(asked(run, few, "--months", "6", "--format", "json"))
    assert answer["smallest_fall_percent"] is None


def test_history_of_one_area_is_asked_as_a_series(run: Commands) -> None:
    lines = series(effect=0).splitlines()[1:]
    text = "\n".join(("area,month,count", *(f"Ash,{line}" for line in lines)))
    answer = one(asked(run, text, "--format", "json"))
    assert (answer["how"], answer["months_before"]) == ("step formula", 48)


def test_change_in_recording_is_kept_out(run: Commands) -> None:
    plain, at = cells(0), BEGAN - 6
    jump = panel(lambda a, t: plain(a, t) + (30 if a % 2 and t >= at else 0))
    text = "\n".join(("month,what", f"{month(at)},new system"))
    Path("changes.csv").write_text(text, encoding="utf-8")
    words = ("--months", "6", "--before", "12", "--format", "json")
    blind = one(asked(run, jump, *words))
    told = one(asked(run, jump, *words, "--recording", "changes.csv"))
    assert told["smallest_fall_percent"] < blind["smallest_fall_percent"]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (panel(cells(0), areas=3), (), "It takes at least 5 areas"),
        (panel(cells(0), without=[(2, 9)]), (), "The history has 1 gap"),
        (panel(lambda a, t: 0), (), "Nothing was recorded"),
        (panel(cells(0), months=20), (), "the history has 20"),
        (HISTORY, ("--areas", "12"), "nothing to compare it with"),
    ],
)
def test_what_cannot_be_told_is_an_answer(
    run: Commands, text: str, words: tuple[str, ...], why: str
) -> None:
    answer = one(asked(run, text, *words, "--format", "json"))
    assert answer["says"].startswith("We cannot tell.")
    assert why in answer["says"]
    assert answer["smallest_fall_percent"] is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Nothing says what to look at"),
        ("--history history.csv --mean 3", "were given at once"),
        ("--mean 3 --table", "The table needs areas"),
        ("--history history.csv --dispersion 2", "Leave it out"),
        ("--mean 0", "--mean: '0' is out of range"),
        ("--mean nan", "--mean: 'nan' is out of range"),
        ("--mean 3 --months 1", "--months: '1' is out of range"),
        ("--mean 3 --before 6", "--before: '6' is out of range"),
        ("--history history.csv --areas 0", "--areas: '0' is out of range"),
        ("--history history.csv --hoped 20", "is a rise, and this is about falls"),
        ("--history nowhere.csv", "There is no file of that name"),
        ("--history wrong.csv", "There is no column 'area'"),
    ],
)
def test_words_that_do_not_go_together(run: Commands, words: str, says: str) -> None:
    Path("history.csv").write_text(HISTORY, encoding="utf-8")
    Path("wrong.csv").write_text("id,date,y\na,2020-01,3\n", encoding="utf-8")
    said = run("power", *words.split())
    assert (said.code, said.out) == (2, "")
    assert says in said.err
