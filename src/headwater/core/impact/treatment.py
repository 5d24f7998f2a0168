"""What an estimate starts from: what a plan says of an action, and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headwater.core.impact.estimate import Floats
from headwater.core.measures.definition import Direction


AFTER = 12  # months until an action is judged: more stop helping after about a year
CHOSEN_BY_FIGURES = ("worst-first", "recent-rise")  # they fall back by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """An action as its evaluation is asked for; blank or None: nobody has said.

    `starts` has the first month ('YYYY-MM') of each area by its code. `hoped` is the
    change in percent among the people whom the action reaches, `reach` how many of
    every 100 people of its areas those are. `before` and `after` are months.
    """

    action: str
    title: str
    starts: Mapping[str, str] = field(default_factory=dict)
    hoped: float | None = None
    reach: float | None = None
    selection: str = ""
    compared_with: tuple[str, ...] = ()
    method: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def overall(self) -> float | None:
        """The change hoped for among all people of the areas, in percent."""
        if self.hoped is None or self.reach is None:
            return None
        return self.hoped * self.reach / 100


@dataclass(frozen=True, slots=True)
class Break:
    """A change in recording: figures from place `at` on are not made as before.

    `areas` are the codes that it touches.
    """

    month: str
    at: int
    what: str
    areas: frozenset[str]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Figures:
    """Monthly counts (A, T) of one thing in A areas; NaN where none was reported.

    `what` was counted, for sentences ('recorded rape'), and `happens` is what people
    may take that for ('rape'); the same where nothing stands between. `unit` of count:
    offences, victims... `area_word` and `areas_word` say what an area is called.
    """

    code: str
    title: str
    what: str
    happens: str
    unit: str
    direction: Direction
    areas: tuple[str, ...]
    names: Mapping[str, str]
    months: tuple[str, ...]
    counts: Floats
    breaks: tuple[Break, ...] = ()
    area_word: str = "area"
    areas_word: str = "areas"


@dataclass(frozen=True, slots=True)
class Other:
    """Another action that is judged by the same figures, and where it began when."""

    action: str
    title: str
    starts: Mapping[str, str]
