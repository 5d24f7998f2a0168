"""The audit: try to unpick published tables, knowing only what is published.

It knows nothing of how they were protected. It passes a cell only when whole tables
that fit everything printed differ in it by the promised width, threshold - 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.audit_elimination import recoverable
from headwater.core.disclosure.audit_intervals import NEAR, Programme
from headwater.core.disclosure.audit_reduce import Reduced, reduced
from headwater.core.disclosure.audit_rows import (
    HIDDEN,
    PRINTED,
    Cell,
    Hierarchies,
    Overlapping,
    PublishedTable,
    Rows,
    in_words,
    rows_of,
)
from headwater.core.disclosure.audit_witness import Witnesses, spread


SWEEPS, FEW = 6, 8  # tables made for many cells at once, while so many are left


@dataclass(frozen=True)
class Failure:
    """A cell that is given away: it lies between `low` and `high`, in words too."""

    cell: str
    low: int
    high: int
    exact: bool
    attacker: str  # the weakest that finds it: "A0" or "A2"
    words: str


@dataclass(frozen=True)
class Audit:
    """What the attackers found. `narrowest` is a width; where nothing failed it is
    the least that was shown for any cell, and None where no cell was tested."""

    threshold: int
    tested: int
    hidden: int
    narrowest: int | None
    exact: int
    failures: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        return not self.failures


def audit(
    tables: Iterable[PublishedTable],
    hierarchies: Hierarchies,
    threshold: int,
    *,
    sensitive: Collection[Cell] | None = None,
    own: Mapping[Cell, int] | None = None,
    overlapping: Overlapping | None = None,
    witnesses: Witnesses | None = None,
    least: int = 1,
) -> Audit:
    """Attack these tables, all together: A0 and A2; A4 where releases are among them.

    Every hidden cell that could be below `threshold` is tested, and every cell that
    is printed nowhere but implied; with `sensitive` (an owner knows) only those.
    `own` adds what one contributor knows to be in cells (A5). `overlapping` has
    categories that cut across a hierarchy (16 to 74 beside 16 and over), by
    dimension, each with the leaves that it is made of. `witnesses` are tables that an
    owner says fit what is printed: those that do save programmes. `least` is the least
    that a hidden count can be: 0 where zeros are hidden as well. Raises UserError where
    the tables contradict each other.
    """
    rows = rows_of(tables, hierarchies, overlapping, sensitive)
    mine = np.array([(own or {}).get(c, 0) for c in rows.cells], np.int64)
    floor = np.maximum(mine, np.where(rows.state == HIDDEN, least, 0))
    search = _Search(rows, reduced(rows, floor), threshold, least)
    if witnesses is not None:
        search.take(*spread(rows, witnesses, floor))
    aims = [
        int(at)
        for at in np.flatnonzero(rows.state != PRINTED)
        if sensitive is None or rows.cells[at] in sensitive
    ]
    sizes = np.asarray(rows.matrix.getnnz(axis=1))
    search.sweep(np.array(aims, np.int64))
    for at in sorted(aims, key=lambda at: -sizes[at]):
        search.test(at)
    return search.result(aims)


class _Search:
    def __init__(self, rows: Rows, left: Reduced, threshold: int, least: int) -> None:
        self.rows, self.left, self.threshold = rows, left, threshold
        self._zeros_tell = (rows.state == HIDDEN) & (least == 0)
        self._programmes: dict[bool, Programme] = {}
        self._low = np.full(len(rows.cells), np.iinfo(np.int64).max)
        self._high = np.full(len(rows.cells), -1)
        self._found: dict[int, tuple[int, int, bool]] = {}

    def take(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """Counts that were shown to fit."""
        fits = high >= low
        self._low = np.where(fits, np.minimum(self._low, low), self._low)
        self._high = np.where(fits, np.maximum(self._high, high), self._high)

    def sweep(self, aims: NDArray[np.int64]) -> None:
        """Few tables that widen many cells at once, so that few are tested alone."""
        for turn in range(SWEEPS):
            narrow = aims[[not self._wide(at) for at in aims.tolist()]]
            if len(narrow) < FEW:
                return
            some = narrow[turn % 2 :: 2]
            for most in (True, False):
                self._keep(self._solver(False).best(some, most=most)[1])

    def test(self, cell: int) -> None:
        """Find tables that differ enough in this cell, or its true ends."""
        if self._wide(cell):
            return
        for whole in (False, True):
            low, high, sure = self._ends(cell, self._solver(whole))
            if self._wide(cell) or (sure and low >= self.threshold):
                return
            if sure and high - low < self.threshold - 1:
                break
        self._found[cell] = (low, high, sure)

    def _solver(self, whole: bool) -> Programme:
        """Each is made only where it is needed, the integer one last."""
        if whole not in self._programmes:
            made = Programme(self.left, self.threshold, whole=whole)
            self._programmes[whole] = made
        return self._programmes[whole]

    def _wide(self, cell: int) -> bool:
        return bool(self._high[cell] - self._low[cell] >= self.threshold - 1)

    def _ends(self, cell: int, programme: Programme) -> tuple[int, int, bool]:
        """Whole ends, rounded inwards; the tables found serve other cells too."""
        known = int(self.left.known[cell])
        if self.left.matrix.indptr[cell] == self.left.matrix.indptr[cell + 1]:
            return known, known, True
        high, at_high, sure_high = programme.end(cell, most=True)
        self._keep(at_high)
        low, at_low, sure_low = programme.end(cell, most=False)
        self._keep(at_low)
        if not np.isfinite([low, high]).all():
            return known, known, False
        whole_low, whole_high = int(np.ceil(low - NEAR)), int(np.floor(high + NEAR))
        return known + whole_low, known + whole_high, sure_high and sure_low

    def _keep(self, point: NDArray[np.float64]) -> None:
        """Remember a table of whole counts, once plain arithmetic says that it fits."""
        if len(point) != self.left.matrix.shape[1]:
            return
        counts = np.rint(point).astype(np.int64)
        cells = self.left.matrix.astype(np.int64) @ counts
        exact = (cells == self.left.lower) | ~self.left.printed
        if (counts >= 0).all() and (cells >= self.left.lower).all() and exact.all():
            self._low = np.minimum(self._low, cells + self.left.known)
            self._high = np.maximum(self._high, cells + self.left.known)

    def result(self, aims: list[int]) -> Audit:
        bad = {
            at: (low, high, sure)
            for at, (low, high, sure) in sorted(self._found.items())
            # Everybody may know that nobody is there, but where zeros are hidden.
            if high > 0 or not sure or self._zeros_tell[at]
        }
        points = [at for at, (low, high, sure) in bad.items() if sure and low == high]
        printed = self.left.matrix[self.left.printed]
        told = recoverable(printed, self.left.matrix[points]) if points else []
        linear = {at for at, yes in zip(points, told, strict=True) if yes}
        failures = tuple(self._failure(at, *bad[at], at in linear) for at in bad)
        widths = [high - low for low, high, _ in bad.values()]
        if not widths:
            seen = [at for at in aims if self._wide(at)]
            widths = [int(self._high[at] - self._low[at]) for at in seen]
        return Audit(
            self.threshold,
            len(aims),
            int((self.rows.state == HIDDEN).sum()),
            min(widths, default=None),
            len(points),
            failures,
        )

    def _failure(
        self, at: int, low: int, high: int, sure: bool, linear: bool
    ) -> Failure:
        name = in_words(self.rows.dimensions, self.rows.cells[at])
        if linear:
            words = f"is {low}: adding and subtracting printed figures gives it"
        elif sure and low == high:
            words = f"is {low}: no other whole count of people fits"
        elif sure:
            words = f"lies between {low} and {high}: fewer choices than promised"
        else:
            words = "not proven safe in the time allowed, so it counts as failed"
        return Failure(
            name, low, high, sure and low == high, "A0" if linear else "A2", words
        )
