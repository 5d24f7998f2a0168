"""What people sent with a form, and what is wrong with it, field by field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from headwater.exchange.foreign.meanings import (
    END,
    JOINED,
    MEANINGS,
    START,
    TITLE,
    WHEN,
)
from headwater.exchange.foreign.rows import SheetRead


_PLAN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_EXAMPLE = 80  # characters
LONGEST = 200  # characters of a title, a name or a reason


@dataclass
class Errors:
    """What is wrong by the id of the field, in the order of the page."""

    by_field: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, says: str) -> None:
        self.by_field.setdefault(name, says.rstrip("."))

    def __bool__(self) -> bool:
        return bool(self.by_field)

    def at(self, name: str) -> dict[str, str] | None:
        """What the components ask for."""
        return {"text": self.by_field[name]} if name in self.by_field else None

    @property
    def summary(self) -> list[dict[str, str]]:
        return [
            {"text": text, "href": f"#{name}"} for name, text in self.by_field.items()
        ]


def column_field(sheet: int, position: int) -> str:
    return f"column-{sheet}-{position}"


def shown_columns(read: SheetRead) -> Iterator[tuple[int, str, str, str]]:
    """Position, heading, meaning and an example of each column with anything in it."""
    if read.reading is None:
        return
    rows = range(1, len(read.grid.rows) + 1)
    for position, meaning in read.reading.columns.items():
        if meaning or read.grid.column(position, rows):
            example = _example(read, position)
            yield position, read.reading.labels[position], meaning, example


def _example(read: SheetRead, position: int) -> str:
    """What the first action says there that says anything."""
    cells = (read.grid.cell(action.row, position) for action in read.actions)
    return " ".join(next(filter(None, cells), "").split())[:_EXAMPLE]


def read_columns(
    number: int, read: SheetRead, sent: Mapping[str, str], errors: Errors
) -> dict[str, str]:
    """The meaning of each column as it was chosen, by their heading."""
    chosen: dict[str, tuple[str, str]] = {}
    for position, label, meaning, _ in shown_columns(read):
        name = column_field(number, position)
        value = sent.get(name, meaning)
        if value and value not in MEANINGS:
            errors.add(name, f"Choose a meaning for '{label}' from the list")
        chosen[label] = (name, value)
    _check_claims(chosen, errors)
    return {label: meaning for label, (_, meaning) in chosen.items()}


def _check_claims(chosen: Mapping[str, tuple[str, str]], errors: Errors) -> None:
    """As `check_mapping`, with the field that each error belongs to."""
    first: dict[str, str] = {}
    for label, (name, meaning) in chosen.items():
        if meaning and meaning not in JOINED and meaning in first:
            errors.add(
                name,
                f"'{first[meaning]}' and '{label}' both claim to be "
                f"'{words_of(meaning)}'. Change one of them",
            )
        first.setdefault(meaning, label)
        if meaning == WHEN and {START, END} & {m for _, m in chosen.values()}:
            errors.add(
                name,
                f"'{label}' says when, and so does another column. Keep either the "
                "one or the others",
            )
    if TITLE not in first and chosen:
        name = next(iter(chosen.values()))[0]
        errors.add(name, f"Select which column is '{words_of(TITLE)}'")


def words_of(meaning: str) -> str:
    """A meaning as people choose it: What will be done."""
    return SHORT[meaning]


SHORT = {
    "": "Leave this column out",
    "other_numbers": "Number of the action",
    "title": "What will be done",
    "description": "More about what will be done",
    "lead_organisations": "Who leads",
    "delivery_organisations": "Other partners",
    "start": "When it starts",
    "end": "When it ends or is due",
    "date_text": "When, in one cell",
    "status_text": "Status or colour, kept as your words",
    "outcome": "The change it should bring",
    "section": "Priority, theme or section",
    "resources_note": "Money and other resources",
    "note": "Progress, comments and other notes",
}


def read_plan(
    sent: Mapping[str, str], known: Collection[str], errors: Errors
) -> tuple[str, str]:
    """The id and the title of the plan that the table belongs to; a title is
    blank where the plan stands already."""
    plan = sent.get("plan", "new")
    if plan != "new":
        if plan not in known:
            errors.add("plan" if known else "title", "Say which plan this is")
        return plan, ""
    plan_id = sent.get("plan_id", "").strip().lower()
    title = " ".join(sent.get("title", "").split())
    if not title or len(title) > LONGEST:
        errors.add("title", f"Enter a title of up to {LONGEST} characters")
    if not _PLAN_ID.fullmatch(plan_id):
        errors.add(
            "plan_id",
            "Enter a short name of small letters, digits and hyphens, such as "
            "northgate-2026",
        )
    elif plan_id in {name.casefold() for name in known}:
        errors.add("plan_id", "There is a plan of this short name. Select it above")
    return plan_id, title


def read_text(
    sent: Mapping[str, str], name: str, errors: Errors, needed: str = ""
) -> str:
    """One line of text. `needed` is what to say where it is blank."""
    text = " ".join(sent.get(name, "").split())
    if needed and not text:
        errors.add(name, needed)
    if len(text) > LONGEST:
        errors.add(name, f"Keep this to {LONGEST} characters or fewer")
    return text
