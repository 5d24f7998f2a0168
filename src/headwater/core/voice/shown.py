"""What may be shown of a conversation, so that nobody can be found in it.

No figure about fewer than ten people, and the other counts to the nearest five: the
rule 'ten_five' of `disclosure.profiles`. Where one role on a statement is below that,
no role's view of it is shown, since the others and the total would give it away; what
is left is whether every role supports it: yes, no, or not heard. Where a role has fewer
than ten people altogether this holds for every statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.profiles import PROFILES
from headwater.core.voice.apart import (
    Apart,
    Side,
    common_ground,
    group_informed,
    sets_apart,
)
from headwater.core.voice.ballots import Ballots, Bools
from headwater.core.voice.consensus import Every, Spoken, State, by_role
from headwater.core.voice.groups import Groups
from headwater.core.voice.stability import STABLE
from headwater.errors import UserError


RULE = PROFILES["ten_five"]
STEP = 5  # percent: limits are shown in such steps, always downwards


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes of everybody, rounded; None for fewer than ten."""

    votes: int | None
    agree: int | None
    disagree: int | None


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role on one statement: rounded votes, and the lower limit in percent."""

    role: str
    state: State
    votes: int
    lower: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one statement; `statement` is its position.

    `every` is None where no roles were declared. `roles` is empty where they may not
    be shown; `few` then names those with fewer than ten votes, unless a role is small
    altogether. `majority` is the side of a clear majority of everybody, which
    counts heads and not roles.
    """

    statement: int
    every: Every | None
    counts: Counts
    majority: Side | None
    roles: tuple[RoleView, ...] = ()
    few: tuple[str, ...] = ()

    def roles_that(self, state: State) -> tuple[str, ...]:
        return tuple(view.role for view in self.roles if view.state is state)

    @property
    def contested_by(self) -> tuple[str, ...]:
        return self.roles_that(State.OPPOSED)


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group that may be shown: rounded people, and what sets it apart."""

    people: int
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class GroupsShown:
    """Opinion groups, or why none is shown. `stability` is always there.

    `together` gives, by position of statement, the group-informed consensus in percent,
    where ten people of every group voted on it.
    """

    stability: float
    why_none: str = ""
    groups: tuple[GroupView, ...] = ()
    together: dict[int, int] = field(default_factory=dict)


def show(
    ballots: Ballots, role_of: NDArray[np.intp], roles: Sequence[str]
) -> tuple[Shown, ...]:
    """Every statement that was not rejected, contested ones first.

    As `consensus.by_role`; `roles` may be empty where none were declared. Where no
    role's view may be shown the order within yes, no and not heard is that of the
    statements. Raises UserError for fewer than ten people.
    """
    if small(np.array([len(ballots.votes)])).any():
        raise UserError(
            "Fewer than ten people voted, so nothing about their votes can be shown "
            "without showing who said what.",
            fix="Ask more people, or talk the statements over in the room.",
        )
    counts, majority = _counts(ballots), _majority(ballots)
    if not roles:
        kept = (int(at) for at in np.flatnonzero(~ballots.rejected))
        return tuple(Shown(at, None, counts[at], majority.get(at)) for at in kept)
    hide = bool(small(role_sizes(role_of, len(roles))).any())
    found = (
        _shown(spoken, roles, hide, counts, majority)
        for spoken in by_role(ballots, role_of, len(roles))
    )
    return tuple(sorted(found, key=_place))


def small(counts: NDArray[np.int64]) -> Bools:
    """Which counts are of fewer than ten people, nobody among them."""
    return np.asarray(counts < RULE.threshold)


def role_sizes(role_of: NDArray[np.intp], roles: int) -> NDArray[np.int64]:
    """How many people (R,) of each role voted on anything."""
    return np.bincount(role_of[role_of >= 0], minlength=roles).astype(np.int64)


def people_of(
    ballots: Ballots, role_of: NDArray[np.intp], roles: int
) -> tuple[int, tuple[int | None, ...]]:
    """Rounded: all who voted, and those of each role; None for all where one is small.

    The sizes of the others would give a small one away.
    """
    sizes = role_sizes(role_of, roles)
    hide = bool(small(sizes).any())
    shown = tuple(None if hide else _rounded(int(size)) for size in sizes)
    return _rounded(len(ballots.votes)), shown


def show_groups(ballots: Ballots, groups: Groups, stable: float) -> GroupsShown:
    """The groups, where they are stable and none has fewer than ten people."""
    stable_shown = round(stable, 2)
    if not groups.number:
        return GroupsShown(0.0, "No groups: everybody votes much alike.")
    if stable < STABLE:
        return GroupsShown(stable_shown, "No stable groups.")
    if small(np.array(groups.sizes)).any():
        why = "A group has fewer than ten people, so no group is shown."
        return GroupsShown(stable_shown, why)
    members = range(groups.number)
    seen = np.stack([ballots.tally(groups.people(g)).seen for g in members])
    enough = np.asarray(~small(seen).any(axis=0))
    views = tuple(
        GroupView(
            _rounded(groups.sizes[g]),
            tuple(s for s in sets_apart(ballots, groups, g) if enough[s.statement]),
        )
        for g in members
    )
    values = group_informed(ballots, groups)
    together = {
        int(at): round(100 * float(values[at]))
        for at in np.flatnonzero(enough & ~ballots.rejected)
    }
    return GroupsShown(stable_shown, "", views, together)


def _place(shown: Shown) -> tuple[int, int]:
    """Contested by a role that may be named, then no, not heard and yes."""
    if shown.contested_by:
        return 0, 0
    order = 1 + (Every.NO, Every.NOT_HEARD, Every.YES).index(shown.every or Every.NO)
    return order, 0 if shown.roles else 1 + shown.statement


def _shown(
    spoken: Spoken,
    roles: Sequence[str],
    hide: bool,
    counts: dict[int, Counts],
    majority: dict[int, Side],
) -> Shown:
    at = spoken.statement
    few = small(np.array(spoken.votes))
    plain = Shown(at, spoken.every, counts[at], majority.get(at))
    if hide:
        return plain
    if few.any():
        names = tuple(role for role, low in zip(roles, few, strict=True) if low)
        return Shown(at, spoken.every, counts[at], majority.get(at), few=names)
    views = (
        RoleView(role, state, _rounded(votes), int(lower * 100) // STEP * STEP)
        for role, state, votes, lower in zip(
            roles, spoken.states, spoken.votes, spoken.lower, strict=True
        )
    )
    return Shown(at, spoken.every, counts[at], majority.get(at), tuple(views))


def _counts(ballots: Ballots) -> dict[int, Counts]:
    told = ballots.tally()
    every = zip(told.seen, told.agree, told.disagree, strict=True)
    return {at: Counts(*map(_or_none, three)) for at, three in enumerate(every)}


def _majority(ballots: Ballots) -> dict[int, Side]:
    """The clear majority of everybody, on statements that ten people voted on."""
    seen = ballots.tally().seen
    return {
        found.statement: found.side
        for side in Side
        for found in common_ground(ballots, side, len(seen))
        if seen[found.statement] >= RULE.threshold
    }


def _or_none(number: np.int64) -> int | None:
    return None if number < RULE.threshold else _rounded(int(number))


def _rounded(number: int) -> int:
    return int(RULE.printed(np.array([number]))[0])
