"""Plans that sit under other plans: a borough's under the city's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from headwater.core.place import overlap
from headwater.core.plan.above import key_above
from headwater.core.plan.rows import Action, Plan
from headwater.core.plan.truth import Truth
from headwater.errors import UserError


@dataclass(frozen=True)
class Branch:
    """A plan and the plans under it."""

    plan: Plan
    under: tuple[Branch, ...] = ()

    def plans(self) -> Iterator[Plan]:
        """The plan, then every plan under it, from above to below."""
        yield self.plan
        for branch in self.under:
            yield from branch.plans()


def family(plans: Iterable[Plan]) -> tuple[Branch, ...]:
    """The plans with nothing above them, each with those under it, in order.

    Raises UserError where two plans have one id, where the plan above is not
    among them, and where plans sit under each other in a ring.
    """
    by_id = _by_id(plans)
    under: dict[str, list[Plan]] = defaultdict(list)
    for plan in by_id.values():
        under[_parent(plan, by_id)].append(plan)
    tops = tuple(_branch(plan, under) for plan in under[""])
    reached = {plan.about.plan_id for top in tops for plan in top.plans()}
    if ring := [plan_id for plan_id in by_id if plan_id not in reached]:
        raise UserError(
            f"These plans sit under each other in a ring: {', '.join(ring)}.",
            fix="Take the parent out of the one that stands at the top.",
        )
    return tops


def _by_id(plans: Iterable[Plan]) -> dict[str, Plan]:
    found: dict[str, Plan] = {}
    for plan in plans:
        plan_id = plan.about.plan_id
        if found.setdefault(plan_id, plan) is not plan:
            raise UserError(
                f"Two plans are called '{plan_id}'.",
                fix="Give one of them another plan_id.",
            )
    return found


def _parent(plan: Plan, by_id: Mapping[str, Plan]) -> str:
    parent = plan.about.parent or ""
    if parent and parent not in by_id:
        raise UserError(
            f"It sits under the plan '{parent}', which is not here.",
            where=f"{plan.about.plan_id}:",
            fix=f"Bring in the plan '{parent}' too, or mend the parent. The plans "
            f"here are: {', '.join(by_id)}.",
        )
    return parent


def _branch(plan: Plan, under: Mapping[str, list[Plan]]) -> Branch:
    below = under.get(plan.about.plan_id, ())
    return Branch(plan, tuple(_branch(child, under) for child in below))


def actions_reaching(plan: Plan, area: str) -> tuple[tuple[Action, Truth], ...]:
    """The actions of a plan that reach, or may reach, an area.

    One reaches it where an area that it names contains it or lies in it (True).
    None marks an action that does not say where it reaches.
    """
    weighed = ((action, _reaches(action, area)) for action in plan.actions)
    return tuple((action, truth) for action, truth in weighed if truth is not False)


def _reaches(action: Action, area: str) -> Truth:
    if action.geography is None:
        return None
    return any(overlap(code, area) for code in action.geography)


def serving_outcomes(above: Plan, below: Plan) -> dict[str, tuple[Action, ...]]:
    """For each outcome of a plan, the actions of a plan under it that serve it.

    An outcome that none serves stands there with no action: that is worth seeing.
    """
    found: dict[str, list[Action]] = {row.outcome_id: [] for row in above.outcomes}
    if below.about.parent == above.about.plan_id:
        for action in below.actions:
            for name in action.outcomes or ():
                outcome = key_above(below.about.parent, name)
                if outcome in found:
                    found[outcome].append(action)
    return {outcome: tuple(actions) for outcome, actions in found.items()}
