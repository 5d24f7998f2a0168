"""Several names in a cell; some names hold 'and' or commas themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.exchange.foreign.leads import read_leads


CELLS = {
    "Ministry of Housing, Communities and Local Government": 1,
    "Ministry of Housing, Communities and Local Government and Home Office": 2,
    "Health and Wellbeing Board": 1,
    "Health &\nWellbeing Board\nPolice": 2,
    "Drug and Alcohol Action Team; MPS": 2,
    "MPS/LBX": 2,
    "Police and Crime Commissioner / Council": 2,
    "Police, Fire and Crime Commissioner": 1,
    "Police, Probation and Health": 3,
    "Fell Council, Fell Women's Aid and Holt NHS Trust": 3,
    "Children, Young People and Families Service": 1,
    "Housing, Police and Safer Streets Team": 3,
    "Department for Education, Police": 2,
    "Council (Housing, Public Health) and Police": 2,
    "Adults/Children's Services": 1,
    "Sandmere & Holt Council": 1,
    "Community Safety Team, Health and Wellbeing Board and Fire and Rescue Service": 3,
    "1. Police\n2. Council": 2,
    "BTP, TfL and Train operators": 3,
    "Chamber of Commerce / HR Network": 2,
    "Housing Options & Registered Providers": 2,
    "Lead: Police": 1,
    "TBC": 0,
    "N/A": 0,
    "": 0,
}


@pytest.mark.parametrize(("cell", "count"), CELLS.items())
def test_names_in_a_cell(cell: str, count: int) -> None:
    assert len(read_leads(cell).leads) == count, read_leads(cell)


def test_known_names_are_never_cut_and_part_the_rest() -> None:
    cell = "Safer Streets and Spaces, Light and Haven and Mission to Seafarers"
    known = ["Safer Streets and Spaces", "Light and Haven", "Mission to Seafarers"]
    assert list(read_leads(cell, known).leads) == known


def test_those_who_support_are_not_leads() -> None:
    found = read_leads("Lead: Police; Support: Council and Housing")
    assert found.leads == ("Police",)
    assert found.helpers == ("Council", "Housing")


@given(st.text(alphabet="abC ,;&/()\nand.", max_size=80))
def test_any_cell_is_read_and_no_letter_is_made_up(text: str) -> None:
    for name in read_leads(text).leads:
        assert set(name) <= set(text) | {" "}
