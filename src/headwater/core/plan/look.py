"""A plan, its framework and the day: what every rule looks at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from headwater.core.framework.model import Framework
from headwater.core.plan.rows import Action, Measure, Plan, Tranche
from headwater.core.plan.spread import Spread, narrow, spread
from headwater.core.plan.truth import Truth, has


class Look:
    """The plan with the indexes that rules share. Made once a check.

    The indexes are built on first use and never change.
    """

    def __init__(self, plan: Plan, framework: Framework, as_at: date) -> None:
        self.plan, self.framework, self.as_at = plan, framework, as_at
        self.limits = framework.limits
        self._spreads: dict[tuple[str, str], Spread] = {}
        self._tiers: dict[str, list[tuple[Action, Truth]]] = {}

    def complete(self, table: str) -> bool:
        """Has the author declared that every row of the table is there?"""
        return table in self._complete

    def counts_as(self, facet: str, *codes: str) -> frozenset[str]:
        """Every code that covers one of `codes` ('all' and parents included)."""
        return self.framework.scheme(facet).any_of(codes)

    def tagged(self, facet: str, tag: str) -> frozenset[str]:
        """Every code that covers a code with this tag."""
        return self.framework.scheme(facet).any_of(self.tags(facet, tag))

    def tags(self, facet: str, tag: str) -> tuple[str, ...]:
        """The codes with this tag themselves, in the order of the vocabulary."""
        return self.framework.scheme(facet).tagged(tag)

    def label(self, facet: str, code: str) -> str:
        return self.framework.scheme(facet).label(code)

    def name(self, organisation_id: str) -> str:
        """An organisation's name; its id where the table does not hold it."""
        return self._names.get(organisation_id, organisation_id)

    def live(self, action: Action) -> Truth:
        """Is the action current or planned? None where the plan does not say."""
        if action.end is not None and action.end.surely_before(self.as_at):
            return False
        if action.status in self._live_codes:
            return True
        if action.status in self._ended_codes:
            return False
        # No status that settles it: an end that surely lies ahead does.
        end = action.end
        return True if end is not None and end.surely_after(self.as_at) else None

    @cached_property
    def weighed(self) -> tuple[tuple[Action, Truth], ...]:
        """The actions that are, or may be, current or planned: True or None."""
        weighed = ((action, self.live(action)) for action in self.plan.actions)
        return tuple((action, live) for action, live in weighed if live is not False)

    @cached_property
    def current(self) -> tuple[Action, ...]:
        """The actions that are, or may be, current or planned."""
        return tuple(action for action, _ in self.weighed)

    def in_tier(self, tag: str) -> list[tuple[Action, Truth]]:
        """The actions of `weighed` that work, or may work, in a tier."""
        if tag not in self._tiers:
            wanted = self.tagged("tier", tag)
            self._tiers[tag] = narrow(self.weighed, lambda a: has(a.tiers, wanted))
        return self._tiers[tag]

    def spread(self, column: str, tier: str = "") -> Spread:
        """The codes that current actions, or those of a tier, hold in a column."""
        if (column, tier) not in self._spreads:
            rows = self.in_tier(tier) if tier else self.weighed
            self._spreads[column, tier] = spread(
                (getattr(action, column), counts) for action, counts in rows
            )
        return self._spreads[column, tier]

    @cached_property
    def types_in_scope(self) -> tuple[str, ...]:
        """The plan's own scope, or every type in the vocabulary."""
        scheme = self.framework.scheme("vawg-type")
        scope = self.plan.about.vawg_types_in_scope
        everything = set(scheme.tagged("all"))
        if not scope or everything & set(scope):
            return scheme.top
        return scope

    @cached_property
    def tranches_of(self) -> dict[str, list[Tranche]]:
        """Tranches by the action that they pay for, shared money included."""
        found: dict[str, list[Tranche]] = defaultdict(list)
        for tranche in self.plan.funding:
            for action in (tranche.action, *(tranche.also_pays_for or ())):
                found[action].append(tranche)
        return found

    @cached_property
    def measures_of(self) -> dict[str, list[Measure]]:
        """Measures by action, both named directly and through its outcomes."""
        by_outcome: dict[str, list[Measure]] = defaultdict(list)
        found: dict[str, list[Measure]] = defaultdict(list)
        for measure in self.plan.measures:
            for outcome in measure.outcomes or ():
                by_outcome[outcome].append(measure)
            for action in measure.actions or ():
                found[action].append(measure)
        for row in self.plan.actions:
            for outcome in row.outcomes or ():
                found[row.action_id].extend(
                    m for m in by_outcome[outcome] if m not in found[row.action_id]
                )
        return found

    @cached_property
    def _complete(self) -> frozenset[str]:
        return frozenset(note.table for note in self.plan.meta if note.complete)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {o.organisation_id: o.name for o in self.plan.organisations}

    @cached_property
    def _live_codes(self) -> frozenset[str]:
        return frozenset(self.tags("action-status", "live"))

    @cached_property
    def _ended_codes(self) -> frozenset[str]:
        return frozenset(self.tags("action-status", "ended"))
