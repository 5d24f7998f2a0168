"""The drawing of who works with whom: a square where a lead and a partner meet.

A net of lines is a tangle from about twenty partners on. A grid stays readable:
leads stand in rows, partners in columns, whoever shares most comes first, and each
square says with its number and its shape what the two share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.app.selectors.held import Held
from headwater.core.plan.network import Network, Parts, Role, Tie


WIDEST, NARROWEST = 26, 20  # of a square, in pixels
ROOM = 720  # for all columns of a page on a desk
NAMES = 200  # for the names of leads
LONGEST = 23  # letters of a name in the drawing
HEAD = 190  # for the names of partners, which stand upright
SEVERAL = "several"
SHAPES = {
    Role.DELIVERS: ("full", "delivers", "a full square"),
    Role.PAYS: ("open", "pays for", "an empty square"),
    Role.LEADS: ("ring", "leads too", "an empty circle"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape with its number. Places are in pixels from the top left."""

    x: int
    y: int
    shape: str
    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside a row (`at` is from the top) or above a column (from the left)."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template places."""

    square: int
    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    marks: tuple[Mark, ...]

    @property
    def width(self) -> int:
        return self.square * len(self.columns) + 1

    @property
    def height(self) -> int:
        return HEAD + self.square * len(self.rows) + 1


def drawing(held: Held, network: Network) -> Drawing:
    """Rows and columns in the order of what they share, most first."""
    leads, partners = network.leads, network.partners
    square = max(NARROWEST, min(WIDEST, ROOM // (len(partners) or 1)))
    down = {key: HEAD + square * n for n, key in enumerate(leads)}
    along = {key: square * n for n, key in enumerate(partners)}
    return Drawing(
        square,
        tuple(Name(at, short(held, key)) for key, at in down.items()),
        tuple(Name(at, short(held, key)) for key, at in along.items()),
        tuple(_mark(tie, along[tie.partner], down[tie.lead]) for tie in network.ties),
    )


def _mark(tie: Tie, x: int, y: int) -> Mark:
    return Mark(x, y, shape(tie.parts), len(tie.parts.actions))


def shape(parts: Parts) -> str:
    """One shape for each role, and one for more than one of them."""
    roles = parts.roles
    return SHAPES[roles[0]][0] if len(roles) == 1 else SEVERAL


def shapes(network: Network) -> list[tuple[str, str, str]]:
    """The shapes that occur, each with what it means and what it looks like."""
    found = {shape(tie.parts) for tie in network.ties}
    shown = [each for each in SHAPES.values() if each[0] in found]
    several = (SEVERAL, "more than one of these", "a full circle")
    return [*shown, several] if SEVERAL in found else shown


def short(held: Held, key: str) -> str:
    """A name that fits: the whole, else one of the other names, else its start."""
    name = held.look.name(key)
    row = held.organisations.get(key)
    others = (row.other_names if row else None) or ()
    fits = [each for each in (name, *_longest_first(others)) if len(each) <= LONGEST]
    return fits[0] if fits else f"{name[: LONGEST - 1].rstrip()}…"


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))
