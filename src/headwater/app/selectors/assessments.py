"""What partners have said of themselves, principle by principle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.app.models import Assessment, Person
from headwater.core.plan.assessment import BY_CODE, Step


@dataclass(frozen=True, slots=True)
class Statement:
    """What an organisation said. `who` is for signed-in partners only."""

    number: int
    organisation: str
    principle: str
    step: Step
    evidence: str
    raises: str
    publish: bool
    at: datetime
    who: str = ""


def newest(plan_id: str, organisation: str) -> dict[str, Statement]:
    """What holds now, by principle; a principle that is not there is not assessed."""
    rows = Assessment.objects.filter(plan=plan_id, organisation=organisation)
    return {row.principle: _statement(row) for row in rows.order_by("pk")}


def published(plan_id: str, organisation: str) -> dict[str, Statement]:
    """What the organisation lets everybody read. Its newest word decides."""
    found = newest(plan_id, organisation)
    return {code: each for code, each in found.items() if each.publish}


def history(plan_id: str, organisation: str, principle: str) -> list[Statement]:
    """All that it has said of a principle, the newest first, with who wrote it."""
    rows = Assessment.objects.filter(
        plan=plan_id, organisation=organisation, principle=principle
    ).order_by("-pk")
    people = {person.pk: str(person) for person in Person.objects.all()}
    return [_statement(row, people) for row in rows]


def by_principle(plan_id: str) -> dict[tuple[str, str], Statement]:
    """What holds now, by principle and organisation."""
    rows = Assessment.objects.filter(plan=plan_id).order_by("pk")
    return {(row.principle, row.organisation): _statement(row) for row in rows}


def _statement(row: Any, people: Mapping[int, str] | None = None) -> Statement:
    return Statement(
        row.pk,
        row.organisation,
        row.principle,
        BY_CODE[row.level],
        row.evidence,
        row.raises,
        row.publish,
        row.at,
        (people or {}).get(row.by, ""),
    )
