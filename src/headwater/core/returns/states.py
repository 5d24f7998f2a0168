"""Where a return stands, and who may move it: one table of moves.

The state is what its steps say and nothing else. No day and no window is asked for
it, so a window that moves, opens or closes leaves every return where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from headwater.core.returns.windows import Stage, Window
from headwater.errors import UserError


class State(StrEnum):
    """Where a return stands."""

    NOT_STARTED = "not started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"  # handed back, with a note that says why
    APPROVED = "approved"
    PUBLISHED = "published"
    REVISED = "revised"  # published, and changed openly since


class Move(StrEnum):
    """What somebody does with a return."""

    SAVE = "save"
    SUBMIT = "submit"
    NIL = "nil"  # there is nothing to count: filled in and submitted in one step
    WITHDRAW = "withdraw"  # take it back, within the window
    HAND_BACK = "hand back"
    APPROVE = "approve"
    REOPEN = "reopen"
    PUBLISH = "publish"
    REVISE = "revise"  # take in a proposed change to approved figures


class Role(StrEnum):
    """What a person may do for this return; given by whoever knows the person."""

    SUBMITTER = "submitter"
    APPROVER = "approver"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One row of the table. `to` is None where the state stays as it is.

    `in_window`: only while the window is open. `other_person`: not by whoever
    submitted the return, or proposed the change.
    """

    starts: tuple[State, ...]
    move: Move
    to: State | None
    role: Role
    note: bool = False
    in_window: bool = False
    other_person: bool = False

    def leads_to(self, state: State) -> State:
        return self.to or state


_S, _M, _R = State, Move, Role
MOVES: tuple[Allowed, ...] = (
    Allowed((_S.NOT_STARTED, _S.DRAFT), _M.SAVE, _S.DRAFT, _R.SUBMITTER),
    Allowed((_S.RETURNED,), _M.SAVE, None, _R.SUBMITTER),
    Allowed((_S.DRAFT,), _M.SUBMIT, _S.SUBMITTED, _R.SUBMITTER, in_window=True),
    # What was handed back may come in again whenever it is mended.
    Allowed((_S.RETURNED,), _M.SUBMIT, _S.SUBMITTED, _R.SUBMITTER),
    Allowed(
        (_S.NOT_STARTED, _S.DRAFT), _M.NIL, _S.SUBMITTED, _R.SUBMITTER, in_window=True
    ),
    Allowed((_S.SUBMITTED,), _M.WITHDRAW, _S.DRAFT, _R.SUBMITTER, in_window=True),
    Allowed((_S.SUBMITTED,), _M.HAND_BACK, _S.RETURNED, _R.APPROVER, note=True),
    Allowed((_S.SUBMITTED,), _M.APPROVE, _S.APPROVED, _R.APPROVER, other_person=True),
    Allowed((_S.APPROVED,), _M.REOPEN, _S.RETURNED, _R.APPROVER, note=True),
    Allowed((_S.APPROVED,), _M.PUBLISH, _S.PUBLISHED, _R.PUBLISHER),
    Allowed((_S.APPROVED,), _M.REVISE, None, _R.APPROVER, note=True, other_person=True),
    Allowed(
        (_S.PUBLISHED, _S.REVISED),
        _M.REVISE,
        _S.REVISED,
        _R.APPROVER,
        note=True,
        other_person=True,
    ),
)
_HANDED_IN = (Move.SUBMIT, Move.NIL)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who moves a return: an id that stays, and what they may do for it."""

    id: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Step:
    """One move that was made, by whom and when. Kept for good."""

    move: Move
    start: State
    end: State
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """One organisation's return for one period, as the steps that it went."""

    organisation: str
    period: str  # its code
    steps: tuple[Step, ...] = ()

    @property
    def state(self) -> State:
        return self.steps[-1].end if self.steps else State.NOT_STARTED

    @property
    def submitted_by(self) -> str:
        """Who submitted what stands; blank where nothing is handed in."""
        return next((s.by for s in self._standing() if s.move in _HANDED_IN), "")

    @property
    def received_on(self) -> date | None:
        """When it first came in; None where it never did, or was taken back.

        A return that was handed back came in when it first did: what was asked
        about it later says nothing of whether it was on time.
        """
        first: date | None = None
        for step in self.steps:
            if step.move is Move.WITHDRAW:
                first = None
            elif step.move in _HANDED_IN:
                first = first or step.on
        return first

    @property
    def nil(self) -> bool:
        """Does what stands say that there was nothing to count?"""
        found = next((s for s in self._standing() if s.move in _HANDED_IN), None)
        return bool(found and found.move is Move.NIL)

    def _standing(self) -> Iterator[Step]:
        """Steps from the last back to where it was last taken back."""
        for step in reversed(self.steps):
            if step.move is Move.WITHDRAW:
                return
            yield step

    def moved(
        self,
        move: Move,
        actor: Actor,
        *,
        on: date,
        window: Window,
        note: str = "",
        proposed_by: str = "",
    ) -> Return:
        """The return after a move. Raises UserError, in words, where it may not be.

        `window` is this organisation's own, with its extension. `proposed_by` is
        whoever proposed the change that REVISE takes in.
        """
        author = proposed_by if move is Move.REVISE else self.submitted_by
        step = make_step(
            self.state, move, actor, on=on, window=window, note=note, author=author
        )
        return replace(self, steps=(*self.steps, step))


