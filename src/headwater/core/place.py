"""Areas by their codes: names, what lies in what, tile positions.

Official (GSS) codes, and those of Northbank, the invented city, which have
another form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


OFFICIAL, INVENTED = "places.toml", "places_northbank.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `tile` is its (column, row) on a map of equal squares.

    `kind` is what an area with a tile is called: 'borough'.
    """

    code: str
    name: str
    parent: str = ""
    tile: tuple[int, int] | None = None
    kind: str = ""


def area(code: str) -> Area | None:
    """The area with this code; None where we do not hold it."""
    return _areas().get(code)


def name(code: str) -> str:
    """The name of an area; the code itself where we do not hold it."""
    found = area(code)
    return found.name if found else code


def around(code: str) -> tuple[str, ...]:
    """The area and every larger one that it lies in, smallest first."""
    return tuple(_upwards(code))


def within(code: str, other: str) -> bool:
    """Does the first area lie in the other? Every area lies in itself."""
    return other in _upwards(code)


def overlap(code: str, other: str) -> bool:
    """Does one of the two lie in the other? So an action may reach a plan's area."""
    return within(code, other) or within(other, code)


def children(code: str) -> tuple[Area, ...]:
    """The areas directly within one, by name."""
    found = (a for a in _areas().values() if a.parent == code)
    return tuple(sorted(found, key=lambda a: a.name))


@cache
def boroughs() -> tuple[Area, ...]:
    """The 32 London boroughs and the City of London, by name."""
    found = (a for a in _areas().values() if a.code.startswith("E09"))
    return tuple(sorted(found, key=lambda a: a.name))


def tiled(within: Iterable[str]) -> tuple[Area, ...]:
    """The areas with a tile that lie in one of these, or contain it, by name."""
    codes = tuple(within)
    found = (
        a
        for a in _areas().values()
        if a.tile and any(overlap(a.code, code) for code in codes)
    )
    return tuple(sorted(found, key=lambda a: a.name))


def on_tiles(areas: Iterable[Area]) -> tuple[tuple[Area | None, ...], ...]:
    """Areas as rows of equal squares, the north first; None where there is none.

    Areas without a tile are left out.
    """
    tiles = {area.tile: area for area in areas if area.tile}
    if not tiles:
        return ()
    columns, rows = ([tile[side] for tile in tiles] for side in (0, 1))
    return tuple(
        tuple(tiles.get((c, r)) for c in range(min(columns), max(columns) + 1))
        for r in range(min(rows), max(rows) + 1)
    )


def short_names(areas: Iterable[Area]) -> dict[str, str]:
    """Three letters of each name, by code; more where two would be alike."""
    named = {area.code: area.name for area in areas}
    return {code: _shortest(name, list(named.values())) for code, name in named.items()}


def _shortest(name: str, names: list[str]) -> str:
    return next(
        name[:length]
        for length in range(3, len(name) + 1)
        if sum(other.startswith(name[:length]) for other in names) == 1
    )


def source(codes: Iterable[str] = ()) -> str:
    """Where codes, names and tiles come from: to show beside a map or a list.

    Official ones, but where these codes are all of the invented city.
    """
    known = [invented(code) for code in codes]
    return str(_data(INVENTED if known and all(known) else OFFICIAL)["source"])


def invented(code: str) -> bool:
    """Is it an area of the invented city?"""
    return code in _data(INVENTED)["areas"]


def _upwards(code: str) -> Iterator[str]:
    yield code
    found = area(code)
    if found and found.parent:
        yield from _upwards(found.parent)


@cache
def _areas() -> dict[str, Area]:
    return {
        code: _area(code, row, _data(file)["tiles"])
        for file in (OFFICIAL, INVENTED)
        for code, row in _data(file)["areas"].items()
    }


def _area(code: str, row: dict[str, Any], kind: str) -> Area:
    tile = _tile(row.get("tile"))
    kind = row.get("kind", kind if tile else "")
    return Area(code, row["name"], row.get("within", ""), tile, kind)


def _tile(position: list[int] | None) -> tuple[int, int] | None:
    return (position[0], position[1]) if position else None


@cache
def _data(file: str) -> dict[str, Any]:
    text = (files("headwater.core") / file).read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return data
