"""A check as JSON, CSV or SARIF: for other programs, and for people's tables.

Every form carries the notice and the licence of the plan and the day of the
check, so that findings never travel without them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from headwater.core.plan.change import Change
from headwater.core.plan.check import CheckResult
from headwater.core.plan.findings import Finding, Level
from headwater.exchange.entries import Entry, entries
from headwater.exchange.formula_safe import guard
from headwater.exchange.sarif import as_sarif


SHAPE = "headwater-check/1"
CSV_COLUMNS = (
    "rule",
    "level",
    "principles",
    "elements",
    "subject",
    "message",
    "why",
    "fix",
    "fingerprint",
    "accepted_by",
    "accepted_until",
    "since",
    "plan",
    "as_at",
    "notice",
    "licence",
)


def write_findings(
    result: CheckResult,
    form: str,
    *,
    shown: Iterable[Finding] | None = None,
    change: Change | None = None,
) -> str:
    """The text of a check in a form: 'json', 'csv' or 'sarif'.

    `shown` are the findings to write, accepted ones among them; every finding
    where it is None. Verdicts and counts are always those of the whole check.
    """
    return _FORMS[form](result, entries(result, shown, change))


def as_json(result: CheckResult, found: Iterable[Entry]) -> str:
    """The whole check, in the shape of docs/reference/findings-files.md."""
    about = result.plan.about
    whole = {
        "shape": SHAPE,
        "notice": about.notice or "",
        "licence": about.licence or "",
        "plan": {"plan_id": about.plan_id, "title": about.title},
        "framework": {
            "id": result.framework.id,
            "title": result.framework.title,
            "version": result.framework.version,
            "attribution": result.framework.attribution,
        },
        "as_at": result.as_at.isoformat(),
        "counts": {level.value: result.count(level) for level in Level}
        | {"accepted": len(result.accepted)},
        "verdicts": [_verdict(result, verdict) for verdict in result.verdicts],
        "rules": [
            {"code": r.rule, "status": r.status.value, "wants": r.wants}
            for r in result.results
        ],
        "findings": [_finding(entry) for entry in found],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _verdict(result: CheckResult, verdict: Any) -> dict[str, Any]:
    return {
        "principle": verdict.principle,
        "statement": result.framework.principle(verdict.principle).statement,
        "word": verdict.word.value,
        "sentence": verdict.sentence,
        "rules": [{"code": r.rule, "status": r.status.value} for r in verdict.results],
    }


def _finding(entry: Entry) -> dict[str, Any]:
    accepted = entry.acceptance
    return {
        "rule": entry.rule.code,
        "level": entry.finding.level.value,
        "principles": list(entry.principles),
        "elements": list(entry.elements),
        "subject": entry.finding.subject,
        "message": entry.finding.message,
        "why": entry.rule.why,
        "fix": entry.rule.fix,
        "fingerprint": entry.finding.fingerprint,
        "accepted": accepted
        and {
            "by": accepted.accepted_by,
            "why": accepted.why,
            "until": accepted.until.text if accepted.until else "",
        },
        "since": entry.since,
    }


def as_csv(result: CheckResult, found: Iterable[Entry]) -> str:
    """One line for each finding; no text that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for entry in found:
        writer.writerow([guard(text) for text in _line(result, entry)])
    return out.getvalue()


def _line(result: CheckResult, entry: Entry) -> tuple[str, ...]:
    accepted, about = entry.acceptance, result.plan.about
    return (
        entry.rule.code,
        entry.finding.level.value,
        "; ".join(entry.principles),
        "; ".join(entry.elements),
        entry.finding.subject,
        entry.finding.message,
        entry.rule.why,
        entry.rule.fix,
        entry.finding.fingerprint,
        accepted.accepted_by if accepted else "",
        accepted.until.text if accepted and accepted.until else "",
        entry.since,
        about.plan_id,
        result.as_at.isoformat(),
        about.notice or "",
        about.licence or "",
    )


_FORMS: dict[str, Callable[[CheckResult, list[Entry]], str]] = {
    "json": as_json,
    "csv": as_csv,
    "sarif": as_sarif,
}
