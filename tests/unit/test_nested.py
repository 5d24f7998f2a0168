"""Plans under plans: their tree, references upwards, and all of them as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from random_plans import plans as random_plans
from spec_tables import read_plan

from headwater.core.framework.load import load_framework
from headwater.core.plan.assemble import RawRow, RawTable, assemble
from headwater.core.plan.check import check_plan
from headwater.core.plan.checks.hygiene import name_of
from headwater.core.plan.findings import Level
from headwater.core.plan.nested import (
    actions_reaching,
    family,
    serving_outcomes,
)
from headwater.core.plan.roll_up import RolledUp, roll_up
from headwater.core.plan.rows import About, Organisation, Plan, TableNote
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


LONDON = load_framework("london")
AS_AT = date(2026, 11, 1)
CITY = """
    plan
    plan_id | title
    city    | City

    organisations
    organisation_id | name        | sector | geography
    police          | City Police | police | NB0000000
    grants          | City Grants | mayoral-body | none

    actions
    action_id | title           | outcomes | geography | other_numbers
    A1        | Safer journeys  | O1       | NB0000000 | 7
    A2        | A refuge        | O2       | NB0000001 |
    A3        | Not yet placed  | O2       |           |

    outcomes
    outcome_id | title
    O1         | Fewer women are harassed
    O2         | People are safe at home

    funding
    action | tranche | funder | amount | start   | end     | also_pays_for
    A1     | 2026    | grants | 9000   | 2026-04 | 2027-03 | none
"""
BELOW = """
    plan
    plan_id | title    | parent
    hill    | Hilltown | city

    organisations
    organisation_id | name        | sector   | senior_lead
    police          | City police | police   | Head of safety
    fund            | City Grants | mayoral-body |

    actions
    action_id | title        | outcomes | other_numbers
    A1        | Safe buses   | city/O1  | city/A1
    H2        | A helpline   | O1       |

    outcomes
    outcome_id | title
    O1         | Help is near
"""


def plan(text: str) -> Plan:
    return read_plan(text, LONDON)


def rolled(*texts: str) -> RolledUp:
    (top,) = family(plan(text) for text in texts)
    return roll_up(top)


def named(plan_id: str, parent: str | None = None) -> Plan:
    return Plan(about=About(plan_id=plan_id, title=plan_id, parent=parent))


# The tree


def test_a_tree_holds_every_plan_under_the_one_it_names() -> None:
    (top, alone) = family(
        [named("b", "a"), named("a"), named("d", "b"), named("c", "a"), named("e", "")]
    )
    assert [p.about.plan_id for p in top.plans()] == ["a", "b", "d", "c"]
    assert [p.about.plan_id for p in alone.plans()] == ["e"]


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        ([named("a", "b")], "sits under the plan 'b', which is not here"),
        ([named("a", "b"), named("b", "a")], "in a ring: a, b"),
        ([named("a", "a"), named("b")], "in a ring: a"),
        ([named("a"), named("a")], "Two plans are called 'a'"),
    ],
)
def test_what_is_no_tree_is_refused(plans: list[Plan], says: str) -> None:
    with pytest.raises(UserError, match=says):
        family(plans)


# References upwards


def given_under(parent: Plan | None, outcome: str, above: str = "city") -> str:
    """What comes of a reference in a plan below: the name kept, or what is wrong."""
    rows = {
        "plan": {"plan_id": "hill", "title": "Hill", "parent": above},
        "actions": {"action_id": "H1", "title": "T", "outcomes": outcome},
    }
    raw = {n: RawTable(n, [RawRow(2, cells)], {}) for n, cells in rows.items()}
    done = assemble(raw, LONDON, parent=parent)
    if done.plan is None:
        return f"{done.problems[0].rule}. {done.problems[0].fix}"
    return "; ".join(done.plan.actions[0].outcomes or ())


def test_a_row_may_name_a_row_of_the_plan_above() -> None:
    assert given_under(plan(CITY), "CITY/o1") == "city/O1"
    assert given_under(None, "city/O1") == "city/O1"


def test_what_the_plan_above_does_not_hold_is_refused_when_it_is_there() -> None:
    says = given_under(plan(CITY), "city/O9")
    assert says.startswith("'city/O9' is not in the outcomes table.")


def test_a_name_without_its_plan_is_asked_about_and_never_guessed() -> None:
    assert "Did you mean 'city/O1'?" in given_under(plan(CITY), "O1")


@pytest.mark.parametrize("outcome", ["town/O1", "city/", "/O1"])
def test_only_the_plan_above_can_be_named(outcome: str) -> None:
    assert "is not in the outcomes table" in given_under(None, outcome)
    assert "is not in the outcomes table" in given_under(None, "city/O1", above="none")


def test_partners_are_listed_in_every_plan() -> None:
    with pytest.raises(AssertionError, match="city/police"):
        plan(
            BELOW.replace("H2        | A helpline   | O1       |", "")
            + "\n services\n service_id | organisation\n S1 | city/police"
        )


def test_a_name_that_reaches_up_is_no_name_of_nothing() -> None:
    found = check_plan(plan(BELOW), LONDON, AS_AT).findings
    assert not [f for f in found if f.rule == "P010"]


MEASURED_ABOVE = """
    plan
    plan_id | title | parent
    hill    | Hill  | {parent}

    outcomes
    outcome_id
    O1

    actions
    action_id | outcomes  | audiences
    H1        | {outcome} | victims-survivors

    meta
    table    | complete
    actions  | yes
    outcomes | yes
    measures | yes
