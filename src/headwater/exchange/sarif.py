"""A check as SARIF 2.1.0, the OASIS form that checkers of code share.

A gap is a failure: an error where somebody's safety is at stake, otherwise a
warning. An ask is 'open', SARIF's word for 'there is too little information to
decide', and a note is 'informational'; both have the level 'none', as the
standard asks of everything that is not a failure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from headwater import __version__
from headwater.core.plan.check import CheckResult
from headwater.core.plan.checks import load
from headwater.core.plan.checks.rule import Rule
from headwater.core.plan.findings import Level
from headwater.exchange.entries import FIXED, NEW, STILL, Entry


_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_SAFETY = 3  # the weight of rules about somebody's safety
_KINDS = {Level.GAP: "fail", Level.ASK: "open", Level.NOTE: "informational"}
_SINCE = {NEW: "new", STILL: "unchanged", FIXED: "absent"}


def as_sarif(result: CheckResult, found: Sequence[Entry]) -> str:
    """One run, with the rules that were used and a result for each finding."""
    about = result.plan.about
    used = [load()[r.rule] for r in result.results]
    place = {rule.code: number for number, rule in enumerate(used)}
    run = {
        "tool": {
            "driver": {
                "name": "Headwater",
                "semanticVersion": __version__,
                "rules": [_rule(result, rule) for rule in used],
            }
        },
        "automationDetails": {
            "id": f"headwater/{about.plan_id}/{result.as_at.isoformat()}",
            "description": {"text": about.notice or about.title},
        },
        "properties": {
            "notice": about.notice or "",
            "licence": about.licence or "",
            "plan": about.plan_id,
            "framework": result.framework.id,
            "asAt": result.as_at.isoformat(),
        },
        "results": [_result(entry, place) for entry in found],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _rule(result: CheckResult, rule: Rule) -> dict[str, Any]:
    use = result.framework.use(rule.code)
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.finds[0].upper()}{rule.finds[1:]}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _level(rule, Level.GAP)},
        "properties": {
            "principles": list(use.principles if use else ()),
            "elements": list(use.elements if use else ()),
        },
    }


def _level(rule: Rule, level: Level) -> str:
    if level is not Level.GAP:
        return "none"
    return "error" if rule.weight >= _SAFETY else "warning"


def _result(entry: Entry, place: dict[str, int]) -> dict[str, Any]:
    finding = entry.finding
    written: dict[str, Any] = {
        "ruleId": finding.rule,
        "kind": _KINDS[finding.level],
        "level": _level(entry.rule, finding.level),
        "message": {"text": finding.message},
        "locations": [{"logicalLocations": [_location(finding.subject)]}],
        "partialFingerprints": {"headwater/v1": finding.fingerprint},
        "properties": {"level": finding.level.value},
    }
    if finding.rule in place:
        written["ruleIndex"] = place[finding.rule]
    if entry.acceptance:
        written["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": entry.acceptance.why,
            }
        ]
    if entry.since:
        written["baselineState"] = _SINCE[entry.since]
    return written


def _location(subject: str) -> dict[str, str]:
    """'actions/C05' is the row C05 of the table actions."""
    return {"name": subject.rpartition("/")[2], "fullyQualifiedName": subject}
