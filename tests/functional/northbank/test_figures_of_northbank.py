"""Northbank's figures hold the effects that its table of truth declares."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from page_checks import Page, check_page

from headwater.cli.invented_figures import bring_invented_figures
from headwater.core import place
from headwater.core.disclosure.released import Level, NotReleased, ReleasedTable
from headwater.core.framework.load import load_framework
from headwater.core.measures.cube import Axis, Cube
from headwater.core.measures.definition import Direction
from headwater.core.measures.register import changes_touching, load_register
from headwater.core.plan.assemble import RawRow, RawTable, assemble
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME
from headwater.exchange.northbank import CITY, northbank_plans, northbank_tables
from headwater.exchange.northbank.effects import (
    Effect,
    effects,
    recorded,
    recording_changes,
    spikes,
    truth,
)
from headwater.exchange.northbank.evaluations import compared_with, evaluations
from headwater.exchange.northbank.figures import (
    LAST,
    as_csv,
    counts,
    expected,
    figure_sets,
    in_year,
    measures,
    months,
    neighbourhoods,
    usual,
    without_actions,
)
from headwater.exchange.northbank.source import city, districts


DATASETS = ("northbank-recorded", "northbank-emergency")
PRINT_FIGURES = """
from hashlib import sha256
from headwater.exchange.northbank.figures import as_csv
text = as_csv("northbank-recorded") + as_csv("northbank-emergency")
print(sha256(text.encode()).hexdigest()[:16])
"""
HASH = "7d8df693433f8f5b"
EVERY = [pytest.param(e, id=f"{e.action}-{e.measure}") for e in effects()]
BEGUN = [param for param in EVERY if min(param.values[0].starts.values()) <= LAST]


@cache
def the_plan() -> Plan:
    return northbank_plans()[CITY]


def cells_of(effect: Effect) -> list[tuple[str, str]]:
    """The areas and months in which an action is there."""
    return [
        (a, m) for a, first in effect.starts.items() for m in months() if m >= first
    ]


# Where and when


def test_thirty_six_neighbourhoods_six_in_each_district() -> None:
    codes = neighbourhoods()
    assert len(set(codes)) == 36
    for district in districts():
        inside = [code for code in codes if place.within(code, district.area)]
        assert len(inside) == 6
    assert all(place.within(code, city().area) for code in codes)
    assert len({place.name(code) for code in codes}) == 36


def test_a_neighbourhood_has_a_code_that_is_no_official_one_and_no_tile() -> None:
    for code in neighbourhoods():
        assert len(code) == 9
        assert code[:2].isalpha()
        assert code[2:].isdigit()
        found = place.area(code)
        assert found
        assert found.tile is None
    assert len(place.tiled([city().area])) == 6


def test_seven_years_of_months_to_the_last_figures_of_the_plan() -> None:
    assert (len(months()), months()[0], months()[-1]) == (84, "2019-10", LAST)
    latest = {m.latest_figures.text for m in the_plan().measures if m.figures}
    assert latest == {f"{LAST}-30"}


def test_actions_work_in_the_neighbourhoods_of_the_table_and_start_with_them() -> None:
    actions = {a.action_id: a for a in the_plan().actions}
    for effect in effects():
        action = actions[effect.action]
        assert set(action.geography) == set(effect.starts) <= set(neighbourhoods())
        assert action.start.text[:7] == min(effect.starts.values())


# The truth


@pytest.mark.parametrize("effect", BEGUN)
def test_the_true_change_is_in_the_expected_figures(effect: Effect) -> None:
    """Before chance: with all that happens over the same without actions."""
    with_it, course = expected(effect.measure), usual(effect.measure)
    for area, month in cells_of(effect):
        rest = course[area, month] * without_actions(effect.measure, area, month)
        change = 100 * (with_it[area, month] / rest - 1)
        assert change == pytest.approx(effect.percent)


def test_where_no_action_is_nothing_else_changes_the_expected_figures() -> None:
    for measure in measures():
        treated = {c for e in effects() if e.measure == measure for c in cells_of(e)}
        course = usual(measure)
        for (area, month), value in expected(measure).items():
            if (area, month) not in treated:
                rest = without_actions(measure, area, month)
                assert value == pytest.approx(course[area, month] * rest)


@pytest.mark.parametrize("effect", BEGUN)
def test_no_area_has_two_actions_by_one_measure(effect: Effect) -> None:
    others = [e for e in effects() if e.measure == effect.measure and e is not effect]
    assert not [a for other in others for a in other.starts if a in effect.starts]


def test_chance_leaves_the_large_effects_where_they_are() -> None:
    for effect in effects():
        if abs(effect.percent) >= 20:
            cells, mean = cells_of(effect), expected(effect.measure)
            seen = sum(counts(effect.measure)[cell] for cell in cells)
            assert seen / sum(mean[cell] for cell in cells) == pytest.approx(
                1, abs=0.06
            )


@pytest.mark.parametrize(
    ("measure", "mean", "dispersion"),
    [("M22", 40, 1.6), ("M23", 6, 1.4), ("M24", 30, 1.5)],
)
def test_counts_are_as_uneven_as_declared_and_months_carry_nothing_over(
    measure: str, mean: float, dispersion: float
) -> None:
    course, drawn = expected(measure), counts(measure)
    assert sum(usual(measure).values()) / len(course) == pytest.approx(mean)
    rest = {k: (drawn[k] - course[k]) / course[k] ** 0.5 for k in course}
    assert sum(r * r for r in rest.values()) / len(rest) == pytest.approx(
        dispersion, rel=0.06
    )
    pairs = zip(months(), months()[1:], strict=False)
    carried = [rest[a, m] * rest[a, n] for m, n in pairs for a in neighbourhoods()]
    assert abs(sum(carried) / sum(r * r for r in rest.values())) < 0.05


def test_recording_changed_in_one_district_in_the_month_of_an_action() -> None:
    (change,), (step,) = recording_changes(), recorded(neighbourhoods())
    (shared,) = [e for e in effects() if set(e.starts) == step.areas]
    assert set(shared.starts.values()) == {change.month}
    assert (shared.percent, shared.verdict) == (0, "cannot-tell")
    assert all(place.within(code, change.area) for code in step.areas)
    ratio = without_actions("M22", "NB0000601", change.month)
    assert ratio == pytest.approx(1 + step.percent / 100)
    assert without_actions("M22", "NB0000501", change.month) == 1
    assert without_actions("M24", "NB0000601", change.month) == 1


def test_a_passing_rise_fools_before_and_after() -> None:
    """No effect, and a year before against a year after shows a large fall."""
    (spike,) = spikes()
    (chosen,) = [e for e in effects() if set(e.starts) == spike.areas]
    assert (chosen.percent, chosen.selection) == (0, "recent-rise")
    start = months().index(min(chosen.starts.values()))
    assert months()[start - 1] == spike.last
    year = months()[start - 12 : start], months()[start : start + 12]
    before, after = (
        sum(counts(chosen.measure)[a, m] for a in chosen.starts for m in span)
        for span in year
    )
    assert after / before < 0.8


def test_every_verdict_that_can_be_seen_is_there() -> None:
    found = {effect.verdict for effect in effects()}
    assert found == {
        "lower",
        "higher",
        "no-sign",
        "cannot-tell",
        "design",
        "wrong-measure",
    }
    assert len(truth()) == len(effects())


# What is said of them


def test_every_dataset_and_set_says_that_it_is_invented() -> None:
    for figures in figure_sets().values():
        said = figures.published
        assert Level(said.level) is Level.INVENTED
        words = (said.publisher, said.licence, figures.title, figures.definition.source)
        assert all("invented" in word.casefold() for word in words)
        assert any("Invented" in caveat for caveat in figures.definition.caveats)
    for change in recording_changes():
        assert "invented" in f"{change.what} {change.source}".casefold()


def cube() -> Cube:
    return Cube(
        np.array([3], np.int64),
        np.zeros(1, np.uint8),
        (Axis.of("area", ["NB0000101"]),),
        "offences",
    )


def test_invented_figures_are_released_for_any_area_if_they_say_so() -> None:
    said = figure_sets()["northbank-vawg"].published
    table = ReleasedTable.from_published(
        cube(), said.publisher, said.licence, said.level
    )
    assert table.why == "invented, so about nobody"


@pytest.mark.parametrize(
    ("publisher", "licence"), [("A police force", "Invented"), ("Invented", "OGL")]
)
def test_figures_that_do_not_say_so_are_not_released(
    publisher: str, licence: str
) -> None:
    with pytest.raises(NotReleased, match="must say so"):
        ReleasedTable.from_published(cube(), publisher, licence, "invented")


def test_changes_in_england_say_nothing_of_an_invented_place() -> None:
    register = load_register().with_more(recording_changes())
    found = changes_touching(
        register, ["stalking"], "NB0000601", months()[0], months()[-1]
    )
    assert [change.code for change in found] == ["northbank-2023-04"]
    assert not changes_touching(register, ["stalking"], "NB0000501", "2019-10")
    assert "northbank-2023-04" not in {
        change.code for change in changes_touching(register, ["stalking"], "E09000007")
    }


# In the plan


def test_the_citys_measures_name_the_figures_and_the_actions() -> None:
    named = {m.measure_id: m for m in the_plan().measures if m.figures}
    assert {key: (code,) for key, code in measures().items()} == {
        key: measure.figures for key, measure in named.items()
    }
    for key, measure in named.items():
        code = measures()[key]
        acting = {e.action for e in effects() if e.measure == key}
        assert set(measure.actions) == acting
        assert Direction(measure.direction) is figure_sets()[code].definition.direction
        assert measure.baseline == in_year(key, "2021-04", "2022-03")
        assert figure_sets()[code].stands(CITY, key).differs == ""
    districts_own = [p for name, p in northbank_plans().items() if name != CITY]
    assert not [m for plan in districts_own for m in plan.measures if m.figures]


def test_evaluations_are_rows_of_their_table_and_name_what_is_there() -> None:
    rows = evaluations(city())
    columns = {column.name for column in BY_NAME["evaluations"].columns}
    assert all(set(row) <= columns - {"locked_as"} for row in rows)
    raw = dict(northbank_tables()[CITY])
    raw["evaluations"] = RawTable(
        "evaluations",
        [RawRow(number, row) for number, row in enumerate(rows, start=2)],
        {name: name for name in columns},
    )
    done = assemble(raw, load_framework("london"))
    assert done.problems == ()
    *of_effects, everywhere = ((e.action, e.measure) for e in done.plan.evaluations)
    assert of_effects == [(e.action, e.measure) for e in effects()]
    assert everywhere == ("N51", "M22")
    assert evaluations(districts()[0]) == []


@pytest.mark.parametrize("effect", EVERY)
def test_areas_to_compare_with_are_touched_by_nothing(effect: Effect) -> None:
    chosen = compared_with(effect)
    assert len(chosen) >= 9
    for area in chosen:
        for other in effects():
            if other.measure == effect.measure and other.action != effect.action:
                assert other.starts.get(area, "9999") > LAST
        assert all(without_actions(effect.measure, area, m) == 1 for m in months())
    assert not set(chosen) & set(effect.starts)


# The same each time, and as a partner's would come


def made(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_FIGURES],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_same_figures_in_every_run() -> None:
    """Where they were changed on purpose, write the new hash above."""
    assert made("1") == made("2") == HASH


def test_the_files_hold_every_figure_once() -> None:
    rows = [
        row for name in DATASETS for row in csv.DictReader(io.StringIO(as_csv(name)))
    ]
    assert len(rows) == len(measures()) * 36 * 84
    keys = {(r["month"], r["area"], r.get("offence", "visits")) for r in rows}
    assert len(keys) == len(rows)
    total = sum(int(row["value"]) for row in rows)
    assert total == sum(sum(counts(m).values()) for m in measures())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Northbank's own plan with its figures, and nothing else."""
    from headwater.app.workspace import create_workspace, publish_assets

    folder = create_workspace(tmp_path_factory.mktemp("northbank"))
    from headwater.app.actions import Source, import_plan
    from headwater.exchange.northbank import northbank_hash

    for plan_id in (CITY, "quillmoor"):
        import_plan(
            plan=northbank_plans()[plan_id],
            source=Source("northbank", northbank_hash()),
            by="tests",
            at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
            why="The invented partnership that comes with Headwater",
        )
    bring_invented_figures(folder, "tests")
    publish_assets()
    return folder


