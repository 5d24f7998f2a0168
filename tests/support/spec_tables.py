"""Plans written as small tables, so that a spec reads like the page it makes.

    actions
    action_id | vawg_types | status
    A1        | stalking   | active

A table name stands alone on its line; the next line holds its columns. What a
spec leaves out is blank, but for columns that must be there, which get a plain
stand-in, and `status`, which is 'active' unless the spec says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spec_case import Case

from headwater.core.framework.model import Framework
from headwater.core.plan.assemble import RawRow, RawTable, assemble
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.checks.rule import Found, Rule
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME


AS_AT = date(2026, 11, 1)
ACTION_DEFAULTS = {"status": "active"}


def sections(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table of a spec by its name: the columns, then the rows."""
    name, lines = "", []
    for line in (raw.strip() for raw in text.strip().splitlines()):
        if line in BY_NAME:
            if name:
                yield name, lines
            name, lines = line, []
        elif line:
            lines.append([cell.strip() for cell in line.split("|")])
    if name:
        yield name, lines


def _fill(name: str, cells: dict[str, str], framework: Framework) -> dict[str, str]:
    """Stand-ins for required columns that the spec does not speak of."""
    table = BY_NAME[name]
    first = cells.get(table.key[0], "x")
    for column in table.columns:
        if column.required and column.name not in cells:
            codes = framework.scheme(column.scheme).top if column.scheme else ()
            cells[column.name] = codes[0] if codes else first
    return (ACTION_DEFAULTS | cells) if name == "actions" else cells


def read_plan(text: str, framework: Framework) -> Plan:
    """The plan that a spec's tables write down."""
    raw: dict[str, RawTable] = {}
    for name, (columns, *rows) in sections(text):
        cells = [
            _fill(name, dict(zip(columns, row, strict=True)), framework) for row in rows
        ]
        numbered = [RawRow(i, row) for i, row in enumerate(cells, start=1)]
        raw[name] = RawTable(name, numbered, {c: c for c in columns})
    raw.setdefault(
        "plan", RawTable("plan", [RawRow(1, {"plan_id": "P", "title": "P"})], {})
    )
    done = assemble(raw, framework)
    assert done.plan is not None, done.problems
    return done.plan


def find(rule: Rule, case: Case, framework: Framework) -> tuple[Found, ...] | None:
    """What one rule finds in a case; None where the rule does not apply."""
    plan = read_plan(case.tables, framework)
    look = Look(plan, framework, date.fromisoformat(case.as_at))
    return tuple(rule.find(look)) if rule.applies(look) else None


def check_text(text: str, framework: Framework, as_at: date = AS_AT) -> CheckResult:
    return check_plan(read_plan(text, framework), framework, as_at)
