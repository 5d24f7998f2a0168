"""The table of moves, row by row, and who may make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.returns.states import (
    MOVES,
    Actor,
    Move,
    Return,
    Role,
    State,
    moves_from,
)
from headwater.core.returns.windows import Window
from headwater.errors import UserError


WINDOW = Window(date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 15))
OPEN, EARLY, CLOSED = date(2026, 4, 20), date(2026, 3, 1), date(2026, 6, 1)
ANN = Actor("ann", frozenset({Role.SUBMITTER}))
BEN = Actor("ben", frozenset({Role.APPROVER, Role.PUBLISHER}))
EVE = Actor("eve", frozenset(Role))  # may do everything, but not to her own
NEW = Return("alder", "2026-Q1")


def go(start: Return, *moves: tuple[Move, Actor], on: date = OPEN) -> Return:
    for move, actor in moves:
        start = start.moved(
            move, actor, on=on, window=WINDOW, note="Why.", proposed_by="ann"
        )
    return start


SUBMITTED = go(NEW, (Move.SAVE, ANN), (Move.SUBMIT, ANN))
APPROVED = go(SUBMITTED, (Move.APPROVE, BEN))
AT = {
    State.NOT_STARTED: NEW,
    State.DRAFT: go(NEW, (Move.SAVE, ANN)),
    State.SUBMITTED: SUBMITTED,
    State.RETURNED: go(SUBMITTED, (Move.HAND_BACK, BEN)),
    State.APPROVED: APPROVED,
    State.PUBLISHED: go(APPROVED, (Move.PUBLISH, BEN)),
    State.REVISED: go(APPROVED, (Move.PUBLISH, BEN), (Move.REVISE, BEN)),
}
# from, move, to: every move that there is, and no other.
GOES = {
    ("not started", "save"): "draft",
    ("not started", "nil"): "submitted",
    ("draft", "save"): "draft",
    ("draft", "submit"): "submitted",
    ("draft", "nil"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "hand back"): "returned",
    ("submitted", "approve"): "approved",
    ("returned", "save"): "returned",
    ("returned", "submit"): "submitted",
    ("approved", "reopen"): "returned",
    ("approved", "publish"): "published",
    ("approved", "revise"): "approved",
    ("published", "revise"): "revised",
    ("revised", "revise"): "revised",
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_the_table_of_moves(state: State, move: Move) -> None:
    anybody = Actor("zoe", frozenset(Role))
    if end := GOES.get((state, move)):
        assert go(AT[state], (move, anybody)).state == end
    else:
        with pytest.raises(UserError, match="cannot be moved") as error:
            go(AT[state], (move, anybody))
        assert all(m in error.value.fix for m in moves_from(state))


@pytest.mark.parametrize("row", MOVES, ids=lambda row: f"{row.starts[0]} {row.move}")
def test_each_move_asks_for_its_role(row: object) -> None:
    nobody = Actor("zoe", frozenset(Role) - {row.role})  # type: ignore[attr-defined]
    with pytest.raises(UserError, match="Only somebody who"):
        go(AT[row.starts[0]], (row.move, nobody))  # type: ignore[attr-defined]


def test_nobody_approves_a_return_of_their_own() -> None:
    own = go(NEW, (Move.SAVE, ANN), (Move.SUBMIT, EVE))
    with pytest.raises(UserError, match="somebody else must approve"):
        go(own, (Move.APPROVE, EVE))
    assert go(own, (Move.APPROVE, BEN)).state is State.APPROVED


def test_nobody_takes_in_a_revision_of_their_own() -> None:
    with pytest.raises(UserError, match="somebody else must approve"):
        APPROVED.moved(
            Move.REVISE, EVE, on=OPEN, window=WINDOW, note="Why.", proposed_by="eve"
        )
    with pytest.raises(UserError, match="Nobody is named"):
        APPROVED.moved(Move.REVISE, EVE, on=OPEN, window=WINDOW, note="Why.")


@pytest.mark.parametrize(
    ("state", "move"),
    [
        (State.SUBMITTED, Move.HAND_BACK),
        (State.APPROVED, Move.REOPEN),
        (State.APPROVED, Move.REVISE),
        (State.PUBLISHED, Move.REVISE),
    ],
)
def test_these_need_a_note(state: State, move: Move) -> None:
    with pytest.raises(UserError, match="needs a note"):
        AT[state].moved(move, BEN, on=OPEN, window=WINDOW, note="  ", proposed_by="ann")


def test_a_return_comes_in_within_its_window_only() -> None:
    draft = AT[State.DRAFT]
    with pytest.raises(UserError, match="opens on 1 April 2026"):
        go(draft, (Move.SUBMIT, ANN), on=EARLY)
    with pytest.raises(UserError, match="closed on 15 May 2026"):
        go(draft, (Move.SUBMIT, ANN), on=CLOSED)
    with pytest.raises(UserError, match="closed on 15 May 2026"):
        go(SUBMITTED, (Move.WITHDRAW, ANN), on=CLOSED)
    assert go(draft, (Move.SAVE, ANN), on=CLOSED).state is State.DRAFT


def test_what_was_handed_back_may_come_in_after_the_window() -> None:
    back = AT[State.RETURNED]
    assert go(back, (Move.SUBMIT, ANN), on=CLOSED).state is State.SUBMITTED


def test_when_it_came_in() -> None:
    assert NEW.received_on is None
    assert SUBMITTED.received_on == OPEN
    again = go(AT[State.RETURNED], (Move.SUBMIT, ANN), on=CLOSED)
    assert again.received_on == OPEN  # it was on time, whatever was asked later
    taken_back = go(SUBMITTED, (Move.WITHDRAW, ANN))
    assert taken_back.received_on is None
    assert taken_back.submitted_by == ""


def test_a_nil_return_is_one_move_and_says_so() -> None:
    nil = go(NEW, (Move.NIL, ANN))
    assert nil.state is State.SUBMITTED
    assert nil.nil
    assert nil.submitted_by == "ann"
    assert not SUBMITTED.nil


def test_every_step_is_kept() -> None:
    assert [(s.move, s.by) for s in AT[State.REVISED].steps] == [
        ("save", "ann"),
        ("submit", "ann"),
        ("approve", "ben"),
        ("publish", "ben"),
        ("revise", "ben"),
    ]


def test_what_somebody_may_do() -> None:
    assert moves_from(State.SUBMITTED, ANN) == (Move.WITHDRAW,)
    assert moves_from(State.SUBMITTED, BEN) == (Move.HAND_BACK, Move.APPROVE)
    assert moves_from(State.PUBLISHED, ANN) == ()


@given(
    st.lists(st.tuples(st.sampled_from(Move), st.sampled_from([ANN, BEN, EVE]))),
    st.sampled_from([OPEN, EARLY, CLOSED]),
)
def test_no_walk_ends_in_an_approval_by_the_author(
    walk: list[tuple[Move, Actor]], on: date
) -> None:
    found = NEW
    for move, actor in walk:
        try:
            found = go(found, (move, actor), on=on)
        except UserError:
            continue
    for at, step in enumerate(found.steps):
        if step.move is Move.APPROVE:
            before = replace(found, steps=found.steps[:at])
            assert before.submitted_by not in ("", step.by)
