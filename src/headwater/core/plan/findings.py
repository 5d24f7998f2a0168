"""What a check says: findings with a level, a subject and a lasting name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Level(StrEnum):
    """How firm a finding is.

    A blank is never a gap: a gap stands however the blanks are filled, in a
    table that its author calls complete, or where somebody wrote 'none'.
    """

    GAP = "gap"
    ASK = "ask"
    NOTE = "note"


class Status(StrEnum):
    """What one rule says of one plan."""

    HELD = "held"
    GAP = "gap"
    ASK = "ask"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. At most one for each rule and subject.

    `subject` is 'plan', or 'TABLE/KEY' for a row ('actions/C05'), or
    'FACET/CODE' for an entry of a vocabulary ('vawg-type/stalking').
    """

    rule: str
    level: Level
    subject: str
    message: str

    @property
    def fingerprint(self) -> str:
        """The same from one check to the next, whatever the words say."""
        return fingerprint(self.rule, self.subject)


def fingerprint(rule: str, subject: str) -> str:
    """Twelve characters that name a rule and its subject for good."""
    return sha256(f"{rule}|{subject}".encode()).hexdigest()[:12]
