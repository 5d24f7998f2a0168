"""The benchmark tables of disclosure control, as designs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.tables import Design, Key, lay_out


FOLDER = Path(__file__).parents[3] / "shared/data/sdc-benchmark"


Problem = tuple[dict[str, Hierarchy], dict[Key, int], dict[str, list[list[str]]]]


def problem(folder: str) -> Problem:
    """Hierarchies, counts and releases; skips where the tables are not here."""
    if not (FOLDER / folder).exists():
        pytest.skip("shared/data/sdc-benchmark is not beside this checkout")
    told = json.loads((FOLDER / folder / "problem.json").read_text("utf-8"))
    hierarchies = {
        name: Hierarchy.of(name, [(row["code"], row["parent"]) for row in rows])
        for name, rows in told["hierarchies"].items()
    }
    with (FOLDER / folder / "counts.csv").open(encoding="utf-8", newline="") as file:
        counts = {
            tuple(row[name] for name in hierarchies): int(row["n"])
            for row in csv.DictReader(file)
        }
    return hierarchies, counts, told["releases"]


def design(folder: str, release: str) -> Design:
    """One release of one benchmark."""
    hierarchies, counts, releases = problem(folder)
    return lay_out(hierarchies, releases[release], counts)
