"""Figures added up into cells, with what stands behind each sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Status


Counts = NDArray[np.int32]
Flat = NDArray[np.int64]  # the number of a cell, counting along the last axis first
OTHERS = (
    Status.WITHHELD,
    Status.NOT_REPORTED,
    Status.NOT_APPLICABLE,
    Status.CARRIED,
)


@dataclass(slots=True, eq=False)
class Tally:
    """For each cell the sum of its figures, and how many parts of it there are.

    `seen` counts parts that have a figure, `of` those with each status that is not
    plain. Where figures are only plain these need not be counted, and are None.
    """

    values: NDArray[np.int64]
    seen: Counts | None
    of: dict[Status, Counts]

    @classmethod
    def empty(cls, cells: int, *, plain: bool) -> Tally:
        """No figures yet. `plain`: none of them has another status, and none counts."""
        if plain:
            return cls(np.zeros(cells, np.int64), None, {})
        of = {status: np.zeros(cells, np.int32) for status in OTHERS}
        return cls(np.zeros(cells, np.int64), np.zeros(cells, np.int32), of)

    def add(
        self,
        cells: NDArray[np.integer],
        values: NDArray[np.int64],
        status: NDArray[np.uint8] | None = None,
        parts: NDArray[np.integer] | None = None,
    ) -> None:
        """Figures of some cells. `parts`: of how many each is the sum.

        Where figures are plain, statuses and parts are not looked at.
        """
        np.add.at(self.values, cells, values)
        if self.seen is None or status is None or parts is None:
            return
        np.add.at(self.seen, cells, parts)
        for kind, counts in self.of.items():
            here = status == kind
            if here.any():
                np.add.at(counts, cells[here], parts[here])

    def fill(self, parts: Counts, absent: NDArray[np.uint8]) -> None:
        """Count what the reporting grid says of the parts that have no figure.

        `parts`: how many each cell has in all; `absent`: what no row means there.
        """
        if self.seen is None:
            return
        lacking = parts - self.seen
        for kind, counts in self.of.items():
            counts += np.where(absent == kind, lacking, 0)
        self.seen = parts.copy()

    def into(self, cells: Flat, count: int) -> Tally:
        """The same figures in fewer, larger cells."""
        larger = Tally.empty(count, plain=self.seen is None)
        np.add.at(larger.values, cells, self.values)
        if self.seen is not None and larger.seen is not None:
            np.add.at(larger.seen, cells, self.seen)
        for kind, counts in self.of.items():
            np.add.at(larger.of[kind], cells, counts)
        return larger

    def result(self) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Values and statuses; of the statuses the first that holds."""
        if self.seen is None:
            zero = self.values == 0
            return self.values, np.where(zero, Status.ZERO, Status.OBSERVED).astype(
                np.uint8
            )
        of = self.of
        status = np.select(
            [
                of[Status.WITHHELD] > 0,
                of[Status.NOT_REPORTED] > 0,
                of[Status.NOT_APPLICABLE] == self.seen,
                of[Status.CARRIED] > 0,
                self.values == 0,
            ],
            [
                Status.WITHHELD,
                Status.NOT_REPORTED,
                Status.NOT_APPLICABLE,
                Status.CARRIED,
                Status.ZERO,
            ],
            Status.OBSERVED,
        ).astype(np.uint8)
        known = np.isin(status, (Status.OBSERVED, Status.ZERO, Status.CARRIED))
        return np.where(known, self.values, 0), status
