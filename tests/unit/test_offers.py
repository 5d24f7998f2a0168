"""What shows more: each offer was protected, and is ranked by what it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.offers import Shown, offers, shown
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.recast import Breakdown, Change, Kind, changes, recast
from headwater.core.disclosure.safe import SafeRelease, release
from headwater.errors import UserError


RULE = profile("lt5_secondary")
PLACE = Hierarchy.of(
    "place",
    [("T", None), ("N", "T"), ("S", "T"), *((c, "N") for c in "AB"), ("C", "S")],
)
AGE = Hierarchy.of("age", [("all", None), *((c, "all") for c in "1234")])
SEX = Hierarchy.of("sex", [("P", None), ("F", "P"), ("M", "P")])
DIMS = {"place": PLACE, "age": AGE, "sex": SEX}
COUNTS = {
    (place, age, sex): (7 * i + 3 * j + 5 * k) % 11 + (9 if sex == "F" else 0)
    for i, place in enumerate("ABC")
    for j, age in enumerate("1234")
    for k, sex in enumerate("FM")
}
ASKED = Breakdown(
    COUNTS,
    DIMS,
    (("place", "age", "sex"),),
    {"age": {"1": "16 to 24"}},
    {"age": (*"1234",)},
)
ABOUT = About(
    "invented", "Invented", "people", ("2024-25",), "1", "2026-01-01", "us", "none"
)


def made_of(of: Breakdown) -> SafeRelease:
    """A release of a breakdown, with its merged categories."""
    return release(
        ABOUT, of.counts, of.hierarchies, of.tables, RULE, becomes=of.becomes, tries=3
    )


def every() -> list[tuple[Change, Breakdown]]:
    return [(change, recast(ASKED, change)) for change in changes(ASKED)]


def test_every_kind_of_change_is_found_once() -> None:
    found = changes(ASKED)
    assert len(found) == len(set(found))
    kinds = {change.kind for change in found}
    assert kinds == set(Kind) - {Kind.POOL}  # no period is told apart here


@pytest.mark.parametrize(
    ("change", "coarser"), every(), ids=lambda each: getattr(each, "dim", "")
)
def test_a_change_keeps_all_the_people(change: Change, coarser: Breakdown) -> None:
    assert Change.of(change.parts) == change
    found = made_of(coarser).found
    assert found.design.counts.sum() == sum(COUNTS.values())
    assert found.design.values.max() == sum(COUNTS.values())


def test_merged_categories_are_named_and_added_up() -> None:
    merged = recast(ASKED, Change(Kind.MERGE, "age", ("1", "2")))
    assert merged.label("age", "1+2") == "16 to 24 and 2"
    assert merged.ordered["age"] == ("1+2", "3", "4")
    design = made_of(merged).found.design
    figure = dict(zip(design.cells, design.values, strict=True))
    both = COUNTS["A", "1", "F"] + COUNTS["A", "2", "F"]
    assert figure["A", "1+2", "F"] == both
    again = recast(merged, Change(Kind.MERGE, "age", ("1+2", "3")))
    assert again.becomes["age"] == dict.fromkeys("123", "1+2+3")


def test_a_change_that_is_none_is_refused() -> None:
    with pytest.raises(UserError, match="cannot be made here"):
        recast(ASKED, Change(Kind.MERGE, "age", ("1", "3")))
    with pytest.raises(UserError, match="no change of a breakdown"):
        Change.of(["melt", "age"])


def test_each_offer_shows_more_and_the_best_comes_first() -> None:
    made = release(ABOUT, COUNTS, DIMS, ASKED.tables, RULE)
    before = shown(made.found.design, ASKED.tables, made.found.hidden)
    found = offers(ABOUT, ASKED, RULE, now=made.found, titles={"age": "age band"})
    ranks = [offer.shown.rank for offer in found]
    assert ranks == sorted(ranks, reverse=True)
    assert all(rank > before.rank for rank in ranks)
    again = found[0].breakdown
    kept = made_of(again)
    hidden = kept.found.hidden
    assert shown(kept.found.design, again.tables, hidden) == found[0].shown
    assert f"{found[0].shown.cells}% of cells shown instead of" in found[0].words


def test_two_periods_together_are_offered() -> None:
    more = {key: count * 2 + 5 for key, count in COUNTS.items()}
    both = ("2023-24", "2024-25")
    longer = Breakdown(more, DIMS, ASKED.tables)
    asked = replace(ASKED, labels={"period": {"2023-24": "last year"}})
    found = offers(ABOUT, asked, RULE, pooled={both: longer})
    (pooled,) = (each for each in found if each.change.kind is Kind.POOL)
    assert pooled.periods == both
    assert pooled.words.startswith("Pool last year and 2024-25: ")


def test_people_are_counted_in_the_finest_cells_that_are_printed() -> None:
    made = release(ABOUT, COUNTS, DIMS, (("sex",),), RULE)
    assert shown(made.found.design, (("sex",),), made.found.hidden) == Shown(3, 0, 100)
