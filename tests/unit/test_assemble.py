"""The one gate: a whole plan or a list of what to mend, never half of it."""

from __future__ import annotations

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan import assemble as gate
from headwater.core.plan.assemble import Assembled, Problem, RawRow, RawTable, assemble
from headwater.core.plan.tables import BY_NAME


Rows = list[dict[str, str]]
PLAN: Rows = [{"plan_id": "p", "title": "A plan"}]
PEOPLE: Rows = [{"organisation_id": "a", "name": "Aye (A)", "sector": "police"}]


def table(name: str, rows: Rows) -> RawTable:
    raw = [RawRow(number, row) for number, row in enumerate(rows, start=2)]
    return RawTable(name, raw, {c.name: c.heading for c in BY_NAME[name].columns})


def put(partial: bool = False, **tables: Rows) -> Assembled:
    raw = {name: table(name, rows) for name, rows in ({"plan": PLAN} | tables).items()}
    return assemble(raw, load_framework(), partial=partial)


def only(done: Assembled) -> Problem:
    assert done.plan is None
    assert len(done.problems) == 1
    return done.problems[0]


def test_codes_may_be_words_and_organisations_may_be_named() -> None:
    action = {
        "action_id": "C1",
        "title": "T",
        "vawg_types": "Stalking; FGM; stalking",
        "lead_organisations": "aye (a)",
    }
    done = put(organisations=PEOPLE, actions=[action])
    assert done.plan is not None, done.problems
    assert done.plan.actions[0].vawg_types == ("stalking", "fgm")
    assert done.plan.actions[0].lead_organisations == ("a",)


def test_a_sector_that_nobody_knows_is_refused_with_the_nearest() -> None:
    problem = only(put(organisations=[PEOPLE[0] | {"sector": "polise"}]))
    assert (problem.sheet, problem.row, problem.column, problem.value) == (
        "organisations",
        2,
        "Sector",
        "polise",
    )
    assert "not in the list sector" in problem.rule
    assert "Did you mean 'police'?" in problem.fix


def test_commas_between_codes_are_noticed() -> None:
    rows = [{"action_id": "C1", "title": "T", "tiers": "primary, secondary"}]
    assert "semicolon" in only(put(actions=rows)).fix


def test_a_reference_to_no_row_refuses_the_row_and_drops_nothing() -> None:
    rows = [{"action": "C9", "tranche": "2025/26"}]
    problem = only(put(actions=[{"action_id": "C1", "title": "T"}], funding=rows))
    assert (problem.sheet, problem.row, problem.column) == ("funding", 2, "Action")
    assert "'C9' is not in the actions table" in problem.rule


def test_a_name_of_two_organisations_is_not_guessed() -> None:
    twin = PEOPLE[0] | {"organisation_id": "b"}
    rows = [{"action_id": "C1", "title": "T", "lead_organisations": "Aye (A)"}]
    problem = only(put(organisations=[*PEOPLE, twin], actions=rows))
    assert "more than one row" in problem.rule
    assert "identifier" in problem.fix


@pytest.mark.parametrize("second", ["C1", "c1", " C1 "])
def test_a_key_that_comes_twice_names_both_rows(second: str) -> None:
    rows = [{"action_id": "C1", "title": "T"}, {"action_id": second, "title": "U"}]
    problem = only(put(actions=rows))
    assert (problem.row, problem.column) == (3, "Action id")
    assert "Rows 2 and 3 have the same action_id" in problem.rule


def test_keys_of_two_columns_are_compared_column_by_column() -> None:
    actions = [{"action_id": "a", "title": "T"}, {"action_id": "a / b", "title": "T"}]
    rows = [{"action": "a", "tranche": "b / c"}, {"action": "a / b", "tranche": "c"}]
    assert put(actions=actions, funding=rows).plan is not None


def test_an_end_before_its_start_is_refused() -> None:
    rows = [{"action_id": "C1", "title": "T", "start": "2026", "end": "Q1 2024/25"}]
    problem = only(put(actions=rows))
    assert (problem.row, problem.column) == (2, "End")
    assert problem.rule == "It ends before it starts (2026)"
    assert problem.fix == "Check both dates."


