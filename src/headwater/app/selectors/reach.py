"""Where the actions of a plan say that they work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from headwater.app.selectors.held import Held, NotThere
from headwater.core import place
from headwater.core.place import Area
from headwater.core.plan.rows import Action


@dataclass(frozen=True)
class Reach:
    """Actions by area: those with a tile (`tiled`), and by other names (`wider`)."""

    tiled: tuple[tuple[Area, tuple[Action, ...]], ...]
    wider: tuple[tuple[str, tuple[Action, ...]], ...]
    unplaced: tuple[Action, ...]

    @cached_property
    def squares(self) -> tuple[tuple[tuple[Area, int] | None, ...], ...]:
        """The areas as rows of equal squares, None where there is none."""
        counts = {area.code: len(found) for area, found in self.tiled}
        shown = place.on_tiles(area for area, _ in self.tiled)
        return tuple(
            tuple((area, counts[area.code]) if area else None for area in row)
            for row in shown
        )

    @cached_property
    def short(self) -> dict[str, str]:
        """A short name for each square, by its code."""
        return place.short_names(area for area, _ in self.tiled)

    @property
    def kind(self) -> str:
        """What the areas with a tile are called: 'borough'."""
        return next((area.kind for area, _ in self.tiled), "")

    @property
    def reached(self) -> int:
        return sum(bool(found) for _, found in self.tiled)


def reach(held: Held) -> Reach:
    """Actions by the areas that they name; an area within another is not assumed."""
    named: dict[str, list[Action]] = {}
    for action in held.plan.actions:
        for code in action.geography or ():
            named.setdefault(code, []).append(action)
    tiled = tuple(
        (area, tuple(named.pop(area.code, ())))
        for area in place.tiled(held.plan.about.area or ())
    )
    wider = sorted(
        ((place.name(code), tuple(found)) for code, found in named.items()),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )
    unplaced = tuple(a for a in held.plan.actions if not a.geography)
    return Reach(tiled, tuple(wider), unplaced)


def area_of(held: Held, code: str) -> Area:
    """An area of a plan by its code. Raises NotThere for one that lies elsewhere."""
    found = place.area(code)
    within = held.plan.about.area or ()
    if found is None or not any(place.overlap(code, each) for each in within):
        raise NotThere(code)
    return found


def naming(held: Held, code: str) -> list[Action]:
    """The actions that name an area itself; a wider one is not assumed."""
    return [a for a in held.plan.actions if code in (a.geography or ())]
