"""What would be read, as data: one object for each sheet, and nothing written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from headwater.core.plan.assemble import Problem
from headwater.errors import UserError
from headwater.exchange.foreign.grid import Grid
from headwater.exchange.foreign.layout import Kind
from headwater.exchange.foreign.mapping import (
    Mapping,
    Reading,
    SheetMap,
    check_mapping,
    guess_sheet,
)
from headwater.exchange.foreign.rows import SheetRead, TheirAction, read_sheet


def read_all(
    grids: Sequence[Grid], mapping: Mapping, known: Collection[str] = ()
) -> list[SheetRead]:
    """Every sheet by a mapping; those that it does not name are left out.

    Raises UserError where the mapping was made for another file, or where two
    columns claim the same.
    """
    check_mapping(mapping)
    mapped = _by_sheet(grids, mapping)
    known = {*known, *mapping.leads}
    reads = [
        read_sheet(Reading.of(grid, mapped[grid.sheet]), known)
        if grid.sheet in mapped
        else _left_out(grid)
        for grid in grids
    ]
    if not any(read.actions or read.problems for read in reads):
        for read in reads:
            read.problems.append(_no_actions(read))
    return reads


def _by_sheet(grids: Sequence[Grid], mapping: Mapping) -> dict[str, SheetMap]:
    here = {grid.sheet for grid in grids}
    missing = [name for name in mapping.sheets if name not in here]
    if not missing:
        return mapping.sheets
    if len(mapping.sheets) == 1 and len(grids) == 1:
        # A CSV file has the name of its file, which changes every quarter.
        return {grids[0].sheet: mapping.sheets[missing[0]]}
    raise UserError(
        f"The mapping speaks of the sheet '{missing[0]}', and this file has none of "
        "that name.",
        where=f"{mapping.made_from or 'the mapping'}:",
        fix=f"The file has: {', '.join(sorted(here)[:12])}. Mend the name in the "
        "mapping, or make a mapping for this file.",
    )


def _left_out(grid: Grid) -> SheetRead:
    why = guess_sheet(grid).why_not or "It is not in the mapping."
    return SheetRead(grid, None, why)


def _no_actions(read: SheetRead) -> Problem:
    return Problem(
        read.grid.sheet,
        0,
        "",
        "",
        f"No action was found here. {read.why_not}".strip(),
        "A table of actions needs a row of headings, with one column that says what "
        "will be done (such as Action) and one that says who or when.",
    )


def dry_run(file: str, reads: Sequence[SheetRead]) -> list[dict[str, Any]]:
    """The reading of each sheet in the form of `--dry-run --format json`."""
    return [_sheet(file, read) for read in reads]


def _sheet(file: str, read: SheetRead) -> dict[str, Any]:
    kinds = read.reading.layout if read.reading else None

    def numbers(kind: Kind) -> list[int]:
        return kinds.numbers(kind) if kinds else []

    return {
        "file": file,
        "sheet": read.grid.sheet,
        "columns": _columns(read.reading),
        "action_rows": len(read.actions),
        "rows": [_row(action) for action in read.actions],
        "title_rows": numbers(Kind.TITLE),
        "header_rows": numbers(Kind.HEADING),
        "section_rows": numbers(Kind.SECTION),
        "errors": [asdict(problem) for problem in read.problems],
    }


def _columns(reading: Reading | None) -> dict[str, str]:
    if reading is None:
        return {}
    every = range(1, len(reading.grid.rows) + 1)
    return {
        reading.labels[position]: meaning
        for position, meaning in reading.columns.items()
        if meaning or reading.grid.column(position, every)
    }


def _row(action: TheirAction) -> dict[str, Any]:
    return {
        "row": action.row,
        "key": action.key,
        "title": action.title,
        "leads": list(action.leads),
        "date_text": action.when.text,
        "date_state": action.when.state.value,
        "start": _day(action.when.start),
        "end": _day(action.when.end),
        "status_text": action.status_text,
        "outcome": action.outcome,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
