"""What changed between two checks: new, fixed, still there, accepted."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core.plan.check import CheckResult
from headwater.core.plan.findings import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """Findings of the later check beside those of the earlier, by fingerprint."""

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    still: tuple[Finding, ...]
    accepted: tuple[Finding, ...]


def compare(earlier: CheckResult, later: CheckResult) -> Change:
    """Compare two checks. `fixed` holds findings of the earlier one.

    A finding that is accepted now is neither new, nor fixed, nor still there.
    """
    before = {_name(f) for f in (*earlier.findings, *earlier.accepted)}
    now = {_name(f) for f in (*later.findings, *later.accepted)}
    return Change(
        new=tuple(f for f in later.findings if _name(f) not in before),
        fixed=tuple(f for f in earlier.findings if _name(f) not in now),
        still=tuple(f for f in later.findings if _name(f) in before),
        accepted=later.accepted,
    )


def _name(finding: Finding) -> tuple[str, str]:
    """What the fingerprint is made of; making it is slow for many findings."""
    return finding.rule, finding.subject
