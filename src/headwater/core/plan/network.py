"""Who works with whom: which leads depend on which partners, and what rests on one.

A lead answers for an action, so an action ties its lead to everybody else who
leads it too, delivers it, or pays for it. Only actions that are, or may be,
current or planned count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action


Key = TypeVar("Key")


class Role(StrEnum):
    """A part in an action; the names are those of the fields of `Parts`."""

    LEADS = "leads"
    DELIVERS = "delivers"
    PAYS = "pays"


@dataclass(frozen=True, slots=True)
class Parts:
    """Actions, by their ids, in which somebody has each role."""

    leads: tuple[str, ...] = ()
    delivers: tuple[str, ...] = ()
    pays: tuple[str, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """Each action once, whatever the roles in it."""
        return tuple(dict.fromkeys((*self.leads, *self.delivers, *self.pays)))

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role in Role if getattr(self, role))

    def __bool__(self) -> bool:
        return bool(self.leads or self.delivers or self.pays)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a partner does in the actions of a lead."""

    lead: str
    partner: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Resting:
    """The actions that have one organisation alone in a role.

    A blank may be anybody, so a role counts only where all of it is written down.
    """

    organisation: str
    alone: Parts


@dataclass(frozen=True)
class Network:
    """The ties of a plan, and how much of it is written down.

    `actions` are the ids of those looked at. `without_lead` name no lead, and so
    make no tie; the other two do not say, or not in full, who delivers or pays.
    """

    ties: tuple[Tie, ...]
    resting: tuple[Resting, ...]
    actions: tuple[str, ...]
    without_lead: tuple[str, ...]
    delivery_not_said: tuple[str, ...]
    payer_not_said: tuple[str, ...]

    @property
    def leads(self) -> tuple[str, ...]:
        """Those who depend on others; first whoever shares most actions."""
        return _by_size((tie.lead, tie) for tie in self.ties)

    @property
    def partners(self) -> tuple[str, ...]:
        """Those whom others depend on; first whoever shares most actions."""
        return _by_size((tie.partner, tie) for tie in self.ties)

    def of_lead(self, organisation: str) -> tuple[Tie, ...]:
        """Whom a lead depends on, most first."""
        return tuple(tie for tie in self.ties if tie.lead == organisation)

    def of_partner(self, organisation: str) -> tuple[Tie, ...]:
        """Who depends on a partner, most first."""
        return tuple(tie for tie in self.ties if tie.partner == organisation)

    def alone(self, organisation: str) -> Parts:
        """What rests on one organisation alone."""
        found = (r.alone for r in self.resting if r.organisation == organisation)
        return next(found, Parts())


def network(look: Look) -> Network:
    """Who works with whom in a plan, as things stand on the day of `look`."""
    current = look.current
    return Network(
        ties=tuple(_ties(look)),
        resting=tuple(_resting(look)),
        actions=_ids(current),
        without_lead=_ids(a for a in current if not a.lead_organisations),
        delivery_not_said=_ids(a for a in current if a.delivery_organisations is None),
        payer_not_said=_ids(a for a in current if None in _payers(look, a)),
    )


def _ids(actions: Iterable[Action]) -> tuple[str, ...]:
    return tuple(action.action_id for action in actions)


def _payers(look: Look, action: Action) -> set[str | None]:
    """Whose money an action has. None: it has no tranche, or one that does not say."""
    tranches = look.tranches_of.get(action.action_id, ())
    return {tranche.funder for tranche in tranches} or {None}


def _named(look: Look, action: Action) -> dict[Role, set[str | None]]:
    """Who has each role in an action; None among them is a blank."""
    return {
        Role.LEADS: set(action.lead_organisations or ()),
        Role.DELIVERS: set(action.delivery_organisations or ()),
        Role.PAYS: _payers(look, action),
    }


def _ties(look: Look) -> list[Tie]:
    """Most shared actions first."""
    found = _gathered(
        ((lead, partner), role, action.action_id)
        for action in look.current
        for lead in action.lead_organisations or ()
        for role, organisations in _named(look, action).items()
        for partner in organisations
        if partner and partner != lead
    )
    ties = [Tie(*pair, parts) for pair, parts in found.items()]
    return sorted(ties, key=lambda t: (-len(t.parts.actions), t.lead, t.partner))


def _resting(look: Look) -> list[Resting]:
    """Most actions first; those on whom nothing rests alone are left out."""
    found = _gathered(
        (only, role, action.action_id)
        for action in look.current
        for role, organisations in _named(look, action).items()
        for only in organisations
        if only and len(organisations) == 1
    )
    resting = [Resting(key, parts) for key, parts in found.items()]
    return sorted(resting, key=lambda r: (-len(r.alone.actions), r.organisation))


def _gathered(parts: Iterable[tuple[Key, Role, str]]) -> dict[Key, Parts]:
    """The actions of each key by role."""
    found: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, role, action in parts:
        found[key][role].append(action)
    return {
        key: Parts(**{role: tuple(ids) for role, ids in by_role.items()})
        for key, by_role in found.items()
    }


def _by_size(sides: Iterable[tuple[str, Tie]]) -> tuple[str, ...]:
    """Organisations by how many actions their ties share, each action once."""
    shared: dict[str, set[str]] = defaultdict(set)
    for organisation, tie in sides:
        shared[organisation].update(tie.parts.actions)
    return tuple(sorted(shared, key=lambda key: (-len(shared[key]), key)))
