"""The one question: may this person do this to that? And why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headwater.core.access.permissions import OF_OWN, READS, SAYS, Permission
from headwater.core.access.roles import ROLES, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for an organisation in a plan, from its first day to its last."""

    role: Role
    plan: str
    organisation: str
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who signed in. `strong`: with a passkey or a second factor."""

    person: int
    grants: tuple[Grant, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """What something is done to. `organisations` are those that answer for it,
    `by` is who submitted it, `sample` says that it is never changed."""

    plan: str
    organisations: frozenset[str] = frozenset()
    by: int | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and why."""

    yes: bool
    why: str


def allowed(
    actor: Actor | None, permission: Permission, thing: Thing, on: date
) -> Answer:
    """May `actor` use `permission` on `thing` on this day? Anything else is a no."""
    if actor is None:
        return Answer(False, "You are not signed in.")
    if thing.sample and permission not in READS:
        return Answer(False, "This is a sample. Nobody changes it.")
    held = [g for g in actor.grants if g.plan == thing.plan and g.on(on)]
    if not held:
        return Answer(False, "You have no role in this plan today.")
    able = [grant for grant in held if permission in ROLES[grant.role].permissions]
    if not able:
        return Answer(False, _not_able(held, permission))
    fits = [grant for grant in able if _fits(grant, permission, thing)]
    if not fits:
        whose = " or ".join(sorted(thing.organisations)) or "no organisation"
        return Answer(False, f"Only {whose} answers for this.")
    if not actor.strong and ROLES[fits[0].role].second_factor:
        return Answer(False, "This needs a passkey or a code at sign-in.")
    if permission is Permission.APPROVE and thing.by == actor.person:
        return Answer(False, "You submitted this, so somebody else approves it.")
    return Answer(True, f"As {fits[0].role} you {SAYS[permission]}.")


def may_somewhere(
    actor: Actor | None, permission: Permission, plan: str, on: date
) -> bool:
    """Whether there is any thing in a plan that the actor may do this to."""
    grants = actor.grants if actor else ()
    owned = frozenset(grant.organisation for grant in grants)
    return allowed(actor, permission, Thing(plan, owned), on).yes


def _fits(grant: Grant, permission: Permission, thing: Thing) -> bool:
    """A plan lead acts for every organisation; others for their own."""
    if permission not in OF_OWN or Permission.EDIT_ANY in ROLES[grant.role].permissions:
        return True
    return grant.organisation in thing.organisations


def _not_able(held: list[Grant], permission: Permission) -> str:
    roles = " and ".join(sorted({grant.role for grant in held}))
    who = " or ".join(r for r, d in ROLES.items() if permission in d.permissions)
    return f"You are {roles} here. To {SAYS[permission]} one must be {who}."
