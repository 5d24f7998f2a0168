"""The pages of the lake say what the code and its specs say."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from cube_case import AT
from made_up_sources import INCIDENTS
from spec_files import cube_specs

from headwater.engines.ingest.ingest import ingest
from headwater.engines.manifest import Vintage


ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
LAKE = (REFERENCE / "lake.md").read_text(encoding="utf-8")


def test_every_spec_about_figures_is_an_example() -> None:
    page = (REFERENCE / "cubes.md").read_text(encoding="utf-8")
    for title, cases in cube_specs().items():
        assert f"\n## {title}\n" in page
        for case in cases:
            assert f"\n### {case.says.removesuffix('.')}\n" in page


@pytest.mark.slow
def test_page_of_cubes_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/make_cubes.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_page_of_the_lake_names_what_an_ingest_leaves(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("month,area,type,count\n2024-01,North,a,3\n")
    receipt = ingest(INCIDENTS, [file], tmp_path / "lake", by="docs", at=AT)
    folder = tmp_path / "lake" / INCIDENTS.name
    left = {path.name.replace(receipt.vintage, "VINTAGE") for path in folder.iterdir()}
    named = set(re.findall(r"^ +lake/DATASET/(\S+)", LAKE, re.MULTILINE))
    assert left == named


def test_page_of_the_lake_explains_every_word_of_a_vintage() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", LAKE, re.MULTILINE))
    assert explained == {field.name for field in fields(Vintage)}


def test_manifest_is_json_with_what_the_page_names(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("month,area,type,count\n2024-01,North,a,3\n")
    ingest(INCIDENTS, [file], tmp_path / "lake", by="docs", at=AT)
    manifest = json.loads((tmp_path / "lake/incidents/manifest.json").read_text())
    for word in re.findall(r"`(\w+)`", LAKE.split("## The manifest")[1].split("|")[0]):
        assert word in manifest, word
