"""What each organisation does in a plan."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.app.selectors.held import Held
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.rows import Action, Organisation


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation, and the actions that it leads, delivers or pays for."""

    organisation: Organisation
    leads: tuple[Action, ...]
    delivers: tuple[Action, ...]
    funds: tuple[Action, ...]


def partners(held: Held) -> list[Partner]:
    """Every organisation, by name."""
    rows = sorted(held.plan.organisations, key=lambda row: row.name.casefold())
    return [_partner(held, row) for row in rows]


def partner(held: Held, key: str) -> Partner:
    """Raises NotThere."""
    if key not in held.organisations:
        raise NotThere(key)
    return _partner(held, held.organisations[key])


def _partner(held: Held, row: Organisation) -> Partner:
    key, actions = row.organisation_id, held.plan.actions
    paid = {t.action for t in held.plan.funding if t.funder == key}
    return Partner(
        row,
        tuple(a for a in actions if key in (a.lead_organisations or ())),
        tuple(a for a in actions if key in (a.delivery_organisations or ())),
        tuple(a for a in actions if a.action_id in paid),
    )
