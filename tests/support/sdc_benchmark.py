"""The benchmark tables of disclosure control, as designs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.tables import Design, lay_out


FOLDER = Path(__file__).parents[3] / "shared/data/sdc-benchmark"


def design(folder: str, release: str) -> Design:
    """One release of one benchmark; skips where the tables are not here."""
    if not (FOLDER / folder).exists():
        pytest.skip("shared/data/sdc-benchmark is not beside this checkout")
    problem = json.loads((FOLDER / folder / "problem.json").read_text("utf-8"))
    hierarchies = {
        name: Hierarchy.of(name, [(row["code"], row["parent"]) for row in rows])
        for name, rows in problem["hierarchies"].items()
    }
    with (FOLDER / folder / "counts.csv").open(encoding="utf-8", newline="") as file:
        counts = {
            tuple(row[name] for name in hierarchies): int(row["n"])
            for row in csv.DictReader(file)
        }
    return lay_out(hierarchies, problem["releases"][release], counts)
