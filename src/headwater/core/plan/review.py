"""What was known of a plan on the day of a review, frozen; and what changed since.

What is here may be published: words that the public pages say, and never a name of a
person. What partners handed in is not, but for its counts (`review_returns`). All of it
is kept as JSON, and its digest shows that nobody has touched it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from headwater.core.plan.as_kept import from_kept, to_kept
from headwater.core.plan.review_returns import Returns
from headwater.core.plan.review_tasks import Tasks


@dataclass(frozen=True, slots=True)
class Stood:
    """A principle, and how it stood: its verdict as a word, and the sentence."""

    code: str
    short: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding at the highest level: a gap."""

    rule: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A series that had moved by more than chance, in the words of the pages."""

    figures: str
    series: str
    period: str
    sentence: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the figures of a measure said, in the words of its page; moved or not."""

    measure: str
    name: str
    figures: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Figures about people that had been released."""

    key: str
    title: str
    on: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was known. `revision` is the number of the last change of the plan.

    `counts` are findings by level. `looked` says in words how many series were looked
    at and how many false flags to expect. `others` are in words, or blank where this
    workbench does not keep them. `measures`, `returns` and `tasks` are None in a review
    that was frozen before there were such parts.
    """

    plan: str
    title: str
    notice: str
    revision: int
    as_at: str
    framework: str
    verdicts: tuple[Stood, ...]
    counts: Mapping[str, int]
    gaps: tuple[Noted, ...]
    signals: tuple[Signal, ...]
    looked: str
    releases: tuple[Release, ...]
    others: Mapping[str, str]
    measures: tuple[Measured, ...] | None = None
    returns: Returns | None = None
    tasks: Tasks | None = None

    @property
    def day(self) -> date:
        """The day that the plan was checked for."""
        return date.fromisoformat(self.as_at)

    def seen_by(self, organisations: Collection[str] = ()) -> Frozen:
        """Without figures that partners handed in, but for these organisations."""
        if self.returns is None:
            return self
        return replace(self, returns=self.returns.seen_by(organisations))


OTHERS = ("voice",)


def as_json(frozen: Frozen) -> dict[str, Any]:
    """Plain values, the same after a walk through any database."""
    return to_kept(frozen)


def from_json(kept: Mapping[str, Any]) -> Frozen:
    return from_kept(Frozen, kept)


def digest_of(kept: Mapping[str, Any]) -> str:
    """SHA-256 of the JSON with its names in order and no spaces."""
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Since:
    """What is another in the later of two frozen states."""

    verdicts: tuple[tuple[Stood, Stood], ...]
    gaps: tuple[Noted, ...]
    mended: tuple[Noted, ...]
    signals: tuple[Signal, ...]
    releases: tuple[Release, ...]


def since(before: Frozen, after: Frozen) -> Since:
    """Gaps are the same by rule and subject, whatever their words say."""
    earlier = {each.code: each for each in before.verdicts}
    was, now = (
        {(gap.rule, gap.subject): gap for gap in one.gaps} for one in (before, after)
    )
    known = {(s.figures, s.series, s.period) for s in before.signals}
    released = {each.key for each in before.releases}
    return Since(
        verdicts=tuple(
            (earlier[each.code], each)
            for each in after.verdicts
            if each.code in earlier and earlier[each.code].word != each.word
        ),
        gaps=tuple(gap for name, gap in now.items() if name not in was),
        mended=tuple(gap for name, gap in was.items() if name not in now),
        signals=tuple(
            s for s in after.signals if (s.figures, s.series, s.period) not in known
        ),
        releases=tuple(r for r in after.releases if r.key not in released),
    )
