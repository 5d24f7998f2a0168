"""Partner pages: what falls due, and what rests on one partner alone."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from london_site import PLAN
from spec_tables import read_plan


@pytest.fixture
def town(workspace):
    return _held(TOWN)


def _held(text: str):
    from headwater.app.selectors.held import Held
    from headwater.core.framework.load import load_framework
    from headwater.core.plan.check import check_plan

    framework = load_framework("london")
    plan = read_plan(text, framework)
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


def test_partner_page_says_what_rests_on_it(page) -> None:
    said = page("./organisations/mopac/").main
    assert "What falls due, and when" in said
    assert "It is the only lead" in said


def test_list_of_partners_says_who_is_alone(page, workspace) -> None:
    number = len(_network(PLAN).alone("mopac").leads)
    assert f"The only lead of {number}." in page("./organisations/").main


def _network(plan: str):
    from headwater.app.selectors import held
    from headwater.app.selectors.network import network

    return network(held(plan, date(2026, 11, 22)))


def test_partner_page_says_who_it_works_with(page) -> None:
    said = page("./organisations/tfl/").main
    assert "Partners in the actions that it leads: 4" in said
    assert "Metropolitan Police Service 2 actions: delivers 2." in said


def test_network_page_says_on_whom_most_rests(page) -> None:
    said = page("./network/").main
    assert "They make 20 pairs of a lead and a partner" in said
    assert "Who delivers is not written down for 36 of 48 actions." in said
    assert "Most rests on Mayor's Office for Policing and Crime (MOPAC)" in said


def test_drawing_has_a_mark_and_a_row_of_the_table_for_every_pair(page) -> None:
    shown = page("./network/")
    (drawing,) = (e for e in shown.tree.iter() if e.get("role") == "img")
    marks = [e for e in drawing.iter() if "app-matrix__mark " in e.get("class", "")]
    assert len(marks) == len(_network(PLAN).ties) == shown.main.count("1 action:") + 4
    named = drawing.get("aria-labelledby", "").split()
    said = [e.tag.split("}")[-1] for e in drawing.iter() if e.get("id") in named]
    assert said == ["title", "desc"]


def test_network_is_linked_from_the_organisations(page) -> None:
    for address in ("./organisations/", "./organisations/mopac/"):
        assert f"/plans/{PLAN}/network/" in page(address).links


def test_pairs_can_be_taken_away(page, fetch) -> None:
    address = f"/plans/{PLAN}/network.csv"
    assert address in page("./network/").links
    lines = list(
        csv.DictReader(io.StringIO(fetch(address).content.decode("utf-8-sig")))
    )
    assert len(lines) == len(_network(PLAN).ties)
    assert {line["notice"][:8] for line in lines} == {"A sample"}


MANY = "organisations\norganisation_id | name | sector\n" + "\n".join(
    f"o{n} | The very long name of a partnership body {n} | borough" for n in range(45)
)
SHARED = "\nactions\naction_id | title | lead_organisations | delivery_organisations\n"
PAIRS = "\n".join(f"A{n} | Do {n} | o{n} | o{(n + 1) % 45}; o0" for n in range(45))


def test_drawing_of_many_partners_stays_in_its_frame(workspace) -> None:
    from headwater.app.matrix import LONGEST, NARROWEST, drawing

    held = _held(MANY + SHARED + PAIRS)
    shown = drawing(held, _of(held))
    assert shown.square == NARROWEST
    assert len(shown.rows) == len(shown.columns) == 45
    assert all(len(name.text) <= LONGEST for name in shown.rows)
    corners = {(mark.x, mark.y) for mark in shown.marks}
    assert len(corners) == len(shown.marks)
    assert max(x for x, _ in corners) + shown.square < shown.width
    assert max(y for _, y in corners) + shown.square < shown.height


def test_short_names_use_the_other_names_that_fit(workspace) -> None:
    from headwater.app.matrix import short

    held = _held(
        "organisations\norganisation_id | name | other_names | sector\n"
        "a | The Office for a Great Many Things | OGMT; Great Things | borough\n"
        "b | The Office for a Great Many Things | | borough"
    )
    assert short(held, "a") == "Great Things"
    assert short(held, "b") == "The Office for a Great…"


def test_plan_without_pairs_says_so(workspace) -> None:
    from headwater.app import say

    held = _held("organisations\norganisation_id | name | sector\na | A | borough")
    assert say.network_line(_of(held)).endswith("lead and another partner yet.")


def _of(held):
    from headwater.app.selectors.network import network

    return network(held)
