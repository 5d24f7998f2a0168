"""Faults planted in protection: the audit, which knows nothing of it, finds each.

Each is planted on many made-up tables. Without the fault the audit finds nothing in
any of them, so that what it finds is the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from headwater.core.disclosure.again import attack_again
from headwater.core.disclosure.audit import Audit, audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry
from headwater.core.disclosure.profiles import Profile, profile
from headwater.core.disclosure.protect import Protected, Unprotectable, protect
from headwater.core.disclosure.safe import SafeRelease, release
from headwater.core.disclosure.tables import Design, Key, lay_out


RULE = profile("lt5_secondary")
DIMS = {
    "place": Hierarchy.of("place", [("all", None), *((c, "all") for c in "ABCDE")]),
    "age": Hierarchy.of("age", [("all", None), *((c, "all") for c in "xyz")]),
    "sex": Hierarchy.of("sex", [("all", None), ("F", "all"), ("M", "all")]),
}
TREES = {name: each.parents for name, each in DIMS.items()}
LATER = "2026-12-25"
ABOUT = About(
    "a test", "A test", "people", ("one",), "1", "2026-11-25", "made up", "CC0 1.0"
)
INNER = list(product("ABCDE", "xyz", "FM"))
FIRST, SECOND = ["place", "age"], ["place", "age", "sex"]
TABLES = 24


def made_up(odds: float = 0.08) -> Iterator[dict[Key, int]]:
    rng = np.random.default_rng(20261125)
    for _ in range(TABLES):
        counts = rng.negative_binomial(0.8, odds, len(INNER))
        yield {key: int(n) for key, n in zip(INNER, counts, strict=True)}


def printed(design: Design, hidden: np.ndarray, name: str) -> PublishedTable:
    """All cells of a design as its readers have them."""
    cells = {
        cell: None if shut else int(value)
        for cell, shut, value in zip(design.cells, hidden, design.values, strict=True)
    }
    return PublishedTable(name, design.dims, cells, absent_is_zero=True)


def told(design: Design, hidden: np.ndarray, **more: object) -> Audit:
    """What the audit says of the small counts of a table."""
    small = RULE.sensitive(design.values)
    cells = [design.cells[at] for at in np.flatnonzero(small)]
    table = printed(design, hidden, "one")
    trees = {dim: TREES[dim] for dim in design.dims}
    return audit([table], trees, RULE.threshold, sensitive=cells, **more)


def sound(design: Design) -> Protected:
    return protect(design, RULE)


def without_a_margin(design: Design) -> Protected:
    """As if nobody printed the totals of places."""
    rows = [at for at, cell in enumerate(design.cells) if cell[1] != "all"]
    cells = tuple(design.cells[at] for at in rows)
    found = protect(replace(design, cells=cells, matrix=design.matrix[rows]), RULE)
    hidden = np.zeros(len(design.cells), bool)
    hidden[rows] = found.hidden
    hidden |= RULE.sensitive(design.values)
    return replace(found, design=design, hidden=hidden)


class LooseRule(Profile):
    """A hidden count might be nobody: what is one is widened like any other."""

    @property
    def floor(self) -> int:
        return 0

    def sensitive(self, counts: np.ndarray) -> np.ndarray:
        return (counts < self.threshold) & (counts > 0)


def with_ones_as_ordinary(design: Design) -> Protected:
    return protect(design, LooseRule("loose", RULE.threshold, "a planted fault"))


@pytest.mark.parametrize(
    ("fault", "odds"), [(without_a_margin, 0.08), (with_ones_as_ordinary, 0.3)]
)
def test_a_fault_in_one_table_is_caught(
    fault: Callable[[Design], Protected], odds: float
) -> None:
    caught = 0
    for counts in made_up(odds):
        design = lay_out(DIMS, [FIRST], counts)
        found = sound(design)
        assert told(design, found.hidden).holds
        caught += not told(design, fault(design).hidden).holds
    assert caught > 0


def test_what_one_contributor_knows_is_caught_when_it_is_forgotten() -> None:
    caught = 0
    for counts in made_up():
        design = lay_out(DIMS, [FIRST], counts)
        own = design.counts * 2 // 3  # one contributor holds most
        known = dict(zip(design.inner, own.tolist(), strict=True))
        try:
            found = protect(design, RULE, own=own)
        except Unprotectable:
            continue
        knows = {"own": {cell: n for cell, n in known.items() if n}}
        assert told(design, found.hidden, **knows).holds
        caught += not told(design, sound(design).hidden, **knows).holds
    assert caught > 0


def again(made: SafeRelease, first: Entry) -> Audit:
    """What the audit says of its small counts, given the first release."""
    design = made.found.design
    small = np.flatnonzero(RULE.sensitive(design.values))
    return attack_again(made.entry, [first], [design.cells[at] for at in small])


def test_a_release_that_is_forgotten_is_caught() -> None:
    caught = 0
    after = replace(ABOUT, at=LATER)
    for counts in made_up():
        first = release(ABOUT, counts, DIMS, [FIRST], RULE).entry
        try:
            later = release(after, counts, DIMS, [SECOND], RULE, [first])
        except Unprotectable:
            continue  # said, and nothing released
        assert again(later, first).holds
        forgets = release(after, counts, DIMS, [SECOND], RULE, [])
        caught += not again(forgets, first).holds
    assert caught > 0
