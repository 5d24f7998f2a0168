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
    before = {f.fingerprint for f in (*earlier.findings, *earlier.accepted)}
    now = {f.fingerprint for f in (*later.findings, *later.accepted)}
    return Change(
        new=tuple(f for f in later.findings if f.fingerprint not in before),
        fixed=tuple(f for f in earlier.findings if f.fingerprint not in now),
        still=tuple(f for f in later.findings if f.fingerprint in before),
        accepted=later.accepted,
    )