"""


@pytest.mark.parametrize("rule", ["M501", "G402"])
@pytest.mark.parametrize(
    ("outcome", "level"), [("O1", Level.GAP), ("city/O1", Level.ASK)]
)
def test_an_outcome_of_the_plan_above_may_be_measured_there(
    rule: str, outcome: str, level: Level
) -> None:
    text = MEASURED_ABOVE.format(parent="city", outcome=outcome)
    found = check_plan(plan(text), LONDON, AS_AT).findings
    assert [f.level for f in found if f.rule == rule] == [level]


# What reaches what


def test_an_action_reaches_an_area_that_it_contains_or_lies_in() -> None:
    reached = {
        action.action_id: truth
        for action, truth in actions_reaching(plan(CITY), "NB0000002")
    }
    assert reached == {"A1": True, "A3": None}
    everything = actions_reaching(plan(CITY), "NB0000000")
    assert [truth for _, truth in everything] == [True, True, None]


def test_each_outcome_above_shows_what_serves_it_and_where_nothing_does() -> None:
    served = serving_outcomes(plan(CITY), plan(BELOW))
    assert {k: [a.action_id for a in v] for k, v in served.items()} == {
        "O1": ["A1"],
        "O2": [],
    }


def test_a_plan_of_another_family_serves_no_outcome() -> None:
    other = plan(BELOW)
    other = replace(other, about=replace(other.about, parent="town"))
    assert serving_outcomes(plan(CITY), other) == {"O1": (), "O2": ()}


# All of them as one


def test_ids_stay_unless_another_plan_has_them() -> None:
    whole = rolled(CITY, BELOW).plan
    assert [a.action_id for a in whole.actions] == ["A1", "A2", "A3", "hill/A1", "H2"]
    assert [o.outcome_id for o in whole.outcomes] == ["O1", "O2", "hill/O1"]


def test_references_follow_their_rows() -> None:
    actions = {a.action_id: a for a in rolled(CITY, BELOW).plan.actions}
    assert actions["hill/A1"].outcomes == ("O1",)
    assert actions["H2"].outcomes == ("hill/O1",)


def test_one_organisation_stands_once_with_its_blanks_filled() -> None:
    done = rolled(CITY, BELOW)
    assert [o.organisation_id for o in done.plan.organisations] == ["police", "grants"]
    assert done.plan.organisations[0].senior_lead == "Head of safety"
    assert [(m.row, m.into) for m in done.merged] == [
        ("hill/police", "police"),
        ("hill/fund", "grants"),
    ]


def _with(plan: Plan, *rows: Organisation) -> Plan:
    return replace(plan, organisations=rows)


@pytest.mark.parametrize(
    ("first", "other", "ids"),
    [
        ({"name": "Council A"}, {"name": "Council B"}, ["x", "b/x"]),
        ({"name": "One", "other_names": ("Uno",)}, {"name": "uno"}, ["x"]),
        (
            {"name": "A", "identifier": "GB-1"},
            {"name": "B", "identifier": "gb-1"},
            ["x"],
        ),
        (
            {"name": "A", "identifier": "GB-1"},
            {"name": "A", "identifier": "GB-2"},
            ["x", "b/x"],
        ),
        (
            {"name": "Public health", "geography": ("NB0000001",)},
            {"name": "Public health", "geography": ("NB0000002",)},
            ["x", "b/x"],
        ),
        (
            {"name": "Police", "geography": ("NB0000000",)},
            {"name": "Police", "geography": ("NB0000002",)},
            ["x"],
        ),
    ],
)
def test_partners_are_one_by_name_or_identifier_and_not_by_id(
    first: dict[str, str], other: dict[str, str], ids: list[str]
) -> None:
    pair = [
        Organisation(organisation_id="x", sector="borough", **row)  # type: ignore[arg-type]
        for row in (first, other)
    ]
    (top,) = family([_with(named("a"), pair[0]), _with(named("b", "a"), pair[1])])
    whole = roll_up(top).plan
    assert [o.organisation_id for o in whole.organisations] == ids


def funding(row: str) -> str:
    """Funding of the plan below: action, funder, amount, end, also pays for."""
    columns = (
        "funding\naction | funder | amount | end | also_pays_for | tranche | start"
    )
    return f"{BELOW}\n{columns}\n{row} | 2026 | 2026-04"


@pytest.mark.parametrize(
    ("says", "row", "total"),
    [
        ("one action by its number", "A1 | fund | 9000 | 2027-03 | none", 9000),
        ("the action above", "city/A1 | fund | 9000 | 2027-03 | none", 9000),
        ("also the action above", "H2 | fund | 9000 | 2027-03 | city/A1", 9000),
        ("another action", "H2 | fund | 9000 | 2027-03 | none", 18000),
        ("another one above", "H2 | fund | 9000 | 2027-03 | city/A2", 18000),
        ("another amount", "A1 | fund | 9500 | 2027-03 | none", 18500),
        ("another funder", "A1 | police | 9000 | 2027-03 | none", 18000),
        ("another time", "A1 | fund | 9000 | 2028-03 | none", 18000),
        ("no funder written", "A1 |  | 9000 | 2027-03 | none", 18000),
    ],
)
def test_money_in_two_plans_is_counted_once(says: str, row: str, total: int) -> None:
    done = rolled(CITY, funding(row))
    assert sum(t.amount or 0 for t in done.plan.funding) == Decimal(total), says
    gone = [m.row for m in done.merged if m.table == "funding"]
    assert len(gone) == (total == 9000)


def test_the_action_below_is_still_seen_to_be_paid_for() -> None:
    done = rolled(CITY, funding("A1 | fund | 9000 | 2027-03 | H2"))
    (pot,) = done.plan.funding
    assert (pot.action, pot.also_pays_for) == ("A1", ("H2", "hill/A1"))
    (gone,) = [m for m in done.merged if m.table == "funding"]
    assert (gone.row, gone.into) == ("hill/A1 / 2026", "A1 / 2026")


def test_two_equal_rows_of_one_plan_are_two_sums() -> None:
    text = funding("A1 | fund | 9000 | 2027-03 | none")
    twice = f"{text}\nA1 | fund | 9000 | 2027-03 | none | again | 2026-04"
    assert len(rolled(CITY, twice).plan.funding) == 2


def test_money_of_an_action_above_keeps_a_name_of_its_own() -> None:
    more = rolled(CITY, funding("city/A1 | fund | 500 | 2027-03 | none")).plan.funding
    assert [name_of("funding", t) for t in more] == ["A1 / 2026", "A1 / hill/2026"]


def test_a_table_is_complete_where_it_is_so_in_every_plan() -> None:
    def noted(plan_id: str, parent: str, **told: bool) -> Plan:
        notes = tuple(TableNote(table=t, complete=c) for t, c in told.items())
        return replace(named(plan_id, parent), meta=notes)

    (top,) = family(
        [
            noted("a", "", actions=True, funding=True, services=True),
            noted("b", "a", actions=True, funding=False),
        ]
    )
    told = {note.table: note.complete for note in roll_up(top).plan.meta}
    assert (told["actions"], told["funding"], told["services"]) == (True, False, None)


ACCEPTED = """
    accepted
    rule | subject           | accepted_by | why
    W304 | actions/A1        | Chair       | Known.
    G101 | vawg-type/spiking | Chair       | Not here.
