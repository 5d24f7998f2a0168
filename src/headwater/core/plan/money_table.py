"""The money of a plan by tier, community, sector or funder: every tranche once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headwater.core.plan.axes import Axis, Entry, axis, facets
from headwater.core.plan.look import Look
from headwater.core.plan.money import Pounds, pounds_of
from headwater.core.plan.rows import Plan, Tranche, Words


FUNDER, FUNDER_SECTOR, YEAR = "funder", "funder-sector", "year"


class Part(StrEnum):
    """What kind of line it is. Only the first is one entry of the list."""

    ONE = "one"
    ALL = "all"  # for every entry: it is not split
    SEVERAL = "several"  # it cannot be split, so it stands once, here
    BLANK = "not written down"
    NONE = "none"  # said to have none


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its money, and the names of its tranches ('A1 / 2025/26')."""

    code: str
    label: str
    part: Part
    pounds: Pounds
    tranches: tuple[str, ...]


@dataclass(frozen=True)
class MoneyTable:
    """The money of a plan in lines that add up to its total, to the penny.

    `noun` is what the lines are. By year a tranche that runs over several years
    stands in each with its part: `spread` is how many do, `broad` how many of
    them have a date that is not one day.
    """

    plan: Plan
    as_at: date
    by: str
    noun: str
    lines: tuple[Line, ...]
    total: Pounds
    spread: int = 0
    broad: int = 0
    source: str = ""


Key = tuple[Part, str]


def money_by(look: Look, by: str) -> MoneyTable:
    """The money by a facet of its actions, by funder, or by the funder's sector.

    A tranche that pays for several actions belongs to what all of them name; one
    with two tiers cannot be split and stands in a line of its own. Raises
    UserError for a facet that nobody knows. Years: see `timeline`.
    """
    name = by.strip().lower().replace("_", "-")
    if name == FUNDER:
        return _table(look, FUNDER, "funder", _funders(look), _by_funder)
    if name == FUNDER_SECTOR:
        side = axis(look, "sector")
        sectors = {o.organisation_id: o.sector for o in look.plan.organisations}
        return _table(
            look,
            FUNDER_SECTOR,
            "sector of the funder",
            side.entries,
            lambda tranche: _key(side, _sector(tranche, sectors)),
            side.source,
        )
    side = axis(look, name)
    actions = {a.action_id: side.read(a) for a in look.plan.actions}
    return _table(
        look,
        side.facet,
        "sector of the lead" if side.facet == "sector" else _noun(side.facet),
        side.entries,
        lambda tranche: _key(side, _codes(tranche, actions)),
        side.source,
    )


def ways(look: Look) -> tuple[str, ...]:
    """Every name that money can be shown by, `YEAR` among them."""
    return (YEAR, FUNDER, FUNDER_SECTOR, *facets(look.framework))


def money_lines(
    look: Look, entries: Iterable[Entry], noun: str, placed: dict[Key, list[Tranche]]
) -> Iterator[Line]:
    """A line for every entry, with or without money, then those that hold some."""
    for entry in entries:
        yield _line(Part.ONE, entry.code, entry.label, placed)
    for part, label in _labels(noun).items():
        if (part, "") in placed:
            yield _line(part, "", label, placed)


def name_of_tranche(tranche: Tranche) -> str:
    """Its key, as `hygiene.name_of` has it; without looking the table up."""
    return f"{tranche.action} / {tranche.tranche}"


def _table(
    look: Look,
    by: str,
    noun: str,
    entries: tuple[Entry, ...],
    key: Callable[[Tranche], Key],
    source: str = "",
) -> MoneyTable:
    placed: dict[Key, list[Tranche]] = defaultdict(list)
    for tranche in look.plan.funding:
        placed[key(tranche)].append(tranche)
    return MoneyTable(
        look.plan,
        look.as_at,
        by,
        noun,
        tuple(money_lines(look, entries, noun, placed)),
        total_of(look.plan),
        source=source,
    )


def total_of(plan: Plan) -> Pounds:
    """Every tranche once, however many actions it pays for."""
    return pounds_of((tranche, tranche.amount) for tranche in plan.funding)


def _line(part: Part, code: str, label: str, placed: dict[Key, list[Tranche]]) -> Line:
    tranches = placed.get((part, code), [])
    money = pounds_of((tranche, tranche.amount) for tranche in tranches)
    return Line(code, label, part, money, tuple(map(name_of_tranche, tranches)))


def _labels(noun: str) -> dict[Part, str]:
    """The lines below the entries, in their order."""
    return {
        Part.ALL: "For all of them, not split",
        Part.SEVERAL: f"More than one {noun}, not split",
        Part.NONE: f"Said to have no {noun}",
        Part.BLANK: f"No {noun} written down",
    }


def _noun(facet: str) -> str:
    return facet.replace("vawg-type", "type of VAWG").replace("-", " ")


def _codes(tranche: Tranche, actions: dict[str, Words]) -> Words:
    """The codes of all actions that a tranche pays for; None where one is blank."""
    found: dict[str, None] = {}
    for action in (tranche.action, *(tranche.also_pays_for or ())):
        codes = actions.get(action)
        if codes is None:
            return None
        found.update(dict.fromkeys(codes))
    return tuple(found)


def _key(side: Axis, codes: Words) -> Key:
    """The one line that codes belong in."""
    if codes is None:
        return Part.BLANK, ""
    hits = side.hits(codes)
    if hits.named and (hits.through_all or len(hits.named) > 1):
        return Part.SEVERAL, ""
    if hits.named:
        return Part.ONE, side.entries[hits.named[0]].code
    return (Part.ALL if hits.through_all else Part.NONE), ""


def _by_funder(tranche: Tranche) -> Key:
    if not tranche.funder:
        return (Part.BLANK if tranche.funder is None else Part.NONE), ""
    return Part.ONE, tranche.funder


def _funders(look: Look) -> tuple[Entry, ...]:
    """Those who pay, by name."""
    ids = {tranche.funder for tranche in look.plan.funding if tranche.funder}
    named = sorted((look.name(funder), funder) for funder in ids)
    return tuple(Entry(funder, name, frozenset({funder})) for name, funder in named)


def _sector(tranche: Tranche, sectors: dict[str, str]) -> Words:
    if not tranche.funder:
        return None if tranche.funder is None else ()
    found = sectors.get(tranche.funder)
    return (found,) if found else None
