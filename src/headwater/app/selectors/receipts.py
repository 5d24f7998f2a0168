"""When a row came to be as it is, and by which import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from headwater.app.models import Import, Revision


@dataclass(frozen=True, slots=True)
class Provenance:
    """The last change to a row, and how often it has changed."""

    at: datetime
    receipt: int | None
    versions: int


def provenance(plan_id: str, table: str, key: str) -> Provenance | None:
    """When a row as it stands came in. None where no change is recorded."""
    rows = Revision.objects.filter(plan=plan_id, table=table, key=key).order_by("-pk")
    versions = list(rows.values_list("at", "receipt"))
    return Provenance(*versions[0], versions=len(versions)) if versions else None


def has_come(plan_id: str, sha256: str) -> bool:
    """Has a file of this hash been brought into a plan?"""
    return Import.objects.filter(plan=plan_id, sha256=sha256).exists()