def moves_from(state: State, actor: Actor | None = None) -> tuple[Move, ...]:
    """The moves that a state allows, to somebody where `actor` is given."""
    return tuple(
        row.move
        for row in MOVES
        if state in row.starts and (actor is None or row.role in actor.roles)
    )


def make_step(
    state: State,
    move: Move,
    actor: Actor,
    *,
    on: date,
    window: Window,
    note: str = "",
    author: str = "",
) -> Step:
    """One move, checked. `author` is whose figures they are. Raises UserError."""
    row = _row(state, move)
    _check_role(row, actor)
    if row.other_person:
        _check_author(actor, author)
    if row.note and not note.strip():
        raise UserError(
            "This needs a note.", fix="Say in a sentence or two why, for its reader."
        )
    if row.in_window:
        _check_window(window, on)
    return Step(move, state, row.leads_to(state), actor.id, on, note.strip())


def _row(state: State, move: Move) -> Allowed:
    for row in MOVES:
        if row.move is move and state in row.starts:
            return row
    can = ", ".join(moves_from(state)) or "nothing"
    raise UserError(
        f"A return that is {_say(state)} cannot be moved by '{move}'.",
        fix=f"What can be done with it now: {can}.",
    )


def _say(state: State) -> str:
    return {State.DRAFT: "a draft", State.RETURNED: "handed back"}.get(state, state)


_WHO = {
    Role.SUBMITTER: "somebody who makes returns for this organisation",
    Role.APPROVER: "somebody who approves returns",
    Role.PUBLISHER: "somebody who publishes returns",
}


def _check_role(row: Allowed, actor: Actor) -> None:
    if row.role not in actor.roles:
        raise UserError(
            f"Only {_WHO[row.role]} can do that.",
            fix="Ask one of them, or ask your plan lead for that right.",
        )


def _check_author(actor: Actor, author: str) -> None:
    """Nobody approves figures of their own; and figures of nobody are not approved."""
    if not author:
        raise UserError(
            "Nobody is named as the author of these figures, so they cannot be "
            "approved.",
            fix="Have them submitted again.",
        )
    if author == actor.id:
        raise UserError(
            "These figures came from you, so somebody else must approve them.",
            fix="Ask another person who approves returns.",
        )


def _check_window(window: Window, on: date) -> None:
    stage = window.stage(on)
    if stage is Stage.EARLY:
        raise UserError(
            f"The window opens on {_day(window.opens)}.",
            fix="Save it as a draft until then.",
        )
    if stage is Stage.CLOSED:
        raise UserError(
            f"The window closed on {_day(window.closes)}.",
            fix="Ask your plan lead for an extension.",
        )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
