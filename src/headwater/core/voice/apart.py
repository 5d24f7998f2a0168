"""What groups and everybody say of statements, by the formulas Polis has published.

Group-informed consensus multiplies over groups, so that one group that does not agree
pulls a statement down however small the group is. A statement sets a group apart where
the group agrees (or disagrees) with it clearly, and clearly more than the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.core.voice.ballots import Ballots, Floats, Tally, Whole
from headwater.core.voice.groups import NOWHERE, Groups


NINETY = 1.2816  # one-sided, 90%
TOP = 5


class Side(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Common:
    """A statement that people altogether agree (or disagree) with.

    `statement` is its position, `p` the smoothed share and `z` how far it is beyond a
    half.
    """

    statement: int
    side: Side
    p: float
    z: float


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement that sets a group apart: its position, the side, and a score."""

    statement: int
    side: Side
    score: float


def group_informed(ballots: Ballots, groups: Groups) -> Floats:
    """(S,): the product over groups of (agrees + 1) / (votes + 2); 1 without groups.

    Passes count as votes; people without a group count in none.
    """
    product = np.ones(len(ballots.statements))
    for group in range(groups.number):
        told = ballots.tally(groups.people(group))
        product *= (told.agree + 1) / (told.seen + 2)
    return product


def common_ground(ballots: Ballots, side: Side, most: int = TOP) -> tuple[Common, ...]:
    """Up to `most` statements with the clearest majority of everybody on this side.

    Of two that are equal, the one that stands first. Rejected statements are left out.
    """
    told = ballots.tally()
    said, seen = _said(told, side), told.seen
    p, z = (said + 1) / (seen + 2), _beyond_half(said, seen)
    clear = (p > 0.5) & (z > NINETY) & ~ballots.rejected
    order = np.argsort(-np.where(clear, p * z, -np.inf), kind="stable")
    return tuple(
        Common(int(at), side, float(p[at]), float(z[at]))
        for at in order[:most]
        if clear[at]
    )


def sets_apart(ballots: Ballots, groups: Groups, group: int) -> tuple[Apart, ...]:
    """Up to five statements that set this group apart from the other groups.

    In the order of their score; none where nothing does. The side is always that of a
    clear majority of the group's own votes.
    """
    inside = ballots.tally(groups.people(group))
    rest = ballots.tally((groups.of != NOWHERE) & ~groups.people(group))
    scores = np.stack([_scores(inside, rest, side) for side in Side])
    scores[:, ballots.rejected] = -np.inf
    side, best = scores.argmax(axis=0), scores.max(axis=0)
    sides = tuple(Side)
    return tuple(
        Apart(int(at), sides[side[at]], float(best[at]))
        for at in np.argsort(-best, kind="stable")[:TOP]
        if np.isfinite(best[at])
    )


def _said(told: Tally, side: Side) -> Whole:
    return told.agree if side is Side.AGREE else told.disagree


def _beyond_half(said: Whole, seen: Whole) -> Floats:
    return np.asarray(2 * np.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5))


def _scores(inside: Tally, rest: Tally, side: Side) -> Floats:
    """(S,): how clearly this side sets a group apart; minus infinity where it does not.

    Ratio of the smoothed shares x z of the difference x share x z beyond a half.
    """
    said, others = _said(inside, side), _said(rest, side)
    p = (said + 1) / (inside.seen + 2)
    ratio = p / ((others + 1) / (rest.seen + 2))
    beyond = _beyond_half(said, inside.seen)
    differs = _two_shares(said + 1, inside.seen + 1, others + 1, rest.seen + 1)
    clear = (beyond > NINETY) & (differs > NINETY)
    return np.where(clear, ratio * differs * p * beyond, -np.inf)


def _two_shares(said: Whole, of: Whole, others: Whole, rest: Whole) -> Floats:
    """z of the difference of two shares with a pooled error; 0 where it has none."""
    pooled = (said + others) / (of + rest)
    error = np.sqrt(pooled * np.maximum(1 - pooled, 0) * (1 / of + 1 / rest))
    apart = said / of - others / rest
    return np.asarray(
        np.divide(apart, error, out=np.zeros_like(apart), where=error > 0)
    )
