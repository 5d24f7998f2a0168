"""The supplied panels with their truth, and the tables of known results."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from made_panels import MONTH_NAMES, RAMP

from headwater.core.impact.panel import NEVER, Panel


FOLDER = Path(__file__).parents[3] / "shared/data/impact-reference"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table; the test is skipped where it is not at hand."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} of the reference data is not here")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def supplied() -> Iterator[tuple[dict[str, str], Panel]]:
    """Each panel with its row of truth."""
    counts: dict[str, list[float]] = {}
    for row in rows("sim_panels.csv.gz"):
        counts.setdefault(row["panel"], []).append(float(row["count"]))
    starts: dict[str, list[int]] = {}
    for row in rows("sim_panel_actions.csv"):
        at = row["action_start"]
        place = MONTH_NAMES.index(at) if at else NEVER
        starts.setdefault(row["panel"], []).append(place)
    for truth in rows("sim_panel_truth.csv"):
        begun = np.array(starts[truth["panel"]])
        names = tuple(f"area{a + 1:02}" for a in range(len(begun)))
        table = np.reshape(counts[truth["panel"]], (len(begun), -1))
        yield truth, Panel(names, MONTH_NAMES, table, begun)


def effect_of(truth: dict[str, str], panel: Panel) -> np.ndarray:
    """(A, T): what the action did, on the log scale."""
    since = np.arange(len(panel.months)) - panel.starts[:, None]
    share = np.clip((since + 1) / RAMP, 0, 1) if truth["effect_shape"] == "ramp" else 1
    full = np.log1p(float(truth["full_effect_percent"]) / 100)
    return np.where(panel.treated, full * share, 0.0)


def table(
    name: str, unit: str, columns: tuple[str, ...], start: str
) -> tuple[list[int], dict[str, np.ndarray], np.ndarray]:
    """Years (T,), columns as (A, T), and the place of each unit's start (A,)."""
    lines = rows(name)
    units = sorted({row[unit] for row in lines})
    years = sorted({int(row["year"]) for row in lines})
    found = {c: np.full((len(units), len(years)), np.nan) for c in columns}
    starts = np.full(len(units), NEVER)
    for row in lines:
        at, when = units.index(row[unit]), years.index(int(row["year"]))
        for column in columns:
            found[column][at, when] = float(row[column])
        if row[start] not in ("", "0", "NA"):
            starts[at] = years.index(int(float(row[start])))
    return years, found, starts
