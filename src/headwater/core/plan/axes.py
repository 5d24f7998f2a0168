"""The ways in which a plan can be looked at: by type, tier, age, sector, area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from headwater.core import place
from headwater.core.framework.model import Framework
from headwater.core.plan.columns import Column, Kind
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Words
from headwater.core.plan.tables import BY_NAME
from headwater.core.plan.truth import has
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or column of a table: what covers it by name, and what through 'all'.

    `by_name` holds the code itself and those that count as it; `by_all` those
    that cover it only because they cover everything, or a wider area.
    """

    code: str
    label: str
    by_name: frozenset[str]
    by_all: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hits:
    """Where some codes fall on an axis: places of its entries."""

    named: tuple[int, ...]
    through_all: tuple[int, ...]


@dataclass(frozen=True)
class Axis:
    """One way to look at actions. `read` gives an action's codes; None for a blank."""

    facet: str
    title: str
    reads: str  # 'actions.tiers': where its codes are written down
    entries: tuple[Entry, ...]
    read: Callable[[Action], Words]
    source: str = ""  # where its list of codes comes from

    def hits(self, codes: Iterable[str]) -> Hits:
        """Where codes fall; a code of no entry falls nowhere."""
        named: set[int] = set()
        wider: set[int] = set()
        for code in codes:
            named.update(self._by_name.get(code, ()))
            wider.update(self._by_all.get(code, ()))
        return Hits(tuple(sorted(named)), tuple(sorted(wider - named)))

    def place(self, code: str) -> int:
        """The place of an entry. Raises KeyError."""
        return self._places[code]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {entry.code: n for n, entry in enumerate(self.entries)}

    @cached_property
    def _by_name(self) -> Mapping[str, list[int]]:
        return _places(entry.by_name for entry in self.entries)

    @cached_property
    def _by_all(self) -> Mapping[str, list[int]]:
        return _places(entry.by_all for entry in self.entries)


def _places(covering: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """For each code, the places of the entries that it covers."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, codes in enumerate(covering):
        for code in codes:
            found[code].append(n)
    return found


def facets(framework: Framework) -> tuple[str, ...]:
    """Every name that `axis` knows in a framework."""
    return (*_coded(framework), *_MADE)


def axis(look: Look, facet: str) -> Axis:
    """An axis by its facet ('vawg-type', 'vawg_type') or its column ('vawg_types').

    Raises UserError for a name that nobody knows.
    """
    name = facet.strip().lower().replace("_", "-")
    coded = _coded(look.framework)
    by_column = {c.name.replace("_", "-"): f for f, c in coded.items()}
    name = by_column.get(name, _OTHER_NAMES.get(name, name))
    if name in coded:
        return _of_column(look, name, coded[name])
    if name in _MADE:
        return _MADE[name](look)
    raise UserError(
        f"Actions cannot be looked at by '{facet}'.",
        fix=f"Choose one of: {', '.join(facets(look.framework))}.",
    )


def _coded(framework: Framework) -> dict[str, Column]:
    """The columns of actions with a list of codes that this framework has."""
    return {
        column.scheme: column
        for column in BY_NAME["actions"].columns
        if column.kind is Kind.CODES
        and framework.facets.get(column.scheme, column.scheme) in framework.schemes
    }


def _of_column(look: Look, facet: str, column: Column) -> Axis:
    codes = look.types_in_scope if facet == "vawg-type" else None
    return Axis(
        facet,
        look.framework.scheme(facet).title,
        f"actions.{column.name}",
        tuple(_entries(look, facet, codes)),
        lambda action: getattr(action, column.name),
        look.framework.scheme(facet).source,
    )


def _entries(
    look: Look, facet: str, codes: Iterable[str] | None = None
) -> Iterator[Entry]:
    """The codes without a parent, which count their parts; 'all' has no entry."""
    scheme = look.framework.scheme(facet)
    everything = frozenset(scheme.tagged("all"))
    for code in scheme.top if codes is None else codes:
        counting = scheme.counts_as(code)
        label = scheme.label(code)
        yield Entry(code, label, counting - everything, counting & everything)


def _sector(look: Look) -> Axis:
    sectors = {o.organisation_id: o.sector for o in look.plan.organisations}

    def read(action: Action) -> Words:
        leads = action.lead_organisations
        if not leads:
            return leads
        found = {sectors[lead]: None for lead in leads if lead in sectors}
        return tuple(found) or None

    entries = tuple(_entries(look, "sector"))
    where = "actions.lead_organisations"
    source = look.framework.scheme("sector").source
    return Axis("sector", "Sector of the lead", where, entries, read, source)


SUPPORT, OTHER_WORK = "support", "other-work"


def _support(look: Look) -> Axis:
    wanted = look.tagged("audience", "victim-survivor")

    def read(action: Action) -> Words:
        if not action.audiences:
            return action.audiences
        return (SUPPORT,) if has(action.audiences, wanted) else (OTHER_WORK,)

    entries = (
        Entry(SUPPORT, "With victims-survivors", frozenset({SUPPORT})),
        Entry(OTHER_WORK, "Other work", frozenset({OTHER_WORK})),
    )
    return Axis("support", "Support", "actions.audiences", entries, read)


def _area(look: Look) -> Axis:
    """The areas within the plan's own, or the plan's own where we know none in it."""
    named = {code for a in look.plan.actions for code in a.geography or ()}
    entries = tuple(
        Entry(code, place.name(code), *_inside_and_around(code, named))
        for code in _areas_of(look, named)
    )
    return Axis(
        "area",
        "Area",
        "actions.geography",
        entries,
        lambda action: action.geography,
        place.source(entry.code for entry in entries),
    )


def _areas_of(look: Look, named: set[str]) -> tuple[str, ...]:
    own = look.plan.about.area
    if not own:
        return tuple(sorted(named, key=lambda code: (place.name(code), code)))
    parts = {p.code: None for code in own for p in place.children(code)}
    return tuple(parts) or own


def _inside_and_around(
    code: str, named: set[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Of the areas that actions name: those in an area, and those that contain it."""
    inside = frozenset(n for n in named if place.within(n, code))
    around = frozenset(n for n in named if place.within(code, n))
    return inside, around - inside


def _action(look: Look) -> Axis:
    entries = (Entry("action", "Any action", frozenset({"action"})),)
    return Axis("action", "Actions", "actions", entries, lambda action: ("action",))


_MADE: dict[str, Callable[[Look], Axis]] = {
    "sector": _sector,
    "support": _support,
    "area": _area,
    "action": _action,
}
_OTHER_NAMES = {"borough": "area", "geography": "area", "sector-of-lead": "sector"}
