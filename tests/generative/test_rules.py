"""What must be true of every rule on every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_plans import ROWS_MADE, plans

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.columns import Table
from headwater.core.plan.findings import Level, Status
from headwater.core.plan.rows import About, Plan, TableNote


LONDON = load_framework("london")
AS_AT = date(2026, 11, 1)
pytestmark = pytest.mark.slow
PLANS = plans(LONDON)
bounded = settings(
    max_examples=25,
    phases=[Phase.generate],  # to make a failing plan smaller takes minutes: add shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Cells whose blank means something of its own, so that filling it may mend a gap:
# an end that lies behind ends the action; a scope narrows what is asked.
MEANS_SOMETHING = {
    "actions.status": "a status that ends the action takes its findings away",
    "actions.end": "an end that lies behind takes its findings away",
    "agreements.ends": "an end that lies behind takes its findings away",
    "training.sectors": "sectors and organisations: one of the two answers for both",
    "training.organisations": "the same",
    "services.actions": "a linked service can be the safety contact that was 'none'",
}


def _check(plan: Plan) -> CheckResult:
    return check_plan(plan, LONDON, AS_AT)


def _gaps(plan: Plan) -> set[tuple[str, str]]:
    found = _check(plan).findings
    return {(f.rule, f.subject) for f in found if f.level is Level.GAP}


def _blanked(plan: Plan) -> Plan:
    """The same rows with every cell blank that may be, and nothing complete."""
    emptied: dict[str, Any] = {"about": About(plan_id="P", title="P"), "meta": ()}
    for table in ROWS_MADE:
        blank = {c.name: None for c in table.columns if not c.required}
        rows = getattr(plan, table.name)
        emptied[table.name] = tuple(replace(row, **blank) for row in rows)
    return replace(plan, **emptied)


@bounded
@given(PLANS)
def test_check_says_the_same_twice(plan: Plan) -> None:
    assert _check(plan) == _check(plan)


@bounded
@given(PLANS)
def test_fingerprints_name_one_finding_each(plan: Plan) -> None:
    prints = [f.fingerprint for f in _check(plan).findings]
    assert len(set(prints)) == len(prints)


@bounded
@given(PLANS)
def test_blanks_are_never_gaps(plan: Plan) -> None:
    assert not {rule for rule, _ in _gaps(_blanked(plan)) if rule[0] != "P"}


@bounded
@given(PLANS, st.data())
def test_an_incomplete_table_gives_no_gap_more(plan: Plan, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from([n.table for n in plan.meta] or ["x"])))
    fewer = tuple(n for n in plan.meta if n.table in kept)
    assert _gaps(replace(plan, meta=fewer)) <= _gaps(plan)


@bounded
@given(PLANS)
def test_a_complete_table_leaves_every_gap(plan: Plan) -> None:
    done = tuple(TableNote(table=t.name, complete=True) for t in ROWS_MADE)
    assert _gaps(plan) <= _gaps(replace(plan, meta=done))


@bounded
@given(PLANS, st.randoms(use_true_random=False))
def test_a_gap_stands_however_the_blanks_are_filled(plan: Plan, random: Random) -> None:
    """Read backwards: taking cells away never makes a gap."""
    done = tuple(TableNote(table=t.name, complete=True) for t in ROWS_MADE)
    plan = replace(plan, meta=done)
    fewer = {
        table.name: tuple(
            _some_taken(table, row, random) for row in getattr(plan, table.name)
        )
        for table in ROWS_MADE
    }
    before = {gap for gap in _gaps(replace(plan, **fewer)) if gap[0][0] != "P"}
    assert before <= _gaps(plan)


def _some_taken(table: Table, row: Any, random: Random) -> Any:
    taken = [
        c.name
        for c in table.columns
        if not c.required
        and f"{table.name}.{c.name}" not in MEANS_SOMETHING
        and random.random() < 0.3
    ]
    return replace(row, **dict.fromkeys(taken))


@bounded
@given(PLANS)
def test_statuses_agree_with_findings(plan: Plan) -> None:
    for result in _check(plan).results:
        levels = {f.level for f in result.findings}
        if result.status is Status.GAP:
            assert Level.GAP in levels
        elif result.status is Status.ASK:
            assert Level.ASK in levels
            assert Level.GAP not in levels
        else:
            assert levels <= {Level.NOTE}
