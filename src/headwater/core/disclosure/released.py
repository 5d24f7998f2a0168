"""The only table that a page, a chart, a report or a download may be given.

It is made here and nowhere else. A raw `Cube` reaches nobody: either a publisher
has released its figures already, at borough level or above, or they pass through
protection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import WORDS, Axis, Cube, Status


class Level(StrEnum):
    """How large the smallest area in a table is."""

    BOROUGH = "borough"
    FORCE = "police force"
    LONDON = "london"
    REGION = "region"
    NATION = "nation"
    WARD = "ward"
    SMALL_AREA = "small area"


LARGE_ENOUGH = frozenset(
    {Level.BOROUGH, Level.FORCE, Level.LONDON, Level.REGION, Level.NATION}
)
_STATUS_WORDS = np.array([WORDS[status] for status in Status], dtype=object)
_OURS = object()  # nobody outside this module can make a ReleasedTable


class NotReleased(ValueError):
    """These figures may not be shown as they are."""


@dataclass(frozen=True, eq=False)
class ReleasedTable:
    """Figures that may be shown, with where they come from and why they may be."""

    cube: Cube
    source: str
    licence: str
    level: Level
    why: str
    _made: object = None

    def __post_init__(self) -> None:
        if self._made is not _OURS:
            raise TypeError("a ReleasedTable is made by core.disclosure only")

    @property
    def axes(self) -> tuple[Axis, ...]:
        return self.cube.axes

    @property
    def unit(self) -> str:
        return self.cube.unit

    @property
    def vintage(self) -> str:
        return self.cube.vintage

    def numbers(self) -> NDArray[np.float64]:
        """The numbers in `unit`, in the shape of the axes; NaN where there is none."""
        return self.cube.numbers()

    def words(self) -> NDArray[np.object_]:
        """What stands behind each number, in words: 'reported', 'withheld' …"""
        return _STATUS_WORDS[self.cube.status]

    @classmethod
    def from_published(
        cls, cube: Cube, source: str, licence: str, level: str
    ) -> ReleasedTable:
        """Figures that their publisher has released at borough level or above.

        `source` and `licence` are shown beside every figure. Raises NotReleased for
        smaller areas, and where source or licence is not given: what nobody vouches
        for is not published.
        """
        try:
            found = Level(level)
        except ValueError:
            raise NotReleased(f"{level!r} is not a level that we know") from None
        if found not in LARGE_ENOUGH:
            raise NotReleased(
                f"figures by {found} are about too few people to show as they are"
            )
        if not source.strip() or not licence.strip():
            raise NotReleased("published figures need their source and their licence")
        why = f"already published by {found} or larger area"
        return cls(cube, source, licence, found, why, _OURS)
