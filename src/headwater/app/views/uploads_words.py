"""What was read and what would change, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from headwater.app.drafts import Draft
from headwater.app.selectors.uploads import Reading
from headwater.core.plan.tables import BY_NAME
from headwater.exchange.foreign.layout import Kind
from headwater.exchange.foreign.rows import SheetRead
from headwater.reports.words import count


Row = dict[str, Any]
_SHOWN = 8  # row numbers, so that a line stays a line
_KINDS = (
    (Kind.HEADING, "Rows of headings"),
    (Kind.TITLE, "Rows of titles"),
    (Kind.SECTION, "Sections"),
    (Kind.NOTE, "Notes, left out"),
)


def _row(key: str, value: str, href: str = "", change: str = "") -> Row:
    row: Row = {"key": {"text": key}, "value": {"text": value}}
    if href:
        link = {"href": href, "text": "Change", "visuallyHiddenText": change}
        row["actions"] = {"items": [link]}
    return row


def rows_of(reading: Reading, read: SheetRead) -> list[Row]:
    """What the rows of a sheet were taken for, so that a wrong reading shows."""
    rows = [_row("Actions", f"{len(read.actions):,}")]
    layout = read.reading.layout if read.reading else None
    for kind, key in _KINDS:
        if layout and (numbers := layout.numbers(kind)):
            href = choose_headings(reading, read) if kind is Kind.HEADING else ""
            rows.append(_row(key, _rows_named(numbers), href, "the row of headings"))
    to_mend = len(read.problems)
    return [*rows, _row("Cells to mend", f"{to_mend:,}")] if to_mend else rows


def choose_headings(reading: Reading, read: SheetRead) -> str:
    """Where a person says which row holds the headings; blank for an empty sheet."""
    if not any(map(any, read.grid.rows)):
        return ""
    where = (reading.draft.token, reading.number(read.grid))
    return reverse("bring-headings", args=where)


def _rows_named(numbers: list[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:_SHOWN])
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}{more}"


def answers(draft: Draft, reading: Reading) -> list[Row]:
    """Check your answers: what was said so far, each with the way back to it."""
    mapping = reading.mapping

    def page(name: str) -> str:
        return reverse(name, args=(draft.token,))

    used = sum(
        1
        for sheet in mapping.sheets.values()
        for meaning in sheet.columns.values()
        if meaning
    )
    return [
        _row("File", draft.name, page("bring-again"), "the file"),
        _row("Read", count(reading.actions, "action")),
        _row("Columns", f"{used:,} used", page("bring-columns"), "the columns"),
        _row(
            "Plan",
            f"{mapping.plan_title} ({mapping.plan_id})",
            page("bring-plan"),
            "the plan",
        ),
        _row(
            "Organisations",
            count(len(mapping.leads), "name"),
            page("bring-names"),
            "the names",
        ),
    ]


def plan_items(titles: Mapping[str, str], chosen: str) -> list[Row]:
    choices = {**titles, "new": "A new plan"}
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in choices.items()
    ]


def count_rows(tables: Iterable[Mapping[str, Any]]) -> list[Row]:
    """What an import does to each table that it looks at, in words."""
    return [_row(BY_NAME[table["table"]].title, _counted(table)) for table in tables]


def _counted(table: Mapping[str, Any]) -> str:
    numbers = (
        (table["created"], "new"),
        (table["changed"], "changed"),
        (table["unchanged"], "the same"),
        (table["removed"], "removed"),
        (len(table["missing"]), "only in the plan"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number)


def receipt_facts(receipt: Any) -> list[Row]:
    at = timezone.localtime(receipt.at)
    rows = [
        _row("Plan", receipt.plan),
        _row("File", receipt.source),
        _row("When", f"{at.day} {at:%B %Y, %H:%M}"),
        _row("Who", receipt.by),
        _row("Why", receipt.why or "Not written down"),
        _row("Fingerprint of the file", receipt.sha256),
    ]
    return rows
