"""Two checks beside each other, and findings that are accepted for a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.change import Change, compare
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.findings import Finding
from headwater.core.plan.rows import About, Acceptance, Action, Plan
from headwater.core.time import read_date


DAY = date(2026, 11, 1)
PLAN = Plan(
    about=About(plan_id="P", title="A plan"),
    actions=tuple(
        Action(action_id=name, title=name, status="active") for name in ("A1", "A2")
    ),
)


def check(plan: Plan) -> CheckResult:
    return check_plan(plan, load_framework(), DAY)


def accepting(until: str | None) -> Plan:
    row = Acceptance(
        rule="M501",
        subject="actions/A1",
        accepted_by="Head of prevention",
        why="A measure is on its way.",
        until=read_date(until) if until else None,
    )
    return replace(PLAN, accepted=(row,))


def subjects(findings: tuple[Finding, ...], rule: str = "M501") -> set[str]:
    return {f.subject for f in findings if f.rule == rule}


def changed(earlier: Plan, later: Plan) -> Change:
    return compare(check(earlier), check(later))


def test_the_same_plan_has_nothing_new_and_nothing_fixed() -> None:
    change = changed(PLAN, PLAN)
    assert (change.new, change.fixed, change.accepted) == ((), (), ())
    assert change.still == check(PLAN).findings


def test_a_finding_is_new_and_then_fixed() -> None:
    fewer = replace(PLAN, actions=PLAN.actions[:1])
    assert subjects(changed(fewer, PLAN).new) == {"actions/A2"}
    assert subjects(changed(PLAN, fewer).fixed) == {"actions/A2"}


@pytest.mark.parametrize("until", [None, "2026-11-01", "2026-11", "2027"])
def test_an_accepted_finding_is_counted_apart_and_not_fixed(until: str | None) -> None:
    plan = accepting(until)
    assert subjects(check(plan).accepted) == {"actions/A1"}
    assert subjects(check(plan).findings) == {"actions/A2"}
    change = changed(PLAN, plan)
    assert subjects(change.accepted) == {"actions/A1"}
    assert subjects(change.fixed) == set()
    assert subjects(change.still) == {"actions/A2"}


@pytest.mark.parametrize("until", ["2026-10-31", "2026-10", "2025"])
def test_an_acceptance_ends(until: str) -> None:
    result = check(accepting(until))
    assert result.accepted == ()
    assert subjects(result.findings) == {"actions/A1", "actions/A2"}
    assert subjects(result.findings, "P013") == {"accepted/M501 / actions/A1"}


def test_accepting_is_not_mending() -> None:
    words = [verdict.word for verdict in check(accepting(None)).verdicts]
    assert words == [verdict.word for verdict in check(PLAN).verdicts]
