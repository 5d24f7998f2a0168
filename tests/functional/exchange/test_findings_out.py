"""A check as JSON, CSV and SARIF: whole, safe, and never without its notice."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import jsonschema
import pytest
from handed import read

from headwater.core.framework.load import load_framework
from headwater.core.plan.change import compare
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.findings import Level
from headwater.core.plan.rows import Acceptance, Action, Plan
from headwater.exchange.findings_out import CSV_COLUMNS, write_findings
from headwater.exchange.sample import sample_folder


AS_AT = date(2026, 11, 1)
LONDON = load_framework()

# The parts of SARIF 2.1.0 that we write, as the standard asks for them.
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "help"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
        "properties": {"type": "object"},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "partialFingerprints"],
    "additionalProperties": False,
    # 'If kind has any value other than fail, level shall be none.'
    "if": {"properties": {"kind": {"const": "fail"}}},
    "else": {"properties": {"level": {"const": "none"}}},
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "kind": {
            "enum": [
                "notApplicable",
                "pass",
                "fail",
                "review",
                "open",
                "informational",
            ]
        },
        "level": LEVEL,
        "message": TEXT,
        "locations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["logicalLocations"],
                "properties": {
                    "logicalLocations": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["name", "fullyQualifiedName"],
                            "properties": {
                                "name": {"type": "string", "minLength": 1},
                                "fullyQualifiedName": {"type": "string"},
                            },
                        },
                    }
                },
            },
        },
        "partialFingerprints": {
            "type": "object",
            "additionalProperties": {"type": "string"},
        },
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
            },
        },
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "properties": {"type": "object"},
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {"type": "array", "items": RULE}
                                },
                            }
                        },
                    },
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The London sample, with an action whose name a spreadsheet would run."""
    plan = read(sample_folder()).plan
    assert plan is not None
    risky = Action(action_id="=C0", title='=HYPERLINK("x")', tiers=("primary",))
    return replace(plan, actions=(risky, *plan.actions))


@pytest.fixture(scope="module")
def first(plan: Plan) -> CheckResult:
    return check_plan(plan, LONDON, AS_AT)


@pytest.fixture(scope="module")
def result(plan: Plan, first: CheckResult) -> CheckResult:
    """The same, with its first finding accepted."""
    finding = first.findings[0]
    accepted = Acceptance(
        rule=finding.rule,
        subject=finding.subject,
        accepted_by="Head of policy",
        why="It comes next year.",
    )
    return check_plan(replace(plan, accepted=(accepted,)), LONDON, AS_AT)


def as_json(result: CheckResult, **choice: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(write_findings(result, "json", **choice))
    return whole


def as_rows(result: CheckResult, **choice: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(write_findings(result, "csv", **choice))))


def as_run(result: CheckResult, **choice: Any) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(write_findings(result, "sarif", **choice))["runs"][
        0
    ]
    return run


def test_json_carries_notice_licence_and_day(result: CheckResult) -> None:
    whole = as_json(result)
    assert whole["notice"] == result.plan.about.notice
    assert whole["licence"] == result.plan.about.licence
    assert whole["as_at"] == "2026-11-01"
    assert whole["plan"]["plan_id"] == "london-sample"
    assert whole["framework"]["id"] == "london"


def test_json_holds_the_whole_check(result: CheckResult) -> None:
    whole = as_json(result)
    assert whole["counts"] == {
        "gap": result.count(Level.GAP),
        "ask": result.count(Level.ASK),
        "note": result.count(Level.NOTE),
        "accepted": 1,
    }
    assert [v["principle"] for v in whole["verdicts"]] == [
        p.code for p in LONDON.principles
    ]
    for verdict, principle in zip(whole["verdicts"], LONDON.principles, strict=True):
        assert verdict["statement"] == principle.statement
        assert verdict["word"] in {"held", "partly held", "not held", "cannot tell"}
        assert verdict["sentence"].endswith(".")
        assert verdict["rules"]
    assert [rule["code"] for rule in whole["rules"]] == [r.rule for r in result.results]
    assert len(whole["findings"]) == len(result.findings) + 1


