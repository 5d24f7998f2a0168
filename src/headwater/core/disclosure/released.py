"""The only table that a page, a chart, a report or a download may be given.

It is made here and nowhere else. A raw `Cube` reaches nobody: either a publisher
has released its figures already, at borough level or above, or they pass through
protection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.ledger import SYMBOLS, Entry
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.tables import Key
from headwater.core.measures.cube import WORDS, Cube, Status
from headwater.core.measures.cube import Axis as Axis


class Level(StrEnum):
    """How large the smallest area in a table is."""

    BOROUGH = "borough"
    FORCE = "police force"
    LONDON = "london"
    REGION = "region"
    NATION = "nation"
    WARD = "ward"
    SMALL_AREA = "small area"
    INVENTED = "invented"  # about nobody: the figures are made up, and say so


LARGE_ENOUGH = frozenset(
    {Level.BOROUGH, Level.FORCE, Level.LONDON, Level.REGION, Level.NATION}
)
SAYS_SO = "invented"  # the word that stands in the source and licence of such figures
_STATUS_WORDS = np.array([WORDS[status] for status in Status], dtype=object)
_STATUS_OF = {word: status for status, word in WORDS.items()}
_OURS = object()  # nobody outside this module can make a ReleasedTable


class NotReleased(ValueError):
    """These figures may not be shown as they are."""


@dataclass(frozen=True, eq=False)
class ReleasedTable:
    """Figures that may be shown, with where they come from and why they may be.

    Those that were protected carry their rule, what the audit said and the id of
    their entry in the ledger; `symbols` says what stands in cells without a number.
    """

    cube: Cube
    source: str
    licence: str
    level: Level
    why: str
    _made: InitVar[object] = None  # not kept, so that no copy can be changed
    profile: Profile | None = None
    audit: Mapping[str, Any] = field(default_factory=dict)
    ledger_id: str = ""
    symbols: Mapping[str, str] = field(default_factory=lambda: SYMBOLS)

    def __post_init__(self, _made: object) -> None:
        if _made is not _OURS:
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

        `source` and `licence` are shown beside every figure. Those of an invented
        place are about nobody and may be of any area, if both say that they are
        invented. Raises NotReleased for smaller areas, and where source or licence is
        not given: what nobody vouches for is not published.
        """
        try:
            found = Level(level)
        except ValueError:
            raise NotReleased(f"{level!r} is not a level that we know") from None
        if found is Level.INVENTED:
            return cls(cube, source, licence, found, _invented(source, licence), _OURS)
        if found not in LARGE_ENOUGH:
            raise NotReleased(
                f"figures by {found} are about too few people to show as they are"
            )
        if not source.strip() or not licence.strip():
            raise NotReleased("published figures need their source and their licence")
        why = f"already published by {found} or larger area"
        return cls(cube, source, licence, found, why, _OURS)

    @classmethod
    def from_ledger(cls, entry: Entry) -> tuple[ReleasedTable, ...]:
        """The tables of a release, each by its own dimensions with their totals.

        Raises NotReleased for an entry that its audit did not pass.
        """
        if not entry.audit.get("holds"):
            raise NotReleased("the audit of this release did not hold")
        why = f"protected ({entry.profile.source}), then attacked by the audit"
        return tuple(
            cls(
                _cube(entry, table),
                entry.about.source,
                entry.about.licence,
                Level(entry.about.level),
                why,
                _OURS,
                entry.profile,
                entry.audit,
                entry.id,
            )
            for table in entry.tables
        )


def _invented(source: str, licence: str) -> str:
    """Why such figures may be shown. Raises NotReleased where they do not say so."""
    if not all(SAYS_SO in said.casefold() for said in (source, licence)):
        raise NotReleased(
            "figures at the level 'invented' must say so in their source and licence, "
            "because both stand beside every figure"
        )
    return "invented, so about nobody"


def _cube(entry: Entry, table: tuple[str, ...]) -> Cube:
    """A table of a release: totals stand on its axes, so nothing may be added up."""
    axes = tuple(_axis(entry, name) for name in table)
    shape = tuple(len(axis) for axis in axes)
    values = np.zeros(shape, dtype=np.int64)
    status = np.full(shape, Status.ZERO, dtype=np.uint8)
    place = {name: {c: i for i, c in enumerate(a.codes)} for name, a in _named(axes)}
    for key, value in entry.printed.items():
        if (at := _at(entry, table, key, place)) is not None:
            values[at] = value
            status[at] = Status.OBSERVED if value else Status.ZERO
    for key in entry.hidden:
        if (at := _at(entry, table, key, place)) is not None:
            status[at] = Status.WITHHELD
    for key, word in entry.marks.items():
        if (at := _at(entry, table, key, place)) is not None:
            status[at] = _STATUS_OF[word]
    about = entry.about
    return Cube(values, status, axes, about.unit, vintage=about.vintage)


def _named(axes: tuple[Axis, ...]) -> list[tuple[str, Axis]]:
    return [(axis.name, axis) for axis in axes]


def _axis(entry: Entry, name: str) -> Axis:
    codes = tuple(entry.hierarchies[name].parents)
    words = entry.about.labels.get(name, {})
    return Axis(name, codes, tuple(words.get(code, code) for code in codes))


def _at(
    entry: Entry, table: tuple[str, ...], key: Key, place: dict[str, dict[str, int]]
) -> tuple[int, ...] | None:
    """Where a cell of the release stands in one of its tables, None if it is not."""
    found = dict(zip(entry.hierarchies, key, strict=True))
    for name, code in found.items():
        if name not in table and code != entry.hierarchies[name].root:
            return None
    return tuple(place[name][found[name]] for name in table)