@pytest.fixture
def look(workspace: Path) -> Iterator[Callable[[str], Page]]:
    from django.conf import settings
    from django.test import Client

    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    before, settings.AS_AT = settings.AS_AT, date(2026, 11, 22)

    def get(url: str) -> Page:
        response = Client(SERVER_NAME="localhost").get(url)
        assert response.status_code == 200, url
        return check_page(response, url, "Northbank is invented.")

    yield get
    settings.AS_AT = before


def test_ingested_twice_changes_nothing(workspace: Path) -> None:
    lake = sorted((workspace / "lake").rglob("*"))
    receipts = bring_invented_figures(workspace, "tests")
    assert [receipt.already for receipt in receipts] == [True, True]
    assert sorted((workspace / "lake").rglob("*")) == lake


def test_pages_of_measures_show_the_figures_and_who_made_them_up(look) -> None:
    listed = look("/plans/northbank/measures/")
    assert "3 of them have figures here so far" in listed.main
    for measure, code in measures().items():
        shown = look(f"/plans/northbank/measures/{measure}/").main
        assert figure_sets()[code].title in shown
        assert figure_sets()[code].published.publisher in shown
        whole = sum(counts(measure)[a, LAST] for a in neighbourhoods())
        assert f"{whole:,}" in shown


def test_page_of_figures_has_a_line_for_each_neighbourhood_and_no_map(look) -> None:
    shown = look("/plans/northbank/figures/northbank-vawg/")
    assert all(place.name(code) in shown.main for code in neighbourhoods())
    assert "NB0000" not in shown.main
    assert "equal squares" not in shown.main
    assert "borough" not in shown.main
    assert "new records system (invented)" in shown.main
    one = look("/plans/northbank/figures/northbank-vawg/NB0000603/").main
    assert "new records system (invented)" in one
    assert (
        "new records system"
        not in look("/plans/northbank/figures/northbank-vawg/NB0000503/").main
    )


