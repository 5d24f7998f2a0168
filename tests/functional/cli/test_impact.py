"""headwater impact: two answers kept apart, and what a person can get wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Commands, Said
from invented_panels import AREAS, BEGAN, cells, month, panel, series, starts
from openpyxl import Workbook
from supplied_panels import FOLDER, rows


FALL, NONE = panel(cells(-0.25)), panel(cells(0.0))
HOPED = ("--hoped", "-20", "--what", "recorded rape", "--area-word", "borough")
Ask = Callable[..., Said]


@pytest.fixture
def ask(run: Commands) -> Ask:
    """Ask of a panel and its starts, both as text."""

    def asked(counts: str, begun: str, *words: str) -> Said:
        Path("panel.csv").write_text(counts, encoding="utf-8")
        Path("actions.csv").write_text(begun, encoding="utf-8")
        return run("impact", "panel.csv", "--actions", "actions.csv", *words)

    return asked


@pytest.fixture
def ask_series(run: Commands) -> Ask:
    def asked(text: str, *words: str) -> Said:
        Path("series.csv").write_text(text, encoding="utf-8")
        return run("impact", "--series", "series.csv", *words)

    return asked


def one(said: Said) -> dict:
    assert said.code == 0, said.err
    (answer,) = json.loads(said.out)["answers"]
    return answer


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_page_keeps_the_estimate_and_its_meaning_apart(ask: Ask) -> None:
    said = ask(FALL, starts(), *HOPED)
    page = on_one_line(said.out)
    assert said.code == 0
    assert "The estimate Recorded rape was lower than expected in 3 boroughs" in page
    assert "What it means This does not tell us that rape fell:" in page
    assert "for The interval" in page
    assert "How it is judged Where a0 from January 2023;" in page


def test_page_fits_into_eighty_columns(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = ask(FALL, starts(), *HOPED, "--naive")
    assert max(map(len, said.out.splitlines())) <= 80


def test_json_has_every_part_of_the_answer(ask: Ask) -> None:
    answer = one(ask(FALL, starts(), *HOPED, "--format", "json"))
    estimate = answer["estimate"]
    low, high = estimate["interval"]["percent"]
    assert answer["verdict"] == "lower than expected"
    assert -40 < low < estimate["percent"] < high < -15
    assert estimate["observed"] < estimate["expected"]
    assert estimate["p"] < 0.01
    assert {check["name"] for check in answer["checks"]} >= {"Other areas"}
    assert answer["design"]["treated"][0] == {"area": "a0", "start": "2023-01"}
    assert len(answer["digest"]) == 64
    assert answer["placebos"]["kind"] == "areas"
    assert answer["outlook"]["can_answer"] is True
    assert len(answer["picture"]["months"]) == len(answer["picture"]["expected"])
    assert "naive" not in answer


def test_keys_are_those_of_the_reference(ask: Ask) -> None:
    said = ask(FALL, starts(), "--format", "json", "--naive")
    page = Path(__file__).parents[3] / "docs/reference/impact-files.md"
    text = page.read_text(encoding="utf-8")
    for part in (json.loads(said.out), one(said), one(said)["design"]):
        for key in part:
            assert f"`{key}`" in text
    for column in ask(FALL, starts(), "--format", "csv").out.splitlines()[0].split(","):
        assert f"`{column}`" in text


def test_no_effect_is_no_sign_or_not_known(ask: Ask) -> None:
    answer = one(ask(NONE, starts(), *HOPED, "--format", "json"))
    assert answer["verdict"] == "no sign of the hoped change"
    answer = one(ask(NONE, starts(), "--format", "json"))  # of no hoped change
    assert answer["verdict"] == "cannot tell"
    assert answer["when"].startswith("With 3 areas and 12 months, the smallest fall")


def test_same_seed_same_answer_and_reach_tells(ask: Ask) -> None:
    words = ("--hoped", "-20", "--format", "json")
    first = ask(FALL, starts(), *words, "--seed", "5")
    assert ask(FALL, starts(), *words, "--seed", "5").out == first.out
    assert ask(FALL, starts(), *words, "--seed", "6").out != first.out
    design = one(ask(FALL, starts(), *words, "--reach", "10"))["design"]
    assert design["overall_percent"] == pytest.approx(-2)


def test_naive_is_shown_only_where_asked_for_and_called_what_it_is(ask: Ask) -> None:
    assert "Before and after alone" not in ask(FALL, starts()).out
    page = on_one_line(ask(FALL, starts(), "--naive").out)
    assert "no part of the answer and not to be relied on" in page


def test_areas_chosen_for_high_figures_are_looked_at_again(ask: Ask) -> None:
    words = ("--selection", "worst-first", "--format", "json")
    answer = one(ask(FALL, starts(), *words))
    assert "Falling back by itself" in {check["name"] for check in answer["checks"]}


def test_several_panels_have_an_answer_each_and_a_count_of_false_ones(
    run: Commands,
) -> None:
    lines = FALL.splitlines()[1:]
    both = [f"{name},{line}" for name in ("p1", "p2") for line in lines]
    Path("panel.csv").write_text(
        "\n".join(("panel,area,month,count", *both)), encoding="utf-8"
    )
    begun = [f"p1,{line}" for line in starts().splitlines()[1:]]
    Path("actions.csv").write_text(
        "\n".join(("panel,area,action_start", *begun)), encoding="utf-8"
    )
    words = ("impact", "panel.csv", "--actions", "actions.csv")
    page = on_one_line(run(*words).out)
    assert "p1 The count was lower than expected" in page
    assert "p2 We cannot tell. Nobody has said in which month" in page
    assert "1 of 2 could be judged. If nothing had changed in any of them" in page
    whole = json.loads(run(*words, "--format", "json").out)
    assert (whole["judged"], whole["false_claims_expected"]) == (1, 0.06)
    table = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").out)))
    assert [(row["id"], row["verdict"]) for row in table] == [
        ("p1", "lower than expected"),
        ("p2", "cannot tell"),
    ]
    assert table[1]["percent"] == ""


def test_workbook_and_pipe_are_read_alike(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    for line in FALL.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(",")])
    book.save("panel.xlsx")
    Path("actions.csv").write_text(starts(), encoding="utf-8")
    words = ("--actions", "actions.csv", "--format", "csv")
    from_book = run("impact", "panel.xlsx", *words)
    piped = io.TextIOWrapper(io.BytesIO(FALL.encode()))
    monkeypatch.setattr("sys.stdin", piped)
    assert run("impact", "-", *words).out == from_book.out
    assert from_book.code == 0


@pytest.mark.parametrize(
    ("counts", "begun", "why"),
    [
        (NONE, starts(areas=[f"a{a}" for a in range(AREAS)]), "Every area has the"),
        (NONE, starts(at="2020-03"), "fewer than 12 months before it"),
        (NONE, starts(at="2018-03"), "fewer than 12 months before it"),
        (NONE, starts(areas=()), "Nobody has said in which month the action began"),
        (NONE, starts(at="2023-06"), "when the figures to May 2024 are there"),
        (panel(lambda a, t: 0), starts(), "All counts are zero"),
        (panel(cells(0), areas=1), "area,action_start\na0,2023-01\n", "one area only"),
        (
            panel(cells(0), areas=4),
            "area,action_start\na0,2022-05\na1,2022-06\n",
            "too few areas without the action",
        ),
        (
            panel(cells(0), without=[(0, t) for t in range(BEGAN)]),
            starts(),
            "no figure before the action began in a0",
        ),
    ],
)
def test_what_cannot_be_told_has_its_reason_and_no_number(
    ask: Ask, counts: str, begun: str, why: str
) -> None:
    answer = one(ask(counts, begun, "--hoped", "-20", "--format", "json"))
    assert answer["verdict"] == "cannot tell"
    assert answer["estimate"] is None
    assert why in answer["says"]


def test_gaps_are_said_and_are_not_zero(ask: Ask) -> None:
    gone = [(0, BEGAN + 3), (5, 7)]
    said = ask(panel(cells(0), without=gone), starts(), "--format", "json")
    assert "2 figures are missing, the first for 'a0' in 2023-04" in said.err
    as_zero = panel(lambda a, t: 0 if (a, t) in gone else cells(0)(a, t))
    zero = ask(as_zero, starts(), "--format", "json")
    assert one(said)["estimate"]["observed"] == one(zero)["estimate"]["observed"]
    assert one(said)["estimate"]["expected"] < one(zero)["estimate"]["expected"]


def test_areas_that_actions_does_not_name_are_said(ask: Ask) -> None:
    said = ask(NONE, "area,action_start\na0,2023-01\n")
    assert "It does not name 11 areas of panel.csv, 'a1' for one" in said.err


BAD = [
    ("area,month,count\na,2020-13,4\n", "line 2, column month: '2020-13' is not"),
    ("area,month,count\na,2020-01,-4\n", "column count: '-4' is below zero"),
    ("area,month,count\na,2020-01,4.5\n", "column count: '4.5' is not a whole number"),
    ("area,month,count\na,2020-01,four\n", "column count: 'four' is not a number"),
    (
        "area,month,count\na,2020-01,4\na,01/01/2020,4\n",
        "panel.csv, line 3: 'a' has 2020-01 a second time; the first is in line 2",
    ),
    (
        "area,month,count\na,2020-01,4\nA,2020-02,4\n",
        "line 3, column area: 'A' differs",
    ),
    ("area,month,count\n,2020-01,4\n", "line 2, column area: It is blank"),
    ("area,month,count\na,1020-01,1\n", "'1020-01' is not a date"),
    ("area,month,count\na,1920-01,1\na,2020-01,1\n", "over 50 years"),
    ("area,month,count\n", "There are headings and no figures"),
    ("", "The file is empty"),
    ("Crime ID,Month,Reported by\n1,2020-01,x\n", "There is no column 'area'"),
]


@pytest.mark.parametrize(("text", "says"), BAD)
def test_panel_that_cannot_be_read(ask: Ask, text: str, says: str) -> None:
    said = ask(text, starts())
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert said.err.startswith("panel.csv")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("area,action_start\nb7,2023-01\n", "line 2: There is nothing about 'b7' in"),
        ("area,action_start\na0,soon\n", "column action_start: 'soon' is not a date"),
        ("area,action_start\na0,2023-01\na0,2023-02\n", "line 3: 'a0' stands here a"),
        ("area,when\na0,2023-01\n", "There is no column 'action_start'"),
        (" \n", "The file is empty"),
    ],
)
def test_starts_that_cannot_be_read(ask: Ask, text: str, says: str) -> None:
    said = ask(NONE, text)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("actions.csv")
    assert says in said.err


def test_name_that_is_nearly_right_is_shown(ask: Ask) -> None:
    text = NONE.replace("a10,", "Tower Hamlets,")
    said = ask(text, "area,action_start\nTowerHamlets,2023-01\n")
    assert "Is 'Tower Hamlets' meant?" in said.err


def test_change_in_recording_that_some_share_takes_the_claim_away(ask: Ask) -> None:
    text = "month,area,what\n2023-02,a0,new system\n2023-02,a5,new system\n"
    Path("changes.csv").write_text(text, encoding="utf-8")
    words = ("--recording", "changes.csv", "--hoped", "-20", "--format", "json")
    answer = one(ask(FALL, starts(), *words))
    assert answer["verdict"] == "cannot tell"
    assert answer["design"]["near_the_start"][0]["areas"] == ["a0", "a5"]


def test_change_in_recording_that_all_share_goes_out(ask: Ask) -> None:
    Path("changes.csv").write_text("month,what\n2023-02,new\n", encoding="utf-8")
    words = ("--recording", "changes.csv", "--format", "json")
    answer = one(ask(FALL, starts(), *words))
    assert answer["verdict"] == "lower than expected"
    assert answer["design"]["shared_by_all"] is True


def test_change_in_recording_of_an_unknown_area(ask: Ask) -> None:
    Path("changes.csv").write_text("month,area\n2023-02,Kent\n", encoding="utf-8")
    said = ask(FALL, starts(), "--recording", "changes.csv")
    assert said.code == 2
    assert "changes.csv, line 2: There is nothing about 'Kent' in panel.csv" in said.err


def test_series_is_held_against_its_own_past(ask_series: Ask) -> None:
    text = series(effect=-0.3)
    answer = one(ask_series(text, "--at", month(BEGAN), "--format", "json"))
    assert answer["id"] == "series"
    assert answer["design"]["method"] == "series"
    assert answer["placebos"]["kind"] == "dates"
    assert answer["estimate"]["percent"] < -10


@pytest.mark.parametrize("at", [BEGAN, BEGAN - 3, BEGAN + 3])
def test_change_in_recording_near_the_start_is_refused(
    ask_series: Ask, at: int
) -> None:
    Path("changes.csv").write_text(f"month,what\n{month(at)},new\n", encoding="utf-8")
    words = ("--at", month(BEGAN), "--recording", "changes.csv", "--hoped", "-20")
    said = ask_series(series(effect=-0.5), *words, "--format", "json")
    answer = one(said)
    assert answer["verdict"] == "cannot tell"
    assert answer["estimate"] is None
    assert "the two cannot be told apart" in answer["says"]


def test_several_series_each_with_its_start(ask_series: Ask) -> None:
    text = series(effect=-0.4, name="x") + series(effect=0, name="y").split("\n", 1)[1]
    Path("starts.csv").write_text(
        "series,action_start\nx,2023-01\ny,\n", encoding="utf-8"
    )
    said = ask_series(text, "--actions", "starts.csv", "--format", "json")
    whole = json.loads(said.out)
    assert [answer["id"] for answer in whole["answers"]] == ["x", "y"]
    assert whole["judged"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("impact", "Nothing says what to look at"),
        ("impact panel.csv", "A panel needs --actions"),
        ("impact panel.csv --series series.csv", "were given at once"),
        ("impact --series series.csv", "A series needs the month"),
        ("impact --series series.csv --at 2023-01 --actions a.csv", "once"),
        ("impact --series series.csv --at soon", "--at: 'soon' is not a date"),
        ("impact - --actions -", "Only one file can come through a pipe"),
        ("impact panel.csv --actions a.csv --hoped 0", "--hoped: A hoped change of 0%"),
        ("impact panel.csv --actions a.csv --hoped -100", "cannot be looked for"),
        ("impact panel.csv --actions a.csv --reach 0", "--reach: '0' is out of range"),
        ("impact panel.csv --actions a.csv --after 1", "--after: '1' is out of range"),
        ("impact panel.csv --actions a.csv --before 6", "--before: '6' is out of"),
        ("impact panel.csv --actions a.csv --seed -1", "--seed: '-1' is out of range"),
        ("impact panel.csv --actions nowhere.csv", "There is no file of that name"),
    ],
)
def test_words_that_do_not_go_together(run: Commands, words: str, says: str) -> None:
    Path("panel.csv").write_text(NONE, encoding="utf-8")
    Path("series.csv").write_text(series(effect=0), encoding="utf-8")
    said = run(*words.split())
    assert (said.code, said.out) == (2, "")
    assert says in said.err


@pytest.mark.slow
def test_supplied_panels_claim_little_that_is_not_there(run: Commands) -> None:
    truth = {row["panel"]: row for row in rows("sim_panel_truth.csv")}
    said = run(
        *("impact", str(FOLDER / "sim_panels.csv.gz"), "--hoped", "-20"),
        *("--actions", str(FOLDER / "sim_panel_actions.csv"), "--format", "csv"),
    )
    table = list(csv.DictReader(io.StringIO(said.out)))
    assert len(table) == 40
    none = [r for r in table if truth[r["id"]]["full_effect_percent"] == "0.0"]
    fifth = [r for r in table if truth[r["id"]]["full_effect_percent"] == "-20.0"]
    claims = [row["id"] for row in none if row["verdict"].endswith("than expected")]
    assert len(claims) <= 2
    assert {row["verdict"] for row in fifth} == {"lower than expected"}
