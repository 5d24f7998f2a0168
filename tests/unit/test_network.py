"""Who works with whom, and what rests on one partner."""

from __future__ import annotations

from datetime import date

from spec_tables import read_plan

from headwater.core.framework.load import load_framework
from headwater.core.plan.look import Look
from headwater.core.plan.network import Network, Parts, Role, network


def of(text: str) -> Network:
    framework = load_framework("london")
    plan = read_plan(ORGANISATIONS + text, framework)
    return network(Look(plan, framework, date(2026, 11, 1)))


ORGANISATIONS = """
    organisations
    organisation_id | name   | sector
    hall            | Hall   | mayoral-body
    met             | Police | police-mps
    arc             | Arc    | vcs-specialist
"""
TOWN = """
    actions
    action_id | title | lead_organisations | delivery_organisations | status
    A1        | One   | hall               | met; arc               | active
    A2        | Two   | hall; met          | arc                    | active
    A3        | Three | arc                | hall                   | closed
    A4        | Four  | met                |                        | active
    A5        | Five  |                    | hall                   | planned
    A6        | Six   | none               | none                   | planned
    funding
    action | tranche | funder
    A1     | one     | met
    A2     | one     | met
    A2     | two     |
    A4     | one     | met
"""


def pairs(found: Network) -> dict[tuple[str, str], Parts]:
    return {(tie.lead, tie.partner): tie.parts for tie in found.ties}


def test_lead_is_tied_to_those_who_deliver_and_pay() -> None:
    parts = pairs(of(TOWN))["hall", "met"]
    assert parts == Parts(leads=("A2",), delivers=("A1",), pays=("A1", "A2"))
    assert parts.actions == ("A2", "A1")
    assert parts.roles == tuple(Role)


def test_joint_leads_are_tied_both_ways() -> None:
    found = pairs(of(TOWN))
    assert found["hall", "met"].leads == found["met", "hall"].leads == ("A2",)


def test_no_organisation_is_tied_to_itself() -> None:
    assert all(lead != partner for lead, partner in pairs(of(TOWN)))


def test_actions_that_are_over_make_no_tie() -> None:
    assert ("arc", "hall") not in pairs(of(TOWN))


def test_whoever_shares_most_comes_first() -> None:
    found = of(TOWN)
    assert [(t.lead, t.partner) for t in found.ties][:2] == [
        ("hall", "arc"),
        ("hall", "met"),
    ]
    assert found.leads == ("hall", "met")
    assert found.partners == ("arc", "met", "hall")
    assert [t.partner for t in found.of_lead("hall")] == ["arc", "met"]
    assert [t.lead for t in found.of_partner("arc")] == ["hall", "met"]


def test_a_role_rests_on_one_only_where_all_of_it_is_written_down() -> None:
    found = of(TOWN)
    assert found.alone("hall") == Parts(leads=("A1",), delivers=("A5",))
    assert found.alone("met") == Parts(leads=("A4",), pays=("A1", "A4"))
    assert found.alone("arc") == Parts(delivers=("A2",))
    assert not found.alone("nobody")


def test_most_rests_on_the_first() -> None:
    assert [r.organisation for r in of(TOWN).resting] == ["hall", "met", "arc"]


def test_blanks_are_told_apart_from_none() -> None:
    found = of(TOWN)
    assert found.actions == ("A1", "A2", "A4", "A5", "A6")
    assert found.without_lead == ("A5", "A6")
    assert found.delivery_not_said == ("A4",)
    assert found.payer_not_said == ("A2", "A5", "A6")


def test_plan_without_actions_has_no_network() -> None:
    found = of("")
    assert not found.ties
    assert not found.resting
    assert found.leads == found.partners == ()
