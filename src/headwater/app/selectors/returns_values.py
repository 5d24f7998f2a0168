"""Values of returns between the database and core."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from headwater.app.models import Proposal, Value, ValueRevision
from headwater.core.returns.values import (
    Blank,
    Entry,
    Key,
    Number,
    Origin,
    Ratio,
    Reason,
    Text,
    read_breakdown,
    write_breakdown,
)
from headwater.core.returns.values import Value as Said


Row = Value | Proposal | ValueRevision
CELLS = (  # the columns of an entry, as `cells_of` gives them
    "period",
    "organisation",
    "measure",
    "breakdown",
    "number",
    "numerator",
    "denominator",
    "text",
    "reason",
    "comment",
    "method",
    "file",
    "sheet",
    "row",
    "version",
    "person",
)
_read_breakdown = lru_cache(maxsize=4096)(read_breakdown)


def key_of(row: Row) -> Key:
    by = _read_breakdown(row.breakdown)
    return Key(row.organisation, row.measure, row.period, by)


def entry_of(row: Row) -> Entry:
    """A row as core has it."""
    origin = Origin(
        row.method,
        "" if row.person is None else str(row.person),
        row.file,
        row.sheet,
        row.row,
        row.version,
    )
    return Entry(key_of(row), _said(row), row.comment, origin=origin)


def _said(row: Row) -> Said:
    if row.reason:
        return Blank(Reason(row.reason))
    if row.text is not None:
        return Text(row.text)
    if row.denominator is not None:
        return Ratio(Decimal(row.numerator or "0"), Decimal(row.denominator))
    return Number(Decimal(row.number or "0"))


def cells_of(entry: Entry) -> dict[str, Any]:
    """The columns of an entry, without plan and time."""
    key, origin = entry.key, entry.origin
    return {
        "period": key.period,
        "organisation": key.organisation,
        "measure": key.measure,
        "breakdown": write_breakdown(key.breakdown),
        **_value(entry.value),
        "comment": entry.comment,
        "method": origin.method,
        "file": origin.file,
        "sheet": origin.sheet,
        "row": origin.row,
        "version": origin.definition_version,
        "person": int(origin.by) if origin.by else None,
    }


def _value(value: Said) -> dict[str, Any]:
    cells: dict[str, Any] = dict.fromkeys(("number", "numerator", "denominator"))
    cells |= {"text": None, "reason": ""}
    if isinstance(value, Number):
        return cells | {"number": _exact(value.value)}
    if isinstance(value, Ratio):
        parts = {
            "numerator": _exact(value.numerator),
            "denominator": _exact(value.denominator),
        }
        return cells | parts
    if isinstance(value, Text):
        return cells | {"text": value.text}
    return cells | {"reason": str(value.reason)}


def _exact(number: Decimal) -> str:
    return format(number, "f")


def standing(plan: str, organisation: str) -> dict[Key, Entry]:
    """Every value of an organisation that stands, of all periods."""
    return _by_key(Value.objects.filter(plan=plan, organisation=organisation))


def proposals(plan: str, period: str, organisation: str) -> dict[Key, Entry]:
    """Other values for approved ones that wait."""
    rows = Proposal.objects.filter(plan=plan, period=period, organisation=organisation)
    return _by_key(rows.order_by("measure", "breakdown"))


def _by_key(rows: QuerySet[Value] | QuerySet[Proposal]) -> dict[Key, Entry]:
    """Their columns only: there can be a hundred thousand."""
    found = rows.values_list(*CELLS, named=True)
    return {entry.key: entry for entry in map(entry_of, found)}


def last_revision(plan: str, period: str, organisation: str) -> int:
    """A number that grows with every change to the values of a return."""
    rows = ValueRevision.objects.filter(
        plan=plan, period=period, organisation=organisation
    )
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def changed_since(
    plan: str, period: str, organisation: str, seen: int
) -> Mapping[Key, Entry | None]:
    """What others have made of values since a version; None where cleared."""
    rows = ValueRevision.objects.filter(
        plan=plan, period=period, organisation=organisation, pk__gt=seen
    )
    return {
        key_of(row): None if row.did == "cleared" else entry_of(row)
        for row in rows.order_by("pk")
    }


def waiting(plan: str) -> set[tuple[str, str]]:
    """The returns with proposed values, by period and organisation."""
    rows = Proposal.objects.filter(plan=plan)
    return set(rows.values_list("period", "organisation"))
