"""Where a row came from: its last change, and the receipt of that import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from headwater.app.models import Revision


@dataclass(frozen=True, slots=True)
class Provenance:
    """The last change to a row, and how often it has changed."""

    source: str
    at: datetime
    by: str
    why: str
    receipt: int | None
    sha256: str
    versions: int


def provenance(plan_id: str, table: str, key: str) -> Provenance | None:
    """Where a row as it stands came from. None where no change is recorded."""
    rows = Revision.objects.filter(plan=plan_id, table=table, key=key).order_by("-pk")
    found = rows.values_list("source", "at", "by", "why", "receipt", "receipt__sha256")
    versions = list(found)
    if not versions:
        return None
    *said, sha256 = versions[0]
    return Provenance(*said, sha256=sha256 or "", versions=len(versions))
