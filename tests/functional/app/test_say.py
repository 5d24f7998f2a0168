"""What the pages say of a row keeps a blank, 'none' and zero apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import check_plan
from headwater.core.plan.rows import About, Action, Organisation, Plan, Tranche


PLAN = Plan(
    about=About(plan_id="P", title="A plan"),
    organisations=(Organisation(organisation_id="o1", name="One", sector="vru"),),
)


@pytest.fixture
def held(workspace):
    from headwater.app.selectors.held import Held

    return Held(check_plan(PLAN, load_framework(), date(2026, 11, 1)))


@pytest.mark.parametrize(
    ("lead", "says"),
    [
        (None, "No lead written down."),
        ((), "It has no lead."),
        (("o1",), "Led by One."),
    ],
)
def test_a_lead_that_is_none_is_not_blank(held, lead, says: str) -> None:
    from headwater.app.say import action_line

    action = Action(action_id="A1", title="T", lead_organisations=lead)
    assert action_line(held, action).startswith(says)


@pytest.mark.parametrize(
    ("amount", "funder", "says"),
    [
        (None, None, "amount not written down, funder not written down, "),
        (Decimal(0), "", "£0, from no funder, "),
        (Decimal(5), "o1", "£5, from One, "),
    ],
)
def test_money_says_what_is_blank(held, amount, funder, says: str) -> None:
    from headwater.app.say import tranche_line

    row = Tranche(action="A1", tranche="1", amount=amount, funder=funder)
    assert tranche_line(held, row).startswith(says)
