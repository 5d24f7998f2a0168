"""Print again what need not be hidden, dearest first.

Each hidden cell is tried in turn: the moves that touch it are given up, and those
they protected are certified anew without it. What costs less is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.moves import Move
from headwater.core.disclosure.work import FREE, Reach, Work


MANY = 12  # cells to certify anew, beyond which a trial is not worth its time


@dataclass(eq=False)
class _Trial:
    """A pattern without one cell, and the moves that would hold it up."""

    work: Work
    without: int
    hidden: NDArray[np.bool_]
    reach: Reach
    added: list[Move] = field(default_factory=list)

    def certify(self, row: int) -> bool:
        """One cell by moves that are there, or by a new one."""
        if self.reach.up[row] + self.reach.down[row] >= self.work.profile.width:
            return True
        cost = np.where(self.hidden, FREE, self.work.price)
        cost[self.without] = np.inf
        move = self.work.cheapest(row, self.reach, self.hidden, cost)
        if move is None:
            return False
        change = self.work.effect(move)
        self.hidden[change != 0] = True
        self.reach.add(change, len(self.work.moves) + len(self.added))
        self.added.append(move)
        return True


def prune(work: Work, tries: int) -> None:
    """Prints cells of a pattern again, in place, in so many tries.

    Every promise is kept: each sensitive cell has its moves to the end.
    """
    secondary = np.flatnonzero(work.hidden & ~work.always)
    dearest = secondary[np.argsort(-work.price[secondary], kind="stable")]
    for row in dearest[:tries].tolist():
        if work.hidden[row]:
            _without(work, row)


def used(work: Work) -> list[int]:
    """The numbers of the moves that some sensitive cell needs."""
    rows = np.flatnonzero(work.sensitive).tolist()
    pairs = [work.reach.pair(row, work.profile.width) for row in rows]
    return sorted({at for pair in pairs for at in pair} - {-1})


def _without(work: Work, row: int) -> None:
    staying = [at for at in used(work) if row not in work.touches[at]]
    reach = Reach.none(len(work.price))
    for at in staying:
        reach.add(work.effect(work.moves[at]), at)
    wide = reach.up + reach.down >= work.profile.width
    again = np.flatnonzero(work.sensitive & ~wide).tolist()
    if len(again) > MANY:
        return
    trial = _Trial(work, row, work.covered(staying), reach)
    before = work.price[work.hidden].sum()
    for cell in again:
        if not trial.certify(cell) or work.price[trial.hidden].sum() >= before:
            return
    for move in trial.added:
        work.keep(move)
    work.reach = trial.reach
    work.hidden = work.covered(used(work))
