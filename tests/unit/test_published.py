"""The plan that is shown is the whole plan with blanks for what is kept in."""

from __future__ import annotations

from datetime import date

from filled_plan import filled_plan

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import check_plan
from headwater.core.plan.published import published, published_check
from headwater.core.plan.rows import About, Action, Plan
from headwater.core.plan.tables import TABLES


def test_every_cell_is_there_or_kept_in_as_declared() -> None:
    whole = filled_plan(load_framework(), kept="kept in", number=1)
    shown = published(whole)
    for table in TABLES[1:]:
        (before,), (after,) = getattr(whole, table.name), getattr(shown, table.name)
        for column in table.columns:
            cell = getattr(before, column.name) if column.public else None
            assert getattr(after, column.name) == cell, column.name


def test_the_plan_itself_keeps_its_note_in() -> None:
    shown = published(Plan(about=About(plan_id="p", title="A plan", note="Inside")))
    assert shown.about == About(plan_id="p", title="A plan")


def test_rows_with_nothing_to_keep_in_stay_as_they_are() -> None:
    plan = Plan(
        about=About(plan_id="p", title="A plan"),
        actions=(Action(action_id="A1", title="One"),),
    )
    assert published(plan).actions[0] is plan.actions[0]


def test_the_findings_are_those_of_the_whole_plan() -> None:
    whole = filled_plan(load_framework(), kept="kept in", number=1)
    result = check_plan(whole, load_framework(), date(2026, 11, 22))
    shown = published_check(result)
    assert shown.findings == result.findings
    assert shown.plan == published(whole)