"""


def test_what_a_plan_accepts_of_its_own_rows_is_accepted_in_the_whole() -> None:
    done = rolled(CITY + ACCEPTED, BELOW + ACCEPTED)
    assert [(a.rule, a.subject) for a in done.plan.accepted] == [
        ("W304", "actions/A1"),
        ("G101", "vawg-type/spiking"),
        ("W304", "actions/hill/A1"),
    ]
    left_out = [m.row for m in done.merged if m.table == "accepted"]
    assert left_out == ["hill/G101 / vawg-type/spiking"]


def test_the_whole_says_what_every_plan_says_of_itself() -> None:
    invented = BELOW.replace("| parent", "| parent | notice").replace(
        "| city\n", "| city | Invented.\n", 1
    )
    about = rolled(CITY, invented).plan.about
    assert about.title == "City, with the plan under it"
    assert about.notice == "Invented."


def test_a_reference_to_nothing_above_comes_out_in_the_whole() -> None:
    broken = BELOW.replace("city/O1", "city/O7")
    found = check_plan(rolled(CITY, broken).plan, LONDON, AS_AT).findings
    assert [f.subject for f in found if f.rule == "P010"] == ["actions/hill/A1"]


PLANS = random_plans(LONDON)
bounded = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _renamed(plan: Plan, plan_id: str, parent: str | None) -> Plan:
    return replace(plan, about=replace(plan.about, plan_id=plan_id, parent=parent))


@pytest.mark.slow
@bounded
@given(PLANS, PLANS, PLANS)
def test_nothing_is_lost_and_every_name_is_its_own(
    first: Plan, second: Plan, third: Plan
) -> None:
    plans = [
        _renamed(first, "a", None),
        _renamed(second, "b", "a"),
        _renamed(third, "c", "b"),
    ]
    (top,) = family(plans)
    done = roll_up(top)
    gone = Counter(merged.table for merged in done.merged)
    for table in (t for t in TABLES if t.name not in ("plan", "meta", "communities")):
        rows = getattr(done.plan, table.name)
        there = sum(len(getattr(p, table.name)) for p in plans)
        assert len(rows) + gone[table.name] == there, table.name
        keys = [name_of(table.name, row).casefold() for row in rows]
        assert len(set(keys)) == len(keys) or table.name == "accepted"
    check_plan(done.plan, LONDON, AS_AT)


@pytest.mark.slow
@bounded
@given(PLANS)
def test_a_plan_alone_rolls_up_to_itself(only: Plan) -> None:
    alone = _renamed(only, "a", None)
    (top,) = family([alone])
    whole = roll_up(top).plan
    assert replace(whole, about=alone.about, meta=alone.meta) == alone
