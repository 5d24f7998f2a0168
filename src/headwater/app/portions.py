"""Percentages, rates and comparisons beside a released table, from its figures only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.app.crosstab import title
from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.disclosure.shares import (
    Compared,
    Held,
    Part,
    along,
    compare,
    percentages,
    rates_per,
)


PLACE = "place"
WORDS = {
    Held.HIGHER: "higher than its share of the population",
    Held.LOWER: "lower than its share of the population",
    Held.CANNOT_TELL: "cannot tell",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One category: its percentage or rate, and how it compares, in words."""

    label: str
    part: str
    limits: str
    compared: str


@dataclass(frozen=True, slots=True)
class Portions:
    """The categories of one characteristic. `about` says what the numbers are of."""

    name: str
    about: str
    heading: str
    lines: tuple[Line, ...]
    compares: bool


def portions(entry: Entry, table: ReleasedTable) -> list[Portions]:
    """One for each characteristic but the period, with the others all together."""
    dims = [axis.name for axis in table.axes if len(axis) > 1 and axis.name != PERIOD]
    return [_portions(entry, table, dim) for dim in dims]


def _portions(entry: Entry, table: ReleasedTable, dim: str) -> Portions:
    roots = {name: tree.root for name, tree in entry.hierarchies.items()}
    others = {n: roots[n] for n in (a.name for a in table.axes) if n != dim}
    figures, people = along(table, dim, others), _people(entry, dim)
    if dim == PLACE and people:
        parts = rates_per(figures, people)
        about = f"For each 1,000 people who live there. {entry.about.population}."
        return _told(entry, table, dim, about, "Rate", parts, {})
    told = percentages(figures, roots[dim])
    compared = _compared(entry, dim, figures, people)
    more = f" The population: {entry.about.population}." if compared else ""
    about = f"Each as a percentage of all of them.{more}"
    return _told(entry, table, dim, about, "Percentage", told, compared)


def _told(
    entry: Entry,
    table: ReleasedTable,
    dim: str,
    about: str,
    heading: str,
    parts: Mapping[str, Part],
    compared: Mapping[str, Compared],
) -> Portions:
    (axis,) = (each for each in table.axes if each.name == dim)
    sign = "%" if heading == "Percentage" else ""
    lines = tuple(
        Line(label, *_numbers(parts[code], sign), _words(compared.get(code)))
        for code, label in zip(axis.codes, axis.labels, strict=True)
    )
    return Portions(title(entry, dim), about, heading, lines, bool(compared))


def _numbers(part: Part, sign: str) -> tuple[str, str]:
    if part.value is None or part.lower is None or part.upper is None:
        return part.why_not, ""
    return f"{part.value:.1f}{sign}", f"{part.lower:.1f} to {part.upper:.1f}{sign}"


def _words(found: Compared | None) -> str:
    if found is None:
        return ""
    held = WORDS[found.held]
    share = f" ({found.population:.1%})"
    if found.held is Held.CANNOT_TELL:
        return f"{held}: {found.why}"
    return f"{held}{share}"


def _people(entry: Entry, dim: str) -> dict[str, int]:
    """The population of each category shown, of merged ones too."""
    known = entry.about.people.get(dim, {})
    merged = entry.parts.get(dim, {})
    found = {}
    for code in entry.hierarchies[dim].parents:
        parts = [known.get(each) for each in merged.get(code, (code,))]
        if all(each is not None for each in parts):
            found[code] = sum(each for each in parts if each is not None)
    return found


def _compared(
    entry: Entry,
    dim: str,
    figures: Mapping[str, float | None],
    people: Mapping[str, int],
) -> dict[str, Compared]:
    """Against the population, where every group that said is in it."""
    tree, unsaid = entry.hierarchies[dim], entry.about.unsaid.get(dim, ())
    groups = {code: people[code] for code in tree.leaves() if code in people}
    left = set(tree.leaves()) - set(groups)
    if not groups or not left <= set(unsaid):
        return {}
    return compare(figures, tree.root, groups, sorted(left))
