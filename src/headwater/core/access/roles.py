"""The roles of a partnership. A role is code: whoever changes one is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from headwater.core.access.permissions import Permission as P


class Role(StrEnum):
    """What somebody is, for one organisation in one plan."""

    PLAN_LEAD = "plan lead"
    PARTNER_LEAD = "partner lead"
    CONTRIBUTOR = "contributor"
    ANALYST = "analyst"
    APPROVER = "approver"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Duties:
    """What a role is for, and what it lets people do.

    It takes two people to grant a role that `needs_two`: a lead's, and each that
    reaches beyond one's own organisation, or else a partner could bring an approver of
    its own.
    All but those that only read need a second factor at sign-in.
    """

    says: str
    permissions: frozenset[P]
    needs_two: bool = False

    @property
    def second_factor(self) -> bool:
        return self.permissions != frozenset({P.SEE})


ROLES: Mapping[Role, Duties] = MappingProxyType(
    {
        Role.PLAN_LEAD: Duties(
            "keeps the whole plan, its periods and its reviews",
            frozenset(P) - {P.APPROVE, P.PUBLISH, P.AUDIT, P.ANALYSE},
            needs_two=True,
        ),
        Role.PARTNER_LEAD: Duties(
            "answers for one organisation: its rows, its returns, its people",
            frozenset({P.SEE, P.COMMENT, P.EDIT_OWN, P.ASSESS, P.RETURN, P.INVITE}),
            needs_two=True,
        ),
        Role.CONTRIBUTOR: Duties(
            "fills in rows and returns for one organisation",
            frozenset({P.SEE, P.COMMENT, P.EDIT_OWN, P.RETURN}),
        ),
        Role.ANALYST: Duties(
            "looks at figures, and breaks them down through protection",
            frozenset({P.SEE, P.COMMENT, P.ANALYSE}),
            needs_two=True,
        ),
        Role.APPROVER: Duties(
            "approves returns that somebody else submitted",
            frozenset({P.SEE, P.COMMENT, P.APPROVE}),
            needs_two=True,
        ),
        Role.PUBLISHER: Duties(
            "publishes what has been approved",
            frozenset({P.SEE, P.COMMENT, P.PUBLISH, P.ANALYSE}),
            needs_two=True,
        ),
        Role.AUDITOR: Duties(
            "reads the record of who did what",
            frozenset({P.SEE, P.AUDIT}),
            needs_two=True,
        ),
        Role.READER: Duties(
            "reads what partners keep among themselves",
            frozenset({P.SEE}),
        ),
    }
)
