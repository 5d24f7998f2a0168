"""Who has a part in the plan: leads, those who answer for it, and deliverers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.plan.rows import Action
from headwater.core.plan.truth import Truth


def partners_of(action: Action) -> frozenset[str]:
    """Every organisation that is named as leading, answering or delivering."""
    named = {*(action.lead_organisations or ()), *(action.delivery_organisations or ())}
    if action.accountable_organisation:
        named.add(action.accountable_organisation)
    return frozenset(named)


def all_named(action: Action) -> Truth:
    """Are both who leads and who delivers written down?"""
    told = (action.lead_organisations, action.delivery_organisations)
    return None if None in told else True


def parts_played(weighed: Iterable[tuple[Action, Truth]]) -> dict[str, Truth]:
    """Each organisation with a part: True, or None where its actions may be over."""
    found: dict[str, Truth] = {}
    for action, live in weighed:
        for organisation in partners_of(action):
            found[organisation] = found.get(organisation) or live
    return found


@dataclass(frozen=True, slots=True)
class Leads:
    """How many actions each organisation leads.

    `sure` and `maybe` count actions that are live and that may be; `told` is
    how many of all `actions` name a lead, `live` how many are surely live.
    """

    sure: Counter[str]
    maybe: Counter[str]
    actions: int
    told: int
    live: int

    def share(self, organisation: str) -> float:
        """Out of the actions that name a lead; 0 where none does."""
        led = self.sure[organisation] + self.maybe[organisation]
        return led / self.told if self.told else 0.0

    def least(self, organisation: str) -> float:
        """The share that stands however the blanks are filled."""
        others = self.actions - self.maybe[organisation]
        return self.sure[organisation] / others if others else 0.0


def leads(weighed: Iterable[tuple[Action, Truth]]) -> Leads:
    """Count the leads of actions; a joint lead counts for each of its leads."""
    sure: Counter[str] = Counter()
    maybe: Counter[str] = Counter()
    actions = told = live = 0
    for action, counts in weighed:
        actions, live = actions + 1, live + bool(counts)
        if action.lead_organisations:
            told += 1
            (sure if counts else maybe).update(action.lead_organisations)
    return Leads(sure, maybe, actions, told, live)
