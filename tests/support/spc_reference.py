"""The reference results of public software, from the shared data beside this folder."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest


FOLDER = Path(__file__).parents[3] / "shared/data/spc-reference"
needs_reference = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the shared reference results are not beside this folder",
)
DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """The rows of one file, as text; none where the folder is absent."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_by(name: str, *columns: str) -> dict[tuple[str, ...], list[Row]]:
    """The rows of one file, together where these columns agree."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows_of(name):
        found[tuple(row[column] for column in columns)].append(row)
    return dict(found)


def number(text: str) -> float:
    """NaN for a blank."""
    return float(text) if text else np.nan


def numbers(rows: list[Row], column: str) -> np.ndarray:
    return np.array([number(row[column]) for row in rows])


def same(found: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Equal to within 1e-9 of the wanted number, or both missing."""
    near = np.abs(found - wanted) <= 1e-9 * np.abs(wanted)
    return near | (np.isnan(found) & np.isnan(wanted))
