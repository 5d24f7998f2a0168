"""What every declared role supports; a large role never outvotes a small one.

For each role and statement a lower limit of agreement, from the votes of that role
alone. Statements are ranked by the smallest of these, so that every role counts once
whatever its size. A role that has hardly seen a statement is not heard, which is
neither for it nor against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headwater.core.voice.ballots import Ballots, Floats, Whole
from headwater.errors import InternalError


TAIL = 0.1  # limits leave out 10% on one side
LEAST_HEARD = 3  # two of two who agree have a lower limit of 0.46, three of three 0.56
NO_ROLE = -1


class State(StrEnum):
    """What a role says of a statement."""

    SUPPORTED = "supported"
    OPPOSED = "opposed"
    UNCLEAR = "no clear view"
    NOT_HEARD = "not heard"


class Every(StrEnum):
    """Is a statement supported by every role?"""

    YES = "yes"
    NO = "no"
    NOT_HEARD = "not heard"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement: its position, what each of R roles says, and the smallest limit.

    `lower` and `votes` are by role. `floor` is the smallest of `lower`.
    """

    statement: int
    states: tuple[State, ...]
    lower: tuple[float, ...]
    votes: tuple[int, ...]
    floor: float

    @property
    def contested(self) -> bool:
        return State.OPPOSED in self.states

    @property
    def every(self) -> Every:
        """Opposition decides first, then who is missing: neither can be outvoted."""
        if self.contested:
            return Every.NO
        if State.NOT_HEARD in self.states:
            return Every.NOT_HEARD
        supported = set(self.states) == {State.SUPPORTED}
        return Every.YES if supported else Every.NO

    def roles_that(self, state: State) -> tuple[int, ...]:
        """The roles with this state, by position."""
        return tuple(at for at, found in enumerate(self.states) if found is state)


def by_role(
    ballots: Ballots, role_of: NDArray[np.intp], roles: int
) -> tuple[Spoken, ...]:
    """What each role says of each statement that was not rejected.

    `role_of` (P,) is the role of each person, 0 to `roles` - 1, or NO_ROLE. Contested
    statements come first, then by the smallest limit, the highest first, then in the
    order of statements. Raises InternalError where roles and people do not fit.
    """
    people = len(ballots.votes)
    if roles < 1 or role_of.shape != (people,) or role_of.max(initial=-1) >= roles:
        raise InternalError("Each person needs one role out of those there are.")
    told = [ballots.tally(role_of == role) for role in range(roles)]
    agree, disagree, seen = (
        np.stack([getattr(each, name) for each in told])
        for name in ("agree", "disagree", "seen")
    )
    lower, states = lower_limit(agree, seen), states_of(agree, disagree, seen)
    found = [
        _spoken(at, lower[:, at], states[:, at], seen[:, at])
        for at in np.flatnonzero(~ballots.rejected)
    ]
    return tuple(sorted(found, key=lambda s: (not s.contested, -s.floor, s.statement)))


def lower_limit(said: Whole, seen: Whole) -> Floats:
    """The 10% point of Beta(said + 1, seen - said + 1), for counts of any shape.

    How low the share of those who say so may be; passes count among `seen` and so
    against it. Nobody asked gives 0.1.
    """
    from scipy.special import betaincinv  # scipy takes its time to load

    return np.asarray(betaincinv(said + 1.0, seen - said + 1.0, TAIL))


def states_of(agree: Whole, disagree: Whole, seen: Whole) -> NDArray[np.intp]:
    """The state of each count, in the shape of the counts: its place in State.

    Supported: the lower limit of agreement is above a half. Opposed: that of
    disagreement is, which without passes is the same as an upper limit of agreement
    below a half; a role that only passes opposes nothing.
    """
    order = tuple(State)
    choices = (
        (seen < LEAST_HEARD, State.NOT_HEARD),
        (lower_limit(agree, seen) > 0.5, State.SUPPORTED),
        (lower_limit(disagree, seen) > 0.5, State.OPPOSED),
    )
    return np.select(
        [where for where, _ in choices],
        [order.index(state) for _, state in choices],
        order.index(State.UNCLEAR),
    )


def _spoken(
    at: np.intp, lower: Floats, states: NDArray[np.intp], votes: Whole
) -> Spoken:
    order = tuple(State)
    return Spoken(
        statement=int(at),
        states=tuple(order[state] for state in states),
        lower=tuple(float(limit) for limit in lower),
        votes=tuple(int(count) for count in votes),
        floor=float(lower.min()),
    )
