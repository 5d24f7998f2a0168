"""The guide says what is true: its code runs, and it names every meaning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from headwater.exchange.foreign.mapping_file import parse_mapping
from headwater.exchange.foreign.meanings import JOINED, MEANINGS


REPO = Path(__file__).parents[3]
GUIDE = (REPO / "docs/guides/bring-your-own-plan.md").read_text(encoding="utf-8")
PLAN = "No.,Aim,Lead,Target date\n1,Train bar staff,Licensing,March 2026\n"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def test_guide_names_every_meaning() -> None:
    table = GUIDE.partition("| ours |")[2].partition("Two columns")[0]
    assert all(f"`{meaning}`" in table for meaning in MEANINGS)
    joined = GUIDE.partition("Two columns may both be")[2].partition(";")[0]
    assert set(re.findall(r"`(\w+)`", joined)) == JOINED


def test_mapping_of_the_guide_can_be_loaded() -> None:
    mapping = parse_mapping(_blocks("toml")[0])
    assert mapping.sheets["our-plan"].headings == (3,)
    assert mapping.leads["MPS"] == "met-police"


def test_code_of_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("our-plan.csv").write_text(PLAN, encoding="utf-8")
    see, keep, bring = _blocks("python")
    known: dict[str, object] = {}
    exec(see + keep, known)  # noqa: S102 - the guide's own code
    written = Path("our-plan.toml").read_text(encoding="utf-8")
    named = written.replace('id = ""', 'id = "northgate"').replace(
        "? borough", "borough"
    )
    Path("our-plan.toml").write_text(named, encoding="utf-8")
    exec(bring, known)  # noqa: S102
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("our-plan 1 {'No.': 'other_numbers', 'Aim': 'title'")
    assert lines[-1] == "()"
