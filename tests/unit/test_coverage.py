"""What is covered: states, totals, and every cell against a plain count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spec_tables import AS_AT, read_plan

from headwater.core import place
from headwater.core.framework.load import load_framework
from headwater.core.plan.action_set import ActionSet, bits_at
from headwater.core.plan.axes import facets
from headwater.core.plan.coverage import Coverage, State, coverage
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import About, Action, Organisation, Plan
from headwater.core.plan.truth import Truth, every, has
from headwater.errors import UserError


LONDON = load_framework("london")
TYPES = """
    actions
    action_id | vawg_types          | tiers              | status  | end
    A1        | stalking            | primary; secondary | active  |
    A2        | all                 | primary            | active  |
    A3        | stalking            |                    | active  |
    A4        |                     |                    | active  |
    A5        | fgm                 | tertiary           | unknown |
    A6        | da-coercive-control | tertiary           | active  |
    A7        | none                | primary            | active  |
    A8        | spiking             | system             | closed  |
"""
COMPLETE = """
    meta
    table   | complete
    actions | yes
"""


def seen(text: str, rows: str = "vawg-type", columns: str = "tier") -> Coverage:
    return coverage(Look(read_plan(text, LONDON), LONDON, AS_AT), rows, columns)


def ids(actions: ActionSet) -> str:
    return " ".join(actions)


def test_each_action_stands_where_it_says() -> None:
    found = seen(TYPES).cell("stalking", "primary")
    assert ids(found.actions.named) == "A1"
    assert ids(found.actions.through_all) == "A2"
    assert ids(found.actions.may) == "A3 A4"


@pytest.mark.parametrize(
    ("row", "column", "state"),
    [
        ("stalking", "secondary", State.COVERED),
        ("domestic-abuse", "tertiary", State.COVERED),  # through a part of it
        ("fgm", "primary", State.RESTING),
        ("fgm", "tertiary", State.NOT_WRITTEN),  # by a status
        ("stalking", "tertiary", State.NOT_WRITTEN),  # by a blank
        ("spiking", "system", State.NOT_WRITTEN),  # A8 is over, A4 says nothing
    ],
)
def test_states(row: str, column: str, state: State) -> None:
    assert seen(TYPES).cell(row, column).state is state


def test_empty_is_a_gap_only_in_a_complete_table() -> None:
    said = TYPES.replace("A4        |                     |", "A4 | cyberflashing |")
    assert said != TYPES
    for text, level in ((said, Level.ASK), (said + COMPLETE, Level.GAP)):
        cell = seen(text).cell("spiking", "system")
        assert cell.state is State.EMPTY
        assert cell.level is level


def test_what_may_hide_an_action_is_never_a_gap() -> None:
    cell = seen(TYPES + COMPLETE).cell("spiking", "system")
    assert cell.level is Level.ASK


def test_covered_cells_have_no_level() -> None:
    assert seen(TYPES + COMPLETE).cell("fgm", "primary").level is None


def test_totals_count_an_action_once() -> None:
    table = seen(TYPES)
    stalking = table.row_totals[table.rows.place("stalking")]
    assert ids(stalking.named) == "A1"  # in two cells
    assert ids(stalking.through_all) == "A2"
    assert ids(stalking.may) == "A3 A4"
    primary = table.column_totals[table.columns.place("primary")]
    assert ids(primary.named) == "A1"
    assert ids(primary.through_all) == "A2"
    assert ids(table.total.named) == "A1 A6"


def test_every_action_is_accounted_for() -> None:
    table = seen(TYPES)
    assert ids(table.blank.columns) == "A3"
    assert ids(table.blank.both) == "A4"
    assert ids(table.blank.rows) == ""
    assert ids(table.unclear) == "A5"
    assert ids(table.elsewhere) == "A7"
    assert table.ended == 1
    assert len(table.blank) == 2


def test_scope_of_the_plan_chooses_the_types() -> None:
    scope = "plan\nplan_id | vawg_types_in_scope\nP | stalking; fgm\n"
    assert [e.code for e in seen(scope + TYPES).rows.entries] == ["stalking", "fgm"]


def test_a_plan_without_actions_asks() -> None:
    table = seen("")
    assert {cell.state for cell in table} == {State.EMPTY}
    assert {cell.level for cell in table} == {Level.ASK}


def test_sector_is_that_of_the_lead_with_its_parts() -> None:
    text = """
        organisations
        organisation_id | sector
        o1              | police-mps
        o2              | education
        actions
        action_id | lead_organisations | settings
        A1        | o1                 | home
        A2        | o1; o2             | home
        A3        |                    | home
        A4        | none               | home
    """
    table = seen(text, "setting", "sector")
    assert ids(table.cell("home", "police").actions.named) == "A1 A2"
    assert ids(table.cell("home", "education").actions.named) == "A2"
    assert ids(table.cell("home", "fire").actions.may) == "A3"
    assert ids(table.elsewhere) == "A4"


def test_support_is_work_with_victims_survivors() -> None:
    text = """
        actions
        action_id | communities | audiences
        A1        | migrant     | victims-survivors; professionals
        A2        | migrant     | public
        A3        | migrant     |
    """
    table = seen(text, "community", "support")
    support, other = (table.cell("migrant", c.code) for c in table.columns.entries)
    assert (ids(support.actions.named), ids(support.actions.may)) == ("A1", "A3")
    assert (ids(other.actions.named), ids(other.actions.may)) == ("A2", "A3")


def test_areas_nest() -> None:
    text = """
        plan
        plan_id | area
        P       | E12000007
        actions
        action_id | geography
        A1        | E09000004
        A2        | E12000007
        A3        | E09000005; E12000007
        A4        |
    """
    table = seen(text, "borough", "action")
    assert len(table.rows.entries) == 33
    first = table.cell("E09000004", "action").actions
    assert ids(first.named) == "A1"
    assert ids(first.through_all) == "A2 A3"
    assert ids(first.may) == "A4"
    assert ids(table.cell("E09000005", "action").actions.named) == "A3"


def test_area_of_a_plan_without_one_is_what_its_actions_name() -> None:
    text = "actions\naction_id | geography\nA1 | E09000004\n"
    assert [e.label for e in seen(text, "area", "tier").rows.entries] == ["Bexley"]


@pytest.mark.parametrize(
    "name", ["vawg-type", "vawg_type", "vawg_types", " VAWG_Type ", "VAWG-types"]
)
def test_a_facet_has_several_spellings(name: str) -> None:
    assert seen(TYPES, name).rows.facet == "vawg-type"


def test_an_unknown_facet_says_which_there_are() -> None:
    with pytest.raises(UserError, match="'colour'") as refused:
        seen(TYPES, "tier", "colour")
    assert "life-stage" in refused.value.fix


@pytest.mark.parametrize("facet", facets(LONDON))
def test_every_facet_makes_a_table(facet: str) -> None:
    table = seen(TYPES, facet, "tier")
    assert len(table.cells) == len(table.rows.entries)
    assert all(len(row) == len(table.columns.entries) for row in table.cells)


# The same from scratch: each action asked of each cell, one at a time.


def in_facet(look: Look, action: Action, facet: str, code: str) -> tuple[Truth, Truth]:
    """Is the action in a row, and is it so by name?"""
    if facet == "area":
        held = action.geography
        around = frozenset(c for c in held or () if place.within(code, c))
        names = frozenset(c for c in held or () if place.within(c, code))
        return has(held, around | names), has(held, names)
    scheme = look.framework.scheme(facet)
    held, everything = cell_of(look, action, facet), set(scheme.tagged("all"))
    counting = scheme.counts_as(code)
    return has(held, counting), has(held, counting - everything)


def cell_of(look: Look, action: Action, facet: str) -> tuple[str, ...] | None:
    if facet != "sector":
        return getattr(action, {"tier": "tiers"}.get(facet) or _column(facet))  # type: ignore[no-any-return]
    known = {o.organisation_id: o.sector for o in look.plan.organisations}
    leads = action.lead_organisations
    if not leads:
        return leads
    return tuple(known[lead] for lead in leads if lead in known) or None


def _column(facet: str) -> str:
    return facet.replace("-", "_") + "s"


def plain_count(look: Look, table: Coverage) -> Iterator[tuple[list[str], ...]]:
    for cell in table:
        named, through_all, may = [], [], []
        for action in look.plan.actions:
            row, row_named = in_facet(look, action, table.rows.facet, cell.row.code)
            column, column_named = in_facet(
                look, action, table.columns.facet, cell.column.code
            )
            counts = every(look.live(action), row, column)
            if counts:
                both = row_named and column_named
                (named if both else through_all).append(action.action_id)
            elif counts is None:
                may.append(action.action_id)
        yield named, through_all, may


def lists_of(*codes: str) -> st.SearchStrategy[tuple[str, ...] | None]:
    """A list cell: blank, 'none', or some codes."""
    return st.none() | st.lists(st.sampled_from(codes), max_size=3, unique=True).map(
        tuple
    )


ORGANISATIONS = (
    Organisation(organisation_id="o1", name="One", sector="police-mps"),
    Organisation(organisation_id="o2", name="Two", sector="education"),
)
ACTIONS = st.lists(
    st.builds(
        Action,
        action_id=st.just("A"),
        title=st.just("A"),
        status=st.sampled_from([None, "active", "unknown", "closed"]),
        vawg_types=lists_of("all", "stalking", "domestic-abuse", "da-economic"),
        tiers=lists_of("primary", "secondary", "system"),
        life_stages=lists_of("all", "0-4", "75-plus"),
        settings=lists_of("health", "health-gp", "online"),
        drivers=lists_of("misogyny", "sexism"),
        lead_organisations=lists_of("o1", "o2", "of another plan"),
        geography=lists_of("E12000007", "E09000004", "E92000001", "X1"),
    ),
    max_size=6,
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans in which every kind of cell meets every other."""
    rows = enumerate(draw(ACTIONS))
    return Plan(
        about=About(plan_id="P", title="P", area=("E12000007",)),
        organisations=ORGANISATIONS,
        actions=tuple(replace(row, action_id=f"A{n}") for n, row in rows),
    )