def test_download_says_that_it_is_invented_in_every_line(look, workspace: Path) -> None:
    from django.test import Client

    look("/plans/northbank/figures/northbank-emergency/")
    answer = Client(SERVER_NAME="localhost").get(
        "/plans/northbank/figures/northbank-emergency.csv"
    )
    text = b"".join(answer) if answer.streaming else answer.content
    _, *lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(lines) == 37 * 84
    for line in lines:
        assert sum("invented" in cell.casefold() for cell in line) >= 2


def test_the_map_of_districts_counts_work_in_their_neighbourhoods(look) -> None:
    shown = look("/plans/northbank/places/").main
    assert "An action that names a part of a district counts in it." in shown
    assert "Low Quay (1)" in shown
    ebbwick = look("/plans/northbank/places/NB0000006/").main
    assert "actions name Ebbwick or a part of it" in ebbwick
    assert "Lighting and sightlines" in ebbwick
    assert "Smaller areas in it" in ebbwick


def test_an_action_that_names_a_district_covers_its_neighbourhoods(look) -> None:
    page = look("/plans/northbank/places/NB0000603/").main
    assert "3 sets of figures about Wickfield" in page
    assert "Actions that name the area around it" in page
    around = page.split("Actions that name the area around it")[1]
    assert "Evenings for parents" in around  # it names Larkwharf and Ebbwick
    table = look("/plans/quillmoor/coverage/").main
    assert "6 cells: 6 only through 'all'" in table
