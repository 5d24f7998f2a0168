"""Hide as little as will do, so that nobody can unpick what is hidden.

The attacker knows the rule, that every hidden count is a whole number of at least
one, and everything printed, earlier releases included (reference: A2 and A4). For each
sensitive cell moves are kept: other tables that he cannot tell from the true one, in
which that cell differs by the protection width. So its interval is at least as wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.moves import Move
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.prune import prune
from headwater.core.disclosure.tables import Design, Key
from headwater.core.disclosure.work import FREE, Work
from headwater.errors import UserError


Flags = NDArray[np.bool_]
TRIES = 3  # cells that may be tried in print again, dearest first
Progress = Callable[[int, int], None]


class Unprotectable(UserError):
    """No safe table was found; `cells` are those that nothing protects."""

    def __init__(self, cells: Sequence[Key], named: str, proposals: str) -> None:
        self.cells = tuple(cells)
        super().__init__(
            f"{len(cells)} small counts cannot be protected, {named} among them.",
            fix=f"Nothing was released. {proposals}",
        )


@dataclass(frozen=True, eq=False)
class Protected:
    """What to hide of a design, and the certificate that it is enough.

    `hidden` and `sensitive` are flags in the order of `design.cells`; `witness`
    maps each sensitive row to its moves in `moves`: the number of one
    that raises it and of one that lowers it, -1 where the other is enough.
    """

    design: Design
    profile: Profile
    hidden: Flags
    sensitive: Flags
    moves: tuple[Move, ...]
    witness: dict[int, tuple[int, int]]
    earlier: Any = None
    own: Any = None

    @property
    def secondary(self) -> Flags:
        """Hidden only so that others stay hidden."""
        return self.hidden & ~self.sensitive

    @property
    def lost(self) -> int:
        """The sum of what is hidden only to protect."""
        return int(self.design.values[self.secondary].sum())


def protect(
    design: Design,
    profile: Profile,
    *,
    earlier: Any = None,
    keep_hidden: Flags | None = None,
    told: Flags | None = None,
    own: NDArray[np.int64] | None = None,
    tries: int = TRIES,
    progress: Progress | None = None,
) -> Protected:
    """What to hide of a design. Deterministic.

    `earlier` are rows (scipy CSR, by inner cells) that earlier releases printed and
    that cannot be taken back; `keep_hidden` flags cells that were hidden before,
    `told` those that were printed, so that nothing is left to protect of them. `own`
    are the people of each inner cell whom its largest contributor holds, and knows.
    Raises Unprotectable, with what to try, rather than give a weaker promise.
    """
    sensitive = profile.sensitive(design.values)
    if told is not None:
        sensitive &= ~told
    always = sensitive if keep_hidden is None else sensitive | keep_hidden
    known = np.zeros(len(design.inner), np.int64) if own is None else own
    work = Work(design, profile, earlier, always, sensitive, known)
    rows = np.flatnonzero(sensitive)
    wide = np.diff(design.matrix.indptr)[rows]
    order = rows[np.argsort(-wide, kind="stable")]
    work.together(order)
    each = order.tolist()
    failed = [row for row in each if not _certify(work, row, progress, len(order))]
    if failed:
        raise _refusal(design, failed)
    prune(work, tries)
    return _done(work)


def _certify(work: Work, row: int, progress: Progress | None, of: int) -> bool:
    width, reach = work.profile.width, work.reach
    if reach.up[row] + reach.down[row] < width:
        cost = np.where(work.hidden, FREE, work.price)
        move = work.cheapest(row, reach, work.hidden, cost)
        if move is not None:
            work.keep(move)
    if progress is not None:
        progress(len(work.moves), of)
    return bool(reach.up[row] + reach.down[row] >= width)


def _done(work: Work) -> Protected:
    rows = np.flatnonzero(work.sensitive).tolist()
    return Protected(
        work.design,
        work.profile,
        work.hidden,
        work.sensitive,
        tuple(work.moves),
        {row: work.reach.pair(row, work.profile.width) for row in rows},
        work.still,
        work.own,
    )


def _refusal(design: Design, failed: Sequence[int]) -> Unprotectable:
    cells = [design.cells[row] for row in failed]
    return Unprotectable(cells, design.named(cells[0]), proposals(design))


def proposals(design: Design) -> str:
    """What would show more safely, the finest characteristic first."""
    sizes = {name: len(each.leaves()) for name, each in design.hierarchies.items()}
    finest = max(sizes, key=lambda name: sizes[name])
    return (
        f"Merge categories of {finest}, which has {sizes[finest]}; or pool two years; "
        "or drop a level."
    )


def holds(found: Protected) -> list[Key]:
    """The sensitive cells whose witness fails, by plain arithmetic: none is safe.

    Each move leaves every printed cell and every earlier release as it is, takes no
    inner cell below what one contributor holds of it, and no hidden cell below the
    floor; those of a cell take it apart by the protection width.
    """
    changes = {-1: np.zeros(len(found.design.cells), dtype=np.int64)}
    for at in {at for pair in found.witness.values() for at in pair} - {-1}:
        change = _checked(found, found.moves[at])
        if change is not None:
            changes[at] = change
    bad = []
    for row in np.flatnonzero(found.sensitive).tolist():
        up, down = (changes.get(at) for at in found.witness.get(row, (-1, -1)))
        apart = 0 if up is None or down is None else up[row] - down[row]
        if apart < found.profile.width:
            bad.append(found.design.cells[row])
    return bad


def _checked(found: Protected, move: Move) -> NDArray[np.int64] | None:
    """What a move changes, or None where somebody could tell."""
    design = found.design
    by = np.zeros(len(design.inner), dtype=np.int64)
    by[move.columns] = move.by
    change = np.asarray(design.matrix @ by).astype(np.int64)
    fine = (
        not change[~found.hidden].any()
        and (design.counts + by >= (0 if found.own is None else found.own)).all()
        and ((design.values + change)[found.hidden] >= found.profile.floor).all()
        and (found.earlier is None or not (found.earlier @ by).any())
    )
    return change if fine else None
