"""headwater coverage, on real files."""

import csv
import io
import json

import pytest
from commands import DAY, Commands


def shown(run: Commands, *words: str) -> str:
    said = run("coverage", "plan", "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def lines(run: Commands, *words: str) -> list[dict[str, str]]:
    text = shown(run, "--format", "csv", *words)
    return list(csv.DictReader(io.StringIO(text)))


def test_page_has_its_parts_in_order(run: Commands) -> None:
    page = shown(run)
    parts = [
        "A sample compiled from published facts.",
        "Types of VAWG by prevention tiers, as things stood on 1 November 2026.",
        "96 cells: ",
        "\nDomestic abuse ",
        "\nAny of these ",
        "What the words mean",
        "1 action could not be placed because a cell is blank",
        "is not said to be complete",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize("columns", ["tier", "sector"])
def test_page_fits_its_width(
    run: Commands, monkeypatch: pytest.MonkeyPatch, width: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    page = shown(run, "--rows", "setting", "--columns", columns)
    assert max(map(len, page.splitlines())) <= int(width)
    assert "…" not in page


def test_csv_has_a_line_for_each_cell_with_what_must_stand_beside_it(
    run: Commands,
) -> None:
    found = lines(run, "--rows", "life_stage", "--columns", "tier")
    assert len(found) == 9 * 4
    assert {line["notice"][:8] for line in found} == {"A sample"}
    assert {line["as_at"] for line in found} == {DAY}
    states = {line["state"] for line in found}
    assert states == {"covered", "resting on all", "not written down"}


def test_csv_names_the_actions_behind_a_cell(run: Commands) -> None:
    found = {(c["row"], c["column"]): c for c in lines(run)}
    cell = found["domestic-abuse", "primary"]
    assert cell["actions_named"] == "C15"
    assert cell["actions_through_all"] == "C10; C55; C65"
    assert (cell["named"], cell["through_all"]) == ("1", "3")


def test_blank_cells_look_different_from_empty_ones(run: Commands) -> None:
    found = lines(run, "--rows", "setting", "--columns", "sector")
    levels = {(c["state"], c["level"]) for c in found}
    assert ("not written down", "ask") in levels
    assert ("empty", "ask") in levels
    run.rewrite("plan/meta.csv", "actions,no", "actions,yes")
    found = lines(run, "--rows", "setting", "--columns", "sector")
    levels = {(c["state"], c["level"]) for c in found}
    assert ("not written down", "ask") in levels
    assert ("empty", "gap") in levels
    assert "'none' is a gap" in shown(run, "--rows", "setting", "--columns", "sector")


def test_json_agrees_with_csv(run: Commands) -> None:
    whole = json.loads(shown(run, "--format", "json"))
    assert whole["notice"].startswith("A sample compiled")
    assert len(whole["cells"]) == len(lines(run))
    assert sum(whole["states"].values()) == len(whole["cells"])
    assert whole["not_placed"]["row_blank"] == ["C40"]


def test_borough_lists_its_actions(run: Commands) -> None:
    found = lines(run, "--rows", "borough", "--columns", "action")
    assert len(found) == 33
    assert {line["state"] for line in found} == {"covered", "resting on all"}


def test_unknown_word_says_which_there_are(run: Commands) -> None:
    said = run("coverage", "plan", "--rows", "colour")
    assert said.code == 2
    assert "'colour'" in said.err
    assert "vawg-type" in said.err


def test_output_goes_to_a_file(run: Commands) -> None:
    assert shown(run, "-o", "page.txt") == ""
    assert "Any of these" in (run.folder / "page.txt").read_text(encoding="utf-8")
