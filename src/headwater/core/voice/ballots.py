"""Who voted what: a table of people by statements, and how it is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.errors import InternalError


Votes = NDArray[np.int8]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]

AGREE, PASS, DISAGREE, UNSEEN = 1, 0, -1, -9
# Votes are 1 agree, -1 disagree, 0 pass, as in the files that Polis gives out.


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Votes counted for each of S statements: arrays (S,) of whole numbers.

    `seen` counts every vote, passes too.
    """

    agree: Whole
    disagree: Whole
    seen: Whole


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """The last vote of each of P people on each of S statements.

    `votes` (P, S) holds AGREE, PASS, DISAGREE or UNSEEN. `rejected` (S,) says which
    statements a moderator took out; votes on them are kept. Raises InternalError
    where the shapes do not fit or a vote is something else.
    """

    votes: Votes
    statements: tuple[str, ...]
    rejected: Bools

    def __post_init__(self) -> None:
        known = np.isin(self.votes, (AGREE, PASS, DISAGREE, UNSEEN)).all()
        shape = (len(self.rejected), len(self.statements))
        if not known or self.votes.ndim != 2 or set(shape) != {self.votes.shape[1]}:
            raise InternalError("Ballots must be people by statements: 1, 0, -1, -9.")

    @property
    def seen(self) -> Bools:
        """(P, S): who voted on what, passes too."""
        return np.asarray(self.votes != UNSEEN)

    def tally(self, people: Bools | None = None) -> Tally:
        """The votes of some of the people (P,), or of all."""
        votes = self.votes if people is None else self.votes[people]
        agree, disagree, seen = votes == AGREE, votes == DISAGREE, votes != UNSEEN
        return Tally(agree.sum(axis=0), disagree.sum(axis=0), seen.sum(axis=0))
