"""The one table type: whole numbers along labelled axes, each cell with its status.

Zero, not reported, not applicable and withheld are four different things, and
stay so in every sum. Ratios and statistics are made from a cube, never kept in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Status(IntEnum):
    """What stands behind the number in a cell."""

    OBSERVED = 0  # reported, and not zero
    ZERO = 1  # reported as none, or known to be none
    NOT_REPORTED = 2  # there may be a number; we were not given it
    NOT_APPLICABLE = 3  # there can be no number here
    WITHHELD = 4  # there is a number, kept back to protect people
    CARRIED = 5  # an earlier number, carried forward and said so


WORDS = {
    Status.OBSERVED: "reported",
    Status.ZERO: "none",
    Status.NOT_REPORTED: "not reported",
    Status.NOT_APPLICABLE: "not applicable",
    Status.WITHHELD: "withheld",
    Status.CARRIED: "carried forward",
}
KNOWN = (Status.OBSERVED, Status.ZERO, Status.CARRIED)


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a cube: permanent codes, and the words that people read."""

    name: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.labels):
            raise ValueError(f"axis {self.name}: as many labels as codes are needed")
        if len(set(self.codes)) != len(self.codes):
            raise ValueError(f"axis {self.name}: a code stands twice")

    @classmethod
    def of(cls, name: str, codes: Iterable[str]) -> Axis:
        """An axis whose codes are its labels."""
        found = tuple(codes)
        return cls(name, found, found)

    def __len__(self) -> int:
        return len(self.codes)

    def index(self, code: str) -> int:
        """Where a code stands. Raises KeyError where it is not on the axis."""
        try:
            return self.codes.index(code)
        except ValueError:
            raise KeyError(f"{code!r} is not on the axis {self.name}") from None


@dataclass(frozen=True, eq=False)
class Cube:
    """Whole numbers along axes.

    `values` and `status` have one dimension for each axis, in order. A value is
    `values / scale` in `unit` (a share of 0.56 is 5,600 at a scale of 10,000).
    Where the status is not reported, not applicable or withheld, the value is 0
    and means nothing. `additive` names the axes along which numbers may be added:
    offences along months and boroughs, people along boroughs but not along years,
    shares along none.
    """

    values: NDArray[np.int64]
    status: NDArray[np.uint8]
    axes: tuple[Axis, ...]
    unit: str
    scale: int = 1
    additive: frozenset[str] = frozenset()
    vintage: str = ""

    def __post_init__(self) -> None:
        shape = tuple(len(axis) for axis in self.axes)
        if self.values.shape != shape or self.status.shape != shape:
            raise ValueError(
                f"values {self.values.shape} and status {self.status.shape} "
                f"must both have the shape of the axes, {shape}"
            )
        if self.values.dtype != np.int64 or self.status.dtype != np.uint8:
            raise ValueError("values must be int64 and status uint8")
        if self.scale < 1:
            raise ValueError("the scale must be 1 or more")

    def axis(self, name: str) -> Axis:
        """The axis of this name. Raises KeyError where there is none."""
        return self.axes[self._at(name)]

    def known(self) -> NDArray[np.bool_]:
        """Where there is a number, in the shape of the cube."""
        return np.isin(self.status, KNOWN)

    def numbers(self) -> NDArray[np.float64]:
        """The numbers in `unit`, NaN where there is none."""
        return np.where(self.known(), self.values / self.scale, np.nan)

    def pick(self, name: str, codes: Iterable[str]) -> Cube:
        """Only these codes of an axis, in this order. Raises KeyError."""
        at, axis = self._at(name), self.axis(name)
        where = [axis.index(code) for code in codes]
        axes = list(self.axes)
        axes[at] = Axis(
            name,
            tuple(axis.codes[i] for i in where),
            tuple(axis.labels[i] for i in where),
        )
        return replace(
            self,
            values=self.values.take(where, at),
            status=self.status.take(where, at),
            axes=tuple(axes),
        )

    def total(self, name: str) -> Cube:
        """Added up along one axis, which is gone after that.

        A sum with a withheld part is withheld, one with an unreported part is not
        reported. Parts that cannot apply add nothing. Raises ValueError where the
        numbers may not be added along this axis.
        """
        if name not in self.additive:
            raise ValueError(f"{self.unit} may not be added up along {name}")
        at = self._at(name)
        values = np.where(self.known(), self.values, 0).sum(at, dtype=np.int64)
        status = _status_of_sum(self.status, values, at)
        return replace(
            self,
            values=np.where(np.isin(status, KNOWN), values, 0),
            status=status,
            axes=self.axes[:at] + self.axes[at + 1 :],
            additive=self.additive - {name},
        )

    def _at(self, name: str) -> int:
        for at, axis in enumerate(self.axes):
            if axis.name == name:
                return at
        raise KeyError(f"there is no axis {name}")


def _status_of_sum(
    status: NDArray[np.uint8], values: NDArray[np.int64], at: int
) -> NDArray[np.uint8]:
    """What stands behind each sum; the first that holds, in this order."""

    def some(which: Status) -> NDArray[np.bool_]:
        return np.asarray((status == which).any(at))

    found = np.select(
        [
            some(Status.WITHHELD),
            some(Status.NOT_REPORTED),
            np.asarray((status == Status.NOT_APPLICABLE).all(at)),
            some(Status.CARRIED),
            values == 0,
        ],
        [
            Status.WITHHELD,
            Status.NOT_REPORTED,
            Status.NOT_APPLICABLE,
            Status.CARRIED,
            Status.ZERO,
        ],
        Status.OBSERVED,
    )
    return found.astype(np.uint8)
