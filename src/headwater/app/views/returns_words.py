"""Values, states and shares of returns in plain words."""

from __future__ import annotations

from decimal import Decimal

from headwater.core.plan.cells import write_cell
from headwater.core.returns.asked import Asked
from headwater.core.returns.progress import figure
from headwater.core.returns.states import State
from headwater.core.returns.values import (
    Blank,
    Entry,
    Key,
    Number,
    Ratio,
    Reason,
    Text,
    write_breakdown,
)


NOT_ANSWERED = "Not answered"
EVERYBODY = "Everybody"
PER_CENT = "\u00a0%"  # which stays with its number
STATES = {
    State.NOT_STARTED: "Not started",
    State.DRAFT: "Draft",
    State.SUBMITTED: "Submitted",
    State.RETURNED: "Given back",
    State.APPROVED: "Approved",
    State.PUBLISHED: "Published",
    State.REVISED: "Published, and revised since",
}
MOVES = {
    "save": "Saved",
    "submit": "Submitted",
    "nil": "Submitted as a nil return",
    "withdraw": "Taken back",
    "hand back": "Given back",
    "approve": "Approved",
    "reopen": "Opened again, and given back",
    "publish": "Published",
    "revise": "A revision was approved",
}
DONE = {
    "written": "written",
    "cleared": "emptied",
    "proposed": "proposed",
    "dropped": "no longer proposed",
}
REASONS = [
    {"value": "", "text": ""},
    *({"value": str(r), "text": r.words.capitalize()} for r in Reason),
]


def say_value(entry: Entry | None, asked: Asked | None) -> str:
    """A value as it is read: zero, blank and nothing out of nothing stay apart."""
    if entry is None:
        return NOT_ANSWERED
    value = entry.value
    if isinstance(value, Blank):
        return value.reason.words.capitalize()
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Number):
        return _number(value.value)
    return _ratio(value, asked)


def _ratio(value: Ratio, asked: Asked | None) -> str:
    parts = f"{_number(value.numerator)} of {_number(value.denominator)}"
    if asked is None:
        return parts
    found = figure(asked, value)
    if found.value is None:
        return f"{parts} ({found.why})"
    sign = PER_CENT if asked.per == 100 else ""
    return f"{parts} ({found.value:.1f}{sign})"


def _number(number: Decimal) -> str:
    return write_cell(number) if number.as_tuple().exponent else f"{number:,}"


def cells_of(entry: Entry | None) -> dict[str, str]:
    """What stands in the fields of a form."""
    cells = dict.fromkeys(
        ("value", "numerator", "denominator", "blank_reason", "comment"), ""
    )
    if entry is None:
        return cells
    value, cells["comment"] = entry.value, entry.comment
    if isinstance(value, Number):
        cells["value"] = write_cell(value.value)
    elif isinstance(value, Ratio):
        cells["numerator"] = write_cell(value.numerator)
        cells["denominator"] = write_cell(value.denominator)
    elif isinstance(value, Text):
        cells["value"] = value.text
    else:
        cells["blank_reason"] = str(value.reason)
    return cells


def group_of(key: Key) -> str:
    return write_breakdown(key.breakdown) or EVERYBODY


def share(part: Decimal | None, given: int, of: int) -> str:
    """'7 of 9 (78 %)'; where nothing was due there is no share."""
    if part is None:
        return "None was due yet"
    return f"{given} of {of} ({part * 100:.0f}{PER_CENT})"
