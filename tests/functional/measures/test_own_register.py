"""A partnership adds changes in recording, and sets of figures, of its own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from headwater.errors import UserError


ROOT = Path(__file__).parents[3]
CHANGE = """
[changes.camden-pilot]
month = "2016-06"
what = "A pilot of another way to record sexual offences"
offences = ["sexual offences"]
area = "E09000007"
expected = "up"
source = "Minutes of the partnership"
checked = "confirmed in source"
"""
FIGURES = """
[datasets.london-women-and-girls]
publisher = "Office for National Statistics"
licence = "Open Government Licence v3.0"
level = "borough"

[women]
title = "Women and girls who live here"
dataset = "london-women-and-girls"
series = "area"
shown = "points"
area = "E12000007"
no_limits = "Two years."

[women.definition]
kind = "count"
flow = "stock"
direction = "ambiguous"
"""


@pytest.fixture
def own(demo, tmp_path):
    """A copy of the demonstration that a partnership may write in."""
    from headwater.app.workspace import open_workspace

    folder = tmp_path / "own"
    shutil.copytree(demo, folder)
    open_workspace(folder)
    return folder


def held_london():
    from headwater.app.selectors.held import held

    return held("london-sample", date(2026, 11, 1))


def test_its_change_touches_the_places_that_it_names(own) -> None:
    from headwater.app.selectors import measures

    (own / "recording_changes.toml").write_text(CHANGE)
    view = measures.figure_view(held_london(), "recorded-rape")
    (found,) = [b for b in view.breaks if b.change.code == "camden-pilot"]
    boroughs = {code for code in found.codes if code.startswith("E09")}
    assert boroughs == {"E09000007"}
    assert "E12000007" in found.codes  # London holds Camden
    assert found.change.added_by == "this partnership"
    assert found.at in view.signals.breaks


def test_without_it_nothing_is_there(own) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(held_london(), "recorded-rape")
    assert "camden-pilot" not in [b.change.code for b in view.breaks]


def test_its_own_set_of_figures_is_listed(own) -> None:
    from headwater.app.selectors import measures

    (own / "figures.toml").write_text(FIGURES)
    view = measures.figure_view(held_london(), "women")
    assert view.periods == ("2019", "2020", "2021")
    assert {str(word) for word in view.table.words()[:33, 1]} == {"not reported"}
    assert view.table.source == "Office for National Statistics"
    assert view.signals is None


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("recording_changes.toml", CHANGE.replace("2016-06", "June"), "not a month"),
        ("recording_changes.toml", "[changes", "not a TOML file"),
        ("figures.toml", FIGURES.replace('"points"', '"loud"'), "figures women"),
        ("figures.toml", FIGURES.replace("level =", "size ="), "level"),
        ("figures.toml", "= 1", "not a TOML file"),
        ("figures.toml", "x = 1", "figures x: it must be a table"),
        ("figures.toml", "datasets = [1]", "A dataset must be a table"),
        ("recording_changes.toml", "changes = [1]", "changes must be tables"),
        ("recording_changes.toml", CHANGE + 'step = "no"', "step must be true or"),
        ("recording_changes.toml", CHANGE + "unsettled = true", "a whole number"),
        (
            "recording_changes.toml",
            CHANGE.replace('["sexual offences"]', '"sexual offences"'),
            "offences must be a list",
        ),
    ],
)
def test_what_is_wrong_in_its_file_is_named(own, file, text, says) -> None:
    from headwater.app.selectors import measures

    (own / file).write_text(text)
    with pytest.raises(UserError, match=says) as caught:
        measures.figure_view(held_london(), "recorded-rape")
    assert file in str(caught.value.where)


@pytest.fixture
def changed_page(own):
    """Ask for what has changed, as a browser does."""
    from django.test import Client

    from headwater.app.workspace import publish_assets

    if not (ROOT / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    publish_assets()
    client = Client(SERVER_NAME="localhost")
    return lambda: client.get("/plans/london-sample/changed/")


@pytest.mark.parametrize("file", ["figures.toml", "recording_changes.toml"])
def test_a_page_says_what_to_mend(own, changed_page, file) -> None:
    (own / file).write_text("[[")
    answer = changed_page()
    assert answer.status_code == 503
    said = answer.content.decode()
    assert "Something has to be mended first" in said
    assert f"{file}: This is not a TOML file" in said


def test_a_page_names_a_damaged_file_of_the_lake(own, changed_page) -> None:
    name = "lake/london-vawg-offences-by-class/manifest.json"
    (own / name).write_text("{")
    answer = changed_page()
    assert answer.status_code == 503
    said = answer.content.decode()
    assert f"{name}: This file of the lake cannot be read" in said
    assert str(own) not in said
