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
    rows = Revision.objects.filter(plan=plan_id, table=table, key=key)
    last = rows.order_by("-pk").select_related("receipt").first()
    if last is None:
        return None
    return Provenance(
        last.source,
        last.at,
        last.by,
        last.why,
        last.receipt_id,
        last.receipt.sha256 if last.receipt else "",
        rows.count(),
    )
