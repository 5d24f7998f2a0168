"""What the pages about a review share: the plan, the review, and what one may do."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from headwater.app.actions.rows import thing
from headwater.app.clock import today
from headwater.app.selectors import Held, NotThere, held, reviews
from headwater.app.views.desk import me
from headwater.core.access.allowed import allowed
from headwater.core.access.permissions import Permission


def held_plan(plan_id: str) -> Held:
    try:
        return held(plan_id, today())
    except NotThere:
        raise Http404 from None


def find(plan_id: str, day: str) -> reviews.Meeting:
    try:
        return reviews.meeting(plan_id, day)
    except NotThere:
        raise Http404 from None


def may(request: HttpRequest, plan_id: str, permission: Permission) -> bool:
    one = thing(plan_id, frozenset())
    return allowed(me(request), permission, one, timezone.localdate()).yes


_FIGURES = (Permission.RETURN, Permission.APPROVE, Permission.PUBLISH)


def readable(request: HttpRequest, plan: Held) -> frozenset[str]:
    """The organisations whose figures one may see as on the pages of their returns:
    who fills them in, approves them or publishes them."""
    who, day = me(request), timezone.localdate()
    return frozenset(
        each
        for each in plan.organisations
        if any(
            allowed(who, permission, thing(plan.plan_id, frozenset({each})), day).yes
            for permission in _FIGURES
        )
    )
