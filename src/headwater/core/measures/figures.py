"""Sets of figures: what each holds, where it comes from, and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from headwater.core.measures.definition import (
    Definition,
    Direction,
    Flow,
    MeasureKind,
)


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

    `differs` says in words what is not the same; blank where it is exact. `series`
    are those that stand for it, none for all of the set.
    """

    plan: str
    measure: str
    near: Near
    differs: str = ""
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """Who has published a dataset, under what licence, and down to which level."""

    publisher: str
    licence: str
    level: str


@dataclass(frozen=True, kw_only=True, eq=False)
class FigureSet:
    """One set of figures: S series (areas, offences, groups or questions) of T periods.

    Where it lies: `dataset` is its name in the lake, `picked` the codes that are taken
    of a dimension ({'offence': ('rape',)}), `series` the dimension that tells its
    series apart, and `labels` are words for codes that have none. `area` is the code of
    where it is about, blank for the whole country.

    What it says: `what` was counted, for sentences ('recorded rape'; {series} stands
    for the series where it is no place), and what people may take that for, `happens`
    ('rape').

    Its series: `whole` names them all together, of code `whole_code`: their sum without
    those `apart`, or the publisher's own where it is `whole_given`. Those `unplaced`
    say how places are recorded ('borough not known') and are never judged.

    What touches it: `touched_by` holds words of the register of recording changes, for
    every series or, in `touched`, for one; none for what is not recorded crime. Changes
    `moved_within` it leave its sums as they were.

    How it is seen: `shown`, with `no_limits`, why no limits are drawn. `base` is the
    dataset of the population for rates, in `base_year`; blank where there are none.
    """

    code: str
    title: str
    definition: Definition
    dataset: str
    series: str
    published: Published
    shown: Shown
    what: str = ""
    happens: str = ""
    area: str = ""
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    whole_code: str = ""
    whole_given: bool = False
    apart: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    no_limits: str = ""
    touched_by: tuple[str, ...] = ()
    touched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved_within: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    stands_for: tuple[StandsFor, ...] = ()
    base: str = ""
    base_year: str = ""

    def offences_of(self, series: str) -> tuple[str, ...]:
        """The words of the register for one series."""
        return self.touched.get(series, self.touched_by)

    def moves(self, change: str, series: str) -> bool:
        """Can a change that touches these offences move this series?"""
        return series in self.touched or change not in self.moved_within

    def stands(self, plan: str, measure: str) -> StandsFor | None:
        """How it stands for a measure of a plan; None where nobody has said."""
        found = (s for s in self.stands_for if (s.plan, s.measure) == (plan, measure))
        return next(found, None)


def read_figure_sets(
    tables: Mapping[str, Mapping[str, Any]], published: Mapping[str, Published]
) -> dict[str, FigureSet]:
    """Sets of figures as TOML tables of a code each, in their order.

    `published` says it for each dataset. Raises ValueError, KeyError or TypeError for
    a table that is not of this form; the code of the set is in the message.
    """
    found = {}
    for code, row in tables.items():
        if not isinstance(row, Mapping):
            raise ValueError(f"the set of figures {code}: it must be a table")
        try:
            found[code] = _figure_set(code, dict(row), published[row["dataset"]])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"the set of figures {code}: {error}") from None
    return found


def _figure_set(code: str, row: dict[str, Any], published: Published) -> FigureSet:
    definition = _definition(row["title"], row.pop("definition"), published)
    stands_for = tuple(_stands(each) for each in row.pop("stands_for", ()))
    return FigureSet(
        code=code,
        definition=definition,
        published=published,
        shown=Shown(row.pop("shown")),
        stands_for=stands_for,
        **{name: _frozen(value) for name, value in row.items()},
    )


def _definition(title: str, row: dict[str, Any], published: Published) -> Definition:
    kind, flow = MeasureKind(row.pop("kind")), Flow(row.pop("flow"))
    return Definition(
        name=title,
        source=published.publisher,
        kind=kind,
        flow=flow,
        direction=Direction(row.pop("direction")),
        **{name: _frozen(value) for name, value in row.items()},
    )


def _stands(row: Mapping[str, Any]) -> StandsFor:
    near = Near(row["near"])
    differs, series = row.get("differs", ""), tuple(row.get("series", ()))
    if (near is Near.EXACT) == bool(differs):
        raise ValueError(f"{row['measure']}: say what differs where it is not exact")
    return StandsFor(row["plan"], row["measure"], near, differs, series)


def _frozen(value: Any) -> Any:
    """A list as a tuple, in tables too: nothing of a set of figures can change."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {name: _frozen(inner) for name, inner in value.items()}
    return value
