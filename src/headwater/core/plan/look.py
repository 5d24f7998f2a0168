"""A plan, its framework and the day: what every rule looks at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from headwater.core.framework.model import Framework
from headwater.core.plan.rows import (
    Action,
    Evidence,
    Measure,
    Plan,
    Service,
    Training,
    Tranche,
)
from headwater.core.plan.spread import Spread, narrow, spread
from headwater.core.plan.truth import Truth, either, has, some


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
    def for_children(self) -> list[tuple[Action, Truth]]:
        """The actions of `weighed` that are surely for under-18s.

        They name a child life stage or children as an audience. An action for
        'all life stages' is not meant: what it owes to each is W202's question.
        """
        return [(a, live) for a, live, child in self._by_age if child]

    @cached_property
    def ages_unknown(self) -> int:
        """How many of those actions leave open whether they are for under-18s."""
        return sum(child is None for _, _, child in self._by_age)

    def supports(self, service: Service) -> Truth:
        """Is a service there for victims-survivors?

        A service that people can turn to is, unless it belongs to actions that
        surely work with others only (a programme for perpetrators, say).
        """
        if not service.actions:
            return True
        return some(self._supports.get(action) for action in service.actions)

    def sectors_of(self, training: Training) -> tuple[str, ...] | None:
        """Sectors whose people are trained, named or through organisations."""
        if training.sectors is None and training.organisations is None:
            return None
        through = (self._sectors.get(o, "") for o in training.organisations or ())
        return (*(training.sectors or ()), *through)

    @cached_property
    def services_of(self) -> dict[str, list[Service]]:
        """Services by the action that they belong to."""
        found: dict[str, list[Service]] = defaultdict(list)
        for service in self.plan.services:
            for action in service.actions or ():
                found[action].append(service)
        return found

    @cached_property
    def providers(self) -> frozenset[str]:
        """Organisations that lead or deliver a current action or run a service."""
        ids = {o for a in self.current for o in a.lead_organisations or ()}
        ids |= {o for a in self.current for o in a.delivery_organisations or ()}
        return frozenset(ids | {s.organisation or "" for s in self.plan.services})

    @cached_property
    def loose_measures(self) -> tuple[Measure, ...]:
        """Measures that say neither what action nor what outcome they are for."""
        return tuple(
            m for m in self.plan.measures if m.actions is None and m.outcomes is None
        )

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
        """Tranches by the action that they pay for, shared money too, each once."""
        found: dict[str, list[Tranche]] = defaultdict(list)
        for tranche in self.plan.funding:
            named = (tranche.action, *(tranche.also_pays_for or ()))
            for action in dict.fromkeys(named):
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
            linked = [m for outcome in row.outcomes or () for m in by_outcome[outcome]]
            if linked:
                direct = found[row.action_id]
                found[row.action_id] = list(
                    {id(m): m for m in direct + linked}.values()
                )
        return found

    @cached_property
    def evidence_of(self) -> dict[str, list[Evidence]]:
        """Evidence by the action that rests on it."""
        found: dict[str, list[Evidence]] = defaultdict(list)
        for row in self.plan.evidence:
            for action in row.actions or ():
                found[action].append(row)
        return found

    @cached_property
    def evidence_told(self) -> bool:
        """Is every piece of evidence there, and said what it is for?"""
        rows = self.plan.evidence
        return self.complete("evidence") and all(e.actions is not None for e in rows)

    @cached_property
    def _by_age(self) -> list[tuple[Action, Truth, Truth]]:
        """Is each action for under-18s? A blank audience leaves it to the ages."""
        stages = frozenset(self.tags("life-stage", "child"))
        children = frozenset(self.tags("audience", "child"))
        return [
            (
                a,
                live,
                either(has(a.life_stages, stages), has(a.audiences, children) is True),
            )
            for a, live in self.weighed
        ]

    @cached_property
    def _supports(self) -> dict[str, Truth]:
        """Does an action work with victims-survivors?"""
        wanted = self.tagged("audience", "victim-survivor")
        return {a.action_id: has(a.audiences, wanted) for a in self.plan.actions}

    @cached_property
    def _sectors(self) -> dict[str, str]:
        return {o.organisation_id: o.sector for o in self.plan.organisations}

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
