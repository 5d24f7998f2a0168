"""Charts of effects: what is drawn, what is said of it, and what is left unsaid."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import altair as alt
import pytest
from made_up_effects import (
    AREAS,
    CELL,
    EVERY,
    LATER,
    SOURCE,
    START,
    change,
    effect,
    falls,
    figures,
    judged,
    strip,
)

from headwater.app import effects
from headwater.reports.charts.effect import BREAKS, ENDS, MONTHS
from headwater.reports.charts.effect import START as STARTS
from headwater.reports.charts.frame import UNWISHED, WIDE, WISHED
from headwater.reports.charts.sheet import apart, round_up
from headwater.reports.charts.smallest import FALLS
from headwater.reports.charts.strip import DOTS, REAL, TICKS, Stack, percent


JUDGING = r"\b(red|amber|green|good|bad|better|worse|success|fell|rose|worked)\b"


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_specification_is_valid_and_fetches_nothing(name: str) -> None:
    made = EVERY[name]().specification(WIDE)
    alt.Chart.from_dict(made)  # raises where it is not Vega-Lite
    text = json.dumps(made, allow_nan=False)
    assert re.findall(r'"url"|https?://(?!vega\.github\.io/schema)', text) == []


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_called_good_or_bad_in_words_or_colour(name: str) -> None:
    chart = EVERY[name]()
    text = f"{chart.description} {json.dumps(chart.specification(WIDE))}"
    assert not re.search(JUDGING, text, re.IGNORECASE)
    assert not {WISHED, UNWISHED} & set(re.findall(r"#[0-9a-f]{6}", text))


def test_effect_says_what_is_seen() -> None:
    chart = effect()
    seen = [m for m in chart.months if m.start >= chart.start]
    below = sum(m.observed < m.expected for m in seen)
    said = chart.description
    assert chart.name == "Robbery: observed and expected in 2 wards"
    assert "Offences by month, the action's areas together, January 2019 to" in said
    assert "The action began in January 2023." in said
    assert f"{chart.observed:,.0f} were observed where {chart.expected:,.0f}" in said
    assert f"Of the 12 months from the start, {below} lie below" in said
    assert chart.observed == sum(m.observed for m in seen)


def test_effect_in_one_area_names_it() -> None:
    assert effect(N3=START).name.endswith("in Ward 3")


def test_one_start_is_labelled_where_areas_began_at_different_times() -> None:
    chart = effect(N0=START, N1=LATER)
    made = chart.specification(WIDE)["datasets"]
    assert made[STARTS] == [
        {"period": "2023-01-01", "words": "First start: January 2023"}
    ]
    assert "from January 2023 to April 2023" in chart.description
    once = effect().specification(WIDE)["datasets"][STARTS]
    assert [row["words"] for row in once] == ["Start: January 2023"]


def test_lines_are_named_at_their_ends_and_apart() -> None:
    ends = effect().specification(WIDE)["datasets"][ENDS]
    assert {row["name"] for row in ends} == {"Observed", "Expected"}


def test_months_before_the_start_are_lighter_and_meet_those_after() -> None:
    rows = effect().specification(WIDE)["datasets"][MONTHS]
    both = [row["period"] for row in rows if row["before"] and row["after"]]
    assert both == ["2023-01-01"]
    assert all(
        row["before"] is not row["after"] for row in rows if row["period"] not in both
    )


def test_breaks_are_drawn_lettered_and_cut_both_lines() -> None:
    chart = effect((change("2021-05"), change("2021-06"), change("2022-09")))
    made = chart.specification(WIDE)["datasets"]
    assert [row["letter"] for row in made[BREAKS]] == ["A", "B", "C"]
    assert [row["high"] for row in made[BREAKS]] == [False, True, False]
    segments = {row["period"]: row["segment"] for row in made[MONTHS]}
    assert segments["2021-04-01"] < segments["2021-05-01"] < segments["2021-06-01"]
    assert "Break C at September 2022: records moved" in chart.description
    assert "May 2021 (A)" in [row[0] for row in chart.table().rows]


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        (AREAS, "in all areas that are looked at"),
        (("N5",), "not in the action's areas, but in some that it is compared with"),
        (("N0", "N1"), "in the action's areas, but not in all"),
        (("N0",), "in some of the action's areas"),
    ],
)
def test_a_break_says_whom_it_touches(areas: tuple[str, ...], words: str) -> None:
    assert words in effect((change("2021-05", areas),)).breaks[0].words


def test_a_month_without_figures_is_a_gap() -> None:
    found = figures()
    found.counts[:2, 30] = float("nan")
    made = effects.effect_picture(
        judged(found, {"N0": START, "N1": START}), found, SOURCE
    )
    segments = {month.label: month.segment for month in made.months}
    assert "July 2021" not in segments
    assert segments["June 2021"] < segments["August 2021"]


def test_strip_has_a_dot_for_each_try_and_the_real_one() -> None:
    chart = strip()
    made = chart.specification(WIDE)["datasets"]
    assert len(made[DOTS]) == len(chart.effects)
    assert [row["effect"] for row in made[DOTS]] == sorted(
        round(e, 5) for e in chart.effects
    )
    assert [row["words"] for row in made[REAL]] == [
        f"This action: {percent(chart.real)}"
    ]
    large = sum(row["large"] for row in made[DOTS])
    assert large == sum(abs(e) >= abs(chart.real) - 1e-4 for e in chart.effects)
    assert f"{large} of the {len(chart.effects)} are at least as large" in (
        chart.description
    )
    assert chart.name == "If the action had begun in other wards"


def test_strip_shows_each_choice_of_areas_once() -> None:
    assert len(strip().effects) <= 28  # two wards of eight


def test_strip_of_dates_counts_none_by_size() -> None:
    chart = strip("series")
    assert chart.name == "If the action had begun at other dates"
    assert not any(row["large"] for row in chart.specification(WIDE)["datasets"][DOTS])
    assert "at least as large" not in chart.description
    assert "At make-believe dates before" in chart.description


def test_strip_ticks_are_in_percent_with_none_at_zero() -> None:
    ticks = strip().specification(WIDE)["datasets"][TICKS]
    assert {"effect": 0.0, "words": "0%"} in ticks
    assert any(row["words"].startswith("+") for row in ticks)
    assert any(row["words"].startswith("\N{MINUS SIGN}") for row in ticks)


def test_no_strip_in_percent_where_next_to_nothing_was_expected() -> None:
    found = figures(level=0.8)
    evaluated = judged(found, {"N0": START})
    assert evaluated.estimate.expected < 20
    assert effects.placebo_strip(evaluated, found, SOURCE) is None


def test_nothing_is_drawn_where_nothing_was_estimated() -> None:
    found = figures()
    evaluated = judged(found, {"N0": "2023-12"})
    assert evaluated.estimate is None
    assert effects.effect_picture(evaluated, found, SOURCE) is None
    assert effects.placebo_strip(evaluated, found, SOURCE) is None


def test_falls_leave_out_what_is_too_few_for_a_percentage() -> None:
    chart = falls()
    drawn = chart.specification(WIDE)["datasets"][FALLS]
    assert (1, 6) not in {(row["areas"], row["months"]) for row in drawn}
    table = chart.table()
    assert table.columns == ("Months after", "1 ward", "4 wards")
    assert table.rows[0][:2] == ("6", "too little is known")
    assert "The hoped fall of 20% would be seen with 4 wards after 12" in (
        chart.description
    )


def test_falls_name_the_numbers_of_areas_that_nothing_is_known_of() -> None:
    cells = [replace(CELL, areas=4, after=t) for t in (6, 12)]
    chart = effects.smallest_falls(cells, figures(), SOURCE)
    assert "With 1 ward, too little is known." in chart.description
    few = [replace(CELL, expected=19)]
    assert effects.smallest_falls(few, figures(), SOURCE) is None


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([10, 50], [10, 50]),
        ([50, 52], [50, 62]),
        ([95, 99], [88, 100]),
        ([99, 95], [100, 88]),
        ([], []),
    ],
)
def test_labels_move_apart_and_stay_inside(places: list, moved: list) -> None:
    assert apart(places, 12, 100) == moved


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (9.3, 10), (10, 10), (101, 150), (0.31, 0.4), (700, 800)]
)
def test_tops_of_axes_are_round(most: float, top: float) -> None:
    assert round_up(most) == pytest.approx(top)


def test_dots_of_a_pile_stand_on_each_other() -> None:
    places = list(Stack(0.0, 0.1, 10, (0.01, 0.02, 0.15, 0.03)).places())
    assert [level for _, level in places] == [0.5, 1.5, 2.5, 0.5]
    assert [round(place, 3) for place, _ in places] == [0.05, 0.05, 0.05, 0.15]


@pytest.mark.parametrize(
    ("effect_", "words"),
    [(-0.2231, "\N{MINUS SIGN}20%"), (0.0677, "+7%"), (0.004, "+0.4%"), (0.0, "0%")],
)
def test_effects_in_percent(effect_: float, words: str) -> None:
    assert percent(effect_) == words
