"""What partners know of and accept for now, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.app.selectors.held import Held
from headwater.core.plan.findings import Finding, fingerprint
from headwater.core.plan.rows import Acceptance


@dataclass(frozen=True, slots=True)
class Accepted:
    """One row. `finding` is None where the check no longer finds it.

    `stands` is False where its time is over: the finding is open again.
    """

    row: Acceptance
    finding: Finding | None
    stands: bool


def accepted(held: Held) -> list[Accepted]:
    """Every row of the table of accepted findings, in its order."""
    found = {
        finding.fingerprint: finding
        for result in held.result.results
        for finding in result.findings
    }
    return [_accepted(held, row, found) for row in held.plan.accepted]


def _accepted(held: Held, row: Acceptance, found: dict[str, Finding]) -> Accepted:
    over = row.until is not None and row.until.surely_before(held.as_at)
    return Accepted(row, found.get(fingerprint(row.rule, row.subject)), not over)
