"""What a plan covers, in the terminal: a grid, or a list where it is too wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.core.plan.axes import Axis, Entry
from headwater.core.plan.coverage import Cell, Counted, Coverage, State
from headwater.core.plan.findings import Level
from headwater.reports.standing import opening
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import count, day


ANY = "Any of these"
NOTHING = "-"  # in a total: nothing surely counts
LONGEST_HEADING = 18
STATE_WIDTH = 18
EXPLAINED = {
    State.COVERED: ("3", "so many actions name both sides"),
    State.RESTING: (
        "all 2",
        "rests on all: they count only through 'all' or a wider"
        " area; '3 + 2 all' has some of each",
    ),
    State.NOT_WRITTEN: (
        "blank",
        "not written down: a blank, or an unclear status, may hide an action",
    ),
}
EMPTY = {
    Level.GAP: ("none", "no action, however the blanks are filled in"),
    Level.ASK: ("none yet", "no action is written down; more actions may be"),
}


def coverage_page(report: TerminalReport, table: Coverage) -> None:
    """The notice, what is shown, the table, what its words mean, what is left out."""
    what = f"{table.rows.title} by {_inside(table.columns.title)}"
    says = f"{what}, as things stood on {day(table.as_at)}."
    opening(report, table.plan, says)
    report.paragraph(_states(table))
    report.paragraph("")
    headings, rows = _grid(table)
    if not table.cells:
        report.paragraph(f"Nothing is written down in {table.rows.reads} to show.")
    elif report.room_for(headings, rows):
        report.grid(headings, rows)
    else:
        _list(report, table)
    report.lines("What the words mean", list(_legend(table)))
    report.lines("What stands behind it", [(text,) for text in _behind(table)])


def _states(table: Coverage) -> str:
    """How many cells there are of each state that occurs."""
    cells = sum(map(len, table.cells))
    states = ((len(table.in_state(state)), state.value) for state in State)
    told = ", ".join(f"{number:,} {word}" for number, word in states if number)
    return f"{count(cells, 'cell')}: {told}." if cells else "There is no cell to show."


def _grid(table: Coverage) -> tuple[list[str], list[list[str]]]:
    """Headings and rows, with totals where there is more than one column."""
    headings = ["", *map(_heading, table.columns.entries)]
    rows = [
        [entry.label, *map(_short, cells)]
        for entry, cells in zip(table.rows.entries, table.cells, strict=True)
    ]
    if len(headings) > 2:
        headings.append(ANY)
        for row, total in zip(rows, table.row_totals, strict=True):
            row.append(_total(total))
        totals = (*table.column_totals, table.total)
        rows.append([ANY, *map(_total, totals)])
    return headings, rows


def _heading(entry: Entry) -> str:
    """A label too long for a heading gives way to its code, which is explained."""
    return entry.label if len(entry.label) <= LONGEST_HEADING else entry.code


def _inside(title: str) -> str:
    """A title in the middle of a sentence; 'VAWG' keeps its letters."""
    first, _, rest = title.partition(" ")
    return " ".join(
        filter(None, (first.lower() if first[1:].islower() else first, rest))
    )


def _short(cell: Cell) -> str:
    if cell.state is State.NOT_WRITTEN:
        return EXPLAINED[State.NOT_WRITTEN][0]
    if cell.state is State.EMPTY:
        return EMPTY[cell.level or Level.ASK][0]
    return _figures(cell.actions)


def _figures(found: Counted) -> str:
    """'3', 'all 2', '3 + 2 all'; nothing where none surely counts."""
    named, through_all = len(found.named), len(found.through_all)
    if not through_all:
        return f"{named:,}" if named else ""
    return f"{named:,} + {through_all:,} all" if named else f"all {through_all:,}"


def _total(found: Counted) -> str:
    return _figures(found) or NOTHING


def _list(report: TerminalReport, table: Coverage) -> None:
    """Each row with its cells by state: for more columns than fit."""
    for entry, cells in zip(table.rows.entries, table.cells, strict=True):
        report.paragraph(entry.label)
        for state in State:
            of_state = [cell for cell in cells if cell.state is state]
            if of_state:
                word = f"  {_word(of_state[0])}".ljust(STATE_WIDTH)
                report.rows([(word, _named(of_state))])


def _word(cell: Cell) -> str:
    empty = cell.state is State.EMPTY
    return EMPTY[cell.level or Level.ASK][0] if empty else cell.state.value


def _named(cells: Sequence[Cell]) -> str:
    figures = ((cell.column.label, _figures(cell.actions)) for cell in cells)
    return "; ".join(f"{label} ({n})" if n else label for label, n in figures)


def _legend(table: Coverage) -> Iterator[tuple[str, str]]:
    for state, explained in EXPLAINED.items():
        if table.in_state(state):
            yield explained
    if empty := table.in_state(State.EMPTY):
        yield EMPTY[empty[0].level or Level.ASK]
    for entry in table.columns.entries:
        if _heading(entry) != entry.label:
            yield entry.code, entry.label


def _behind(table: Coverage) -> Iterator[str]:
    yield _counted(table)
    blank = table.blank
    if len(blank):
        yield f"{_could_not(len(blank))}: {'; '.join(_blanks(table))}."
    if table.unclear:
        yield (
            f"{count(len(table.unclear), 'action has', 'actions have')} a status that "
            "does not say whether they are over: they may count."
        )
    if table.elsewhere:
        said = count(len(table.elsewhere), "action stands", "actions stand")
        yield f"{said} in no row or no column of this table."
    yield _complete(table)
    for text in dict.fromkeys(map(_source, (table.rows, table.columns))):
        if text:
            yield text


def _counted(table: Coverage) -> str:
    said = count(len(table.actions), "action")
    over = count(table.ended, "action is", "actions are")
    also = f" {over} over, and left out." if table.ended else ""
    return (
        f"{said} may be current or planned and {_is(len(table.actions))} looked at."
        f"{also} An action can stand in several cells, so cells are not added up: "
        f"'{ANY}' counts each action once."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _could_not(number: int) -> str:
    return (
        f"{count(number, 'action')} could not be placed because "
        f"{'a cell' if number == 1 else 'cells'} {_is(number)} blank"
    )


def _blanks(table: Coverage) -> Iterator[str]:
    row, column = table.rows.reads, table.columns.reads
    for found, where in (
        (table.blank.rows, row),
        (table.blank.columns, column),
        (table.blank.both, f"{row} and {column}"),
    ):
        if found:
            yield f"{len(found):,} in {where}"


def _complete(table: Coverage) -> str:
    if table.complete:
        return "The table of actions is said to be complete: 'none' is a gap."
    return (
        "The table of actions is not said to be complete, so an empty cell is a "
        "question and not a gap."
    )


def _source(axis: Axis) -> str:
    return f"{axis.title}: {axis.source}" if axis.source else ""
