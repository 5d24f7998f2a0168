"""Partner pages: what falls due, and what rests on one partner alone."""

from __future__ import annotations

from datetime import date

import pytest
from london_site import PLAN
from spec_tables import read_plan


@pytest.fixture
def town(workspace):
    from headwater.app.selectors.held import Held
    from headwater.core.framework.load import load_framework
    from headwater.core.plan.check import check_plan

    framework = load_framework("london")
    plan = read_plan(TOWN, framework)
    return Held(check_plan(plan, framework, date(2026, 11, 1)))


TOWN = """
    organisations
    organisation_id | name   | sector
    hall            | Hall   | mayoral-body
    met             | Police | police-mps
    actions
    action_id | title | lead_organisations | status | end
    A1        | One   | hall               | active | 2028-03-31
    A2        | Two   | hall; met          | active | 2027
    A3        | Three | hall               | closed | 2020-01-01
    A4        | Four  | met                | active |
    funding
    action | tranche | funder
    A1     | one     | met
    A2     | one     | met
    A2     | two     |
    A4     | one     | met
    A4     | two     | hall
    measures
    measure_id | name  | owner | figures_due
    M1         | Calls | hall  | 2026-12-01
    M2         | Other | met   | 2026-12-02
"""


def test_duties_come_the_soonest_first(town) -> None:
    from headwater.app.selectors.duties import duties

    found = duties(town, "hall")
    assert [duty.name for duty in found] == ["Calls", "Two", "One"]


def test_only_lead_and_only_funder_are_sure(town) -> None:
    from headwater.app.selectors.duties import alone

    hall, met = alone(town, "hall"), alone(town, "met")
    assert [a.action_id for a in hall.leads] == ["A1"]
    assert [a.action_id for a in met.leads] == ["A4"]
    assert hall.funds == ()
    assert [a.action_id for a in met.funds] == ["A1"], "A2 has a blank funder"


def test_partner_page_says_what_rests_on_it(page) -> None:
    said = page("./organisations/mopac/").main
    assert "What falls due, and when" in said
    assert "It is the only lead" in said


def test_list_of_partners_says_who_is_alone(page, workspace) -> None:
    from headwater.app.selectors import held
    from headwater.app.selectors.duties import alone

    number = len(alone(held(PLAN, date(2026, 11, 22)), "mopac").leads)
    assert f"The only lead of {number}." in page("./organisations/").main
