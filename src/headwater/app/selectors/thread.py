"""The thread of one action, from its principles to what is changed because of it.

principle → action → money and dose → measure → signal → effect → voice and
evidence → what we change. What nobody wrote down is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from headwater.app.selectors.held import Held
from headwater.core.plan.rows import Action, Engagement, Evidence, Tranche


@dataclass(frozen=True)
class Thread:
    """One action, and every row of the plan that is tied to it."""

    held: Held
    action: Action

    @cached_property
    def tranches(self) -> tuple[Tranche, ...]:
        return tuple(self.held.look.tranches_of.get(self.action.action_id, ()))

    @property
    def known_money(self) -> Decimal | None:
        """The sum of the amounts that are written down; None when none is."""
        amounts = [t.amount for t in self.tranches if t.amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    @property
    def tranches_without_amount(self) -> int:
        return sum(t.amount is None for t in self.tranches)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        rows = self.held.plan.evidence
        return tuple(row for row in rows if self._named_in(row.actions))

    @cached_property
    def engagements(self) -> tuple[Engagement, ...]:
        rows = self.held.plan.engagements
        return tuple(row for row in rows if self._named_in(row.actions))

    @property
    def changes(self) -> Iterator[tuple[Engagement, str]]:
        """What changed because people were heard."""
        for row in self.engagements:
            if row.what_changed:
                yield row, row.what_changed

    def _named_in(self, actions: tuple[str, ...] | None) -> bool:
        return self.action.action_id in (actions or ())


def action_thread(held: Held, action_id: str) -> Thread | None:
    """The thread of an action; None where there is no such action."""
    action = held.actions.get(action_id)
    return Thread(held, action) if action else None
