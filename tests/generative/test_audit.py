"""The audit against brute force: every table of counts that fits what is printed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.disclosure.audit import audit
from headwater.core.disclosure.audit_rows import PublishedTable


AREAS = {"Total": None, "a": "Total", "b": "Total"}
AGES = {"Total": None, "x": "Total", "y": "Total", "z": "Total"}
INNER = tuple(product("ab", "xyz"))
CELLS = tuple(product(AREAS, AGES))
THRESHOLD = 3


def cells_of(counts: tuple[int, ...]) -> dict[tuple[str, str], int]:
    inner = dict(zip(INNER, counts, strict=True))
    return {
        (area, age): sum(
            n
            for (a, g), n in inner.items()
            if area in (a, "Total") and age in (g, "Total")
        )
        for area, age in CELLS
    }


def fits(printed: dict, cells: dict) -> bool:
    return all(
        cells[at] >= 1 if value is None else cells[at] == value
        for at, value in printed.items()
    )


def given_away(printed: dict, most: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Hidden cells that all fitting tables put within less than the promise."""
    every = (cells_of(counts) for counts in product(range(most + 1), repeat=6))
    fitting = [cells for cells in every if fits(printed, cells)]
    ends = {
        at: (min(t[at] for t in fitting), max(t[at] for t in fitting))
        for at, value in printed.items()
        if value is None
    }
    return {
        at: (low, high)
        for at, (low, high) in ends.items()
        if low < THRESHOLD and high - low < THRESHOLD - 1
    }


@pytest.mark.slow
@settings(max_examples=20)
@given(
    st.tuples(*[st.integers(0, 2)] * 6).filter(lambda counts: 0 < sum(counts) <= 5),
    st.sets(st.sampled_from([c for c in CELLS if c != ("Total", "Total")])),
)
def test_audit_finds_what_enumeration_finds(counts: tuple, hidden: set) -> None:
    cells = cells_of(counts)
    printed = {at: None if n and at in hidden else n for at, n in cells.items()}
    table = PublishedTable("t", ("area", "age"), printed)
    found = audit([table], {"area": AREAS, "age": AGES}, THRESHOLD)
    expected = given_away(printed, cells["Total", "Total"])
    named = {f"area {area}, age {age}": ends for (area, age), ends in expected.items()}
    assert {f.cell: (f.low, f.high) for f in found.failures} == named
