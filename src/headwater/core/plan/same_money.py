"""One tranche that stands in a plan and in the plan above: counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from headwater.core.plan.above import qualified
from headwater.core.plan.rows import Action, Plan, Tranche
from headwater.core.plan.same_partner import free
from headwater.core.time import PartialDate


Links = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A tranche under its names in the whole.

    It is called `name` in its own plan, which sits under the plans `above`.
    """

    plan_id: str
    above: frozenset[str]
    name: str
    tranche: Tranche


@dataclass
class Pot:
    """Money in the whole, and the plan where it was found.

    `also_in` holds the plans that write it down too, and its name there.
    """

    plan_id: str
    tranche: Tranche
    also_in: dict[str, str]


def count_once(claims: Iterable[Claim], links: Links) -> list[Pot]:
    """Money that a plan and one above it both write down becomes one tranche.

    It is the same money where funder, amount and both dates are the same, and
    where the actions are: the tranche names an action of the plan above, or its
    action is another name (`links`) of one there. Nothing is guessed from less:
    rule P006 asks about money that only looks the same. The tranche above then
    names the action below among those that it also pays for.
    """
    pots: list[Pot] = []
    alike: dict[object, list[Pot]] = defaultdict(list)
    for claim in claims:
        same = _same(claim, alike[_money(claim.tranche)], links)
        if same:
            same.also_in[claim.plan_id] = claim.name
            same.tranche = _paying_for_both(same.tranche, claim.tranche)
        else:
            pots.append(Pot(claim.plan_id, claim.tranche, {}))
            alike[_money(claim.tranche)].append(pots[-1])
    return pots


def with_names_of_their_own(pots: Iterable[Pot]) -> Iterator[Tranche]:
    """The tranches, none with the action and the name of another."""
    taken: dict[str, set[str]] = defaultdict(set)
    for pot in pots:
        others = taken[pot.tranche.action]
        name = free(pot.tranche.tranche, pot.plan_id, others)
        others.add(name.casefold())
        yield replace(pot.tranche, tranche=name)


def _same(claim: Claim, alike: Iterable[Pot], links: Links) -> Pot | None:
    """One that no plan has claimed yet goes before one that a sister plan has.

    A plan claims a tranche once: two equal rows of its own are two.
    """
    tranche = claim.tranche
    if not (tranche.funder and tranche.amount and tranche.start and tranche.end):
        return None
    own = _paid(tranche)
    named = own.union(*(links.get(action, frozenset()) for action in own))
    found = [
        pot
        for pot in alike
        if pot.plan_id in claim.above
        and claim.plan_id not in pot.also_in
        and not named.isdisjoint(_paid(pot.tranche))
    ]
    return min(found, key=lambda pot: len(pot.also_in), default=None)


def _paid(tranche: Tranche) -> frozenset[str]:
    return frozenset({tranche.action, *(tranche.also_pays_for or ())})


def _money(tranche: Tranche) -> object:
    return (
        tranche.funder,
        tranche.amount,
        _days(tranche.start),
        _days(tranche.end),
    )


def _days(when: PartialDate | None) -> object:
    return (when.first, when.last, when.state) if when else None


def _paying_for_both(above: Tranche, below: Tranche) -> Tranche:
    others = dict.fromkeys((*(above.also_pays_for or ()), *sorted(_paid(below))))
    others.pop(above.action, None)
    secured = below.secured if above.secured is None else above.secured
    return replace(above, also_pays_for=tuple(others), secured=secured)


def other_names(
    plan: Plan, above: Iterable[Plan], names: Mapping[tuple[str, str], str]
) -> dict[str, frozenset[str]]:
    """For each action of a plan, the actions above that are the same one.

    `names` gives an action's id in the whole for its plan and its id there. Two
    are the same where one lists the other's id among its other numbers, or both
    list one number.
    """
    marked: dict[str, set[str]] = defaultdict(set)
    for higher in above:
        for row in higher.actions:
            for mark in (row.action_id, *_marks(higher, row)):
                marked[mark.casefold()].add(names[higher.about.plan_id, row.action_id])
    return {
        names[plan.about.plan_id, row.action_id]: frozenset[str]().union(
            *(marked.get(mark.casefold(), ()) for mark in _marks(plan, row))
        )
        for row in plan.actions
    }


def _marks(plan: Plan, action: Action) -> tuple[str, ...]:
    own = qualified(plan.about.plan_id, action.action_id)
    return (own, *(action.other_numbers or ()))
