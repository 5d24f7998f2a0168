"""What changed between two plans."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import plans
from spec_tables import AS_AT, read_plan

from headwater.core.framework.load import load_framework
from headwater.core.plan.diff import (
    CellChange,
    PlanDiff,
    TableDiff,
    changed_cells,
    diff,
)
from headwater.core.plan.rows import Action, Plan
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.plan.verdicts import Word
from headwater.core.time import read_date


LONDON = load_framework("london")
BEFORE = """
    plan
    plan_id | title | notice
    P       | Old   | Of the old plan.
    actions
    action_id | title | tiers              | start      | vawg_types | status
    A1        | One   | primary; secondary | 2025-04-01 | all        | active
    A2        | Two   | primary            |            | stalking   | active
    A3        | Three | tertiary           |            |            | active
    funding
    action | tranche | amount | secured
    A1     | one     | 100    | yes
    A2     | one     |        | yes
"""
AFTER = """
    plan
    plan_id | title | notice
    P       | New   | Of the new plan.
    actions
    action_id | title | tiers              | start        | vawg_types | status
    a1        | One   | secondary; primary | 1 April 2025 | all        | active
    A2        | Two   | none               | 2026         | stalking   | active
    A4        | Four  | tertiary           |              |            | active
    funding
    action | tranche | amount | secured
    A1     | one     | 250    | yes
    A2     | one     |        | no
    accepted
    rule | subject    | accepted_by | why  | until
    M501 | actions/A2 | Board       | Soon | 2027
"""


def found(before: str = BEFORE, after: str = AFTER) -> PlanDiff:
    return diff(read_plan(before, LONDON), read_plan(after, LONDON), LONDON, AS_AT)


def table(name: str) -> TableDiff:
    return next(t for t in found().tables if t.table == name)


def test_rows_added_and_removed() -> None:
    actions = table("actions")
    assert (actions.added, actions.removed) == (("A4",), ("A3",))


def test_changed_cells_with_both_texts() -> None:
    (change,) = [c for c in table("actions").changed if c.row == "A2"]
    assert change.cells == (
        CellChange("start", "", "2026"),
        CellChange("tiers", "primary", "none"),
    )


def test_order_of_a_list_and_form_of_a_date_change_no_meaning() -> None:
    (change,) = [c for c in table("actions").changed if c.row == "a1"]
    assert [cell.column for cell in change.cells] == ["action_id"]


def test_blank_and_none_are_different() -> None:
    blank = Action(action_id="A", title="A")
    none = replace(blank, tiers=())
    (cell,) = changed_cells(BY_NAME["actions"], blank, none)
    assert (cell.before, cell.after) == ("", "none")


def test_plan_itself_is_one_row_whatever_its_name() -> None:
    (change,) = table("plan").changed
    assert [c.column for c in change.cells] == ["title", "notice"]


def test_money_before_and_after() -> None:
    assert found().money_before.agreed == 100
    assert found().money_before.unknown == 1
    assert found().money_after.agreed == 250


def test_findings_and_who_accepted_them() -> None:
    findings = found().findings
    assert [f.subject for f in findings.accepted] == ["actions/A2"]
    (row,) = found().accepted
    assert (row.accepted_by, row.why) == ("Board", "Soon")
    assert row.until is not None


def test_fixed_with_its_row_is_told_apart() -> None:
    gone = {f.subject for f in found().gone}
    arrived = {f.subject for f in found().arrived}
    assert (gone, arrived) == ({"actions/A3"}, {"actions/A4"})
    assert len(found().gone) < len(found().findings.fixed)


def test_verdicts_that_became_another_word() -> None:
    drivers = "; ".join(LONDON.scheme("driver").top)
    before = f"""
        actions
        action_id | tiers   | drivers    | settings                      | life_stages
        A1        | primary | {drivers} | primary-school; sport-leisure | 5-10

        meta
        table   | complete
        actions | yes
    """.replace("\n\n", "\n")
    (lost,) = [
        change
        for change in found(before, before.replace(drivers, "none")).verdicts
        if change.principle == "G2"
    ]
    assert lost.before.word is Word.PARTLY
    assert lost.after.word is Word.NOT_HELD
    assert not found(before, before).verdicts


def test_notices_of_both_plans_stand_above() -> None:
    assert found().standing.about.notice == "Of the old plan. Of the new plan."


def test_same_plan_on_two_days() -> None:
    plan = read_plan(AFTER, LONDON)
    later = diff(plan, plan, LONDON, date(2030, 1, 1), AS_AT)
    assert not any(t.differs for t in later.tables)
    assert later.differs
    assert [f.subject for f in diff(plan, plan, LONDON, AS_AT).findings.accepted]
    assert not later.findings.accepted  # it has run out


def test_a_plan_is_the_same_as_itself() -> None:
    assert not found(AFTER, AFTER).differs


@pytest.mark.slow
@settings(max_examples=25)
@given(plans(LONDON), st.sampled_from([t.name for t in TABLES if t.name != "plan"]))
def test_taking_a_table_away_removes_its_rows(plan: Plan, name: str) -> None:
    without = replace(plan, **{name: ()})
    rows = len(getattr(plan, name))
    there = next(t for t in _tables(plan, without) if t.table == name)
    back = next(t for t in _tables(without, plan) if t.table == name)
    assert (len(there.removed), there.added, there.changed) == (rows, (), ())
    assert back.added == there.removed
    others = [t for t in _tables(plan, without) if t.table != name]
    assert not any(t.differs for t in others)


@pytest.mark.slow
@settings(max_examples=25)
@given(plans(LONDON), plans(LONDON))
def test_each_row_is_added_removed_changed_or_the_same(one: Plan, two: Plan) -> None:
    for t in _tables(one, two):
        rows = 1 if t.table == "plan" else len(getattr(two, t.table))
        assert len(t.added) + len(t.changed) + t.same == rows
        assert all(change.cells for change in t.changed)


def _tables(one: Plan, two: Plan) -> tuple[TableDiff, ...]:
    return diff(one, two, LONDON, AS_AT).tables


@given(st.sampled_from([f.name for f in fields(Action)]))
def test_any_cell_that_changes_is_seen(column: str) -> None:
    row = Action(action_id="A", title="A")
    value: Any = "Other words"
    if column in ("start", "end", "last_reviewed", "source_checked"):
        value = read_date("2026")
    (cell,) = changed_cells(BY_NAME["actions"], row, replace(row, **{column: value}))
    assert cell.column == column
