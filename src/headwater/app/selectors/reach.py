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
    """Actions by area: those with a tile (`tiled`), and by other names (`wider`).

    An action that names a part of an area with a tile counts there; `finer` has those
    parts, with the actions that name them.
    """

    tiled: tuple[tuple[Area, tuple[Action, ...]], ...]
    wider: tuple[tuple[str, tuple[Action, ...]], ...]
    unplaced: tuple[Action, ...]
    finer: tuple[tuple[Area, tuple[tuple[Area, int], ...]], ...] = ()

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
    """Actions by the areas that they name; a larger one is not assumed of its parts."""
    named: dict[str, list[Action]] = {}
    for action in held.plan.actions:
        for code in action.geography or ():
            named.setdefault(code, []).append(action)
    shown = place.tiled(held.plan.about.area or ())
    parts = {area: parts_of(area) for area in shown}
    tiled = tuple((area, tuple(naming(held, area.code))) for area in shown)
    finer = tuple(
        (area, tuple((part, len(named.get(part.code, ()))) for part in found))
        for area, found in parts.items()
        if found
    )
    inside = {a.code for a in shown} | {p.code for ps in parts.values() for p in ps}
    wider = sorted(
        (
            (place.name(code), tuple(found))
            for code, found in named.items()
            if code not in inside
        ),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )
    unplaced = tuple(a for a in held.plan.actions if not a.geography)
    return Reach(tiled, tuple(wider), unplaced, finer)


def area_of(held: Held, code: str) -> Area:
    """An area of a plan by its code. Raises NotThere for one that lies elsewhere."""
    found = place.area(code)
    within = held.plan.about.area or ()
    if found is None or not any(place.overlap(code, each) for each in within):
        raise NotThere(code)
    return found


def parts_of(area: Area) -> tuple[Area, ...]:
    """The smaller areas in one that has a tile."""
    return place.children(area.code) if area.tile else ()


def naming(held: Held, code: str) -> list[Action]:
    """The actions that name an area or, where it has a tile, a part of it.

    A wider one is not assumed.
    """
    found = place.area(code)
    codes = {code, *(part.code for part in (parts_of(found) if found else ()))}
    return [a for a in held.plan.actions if codes & set(a.geography or ())]


def covering(held: Held, area: Area) -> list[Action]:
    """The actions that cover a part of an area with a tile by naming that area."""
    around = [place.area(code) for code in place.around(area.code)[1:]]
    codes = {found.code for found in around if found and found.tile}
    return [a for a in held.plan.actions if codes & set(a.geography or ())]
