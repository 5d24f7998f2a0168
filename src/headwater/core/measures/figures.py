"""Sets of figures: what each holds, where it comes from, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.core.measures.definition import Definition


class Shown(StrEnum):
    """How a set of figures may be looked at."""

    SIGNALS = "signals"  # counts by month: limits and signals
    LEVEL = "level"  # rolling years and survey shares: the level, no limits
    POINTS = "points"  # a few yearly points: a table, no limits


class Near(StrEnum):
    """How near the figures are to what a plan's measure asks for."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class StandsFor:
    """One measure of a plan that a set of figures stands for, and how nearly.

    `differs` says in words what is not the same; blank where it is exact.
    """

    plan: str
    measure: str
    near: Near
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSet:
    """One set of figures: S series (areas, classes or groups) of T periods.

    `dataset` and `column` say where it lies in the lake. `series` names the axis of
    the series: 'area', 'offence' or 'group'. `level` is that of
    `ReleasedTable.from_published`. `touched_by` holds the words of the register of
    recording changes ('rape', 'violence with injury'...). `no_limits` says why no
    limits are drawn. `base` names the population for rates, blank where there is none.
    """

    code: str
    title: str
    definition: Definition
    dataset: str
    column: str
    series: str
    publisher: str
    licence: str
    level: str
    shown: Shown
    no_limits: str = ""
    touched_by: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    stands_for: tuple[StandsFor, ...] = ()
    base: str = ""
