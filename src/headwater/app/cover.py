"""What the cells of a coverage table say, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.core.plan.axes import Axis
from headwater.core.plan.coverage import Cell, Counted, Coverage, State
from headwater.core.plan.findings import Level
from headwater.reports.words import count


@dataclass(frozen=True, slots=True)
class Said:
    """One kind of cell: its class, its word, and what the word means."""

    shape: str
    word: str
    meaning: str


SAID = {
    State.COVERED: Said("covered", "Named", "actions name both sides"),
    State.RESTING: Said(
        "resting",
        "Only through 'all'",
        "actions count here, but only because they say 'all' or name a wider area",
    ),
    State.NOT_WRITTEN: Said(
        "blank",
        "Not written down",
        "a cell is blank or a status is not clear, so we cannot tell",
    ),
}
NONE = Said("none", "None", "no action, however the blanks are filled in")
NONE_YET = Said("none-yet", "None yet", "no action is written down; there may be more")

NOTHING = "-"  # in a total: nothing surely counts


def said(cell: Cell) -> Said:
    """An empty cell is a gap only where the table of actions is complete."""
    if cell.state is State.EMPTY:
        return NONE if cell.level is Level.GAP else NONE_YET
    return SAID[cell.state]


def legend(table: Coverage) -> list[Said]:
    """Every kind of cell that this table could have."""
    return [*SAID.values(), NONE if table.complete else NONE_YET]


def figures(found: Counted) -> str:
    """'3', 'all 2', '3 + 2 all'; '-' where none surely counts."""
    named, through_all = len(found.named), len(found.through_all)
    if not through_all:
        return f"{named:,}" if named else NOTHING
    return f"{named:,} + {through_all:,} all" if named else f"all {through_all:,}"


def title(table: Coverage) -> str:
    """'Types of VAWG by prevention tiers'."""
    return f"{table.rows.title} by {inside(table.columns.title)}"


def inside(text: str) -> str:
    """A title in the middle of a sentence; 'VAWG' keeps its letters."""
    first, space, rest = text.partition(" ")
    return f"{first if first[1:2].isupper() else first.lower()}{space}{rest}"


def tally(table: Coverage) -> str:
    """How many cells there are of each kind that occurs."""
    kinds = [said(cell) for cell in table]
    found = ((kinds.count(kind), kind.word) for kind in legend(table))
    told = ", ".join(f"{number:,} {_small(word)}" for number, word in found if number)
    return f"{count(len(kinds), 'cell')}: {told}." if kinds else "No cell to show."


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def behind(table: Coverage) -> Iterator[str]:
    """What is counted, what is left out, and what could not be placed."""
    yield (
        f"We look at {count(len(table.actions), 'action')} that may be current or "
        "planned. One action can stand in several cells, so do not add cells up."
    )
    if table.ended:
        yield f"{count(table.ended, 'action is', 'actions are')} over, and left out."
    for found, where in (
        (table.blank.rows, inside(table.rows.title)),
        (table.blank.columns, inside(table.columns.title)),
        (table.blank.both, "both"),
    ):
        if found:
            yield (
                f"{count(len(found), 'action does', 'actions do')} not say: "
                f"{where}. They may count in some of the cells."
            )
    if table.unclear:
        yield (
            f"{count(len(table.unclear), 'action has', 'actions have')} a status that "
            "does not say whether they are over."
        )
    if table.elsewhere:
        stands = count(len(table.elsewhere), "action stands", "actions stand")
        yield f"{stands} in no cell: they say that they work on something else."
    yield _complete(table)
    yield from dict.fromkeys(filter(None, map(_source, (table.rows, table.columns))))


def _complete(table: Coverage) -> str:
    if table.complete:
        return "The table of actions is said to be complete, so 'None' is a gap."
    return (
        "The table of actions is not said to be complete. So an empty cell is a "
        "question and not a gap."
    )


def _source(axis: Axis) -> str:
    return f"{axis.title}: {axis.source}" if axis.source else ""
