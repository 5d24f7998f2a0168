"""Lay what their file says over what the plan holds already.

A plan is enriched after its first import (tiers, types, money). Bringing the
same table again must not wipe that: a cell that their file does not fill stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Table
from headwater.core.plan.rows import Row


def cells_of(table: Table, row: Row | None) -> dict[str, str]:
    """A row that stands, as text; what is blank is left out."""
    if row is None:
        return {}
    texts = {c.name: write_cell(getattr(row, c.name)) for c in table.columns}
    return {name: text for name, text in texts.items() if text}


def overlay(stands: dict[str, str], theirs: dict[str, str]) -> dict[str, str]:
    """Their cells over ours; aliases and notes are joined."""
    laid = stands | {name: text for name, text in theirs.items() if text}
    if "other_numbers" in stands:
        both = (stands["other_numbers"], theirs.get("other_numbers", ""))
        laid["other_numbers"] = join_words(both)
    if "note" in stands:
        laid["note"] = join_notes(stands["note"], theirs.get("note", ""))
    return laid


def join_words(lists: Iterable[str]) -> str:
    parts = (part.strip() for text in lists for part in text.split(";"))
    return "; ".join(dict.fromkeys(part for part in parts if part))


def join_notes(stands: str, theirs: str) -> str:
    """Theirs, then the lines of ours that do not carry one of their labels."""
    labels = {found[1] for found in re.finditer(r"^([^:\n]{1,90}): ", theirs, re.M)}
    said = set(theirs.splitlines())
    kept = [
        line
        for line in stands.splitlines()
        if line not in said and line.partition(": ")[0] not in labels
    ]
    return "\n".join([*theirs.splitlines(), *kept])