PAIRS = [
    ("vawg-type", "tier"),
    ("life-stage", "tier"),
    ("setting", "sector"),
    ("area", "driver"),
    ("driver", "life-stage"),
]


@pytest.mark.slow
@settings(max_examples=60)
@given(plans(), st.sampled_from(PAIRS))
def test_cells_are_those_of_a_plain_count(plan: Plan, pair: tuple[str, str]) -> None:
    look = Look(plan, LONDON, AS_AT)
    table = coverage(look, *pair)
    for cell, expected in zip(table, plain_count(look, table), strict=True):
        found = cell.actions
        assert (
            list(found.named),
            list(found.through_all),
            list(found.may),
        ) == expected


@pytest.mark.slow
@settings(max_examples=60)
@given(plans(), st.sampled_from(PAIRS))
def test_totals_are_different_actions(plan: Plan, pair: tuple[str, str]) -> None:
    table = coverage(Look(plan, LONDON, AS_AT), *pair)
    for total, cells in zip(table.row_totals, table.cells, strict=True):
        sure = {a for c in cells for a in (*c.actions.named, *c.actions.through_all)}
        assert {*total.named, *total.through_all} == sure
        assert set(total.may) == {a for c in cells for a in c.actions.may} - sure
    told = [
        *table.total.named,
        *table.total.through_all,
        *table.blank.rows,
        *table.blank.columns,
        *table.blank.both,
        *table.unclear,
        *table.elsewhere,
    ]
    assert sorted(told) == sorted(table.actions)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_sets_of_actions_are_sets(one: set[int], other: set[int]) -> None:
    names = tuple(f"A{n}" for n in range(41))
    a, b = (ActionSet(names, bits_at(part, 41)) for part in (one, other))
    assert list(a) == [names[n] for n in sorted(one)]
    assert len(a | b) == len(one | other)
    assert list(a & b) == [names[n] for n in sorted(one & other)]
    assert list(a - b) == [names[n] for n in sorted(one - other)]