def test_an_end_that_may_be_after_its_start_is_kept() -> None:
    rows = [{"action_id": "C1", "title": "T", "start": "2026-05", "end": "2026"}]
    assert put(actions=rows).plan is not None


@pytest.mark.parametrize("blank", ["", "none"])
def test_what_is_needed_cannot_be_blank(blank: str) -> None:
    problem = only(put(actions=[{"action_id": "C1", "title": blank}]))
    assert problem.rule == "Title is needed"


def test_meta_speaks_of_tables_that_there_are() -> None:
    problem = only(put(meta=[{"table": "action", "complete": "yes"}]))
    assert "Did you mean 'actions'?" in problem.fix
    done = put(meta=[{"table": "Actions", "complete": "yes"}])
    assert done.plan is not None
    assert done.plan.meta[0].table == "actions"


@pytest.mark.parametrize("rows", [[], PLAN * 2])
def test_a_plan_is_one_row(rows: Rows) -> None:
    problems = put(plan=rows).problems
    assert problems[-1].rule == "This sheet holds exactly one row: the plan itself"
    assert put(plan=rows, partial=True).plan is None


def test_without_a_plan_there_is_nothing() -> None:
    done = assemble({}, load_framework())
    assert done.plan is None
    assert done.problems[0].rule == "There is no sheet called plan"


def test_every_problem_is_listed_at_once() -> None:
    actions = [
        {"action_id": "C1", "title": "", "tiers": "first", "start": "31 June 2025"}
    ]
    assert [p.column for p in put(actions=actions).problems] == [
        "Title",
        "Start",
        "Tiers",
    ]


def test_a_partial_reading_leaves_out_what_refers_to_what_is_left_out() -> None:
    actions = [
        {"action_id": "C1", "title": "Fine"},
        {"action_id": "C2", "title": "", "outcomes": "O1"},
    ]
    funding = [
        {"action": "C1", "tranche": "one"},
        {"action": "C2", "tranche": "two"},
        {"action": "C1", "tranche": "three", "also_pays_for": "C2"},
    ]
    done = put(
        partial=True,
        actions=actions,
        funding=funding,
        outcomes=[{"outcome_id": "O1", "title": "Fewer"}],
    )
    assert done.plan is not None
    assert [a.action_id for a in done.plan.actions] == ["C1"]
    assert [t.tranche for t in done.plan.funding] == ["one"]
    assert done.left_out == 3
    said = {(p.sheet, p.row): p.rule for p in done.problems}
    assert set(said) == {("actions", 3), ("funding", 3), ("funding", 4)}
    assert "left out, so this row is left out too" in said["funding", 3]


def test_a_partial_reading_keeps_neither_of_two_rows_with_one_key() -> None:
    rows = [{"action_id": "C1", "title": "T"}, {"action_id": "C1", "title": "U"}]
    done = put(partial=True, actions=rows)
    assert done.plan is not None
    assert done.plan.actions == ()
    assert done.left_out == 2


def test_what_the_reader_found_is_not_said_again() -> None:
    raw = {"plan": table("plan", PLAN), "actions": table("actions", [{"title": "T"}])}
    found = (Problem("actions", 2, "Action id", "=A1", "A formula", "Paste it."),)
    done = assemble(raw, load_framework(), found=found)
    assert done.problems == found


def test_nothing_is_said_of_what_refers_to_a_table_that_cannot_be_read() -> None:
    raw = {
        "plan": table("plan", PLAN),
        "funding": table("funding", [{"action": "C1", "tranche": "one"}]),
    }
    found = (Problem("actions.csv", 4, "", "", "Torn", "Mend it."),)
    for partial in (False, True):
        done = assemble(
            raw,
            load_framework(),
            found=found,
            unread=frozenset({"actions"}),
            partial=partial,
        )
        assert done == Assembled(None, found)


def test_there_is_an_end_to_the_list_of_problems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "MOST_PROBLEMS", 5)
    rows = [{"action_id": f"C{n}", "title": ""} for n in range(20)]
    done = put(actions=rows)
    assert done.plan is None
    assert len(done.problems) == 6
    assert "the rest are not listed" in done.problems[-1].rule
