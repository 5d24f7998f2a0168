"""The chain of the record: each line carries a digest of itself and of all before it.

Whoever changes, removes, adds or moves a line breaks it from there on, or has to make
every later line anew, and then it no longer ends as partners have noted it down. The
form of a line never changes: what has been noted down stands on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime


START = ""  # what stands before the first line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record, as it is digested."""

    at: datetime
    person: int | None
    organisation: str
    did: str
    plan: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as the database holds it: its number, and its place in the chain."""

    number: int
    line: Line
    chain: str


def link(before: str, line: Line) -> str:
    """The place of a line that comes after `before`, in 64 hexadecimal digits.

    The fields stand as JSON, so that no text can pass for two.
    """
    fields = [
        before,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.person,
        line.organisation,
        line.did,
        line.plan,
        line.kind,
        line.key,
    ]
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def breaks(lines: Iterable[Kept]) -> Iterator[int]:
    """The numbers of lines that do not follow from the one before them."""
    before = START
    for kept in lines:
        if kept.chain != link(before, kept.line):
            yield kept.number
        before = kept.chain
