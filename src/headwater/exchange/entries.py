"""A finding with all that is said of it: its rule, its acceptance, its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.plan.change import Change
from headwater.core.plan.check import CheckResult
from headwater.core.plan.checks import load
from headwater.core.plan.checks.rule import Rule
from headwater.core.plan.findings import Finding
from headwater.core.plan.rows import Acceptance


NEW, STILL, FIXED = "new", "still there", "fixed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as an export writes it. `since` is empty without a comparison."""

    finding: Finding
    rule: Rule
    principles: tuple[str, ...]
    elements: tuple[str, ...]
    acceptance: Acceptance | None
    since: str


def entries(
    result: CheckResult, shown: Iterable[Finding] | None, change: Change | None
) -> list[Entry]:
    """The findings to write, in the order of the check; then those fixed since."""
    found = [f for r in result.results for f in r.findings]
    if shown is not None:
        wanted = {finding.fingerprint for finding in shown}
        found = [finding for finding in found if finding.fingerprint in wanted]
    history, accepted = _history(change), _acceptances(result)
    fixed = change.fixed if change else ()
    return [
        _entry(result, f, accepted.get(f.fingerprint), history.get(f.fingerprint, ""))
        for f in (*found, *fixed)
    ]


def _history(change: Change | None) -> dict[str, str]:
    if change is None:
        return {}
    return (
        {f.fingerprint: NEW for f in change.new}
        | {f.fingerprint: STILL for f in change.still}
        | {f.fingerprint: FIXED for f in change.fixed}
    )


def _acceptances(result: CheckResult) -> dict[str, Acceptance]:
    """Who accepted what, by the fingerprint of the finding."""
    rows = {(a.rule, a.subject): a for a in result.plan.accepted}
    return {f.fingerprint: rows[f.rule, f.subject] for f in result.accepted}


def _entry(
    result: CheckResult, finding: Finding, acceptance: Acceptance | None, since: str
) -> Entry:
    use = result.framework.use(finding.rule)
    return Entry(
        finding,
        load()[finding.rule],
        use.principles if use else (),
        use.elements if use else (),
        acceptance,
        since,
    )
