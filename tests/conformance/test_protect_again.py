"""A second release of a benchmark table, after the first, given the ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sdc_benchmark import problem

from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.safe import release


RULE = profile("lt5_secondary")
ABOUT = About(
    subject="made-up counts",
    title="Made-up counts",
    unit="people",
    periods=("2024",),
    vintage="first",
    at="2026-11-25",
    source="generated from a seed",
    licence="none needed",
)


@pytest.mark.slow
def test_a_revised_table_fills_in_no_blank_of_the_one_before() -> None:
    hierarchies, counts, releases = problem("small-a")
    first = release(ABOUT, counts, hierarchies, releases["full"], RULE, tries=0)
    revised, later = replace(ABOUT, vintage="second"), problem("small-a-r1")
    found = release(
        revised, later[1], hierarchies, releases["full"], RULE, [first.entry], tries=0
    )
    still = {cell for cell in first.entry.hidden if cell in found.found.design.cells}
    assert still <= found.entry.hidden
    assert len(still) > 400
    assert found.audit.holds


@pytest.mark.slow
def test_further_breakdowns_are_protected_given_those_before() -> None:
    hierarchies, counts, _ = problem("small-a")
    borough, age, sex, ethnicity = hierarchies
    entries = []
    for tables in (
        [[borough, age], [sex, ethnicity]],
        [[borough, ethnicity], [age, sex]],
        [[borough, age, sex]],
    ):
        made = release(ABOUT, counts, hierarchies, tables, RULE, entries, tries=0)
        assert made.audit.holds
        entries.append(made.entry)
    alone = release(ABOUT, counts, hierarchies, [[borough, age, sex]], RULE, tries=0)
    assert len(entries[-1].hidden) >= len(alone.entry.hidden)
