"""What a return asks, the nil return, and what a file would do to what stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns_made_up import (
    ALDER,
    BIRCH,
    NOT_APPLICABLE,
    Q1,
    REACHED,
    ROLLED,
    SAFER,
    SPENT,
    TOLD,
    TRAINED,
    WAITING,
    WITHHELD,
    entry,
    form,
    key,
    standing,
)

from headwater.core.plan.assemble import Problem
from headwater.core.plan.rows import About, Action, Measure, Plan
from headwater.core.returns.asked import asked_of, falls_in, measures_of
from headwater.core.returns.compare import (
    Effect,
    Tally,
    by_key,
    compare,
    taken_in,
    undone,
)
from headwater.core.returns.form import nil_return, unanswered
from headwater.core.returns.parts import Fit
from headwater.core.returns.periods import read_period
from headwater.core.returns.readiness import Readiness, readiness
from headwater.core.returns.values import Entry, Origin, number, ratio
from headwater.errors import UserError


VALUES = st.one_of(
    st.integers(-5, 9).map(number),
    st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda pair: ratio(*pair)),
    st.sampled_from([WITHHELD, NOT_APPLICABLE]),
)
KEYS = st.builds(
    key,
    st.sampled_from([TRAINED, WAITING, SAFER]),
    st.sampled_from(["2026-Q1", "2026-Q2"]),
    st.sampled_from([ALDER, BIRCH]),
    st.sampled_from([(), (("sex", "female"),)]),
)
HELD = st.dictionaries(KEYS, VALUES, max_size=8).map(
    lambda found: {k: Entry(k, v) for k, v in found.items()}
)


@pytest.mark.parametrize(
    ("frequency", "period", "asked"),
    [
        ("monthly", "2026-Q1", True),
        ("quarterly", "2026-Q1", True),
        ("quarterly", "2026-01", False),
        ("quarterly", "2026-03", True),
        ("half-yearly", "2026-Q1", False),
        ("half-yearly", "2026-Q2", True),
        ("yearly", "2026-Q4", True),
        ("yearly", "2025-26-Q4", True),
        ("yearly", "2025-26-Q3", False),
        ("half-yearly", "2025-26-Q2", True),
        ("once", "2026", False),
        ("longer", "2026", False),
        ("termly", "2026-Q1", True),
        (None, "2026-01", True),
    ],
)
def test_which_periods_a_measure_is_asked_for(
    frequency: str | None, period: str, asked: bool
) -> None:
    assert falls_in(frequency, read_period(period)) is asked


def test_a_partner_returns_what_it_answers_for_or_leads() -> None:
    rows = (
        Measure(measure_id="1", name="Own (invented)", owner=ALDER),
        Measure(measure_id="2", name="Led (invented)", owner=BIRCH, actions=("A",)),
        Measure(measure_id="3", name="Neither (invented)", owner=BIRCH),
        Measure(measure_id="4", name="Later", owner=ALDER, frequency="yearly"),
    )
    plan = Plan(
        about=About(plan_id="P", title="Invented"),
        actions=(Action(action_id="A", title="-", lead_organisations=(ALDER,)),),
        measures=rows,
    )
    assert [m.measure_id for m in measures_of(plan, ALDER, Q1)] == ["1", "2"]


def test_a_measure_of_a_plan_as_it_is_asked() -> None:
    row = Measure(
        measure_id="1",
        name="Share (invented)",
        kind="proportion",
        flow="flow",
        numerator="Those who agree",
        denominator="All who answered",
        breakdowns=("sex", "age"),
    )
    found = asked_of(row, groups={"sex": ("Female", "Male")})
    assert found.definition == "Those who agree, out of: all who answered"
    assert found.breakdowns["sex"] == ("female", "male", "unknown", "prefer-not-to-say")
    assert found.breakdowns["age"] == ()
    assert found.per == 100
    assert not found.adds_over_partners
    assert replace(found, numerator="").definition == "Share (invented)"


def test_a_line_for_each_whole_and_group_with_the_last_value() -> None:
    before = entry(TRAINED, 7, "2025-Q4")
    older = entry(WAITING, 5, "2025-Q3")
    blank = entry(WAITING, WITHHELD, "2025-Q4")
    other = entry(TRAINED, 2, by=(("sex", "another"),))
    lines = form([TRAINED, WAITING], [before, older, blank, other]).lines
    assert [line.key.breakdown for line in lines] == [
        (),
        *[(("sex", g),) for g in TRAINED.breakdowns["sex"]],
        (("sex", "another"),),
        (),
    ]
    assert (lines[0].last, lines[-1].last) == (before, older)
    assert lines[-2].now == other


def test_a_blank_without_a_reason_is_asked_about() -> None:
    held = [entry(TRAINED, WITHHELD), entry(WAITING, 0)]
    assert unanswered(form([TRAINED, WAITING, SAFER], held).lines) == (key(SAFER),)


def test_a_nil_return() -> None:
    before = entry(REACHED, 40, "2025-Q4")
    every = [TRAINED, WAITING, REACHED, SAFER, TOLD, SPENT, ROLLED]
    found = nil_return(form(every, [before]).lines)
    assert {e.key.measure: e.value for e in found.entries} == {
        TRAINED.measure: number(0),
        WAITING.measure: number(0),
        REACHED.measure: number(40),
        SAFER.measure: ratio(0, 0),
        TOLD.measure: NOT_APPLICABLE,
        SPENT.measure: number(0),
    }
    assert found.ask == (key(ROLLED),)
    assert nil_return(form([REACHED]).lines).entries[0].value == number(0)


def test_a_dry_run_says_what_would_happen() -> None:
    held = standing(
        entry(TRAINED, 5),
        entry(WAITING, 3),
        entry(SAFER, ratio(1, 4)),
        entry(TRAINED, 9, "2026-Q2"),
    )
    given_ = [
        entry(TRAINED, 5),
        entry(WAITING, 0),
        entry(SAFER, ratio(2, 4)),
        entry(SPENT, 12),
        entry(TOLD, NOT_APPLICABLE),
    ]
    problem = Problem("Return", 9, "Value", "x", "Not a number", "Write digits.")
    run = compare(
        given_,
        held,
        approved={key(SAFER), key(TRAINED)},
        refused=[problem, problem],
        unanswered=[key(REACHED)],
    )
    assert run.counts == {
        "created": 2,
        "changed": 1,
        "unchanged": 1,
        "proposed revision": 1,
        "blank with a reason": 1,
        "not answered": 1,
        "refused": 1,
    }
    sums = {(s.measure, s.tally): (s.before, s.after, s.proposed) for s in run.sums}
    assert sums == {
        (TRAINED.measure, Tally.NUMBERS): (5, 5, 5),
        (WAITING.measure, Tally.NUMBERS): (3, 0, 0),
        (SAFER.measure, Tally.NUMERATORS): (1, 1, 2),
        (SAFER.measure, Tally.DENOMINATORS): (4, 4, 4),
        (SPENT.measure, Tally.NUMBERS): (0, 12, 12),
    }
    with pytest.raises(UserError, match="none of it was taken in"):
        taken_in(run, held)
    after = taken_in(run, held, partial=True)
    assert after[key(SAFER)].value == ratio(1, 4)  # proposed, and not yet taken in
    assert after[key(TRAINED, "2026-Q2")].value == number(9)


@given(HELD, HELD)
def test_taking_in_twice_changes_nothing_and_undoing_brings_all_back(
    held: dict, given_: dict
) -> None:
    run = compare(given_.values(), held)
    after = taken_in(run, held)
    again = compare(
        [replace(e, origin=Origin(by="ben", row=9)) for e in given_.values()], after
    )
    assert again.nothing_to_change
    assert all(sums.before == sums.after for sums in again.sums)
    assert taken_in(again, after) == after
    assert {k: e for k, e in after.items() if k not in given_} == {
        k: e for k, e in held.items() if k not in given_
    }
    assert undone(run, after) == held


@given(HELD, HELD)
def test_no_approved_value_is_overwritten(held: dict, given_: dict) -> None:
    run = compare(given_.values(), held, approved=held.keys())
    after = taken_in(run, held)
    assert {k: after[k] for k in held} == held
    assert not run.of(Effect.CHANGED)


def test_what_was_changed_since_is_not_undone() -> None:
    run = compare([entry(TRAINED, 5)], {})
    later = standing(entry(TRAINED, 6))
    with pytest.raises(UserError, match="changed since"):
        undone(run, later)


def test_entries_by_key_are_never_two() -> None:
    one = entry(TRAINED, 5)
    assert by_key([one]) == {one.key: one}
    with pytest.raises(ValueError, match="two values"):
        by_key([one, entry(TRAINED, 6)])


def test_a_return_that_is_ready_and_one_that_is_not() -> None:
    groups = TRAINED.breakdowns["sex"]
    parts = [entry(TRAINED, 2, by=(("sex", group),)) for group in groups]
    before = entry(REACHED, 9, "2025-Q4")
    held = [entry(TRAINED, 8), *parts, before, entry(REACHED, 9)]
    good = form([TRAINED, REACHED], held)
    earlier = [read_period("2025-Q4")]
    found = readiness(good.lines, standing(*held), earlier)
    assert found == Readiness()
    found.must_be_ready()

    held = [entry(TRAINED, 7), *parts, before, entry(REACHED, 8)]
    bad = form([TRAINED, REACHED, SAFER], held)
    found = readiness(bad.lines, standing(*held), earlier)
    assert [key_ for key_, _ in found.wrong] == [key(TRAINED)]
    assert (found.unanswered, found.fallen) == ((key(SAFER),), (key(REACHED),))
    with pytest.raises(UserError, match="1 value is not answered; 1 breakdown is"):
        found.must_be_ready()


def test_what_is_said_of_a_return_that_is_ready() -> None:
    groups = TRAINED.breakdowns["sex"]
    values = (number(2), number(2), WITHHELD, number(0))
    held = [
        entry(TRAINED, 8),
        *(
            entry(TRAINED, value, by=(("sex", group),))
            for group, value in zip(groups, values, strict=True)
        ),
    ]
    found = readiness(form([TRAINED], held).lines, standing(*held))
    assert found.ready
    assert [p.blank for _, p in found.given_away] == [("unknown",)]
    assert [p.fit for _, p in found.incomplete] == [Fit.INCOMPLETE]
