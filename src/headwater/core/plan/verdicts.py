"""The verdict of each principle, in one word and one sentence. Never a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.core.plan.findings import Finding, Level, Status


class Word(StrEnum):
    """The four things that can be said of a principle."""

    HELD = "held"
    PARTLY = "partly held"
    NOT_HELD = "not held"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule says: all its findings, and those that are accepted."""

    rule: str
    wants: str
    status: Status
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One principle: its word, why, and the rules behind it by status."""

    principle: str
    word: Word
    sentence: str
    results: tuple[RuleResult, ...]

    def count(self, status: Status) -> int:
        return sum(result.status is status for result in self.results)


def status_of(findings: Sequence[Finding]) -> Status:
    """A gap outweighs an ask; a note alone leaves the rule held."""
    levels = {finding.level for finding in findings}
    if Level.GAP in levels:
        return Status.GAP
    return Status.ASK if Level.ASK in levels else Status.HELD


def judge_principle(principle: str, results: Sequence[RuleResult]) -> Verdict:
    """Weigh the rules that apply to a principle (`principles.md`, Verdicts).

    Cannot tell if more than half are asks; otherwise held if there is neither
    gap nor ask; not held if at least half are gaps; else partly held. An
    accepted finding still counts: accepting is not mending.
    """
    applicable = [r for r in results if r.status is not Status.NOT_APPLICABLE]
    word = _word(applicable)
    return Verdict(principle, word, _sentence(word, applicable), tuple(results))


def _word(applicable: Sequence[RuleResult]) -> Word:
    asks = sum(r.status is Status.ASK for r in applicable)
    gaps = sum(r.status is Status.GAP for r in applicable)
    if not applicable or 2 * asks > len(applicable):
        return Word.CANNOT_TELL
    if not asks and not gaps:
        return Word.HELD
    return Word.NOT_HELD if 2 * gaps >= len(applicable) else Word.PARTLY


def _sentence(word: Word, applicable: Sequence[RuleResult]) -> str:
    """What explains the word; it is made to be read aloud."""
    total = len(applicable)
    if not total:
        return "No check applies to what is written down."
    if word is Word.HELD:
        return f"{_share(total, total)} {'holds' if total == 1 else 'hold'}."
    gaps = [r.wants for r in applicable if r.status is Status.GAP]
    asks = [r.wants for r in applicable if r.status is Status.ASK]
    found = (("Missing", gaps), ("Not written down yet", asks))
    return " ".join(
        f"{says} ({_share(len(wants), total).lower()}): {_some_of(wants)}."
        for says, wants in found
        if wants
    )


def _share(part: int, total: int) -> str:
    if total == 1:
        return "The one check"
    if part == total:
        return "Both checks" if total == 2 else f"All {total} checks"
    return f"{part} of {total} checks"


def _some_of(wants: Sequence[str], most: int = 2) -> str:
    named = "; ".join(wants[:most])
    rest = len(wants) - most
    return f"{named}; and {rest} more" if rest > 0 else named
