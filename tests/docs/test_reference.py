"""The reference pages say what the rules, tables and vocabularies say."""

import subprocess
import sys
from pathlib import Path

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.checks import load
from headwater.core.plan.tables import TABLES


ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
RULES = (REFERENCE / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", load())
def test_rule_has_its_section_and_examples(code: str) -> None:
    assert f"\n## {code}\n" in RULES
    assert f"\n### {code} example 1: " in RULES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_has_its_section_and_columns(table) -> None:
    page = (REFERENCE / "tables.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    for column in table.columns:
        assert f"| `{column.name}` |" in section


def test_every_vocabulary_has_its_section() -> None:
    page = (REFERENCE / "vocabularies.md").read_text(encoding="utf-8")
    london = load_framework("london")
    for facet in {c.scheme for t in TABLES for c in t.columns if c.scheme}:
        section = page.split(f"\n## {facet}\n")[1].split("\n## ")[0]
        for code in london.scheme(facet).codes:
            assert f"| `{code}` |" in section


@pytest.mark.slow
def test_pages_are_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/make_reference.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
