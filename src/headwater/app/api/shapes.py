"""What the interface answers with."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema


class Standing(Schema):
    """What must never be parted from what is said of a plan."""

    plan_id: str
    title: str
    as_at: str = Field(description="The day that the plan is true for")
    notice: str = Field(description="Show it wherever you show any of this")
    licence: str


class PlanName(Schema):
    """A plan that stands here."""

    plan_id: str
    title: str


class TableName(Schema):
    """A table of a plan, and how many rows it has."""

    name: str
    title: str
    rows: int


class PlanAbout(Standing):
    """A plan, its tables, and how many findings of each level its check has."""

    framework: str
    tables: list[TableName]
    findings: dict[str, int]


class Rows(Standing):
    """Rows of a table. A blank cell is null; an empty list or text was said to be
    none."""

    table: str
    total: int
    page: int
    pages: int
    rows: list[dict[str, Any]]


class Verdict(Schema):
    """What the check says of one principle, in words and not in a score."""

    principle: str
    statement: str
    word: str
    sentence: str


class Verdicts(Standing):
    framework: str
    verdicts: list[Verdict]


class Finding(Schema):
    """One thing that the check found."""

    rule: str
    level: str
    subject: str
    message: str
    principles: list[str]
    fingerprint: str = Field(description="The same from one check to the next")


class Findings(Standing):
    total: int
    page: int
    pages: int
    findings: list[Finding]


class Release(Schema):
    """Figures about people that were protected, attacked and published."""

    id: str
    title: str
    periods: list[str]
    released: str
    source: str
    licence: str
    rule: str
    audit: str


class Problem(Schema):
    """Why there is no answer, and what to do."""

    error: str
    fix: str
