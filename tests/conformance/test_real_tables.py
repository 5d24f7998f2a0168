"""Real published tables, as hard cases: nothing of them is shown, not even by a test.

What the police published is theirs to answer for. Here it is taken as if it were
secret, to see what hiding by hand leaves open, and that protection leaves nothing.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from headwater.core.disclosure.again import attack_again
from headwater.core.disclosure.audit import audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.protect import holds
from headwater.core.disclosure.safe import SafeRelease, release


MPS = Path(__file__).parents[3] / "shared/data/mps"
RULE = profile("lt5_secondary")
ABOUT = About(
    "a test", "A test", "people", ("one",), "1", "2026-11-25", "the police", "OGL v3.0"
)
pytestmark = pytest.mark.slow


def rows(name: str) -> list[dict[str, str]]:
    if not (MPS / name).exists():
        pytest.skip("shared/data/mps is not beside this checkout")
    if name.endswith(".gz"):
        with gzip.open(MPS / name, "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with (MPS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def flat(name: str, codes: set[str]) -> Hierarchy:
    return Hierarchy.of(name, [("all", None), *((c, "all") for c in sorted(codes))])


def wards_of_a_month() -> tuple[Hierarchy, Counter[tuple[str]]]:
    """Victims by ward in borough in command unit, as one month has them."""
    tree: dict[str, str | None] = {"all": None}
    found: Counter[tuple[str]] = Counter()
    for row in rows("vawg-victims-by-place.csv.gz"):
        if row["recorded_date_months"] != "2023-06-01":
            continue
        names = ("bcu_location", "borough_name", "ward_name_clean_2")
        unit, borough, ward = (row[name].strip() or "not said" for name in names)
        tree |= {f"unit {unit}": "all", f"{unit}/{borough}": f"unit {unit}"}
        leaf = f"{unit}/{borough}/{ward}"
        tree[leaf] = f"{unit}/{borough}"
        found[(leaf,)] += int(row["count"])
    return Hierarchy.of("place", tree.items()), found


def still_narrow(made: SafeRelease) -> int:
    """How many small counts are given away by what is published alone."""
    found = made.found
    small = [found.design.cells[at] for at in np.flatnonzero(found.sensitive)]
    assert holds(found) == []
    return len(attack_again(made.entry, [], small).failures)


def test_wards_hidden_by_hand_come_back_and_protected_ones_do_not() -> None:
    places, counts = wards_of_a_month()
    made = release(ABOUT, counts, {"place": places}, [["place"]], RULE)
    design = made.found.design
    by_hand = {
        cell: None if small else int(value)
        for cell, small, value in zip(
            design.cells, RULE.sensitive(design.values), design.values, strict=True
        )
    }
    table = PublishedTable("by hand", ("place",), by_hand, absent_is_zero=True)
    told = audit([table], {"place": places.parents}, RULE.threshold)
    assert told.exact > 5  # one ward alone in a borough is the total less the others
    assert len(by_hand) > 600
    assert still_narrow(made) == 0
    assert 0 < made.found.secondary.sum() < 100


CUTS = {
    "age": ("vawg-victims-by-age.csv.gz", "age_group"),
    "ethnicity": ("vawg-victims-by-ethnicity.csv.gz", "ethnic_appearance_group_group"),
    "borough": ("vawg-victims-by-place.csv.gz", "borough_name"),
}


def cut(dim: str) -> Counter[tuple[str]]:
    """One margin of the victims of a year."""
    name, column = CUTS[dim]
    found: Counter[tuple[str]] = Counter()
    for row in rows(name):
        if row["recorded_date_months"].startswith("2023-"):
            found[(row[column].strip() or "not said",)] += int(row["count"])
    return found


def test_cuts_of_one_year_tell_nothing_of_what_none_of_them_crosses() -> None:
    """Margins of one unknown table, printed whole, with no crossing of any two."""
    cuts = {dim: cut(dim) for dim in CUTS}
    whole = {dim: sum(each.values()) for dim, each in cuts.items()}
    assert len(set(whole.values())) == 1  # the cuts agree
    pair = ("age", "ethnicity")  # a third margin binds no cell of two dimensions
    trees = {dim: flat(dim, {c for (c,) in cuts[dim]}).parents for dim in pair}
    tables = [
        PublishedTable(dim, (dim,), {**cuts[dim], ("all",): whole[dim]}) for dim in pair
    ]
    crossed = list(product(*(sorted(set(trees[dim]) - {"all"}) for dim in pair)))
    found = audit(tables, trees, RULE.threshold, sensitive=crossed)
    assert found.tested == len(crossed) >= 40
    assert found.holds


def test_the_hardest_table_is_protected_or_refused_but_never_given_away() -> None:
    """Most groups have fewer than five people. Nothing of it is ever shown."""
    dims = ("Borough", "Sex", "Age Group", "Domestic Abuse")
    counts: Counter[tuple[str, ...]] = Counter()
    for row in rows("homicide-victims-2003-01_2023-09.csv"):
        counts[tuple(row[dim].strip() for dim in dims)] += int(row["Count of Victims"])
    trees = {dim: flat(dim, {key[at] for key in counts}) for at, dim in enumerate(dims)}
    made = release(ABOUT, counts, trees, [list(dims)], RULE)
    small = RULE.sensitive(made.found.design.values)
    assert small.sum() > 400
    assert not (small & ~made.found.hidden).any()
    assert still_narrow(made) == 0
