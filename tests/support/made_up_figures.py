"""Made-up figures by month: the table, what was expected, and a series to draw."""

from __future__ import annotations

import numpy as np

from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Axis, Cube, Status
from headwater.reports.charts.from_table import Change, Limits, Words, series_at
from headwater.reports.charts.series import Series, Wish


SECRET = 987654  # stands where a figure is withheld: it must be seen nowhere
WORDS = Words("Offences", "Ashby", "Offences in a month", "A police force", Wish.LOWER)
STEP = Change(36, "records moved to another system", apart=True)


def months(count: int, first: int = 2014) -> Axis:
    codes = tuple(f"{first + i // 12}-{i % 12 + 1:02d}" for i in range(count))
    return Axis("period", codes, tuple(f"month {i}" for i in range(count)))


def table(count: int = 48, missing: dict[int, Status] | None = None) -> ReleasedTable:
    """Two areas with 100, 101, 102 … and holes where they are asked for."""
    values = np.arange(100, 100 + 2 * count, dtype=np.int64).reshape(2, count)
    status = np.full(values.shape, Status.OBSERVED, np.uint8)
    for i, why in (missing or {}).items():
        values[0, i] = 0 if why is Status.ZERO else SECRET
        status[0, i] = why
    axes = (Axis("area", ("A1", "A2"), ("Ashby", "Barton")), months(count))
    cube = Cube(values, status, axes, "offences", vintage="2025-02-01")
    return ReleasedTable.from_published(cube, "A police force", "OGL v3.0", "borough")


def limits(count: int = 48, above: int = 40, below: int = 20) -> Limits:
    side = np.zeros(count, np.int8)
    side[above], side[below] = 1, -1
    middle = np.linspace(100, 100 + count, count)
    return Limits(middle, middle - 20, middle + 20, side)


def drawn(missing: dict[int, Status] | None = None, words: Words = WORDS) -> Series:
    return series_at(table(48, missing), 0, words, limits(), [STEP])
