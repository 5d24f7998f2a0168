"""A release of protected figures as CSV and JSON: what the public gets, no more.

Everything here is made from the ledger entry, which holds nothing secret. A cell
that is hidden has no value; `status` and `symbol` say why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.released import ReleasedTable
from headwater.exchange.figures.rows_out import Value, as_json, rows_as_csv


SHAPE = "headwater-protected/1"
SYMBOL_OF = {
    "none": "0",
    "withheld": "c",
    "not reported": "..",
    "not applicable": "z",
}
STANDING = (
    "title",
    "subject",
    "unit",
    "periods",
    "vintage",
    "released",
    "source",
    "licence",
    "rule",
    "promise",
    "audit",
    "ledger_id",
)


@dataclass(frozen=True, slots=True)
class PublicCell:
    """One cell of a published table: codes and labels by dimension, value or none."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    value: int | None
    status: str
    symbol: str

    @property
    def shown(self) -> str:
        """What stands in the cell of a printed table: its figure or its symbol."""
        return self.symbol if self.value is None else f"{self.value:,}"


def public_cells(table: ReleasedTable) -> Iterator[PublicCell]:
    """Every cell of one table, totals too, the last dimension fastest."""
    import numpy as np

    values, words = table.numbers(), table.words()
    for at in np.ndindex(values.shape):
        status = str(words[at])
        value = None if np.isnan(values[at]) else int(values[at])
        yield PublicCell(
            tuple(axis.codes[i] for axis, i in zip(table.axes, at, strict=True)),
            tuple(axis.labels[i] for axis, i in zip(table.axes, at, strict=True)),
            value,
            status,
            SYMBOL_OF.get(status, ""),
        )


def standing(entry: Entry) -> dict[str, str]:
    """What must never be parted from the figures, by the names in STANDING."""
    about = entry.about
    texts = (
        about.title,
        about.subject,
        about.unit,
        "; ".join(about.periods),
        about.vintage,
        about.at,
        about.source,
        about.licence,
        f"{entry.profile.name}: {entry.profile.source}",
        promise(entry),
        audit_sentence(entry),
        entry.id,
    )
    return dict(zip(STANDING, texts, strict=True))


def promise(entry: Entry) -> str:
    """What the rule keeps, in one sentence."""
    least = entry.profile.threshold
    rounded = f" Other figures are rounded to {base}." if (base := _base(entry)) else ""
    return (
        f"No count from {entry.profile.floor} to {least - 1} is shown, and none can be "
        f"narrowed by the rest to a range of less than {entry.profile.width}.{rounded}"
    )


def audit_sentence(entry: Entry) -> str:
    """What the attack on the release found; never how many counts are small."""
    said = entry.audit
    if not said:
        return "Not attacked."
    if not said.get("holds"):
        return "The attack narrowed hidden figures: do not publish this."
    given = len(entry.given)
    more = {0: "", 1: " with 1 earlier release"}.get(
        given, f" with {given} earlier releases"
    )
    return f"Attacked from what is published alone{more}: no small count was narrowed."


def entry_csv(entry: Entry) -> str:
    """One line for each cell of the release, once, with what stands beside it."""
    dims = tuple(entry.hierarchies)
    beside = tuple(standing(entry).values())
    labelled = tuple(f"{name}_label" for name in dims)
    return rows_as_csv(
        (*dims, *labelled, "value", "status", "symbol", *STANDING),
        (
            (*codes, *labels, cell.value, cell.status, cell.symbol, *beside)
            for codes, labels, cell in _once(entry)
        ),
    )


def entry_json(entry: Entry) -> str:
    """The whole release: notes, symbols, and each table with its cells."""
    tables = ReleasedTable.from_ledger(entry)
    return as_json(
        SHAPE,
        {
            "about": standing(entry),
            "symbols": dict(tables[0].symbols),
            "hierarchies": {
                name: [{"code": c, "parent": up} for c, up in each.parents.items()]
                for name, each in entry.hierarchies.items()
            },
            "tables": [_as_table(table) for table in tables],
        },
    )


def entry_xlsx(entry: Entry) -> bytes:
    """A workbook: a sheet of notes, then a sheet for each table."""
    from headwater.exchange.protected_workbook import workbook

    return workbook(entry)


def _as_table(table: ReleasedTable) -> dict[str, Any]:
    names = [axis.name for axis in table.axes]
    return {
        "dimensions": names,
        "cells": [
            {
                **dict(zip(names, cell.codes, strict=True)),
                "value": cell.value,
                "status": cell.status,
                "symbol": cell.symbol,
            }
            for cell in public_cells(table)
        ],
    }


def _once(
    entry: Entry,
) -> Iterator[tuple[tuple[Value, ...], tuple[Value, ...], PublicCell]]:
    """Cells of all tables by every dimension; a total shared by two stands once."""
    roots = {name: each.root for name, each in entry.hierarchies.items()}
    words = {
        name: entry.about.labels.get(name, {}).get(r, r) for name, r in roots.items()
    }
    seen: set[tuple[Value, ...]] = set()
    for table in ReleasedTable.from_ledger(entry):
        names = [axis.name for axis in table.axes]
        for cell in public_cells(table):
            by = {**roots, **dict(zip(names, cell.codes, strict=True))}
            key = tuple(by.values())
            if key not in seen:
                seen.add(key)
                said = {**words, **dict(zip(names, cell.labels, strict=True))}
                yield key, tuple(said.values()), cell


def _base(entry: Entry) -> int:
    """What figures are rounded to, 0 for not at all."""
    return entry.profile.base if entry.profile.base > 1 else 0
