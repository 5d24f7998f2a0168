"""What a role can let somebody do, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Permission(StrEnum):
    """One thing that a role lets people do. `SAYS` has each in words."""

    SEE = "see"
    COMMENT = "comment"
    EDIT_OWN = "edit own"
    EDIT_ANY = "edit any"
    ASSESS = "assess"
    RETURN = "return"
    APPROVE = "approve"
    EXTEND = "extend"
    PUBLISH = "publish"
    ANALYSE = "analyse"
    REVIEW = "review"
    INVITE = "invite"
    ADMIT = "admit"
    AUDIT = "audit"


SAYS: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.SEE: "see what partners keep among themselves",
        Permission.COMMENT: "comment, and take tasks on",
        Permission.EDIT_OWN: "change rows that their own organisation answers for",
        Permission.EDIT_ANY: "change any row of the plan",
        Permission.ASSESS: "sign their organisation up and assess it",
        Permission.RETURN: "fill in and submit their organisation's returns",
        Permission.APPROVE: "approve a return, or give it back with a note",
        Permission.EXTEND: "set the periods of returns, and give a partner more time",
        Permission.PUBLISH: "publish what has been approved",
        Permission.ANALYSE: "break counts of people down through protection",
        Permission.REVIEW: "hold review meetings and record decisions",
        Permission.INVITE: "invite people to their own organisation",
        Permission.ADMIT: "admit organisations and leads, with a second person",
        Permission.AUDIT: "read the record of who did what",
    }
)
OF_OWN = frozenset(  # these are about one's own organisation only
    {Permission.EDIT_OWN, Permission.ASSESS, Permission.RETURN, Permission.INVITE}
)
READS = frozenset({Permission.SEE, Permission.AUDIT, Permission.ANALYSE})
