"""Tables that a command makes of a plan, as CSV or JSON.

What must never be parted from them stands in every line or at the top: the plan,
the day, the notice and the licence.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from headwater.core.plan.rows import Plan
from headwater.exchange.formula_safe import guard


STANDING = ("plan", "as_at", "notice", "licence")
Value = str | int | Decimal | None


def table_as_csv(
    plan: Plan, as_at: date, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> str:
    """One line for each row; no text that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*columns, *STANDING))
    standing = _standing(plan, as_at)
    for row in rows:
        writer.writerow([_cell(value) for value in (*row, *standing)])
    return out.getvalue()


def table_as_json(plan: Plan, as_at: date, shape: str, body: dict[str, Any]) -> str:
    """A whole object; amounts are numbers with their pence, blanks are null."""
    about = plan.about
    whole = {
        "shape": shape,
        "notice": about.notice or "",
        "licence": about.licence or "",
        "plan": {"plan_id": about.plan_id, "title": about.title},
        "as_at": as_at.isoformat(),
        **body,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_number) + "\n"


def listed(words: Iterable[str]) -> str:
    """Several words in one cell, as the tables of a plan write them."""
    return "; ".join(words)


def _standing(plan: Plan, as_at: date) -> tuple[str, ...]:
    about = plan.about
    return (
        about.plan_id,
        as_at.isoformat(),
        about.notice or "",
        about.licence or "",
    )


def _cell(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    return guard(value or "")


def _number(value: object) -> int | float:
    """Pounds for JSON: whole ones without a point."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return int(value) if value == value.to_integral_value() else float(value)
