"""What only a plan built in code, or an old database, can hold."""

from __future__ import annotations

from datetime import date

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import check_plan
from headwater.core.plan.rows import About, Action, Organisation, Plan, Tranche
from headwater.core.time import read_date


LONDON = load_framework("london")
AS_AT = date(2026, 11, 1)


def _found(plan: Plan, code: str) -> list[tuple[str, str]]:
    result = check_plan(plan, LONDON, AS_AT)
    return [(f.subject, f.message) for f in result.findings if f.rule == code]


def _plan(**tables: tuple[object, ...]) -> Plan:
    return Plan(about=About(plan_id="P", title="P"), **tables)  # type: ignore[arg-type]


def test_unknown_codes_are_named_once_a_row() -> None:
    action = Action(
        action_id="A1",
        title="A",
        status="paused",
        vawg_types=("stalking", "duelling"),
        tiers=("quaternary",),
    )
    assert _found(_plan(actions=(action,)), "P001") == [
        (
            "actions/A1",
            "A1 has a code that nobody knows: 'paused', 'quaternary', 'duelling'.",
        )
    ]


def test_codes_of_another_framework_are_found_in_the_plan_itself() -> None:
    about = About(plan_id="P", title="P", vawg_types_in_scope=("duelling",))
    assert [subject for subject, _ in _found(Plan(about=about), "P001")] == ["plan"]


@pytest.mark.parametrize("code", ["X", "north"])
def test_a_lead_that_is_no_partner_is_named(code: str) -> None:
    plan = _plan(
        organisations=(Organisation(organisation_id="N", name="N", sector="police"),),
        actions=(Action(action_id="A1", title="A", lead_organisations=("N", code)),),
    )
    assert _found(plan, "P010") == [
        ("actions/A1", f"A1 names what is in no table: '{code}'.")
    ]


def test_money_for_an_action_that_is_gone_is_named() -> None:
    plan = _plan(funding=(Tranche(action="A9", tranche="One"),))
    assert _found(plan, "P010") == [
        ("funding/A9 / One", "A9 / One names what is in no table: 'A9'.")
    ]


def test_an_end_before_its_start_is_found_where_the_gate_was_passed_by() -> None:
    action = Action(
        action_id="A1", title="A", start=read_date("2027"), end=read_date("2026-03")
    )
    assert _found(_plan(actions=(action,)), "P002") == [
        ("actions/A1", "A1: 'End' (2026-03) comes before 'Start' (2027).")
    ]
