"""The decision of a review that a change of the plan comes of."""

from __future__ import annotations

from headwater.app.models import Decision
from headwater.errors import UserError


class NoDecision(UserError):
    """A decision that no change can come of."""


def open_decision(plan_id: str, number: int) -> Decision:
    """A decision that changes of the plan may name. Raises NoDecision."""
    rows = Decision.objects.filter(review__plan=plan_id, followed=None, pk=number)
    found = rows.first()
    if found is None:
        raise NoDecision(
            "This decision is carried out already, or is not of this plan.",
            fix="Choose another, or none.",
        )
    return found
