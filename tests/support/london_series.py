"""All of London's monthly series of recorded crime, as published; tests only."""

from __future__ import annotations

import csv
import gzip
from functools import cache
from pathlib import Path

import numpy as np
import pytest


FOLDER = Path(__file__).parents[3] / "shared/data/mps"
KEYS = {
    "borough": ("majortext", "minortext", "boroughname"),
    "ward": ("majortext", "minortext", "wardcode"),
    "lsoa": ("major_category", "minor_category", "lsoa_code"),
}
Keys = list[tuple[str, ...]]


@cache
def london(level: str) -> tuple[Keys, list[str], np.ndarray]:
    """Keys, months (yyyymm) and values (S, T); NaN where a release has no such row.

    Skips the test where the files are not there.
    """
    files = sorted(FOLDER.glob(f"recorded-crime-{level}-*.csv.gz"))
    if not files:
        pytest.skip("London's recorded crime is not beside this checkout")
    parts = [_read(file, KEYS[level]) for file in files]
    keys = sorted(set().union(*(rows for _, rows in parts)))
    blocks = []
    for months, rows in parts:
        nothing = np.full(len(months), np.nan)
        blocks.append(np.array([rows.get(key, nothing) for key in keys]))
    every = [month for months, _ in parts for month in months]
    return keys, every, np.hstack(blocks)


def _read(
    file: Path, names: tuple[str, ...]
) -> tuple[list[str], dict[tuple[str, ...], np.ndarray]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        lines = csv.reader(text)
        heading = [name.strip().lower() for name in next(lines)]
        first = next(at for at, name in enumerate(heading) if name.isdigit())
        at = [heading.index(name) for name in names]
        rows: dict[tuple[str, ...], np.ndarray] = {}
        for line in lines:
            key = tuple(line[n].strip() for n in at)
            rows[key] = rows.get(key, 0) + np.array(line[first:], dtype=float)
    return heading[first:], rows
