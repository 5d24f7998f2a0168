"""Hide as little as will do, so that nobody can unpick what is hidden.

The attacker knows the rule, that every hidden count is a whole number of at least
one, and everything printed, earlier releases included (reference: A2 and A4). For each
sensitive cell a move is kept: a second table that he cannot tell from the true one, in
which that cell is larger by the protection width. So its interval is at least as wide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.moves import Move, Mover
from headwater.core.disclosure.near import near
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.tables import Design, Key
from headwater.errors import UserError


Flags = NDArray[np.bool_]
WHOLE_AT = 1000  # inner cells up to which a programme takes them all
FREE = 1e-4  # the cost of moving a cell that is hidden anyway
SIZES = (3, 6, 12)  # categories beside its own that a cell may trade with
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
    maps each sensitive row to the number of its move in `moves`.
    """

    design: Design
    profile: Profile
    hidden: Flags
    sensitive: Flags
    moves: tuple[Move, ...]
    witness: dict[int, int]
    earlier: Any = None

    @property
    def secondary(self) -> Flags:
        """Hidden only so that others stay hidden."""
        return self.hidden & ~self.sensitive

    @property
    def lost(self) -> int:
        """The sum of what is hidden only to protect."""
        return int(self.design.values[self.secondary].sum())


@dataclass(eq=False)
class _Work:
    design: Design
    profile: Profile
    still: Any
    hidden: Flags
    sensitive: Flags
    columns: Any = None
    moves: list[Move] = field(default_factory=list)
    witness: dict[int, int] = field(default_factory=dict)
    everywhere: Mover | None = None

    def movers(self, row: int) -> Any:
        """Where to look for a move, from near to everywhere."""
        design = self.design
        if len(design.inner) > WHOLE_AT:
            for size in SIZES:
                yield self._mover(near(design, self.columns, self.hidden, row, size))
        if self.everywhere is None:
            self.everywhere = self._mover(np.arange(len(design.inner)))
        yield self.everywhere

    def _mover(self, columns: NDArray[np.int64]) -> Mover:
        floor, counts = self.profile.floor, self.design.counts
        return Mover(self.columns, counts, floor, columns, self.still)

    def keep(self, move: Move) -> None:
        """Take a move: hide what it changes, and note whom it protects."""
        change = self.change(move)
        self.hidden |= change != 0
        up = np.flatnonzero(self.sensitive & (change >= self.profile.width))
        self.moves.append(move)
        for row in up.tolist():
            self.witness.setdefault(row, len(self.moves) - 1)

    def change(self, move: Move) -> NDArray[np.int64]:
        """By how much each cell differs in the second table."""
        found = self.columns[:, move.columns] @ move.by
        return np.asarray(np.round(found)).astype(np.int64)


def protect(
    design: Design,
    profile: Profile,
    *,
    earlier: Any = None,
    keep_hidden: Flags | None = None,
    progress: Progress | None = None,
) -> Protected:
    """What to hide of a design. Deterministic.

    `earlier` are rows (scipy CSR, by inner cells) that earlier releases printed and
    that cannot be taken back; `keep_hidden` flags cells that were hidden before.
    Raises Unprotectable, with what to try, rather than give a weaker promise.
    """
    sensitive = profile.sensitive(design.values)
    hidden = sensitive.copy()
    if keep_hidden is not None:
        hidden |= keep_hidden
    work = _Work(design, profile, earlier, hidden, sensitive, design.matrix.tocsc())
    rows = np.flatnonzero(sensitive)
    wide = np.diff(design.matrix.indptr)[rows]
    order = rows[np.argsort(-wide, kind="stable")].tolist()
    failed = [row for row in order if not _certify(work, row, progress, len(order))]
    if failed:
        raise _refusal(design, failed)
    return _done(work)


def _certify(work: _Work, row: int, progress: Progress | None, of: int) -> bool:
    if row not in work.witness:
        values = work.design.values.astype(float)
        cost = np.where(work.hidden, FREE, np.maximum(values, 1.0))
        for mover in work.movers(row):
            move = mover.cheapest(row, work.profile.width, cost)
            if move is not None:
                work.keep(move)
                break
    if progress is not None:
        progress(len(work.witness), of)
    return row in work.witness


def _done(work: _Work) -> Protected:
    return Protected(
        work.design,
        work.profile,
        work.hidden,
        work.sensitive,
        tuple(work.moves),
        work.witness,
        work.still,
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

    Each witness leaves every printed cell and every earlier release as it is, takes
    no inner cell below nothing and no hidden cell below the floor, and raises its
    cell by the protection width.
    """
    design = found.design
    rows = np.flatnonzero(found.sensitive).tolist()
    bad = [row for row in rows if row not in found.witness]
    for row, at in found.witness.items():
        by = np.zeros(len(design.inner), dtype=np.int64)
        by[found.moves[at].columns] = found.moves[at].by
        change = design.matrix @ by
        fine = (
            not change[~found.hidden].any()
            and (design.counts + by >= 0).all()
            and (design.values + change)[found.hidden].min() >= found.profile.floor
            and change[row] >= found.profile.width
            and (found.earlier is None or not (found.earlier @ by).any())
        )
        if not fine:
            bad.append(row)
    return [design.cells[row] for row in bad]
