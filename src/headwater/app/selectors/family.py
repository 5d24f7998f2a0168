"""Plans that sit under each other, and what passes between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from headwater.app.models import About
from headwater.app.selectors.held import Held, held
from headwater.app.selectors.standing import plans
from headwater.core.plan.cells import NONE
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.money import Pounds
from headwater.core.plan.money_table import total_of
from headwater.core.plan.nested import Branch, actions_reaching, serving_outcomes
from headwater.core.plan.published import published_check
from headwater.core.plan.roll_up import Merged, roll_up
from headwater.core.plan.rows import Action, Outcome
from headwater.core.plan.truth import Truth


KEPT = 4  # rolled-up checks that a process remembers


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan of the workspace. `above` is blank where it sits under none."""

    plan_id: str
    title: str
    summary: str
    notice: str
    above: str


def listed() -> tuple[Listed, ...]:
    """Every plan of the workspace, the first one brought in first."""
    names = ("title", "summary", "notice", "parent")
    rows = {
        plan_id: [cell or "" for cell in cells]
        for plan_id, *cells in About.objects.values_list("plan_id", *names)
    }
    found = []
    for name in plans():
        *said, above = rows[name.plan_id]
        above = "" if above.casefold() == NONE else above
        found.append(Listed(name.plan_id, *said, above))
    return tuple(found)


def has_family(own: Held) -> bool:
    """Does the plan sit under another, or another under it?"""
    under = About.objects.filter(parent=own.plan_id)
    return bool(own.plan.about.parent) or under.exists()


@dataclass(frozen=True, slots=True)
class Twig:
    """A plan in a list, and the plans under it."""

    plan: Listed
    under: tuple[Twig, ...]


def tree() -> tuple[Twig, ...]:
    """The plans as they sit under each other; one whose plan above is not here
    stands at the top."""
    every = listed()
    here = {each.plan_id for each in every}
    seen: set[str] = set()
    tops = [each for each in every if each.above not in here]
    found = [_twig(each, every, seen) for each in tops]
    # Plans that sit under each other in a ring have no top: each stands alone.
    found += [Twig(each, ()) for each in every if each.plan_id not in seen]
    return tuple(found)


def _twig(plan: Listed, every: tuple[Listed, ...], seen: set[str]) -> Twig:
    seen.add(plan.plan_id)
    under = [
        _twig(each, every, seen)
        for each in every
        if each.above == plan.plan_id and each.plan_id not in seen
    ]
    return Twig(plan, tuple(under))


@dataclass(frozen=True, slots=True)
class Reaching:
    """What of the plan above reaches this plan's area."""

    surely: tuple[Action, ...]
    not_said: tuple[Action, ...]


@dataclass(frozen=True)
class Family:
    """A plan with the plan above it and those under it, each with its check."""

    own: Held
    above: Held | None
    under: tuple[Held, ...]
    everyone: tuple[Held, ...]

    @cached_property
    def reaching(self) -> Reaching:
        """The actions of the plan above that reach, or may reach, this area.

        Ask only where there is a plan above.
        """
        weighed: dict[str, tuple[Action, Truth]] = {}
        plan = self.above.plan if self.above else self.own.plan
        for area in self.own.plan.about.area or ():
            for action, truth in actions_reaching(plan, area):
                if truth or action.action_id not in weighed:
                    weighed[action.action_id] = action, truth
        found = list(weighed.values())
        return Reaching(
            tuple(action for action, truth in found if truth),
            tuple(action for action, truth in found if truth is None),
        )

    @property
    def serves_above(self) -> Iterator[tuple[Outcome, tuple[Action, ...]]]:
        """The outcomes of the plan above, each with our actions that serve it."""
        if self.above:
            found = serving_outcomes(self.above.plan, self.own.plan)
            for outcome in self.above.plan.outcomes:
                yield outcome, found[outcome.outcome_id]

    @property
    def served_below(
        self,
    ) -> Iterator[tuple[Outcome, list[tuple[Held, tuple[Action, ...]]]]]:
        """Our outcomes, each with the actions of plans below that serve it."""
        found = [(b, serving_outcomes(self.own.plan, b.plan)) for b in self.under]
        for outcome in self.own.plan.outcomes:
            yield (
                outcome,
                [(b, by[outcome.outcome_id]) for b, by in found],
            )

    @property
    def whole(self) -> Whole:
        return _whole(self.own, self.everyone)


@dataclass(frozen=True)
class Whole:
    """A plan and all under it as one: its check, and money that counts once."""

    merged: tuple[Merged, ...]
    check: CheckResult
    money: Pounds

    @property
    def verdicts(self) -> Mapping[str, str]:
        return {v.principle: v.word.value for v in self.check.verdicts}

    @property
    def money_counted_once(self) -> int:
        """How many tranches stand in two plans."""
        return sum(row.table == "funding" and bool(row.into) for row in self.merged)


def family(own: Held, today: date) -> Family:
    """Raises NotThere where a plan goes while it is looked at."""
    every = {each.plan_id: each for each in listed()}
    above = every[own.plan_id].above
    below = _below(own.plan_id, every)
    under = tuple(held(i, today) for i in below if every[i].above == own.plan_id)
    return Family(
        own,
        held(above, today) if above in every and above != own.plan_id else None,
        under,
        tuple(held(plan_id, today) for plan_id in below),
    )


def _below(plan_id: str, every: Mapping[str, Listed]) -> list[str]:
    """The plans under a plan, and those under them."""
    found = [plan_id]
    for upper in found:  # it grows while we go along it
        found += [i for i, e in every.items() if e.above == upper and i not in found]
    return found[1:]


@lru_cache(maxsize=KEPT)
def _whole(own: Held, everyone: tuple[Held, ...]) -> Whole:
    rolled = roll_up(_branch(own, everyone))
    check = check_plan(rolled.plan, own.framework, own.as_at)
    return Whole(rolled.merged, published_check(check), total_of(rolled.plan))


def _branch(own: Held, everyone: tuple[Held, ...]) -> Branch:
    under = [each for each in everyone if each.plan.about.parent == own.plan_id]
    return Branch(own.whole_plan, tuple(_branch(each, everyone) for each in under))
