"""What may be asked of an engine, and what it gives back.

An engine filters, joins, groups, counts and adds whole numbers; nothing more. Every
ratio and statistic is made in core from the cube that comes back, so that all engines
agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from headwater.core.measures.cube import Cube


LARGEST = 1 << 26  # cells of a cube: half a gigabyte of numbers


@dataclass(frozen=True, slots=True)
class CubeSpec:
    """A question: which dataset, by what, of what.

    `axes` name dimensions, in the order of the cube. `where` keeps only these codes of
    a dimension (`{"area": ("E09000001",)}`), in this order where it is an axis.
    `first` and `last` keep periods between two, both included ('2024-01'). `roll`
    counts a dimension by larger groups (`{"lsoa": "borough"}`); then the axis, and a
    key of `where`, is the name of the groups. Months roll to quarter, year and
    financial-year. `vintage` is one release; '' means for each period the latest that
    reports it.

    A dimension that is no axis is added up, where its numbers may be added; otherwise
    it is taken at its total, or `where` has to name one code.
    """

    dataset: str
    axes: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    roll: Mapping[str, str] = field(default_factory=dict, hash=False)
    first: str = ""
    last: str = ""
    vintage: str = ""

    def __post_init__(self) -> None:
        if len(set(self.axes)) != len(self.axes):
            raise ValueError("an axis stands twice")
        for name, codes in self.where.items():
            if isinstance(codes, str) or not codes or len(set(codes)) != len(codes):
                raise ValueError(f"where {name}: give different codes, one or more")
        for name in self.roll:
            if name in self.axes:
                raise ValueError(f"{name} is rolled: its axis is {self.roll[name]}")


class Engine(Protocol):
    """Answers questions about the figures of a lake."""

    def cube(self, spec: CubeSpec) -> Cube:
        """The dense cube that a question asks for. Raises UserError."""
        ...
