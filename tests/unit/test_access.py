"""The one question: who may do what, to what, and why."""

from __future__ import annotations

from datetime import date

import pytest

from headwater.core.access.allowed import Actor, Grant, Thing, allowed, may_somewhere
from headwater.core.access.permissions import OF_OWN, SAYS, Permission
from headwater.core.access.roles import ROLES, Role


DAY = date(2026, 11, 22)
THEIRS = Thing("p", frozenset({"aid"}))


def somebody(role: Role, strong: bool = True, until: date | None = None) -> Actor:
    since = date(2026, 1, 1)
    return Actor(7, (Grant(role, "p", "aid", since, until),), strong)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_gives_its_permissions_and_no_other(
    role: Role, permission: Permission
) -> None:
    answer = allowed(somebody(role), permission, THEIRS, DAY)
    assert answer.yes == (permission in ROLES[role].permissions)
    assert answer.why.endswith(".")


@pytest.mark.parametrize("permission", Permission)
def test_everything_is_no_for_whoever_is_not_there(permission: Permission) -> None:
    assert not allowed(None, permission, THEIRS, DAY).yes
    elsewhere = Thing("other", frozenset({"aid"}))
    assert not allowed(somebody(Role.PLAN_LEAD), permission, elsewhere, DAY).yes


@pytest.mark.parametrize("permission", sorted(OF_OWN))
def test_own_things_are_ones_own(permission: Permission) -> None:
    other = Thing("p", frozenset({"police"}))
    lead = somebody(Role.PARTNER_LEAD)
    assert "Only police answers for this" in allowed(lead, permission, other, DAY).why
    assert allowed(somebody(Role.PLAN_LEAD), permission, other, DAY).yes


def test_a_role_holds_from_its_first_day_to_its_last() -> None:
    ended = somebody(Role.READER, until=date(2026, 11, 21))
    assert not allowed(ended, Permission.SEE, THEIRS, DAY).yes
    assert allowed(ended, Permission.SEE, THEIRS, date(2026, 11, 21)).yes
    assert not allowed(ended, Permission.SEE, THEIRS, date(2025, 12, 31)).yes


def test_whoever_changes_anything_needs_more_than_a_password() -> None:
    weak = somebody(Role.CONTRIBUTOR, strong=False)
    assert "passkey or a code" in allowed(weak, Permission.EDIT_OWN, THEIRS, DAY).why
    reader = somebody(Role.READER, strong=False)
    assert allowed(reader, Permission.SEE, THEIRS, DAY).yes


def test_nobody_approves_what_they_submitted() -> None:
    mine = Thing("p", frozenset({"aid"}), by=7)
    answer = allowed(somebody(Role.APPROVER), Permission.APPROVE, mine, DAY)
    assert not answer.yes
    assert "somebody else" in answer.why


def test_nobody_changes_a_sample() -> None:
    sample = Thing("p", frozenset({"aid"}), sample=True)
    lead = somebody(Role.PLAN_LEAD)
    assert not allowed(lead, Permission.EDIT_ANY, sample, DAY).yes
    assert allowed(lead, Permission.SEE, sample, DAY).yes


def test_somewhere_means_in_what_is_theirs() -> None:
    assert may_somewhere(somebody(Role.CONTRIBUTOR), Permission.EDIT_OWN, "p", DAY)
    assert not may_somewhere(somebody(Role.READER), Permission.EDIT_OWN, "p", DAY)
    assert not may_somewhere(None, Permission.SEE, "p", DAY)


def test_every_permission_has_words_and_somebody_who_holds_it() -> None:
    assert set(SAYS) == set(Permission)
    assert {p for d in ROLES.values() for p in d.permissions} == set(Permission)
