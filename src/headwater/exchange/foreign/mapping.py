"""What we take a file to mean: a guess first, then what a person made of it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from headwater.errors import UserError
from headwater.exchange.foreign.columns import (
    ColumnGuess,
    guess_columns,
    with_title,
)
from headwater.exchange.foreign.grid import Grid, plain
from headwater.exchange.foreign.labels import find_headings, labels
from headwater.exchange.foreign.layout import Kind, Layout, lay_out
from headwater.exchange.foreign.meanings import (
    END,
    JOINED,
    LEAVE_OUT,
    MEANINGS,
    START,
    TITLE,
    WHEN,
)


NO_ACTION = "No row below the headings is an action."


@dataclass
class SheetMap:
    """One sheet: where its headings are, and what each column means."""

    headings: tuple[int, ...]
    columns: dict[str, str]  # their label: our meaning, blank for left out
    rows: dict[int, Kind] = field(default_factory=dict)  # what a person said


@dataclass
class NewOrganisation:
    """A body that the plan did not know; a sector with '?' is still to confirm."""

    name: str
    sector: str = ""


@dataclass
class Mapping:
    """Everything that a mapping file holds."""

    made_from: str = ""
    plan_id: str = ""
    plan_title: str = ""
    sheets: dict[str, SheetMap] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)  # spelling: id, '? id', 'new'
    organisations: dict[str, NewOrganisation] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetGuess:
    """What we think of one sheet, for showing and for asking."""

    grid: Grid
    headings: tuple[int, ...] = ()
    columns: tuple[ColumnGuess, ...] = ()
    why_not: str = ""  # why it is no table of actions

    @property
    def is_plan(self) -> bool:
        return not self.why_not

    @property
    def questions(self) -> list[str]:
        return [f"'{g.label}': {g.ask}" for g in self.columns if g.ask]

    def sheet_map(self) -> SheetMap:
        return SheetMap(self.headings, {g.label: g.meaning for g in self.columns})


def guess_sheet(grid: Grid) -> SheetGuess:
    """What a sheet seems to be. Never raises: what is unclear is asked."""
    if grid.says and not grid.rows:
        return SheetGuess(grid, why_not=grid.says)
    if not any(any(row) for row in grid.rows):
        return SheetGuess(grid, why_not="There is nothing on this sheet.")
    headings = find_headings(grid)
    if not headings:
        why = "No row reads like the headings of a table of actions."
        return SheetGuess(grid, why_not=why)
    columns = tuple(guess_columns(grid, headings))
    guess = SheetGuess(grid, headings, columns)
    why_not = _why_not(grid, guess)
    return SheetGuess(grid, headings, columns, why_not)


def guess_below(grid: Grid, headings: Sequence[int]) -> SheetGuess:
    """What a sheet means by headings that a person has chosen.

    One column always says what will be done, so that there is something to mend.
    Raises UserError where nothing below them can be an action.
    """
    columns = tuple(with_title(guess_columns(grid, headings)))
    guess = SheetGuess(grid, tuple(headings), columns)
    if not columns or not _has_actions(grid, guess):
        raise UserError(
            NO_ACTION,
            where=f"{grid.sheet}:",
            fix="Choose a row that has actions below it.",
        )
    return guess


def _has_actions(grid: Grid, guess: SheetGuess) -> bool:
    layout = Reading.of(grid, guess.sheet_map()).layout
    return bool(layout.numbers(Kind.ACTION))


def _why_not(grid: Grid, guess: SheetGuess) -> str:
    meanings = {g.meaning for g in guess.columns} - {LEAVE_OUT}
    if TITLE not in meanings:
        return "No column says what will be done."
    if len(meanings) < 2:
        return "It has no column beside the one that says what will be done."
    return "" if _has_actions(grid, guess) else NO_ACTION


def guess_mapping(file: str, grids: Sequence[Grid]) -> tuple[Mapping, list[SheetGuess]]:
    """A mapping for a file as we understand it, and the guess for each sheet.

    Hidden sheets are left out; whoever wants one writes it into the mapping.
    """
    guesses = [guess_sheet(grid) for grid in grids]
    mapping = Mapping(made_from=file)
    for guess in guesses:
        if guess.is_plan and not guess.grid.hidden:
            mapping.sheets[guess.grid.sheet] = guess.sheet_map()
    return mapping, guesses


@dataclass(frozen=True)
class Reading:
    """A grid with its columns by position, its labels and the kinds of its rows."""

    grid: Grid
    labels: Sequence[str]
    columns: Map[int, str]
    layout: Layout

    @classmethod
    def of(cls, grid: Grid, sheet: SheetMap) -> Reading:
        """Put a mapping to a sheet. Raises UserError where it does not fit."""
        headings = _headings_here(grid, sheet)
        found = labels(grid, headings)
        alike = {plain(label): meaning for label, meaning in sheet.columns.items()}
        columns = {
            position: sheet.columns.get(label, alike.get(plain(label), LEAVE_OUT))
            for position, label in enumerate(found)
        }
        return cls(grid, found, columns, lay_out(grid, headings, columns, sheet.rows))

    def label(self, number: int, meaning: str) -> str:
        """The heading of the column that has a meaning in a row."""
        columns = self.layout.columns[number]
        found = (self.labels[p] for p, m in columns.items() if m == meaning)
        return next(found, meaning)


def _headings_here(grid: Grid, sheet: SheetMap) -> tuple[int, ...]:
    """The headings where the mapping says, or where all of its labels stand."""
    if _fits(grid, sheet, sheet.headings):
        return sheet.headings
    count = len(sheet.headings)
    for first in range(1, min(len(grid.rows), 300) + 1):
        moved = tuple(range(first, first + count))
        if _fits(grid, sheet, moved):
            return moved
    raise _other_file(grid, sheet)


def _fits(grid: Grid, sheet: SheetMap, headings: tuple[int, ...]) -> bool:
    if not headings or headings[0] < 1 or headings[-1] > len(grid.rows):
        return False
    return _wanted(sheet) <= {plain(label) for label in labels(grid, headings)}


def _wanted(sheet: SheetMap) -> set[str]:
    return {plain(label) for label, meaning in sheet.columns.items() if meaning}


def _other_file(grid: Grid, sheet: SheetMap) -> UserError:
    here = labels(grid, [n for n in sheet.headings if 0 < n <= len(grid.rows)])
    known = {plain(label) for label in here}
    missing = [
        name for name, m in sheet.columns.items() if m and plain(name) not in known
    ]
    rows = " and ".join(map(str, sheet.headings)) or "none"
    return UserError(
        f"The mapping was made for another file: row {rows} of this sheet has no "
        f"heading {_quoted(missing)}. It has {_quoted(here) or 'no headings'}.",
        where=f"{grid.sheet}:",
        fix="Give the mapping of this file, or run the import with --map again "
        "to make a new one.",
    )


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name[:60]}'" for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown


def check_mapping(mapping: Mapping) -> None:
    """Refuse a mapping that says two things at once. Raises UserError."""
    for name, sheet in mapping.sheets.items():
        where = f'[sheet."{name}".columns]:'
        by_meaning: dict[str, list[str]] = {}
        for label, meaning in sheet.columns.items():
            _check_meaning(where, label, meaning)
            by_meaning.setdefault(meaning, []).append(label)
        if TITLE not in by_meaning:
            raise UserError(
                "No column says what will be done.",
                where=where,
                fix='Write "title" beside the column that names the action.',
            )
        _check_claims(where, by_meaning)


def _check_meaning(where: str, label: str, meaning: str) -> None:
    if meaning == LEAVE_OUT or meaning in MEANINGS:
        return
    close = get_close_matches(meaning, MEANINGS, 1, 0.5)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    raise UserError(
        f"'{label}' is said to mean '{meaning}', which is not a column of ours.{hint}",
        where=where,
        fix=f"Use one of: {', '.join(MEANINGS)}; or leave it blank.",
    )


def _check_claims(where: str, by_meaning: Map[str, list[str]]) -> None:
    for meaning, labelled in by_meaning.items():
        if meaning and meaning not in JOINED and len(labelled) > 1:
            raise UserError(
                f"Two columns claim to be '{meaning}': {_quoted(labelled)}.",
                where=where,
                fix="Keep the one that is right, and give the other another meaning "
                "or leave it blank.",
            )
    if WHEN in by_meaning and by_meaning.keys() & {START, END}:
        raise UserError(
            f"{_quoted(by_meaning[WHEN])} claims to say when, and so does a start or "
            "end column.",
            where=where,
            fix="Keep either 'date_text' or 'start' and 'end'.",
        )
