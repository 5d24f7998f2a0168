"""headwater network, on real files."""

import csv
import io
import json

import pytest
from commands import DAY, Commands


def shown(run: Commands, *words: str) -> str:
    said = run("network", "plan", "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def test_page_has_its_parts_in_order(run: Commands) -> None:
    flat = " ".join(shown(run).split())
    parts = [
        "A sample compiled from published facts.",
        "Who works with whom, as things stood on 1 November 2026.",
        "They make 20 pairs of a lead and a partner",
        "Who delivers is not written down for 36 of 48 actions.",
        "Most rests on Mayor's Office for Policing and Crime (MOPAC)",
        "Resting on one partner Any Leads Delivers Pays",
        "Pairs: a lead, and what a partner does in its actions",
        "Transport for London with British Transport Police 2 actions: delivers 2.",
        "These are the first 15; --all shows every one.",
    ]
    places = [flat.index(part) for part in parts]
    assert places == sorted(places)
    assert "--all shows" not in shown(run, "--all")


@pytest.mark.parametrize("width", ["70", "80", "120"])
def test_page_fits_its_width(
    run: Commands, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert max(map(len, shown(run, "--all").splitlines())) <= int(width)


def test_csv_and_json_say_the_same(run: Commands) -> None:
    lines = list(csv.DictReader(io.StringIO(shown(run, "--format", "csv"))))
    whole = json.loads(shown(run, "--format", "json"))
    assert whole["notice"].startswith("A sample")
    assert [(x["lead"], x["partner"]) for x in lines] == [
        (x["lead"], x["partner"]) for x in whole["pairs"]
    ]
    for line, pair in zip(lines, whole["pairs"], strict=True):
        roles = ("delivers", "pays", "leads")
        assert [int(line[role]) for role in roles] == [len(pair[r]) for r in roles]
        ids = {action for role in roles for action in pair[role]}
        assert set(line["action_ids"].split("; ")) == ids
        assert int(line["actions"]) == len(ids)
    assert whole["resting_on_one"][0]["organisation"] == "mopac"


def test_plan_without_partners_says_so(run: Commands) -> None:
    (run.folder / "plan/actions.csv").write_text("action_id,title\nA,Do\n")
    (run.folder / "plan/funding.csv").unlink()
    (run.folder / "plan/measures.csv").unlink()
    assert "No action names both a lead and another partner yet." in shown(run)