def test_an_accepted_finding_says_who_accepted_it_and_why(result: CheckResult) -> None:
    (accepted,) = (f for f in as_json(result)["findings"] if f["accepted"])
    assert accepted["accepted"] == {
        "by": "Head of policy",
        "why": "It comes next year.",
        "until": "",
    }
    (line,) = (row for row in as_rows(result) if row["accepted_by"])
    assert line["fingerprint"] == accepted["fingerprint"]
    (marked,) = (r for r in as_run(result)["results"] if "suppressions" in r)
    assert marked["suppressions"][0]["justification"] == "It comes next year."


def test_every_csv_line_carries_notice_licence_and_day(result: CheckResult) -> None:
    rows = as_rows(result)
    assert tuple(rows[0]) == CSV_COLUMNS
    assert {row["notice"] for row in rows} == {result.plan.about.notice}
    assert {row["licence"] for row in rows} == {result.plan.about.licence}
    assert {row["as_at"] for row in rows} == {"2026-11-01"}
    assert len(rows) == len(result.findings) + 1


def test_no_csv_cell_is_a_formula(result: CheckResult) -> None:
    assert any("=C0" in f.subject for f in result.findings)
    text = write_findings(result, "csv")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def test_sarif_has_the_shape_of_the_standard(result: CheckResult) -> None:
    for change in (None, compare(result, result)):
        jsonschema.validate(
            json.loads(write_findings(result, "sarif", change=change)),
            SARIF,
            cls=jsonschema.Draft202012Validator,
        )


def test_sarif_names_rules_and_places(result: CheckResult) -> None:
    run = as_run(result)
    rules = run["tool"]["driver"]["rules"]
    for written in run["results"]:
        assert rules[written["ruleIndex"]]["id"] == written["ruleId"]
    places = {
        place["fullyQualifiedName"]: place["name"]
        for written in run["results"]
        for place in written["locations"][0]["logicalLocations"]
    }
    assert places["actions/C02"] == "C02"
    assert run["properties"]["notice"] == result.plan.about.notice
    assert run["properties"]["asAt"] == "2026-11-01"


def test_in_sarif_only_a_gap_is_a_failure(result: CheckResult) -> None:
    kinds = {(r["properties"]["level"], r["kind"]) for r in as_run(result)["results"]}
    assert kinds <= {("gap", "fail"), ("ask", "open"), ("note", "informational")}
    assert ("ask", "open") in kinds


def test_chosen_findings_leave_verdicts_and_counts_as_they_are(
    result: CheckResult,
) -> None:
    shown = result.findings[:2]
    whole = as_json(result, shown=shown)
    assert [f["fingerprint"] for f in whole["findings"]] == [
        f.fingerprint for f in shown
    ]
    assert whole["verdicts"] == as_json(result)["verdicts"]
    assert whole["counts"] == as_json(result)["counts"]
    assert len(as_rows(result, shown=shown)) == 2
    assert as_run(result, shown=())["results"] == []


def test_what_changed_is_said_in_every_form(first: CheckResult) -> None:
    known = first.plan.actions[1:]
    earlier = check_plan(replace(first.plan, actions=known), LONDON, AS_AT)
    change = compare(earlier, first)
    assert change.new
    said = {f["since"] for f in as_json(first, change=change)["findings"]}
    assert {"new", "still there"} <= said <= {"new", "still there", "fixed"}
    fixed = [r["since"] for r in as_rows(first, change=change)].count("fixed")
    assert fixed == len(change.fixed)
    states = {r["baselineState"] for r in as_run(first, change=change)["results"]}
    assert {"new", "unchanged"} <= states


def test_a_finding_that_is_gone_is_written_as_fixed(first: CheckResult) -> None:
    later = check_plan(
        replace(first.plan, actions=first.plan.actions[1:]), LONDON, AS_AT
    )
    change = compare(first, later)
    assert change.fixed
    absent = [
        r
        for r in as_run(later, change=change)["results"]
        if r["baselineState"] == "absent"
    ]
    assert len(absent) == len(change.fixed)


def test_the_same_check_gives_the_same_text(result: CheckResult) -> None:
    for form in ("json", "csv", "sarif"):
        assert write_findings(result, form) == write_findings(result, form)
