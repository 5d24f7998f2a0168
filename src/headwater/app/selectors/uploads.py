"""What a file that was handed over holds, and what bringing it in would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from headwater.app.drafts import Draft
from headwater.app.models import Import
from headwater.app.selectors.held import DEFAULT_FRAMEWORK
from headwater.app.selectors.standing import NotThere, load_plan, organisations
from headwater.core.framework.load import available, load_framework
from headwater.core.framework.model import Framework
from headwater.core.plan.assemble import Problem
from headwater.core.plan.rows import Plan
from headwater.exchange.foreign.columns import guess_columns
from headwater.exchange.foreign.grid import Grid
from headwater.exchange.foreign.mapping import Mapping, SheetMap
from headwater.exchange.foreign.mapping_file import parse_mapping
from headwater.exchange.foreign.remarks import annotated_copy
from headwater.exchange.foreign.rows import SheetRead
from headwater.exchange.foreign_plan import (
    TheirFile,
    bring_theirs,
    open_theirs,
    read_theirs,
)
from headwater.exchange.intake import Intake


@dataclass(frozen=True, slots=True)
class Trial:
    """What bringing a table in would change; None where that cannot be done yet, or
    `wrong` says why it cannot be done at all."""

    receipt: Any
    wrong: str = ""


NO_TRIAL = Trial(None)


@dataclass(frozen=True)
class Reading:
    """A draft as read by its mapping. Raises UserError where that does not fit."""

    draft: Draft
    trial: Trial | None = field(default=None, init=False)  # where a worker made one

    @cached_property
    def theirs(self) -> TheirFile:
        return open_draft(self.draft)

    @cached_property
    def mapping(self) -> Mapping:
        return parse_mapping(self.draft.mapping)

    @cached_property
    def stands(self) -> Plan | None:
        return standing(self.mapping.plan_id)

    @cached_property
    def framework(self) -> Framework:
        return framework_of(self.stands)

    def sheet_map(self, grid: Grid) -> SheetMap | None:
        """What the mapping says of a sheet; a CSV file may have another name now."""
        sheets = self.mapping.sheets
        if len(self.theirs.grids) == 1:
            return next(iter(sheets.values()), None)
        return sheets.get(grid.sheet)

    def asks(self, grid: Grid) -> dict[str, str]:
        """What we are not sure of, by the label of a column."""
        said = self.sheet_map(grid)
        if said is None or said.headings[-1] > len(grid.rows):
            return {}
        return {found.label: found.ask for found in guess_columns(grid, said.headings)}

    def number(self, grid: Grid) -> int:
        """The number of a sheet in the file, from 1."""
        return self.theirs.grids.index(grid) + 1

    @cached_property
    def reads(self) -> list[SheetRead]:
        return read_theirs(self.theirs, self.mapping, self.stands)

    @property
    def tables(self) -> list[SheetRead]:
        """The sheets that are read as tables of actions."""
        return [read for read in self.reads if read.reading]

    @property
    def others(self) -> list[SheetRead]:
        return [read for read in self.reads if not read.reading]

    @property
    def actions(self) -> int:
        return sum(len(read.actions) for read in self.reads)

    @cached_property
    def intake(self) -> Intake:
        _, found = bring_theirs(self.theirs, self.mapping, self.stands, self.framework)
        return found


def open_draft(draft: Draft) -> TheirFile:
    return open_theirs(draft.path, draft.name, organisations())


def standing(plan_id: str) -> Plan | None:
    """The plan as it stands, if it does."""
    try:
        return load_plan(plan_id)
    except NotThere:
        return None


def framework_of(stands: Plan | None) -> Framework:
    named = (stands.about.framework or "").casefold() if stands else ""
    return load_framework(named if named in available() else DEFAULT_FRAMEWORK)


def with_remarks(draft: Draft, problems: Sequence[Problem]) -> bytes:
    """A copy of their file with what is to be mended beside it."""
    with TemporaryDirectory(dir=draft.folder) as folder:
        copy = Path(folder) / f"copy{draft.suffix}"
        annotated_copy(draft.path, _as_kept(draft, problems), copy)
        return copy.read_bytes()


def _as_kept(draft: Draft, problems: Sequence[Problem]) -> list[Problem]:
    """A CSV file is kept under another name than the one that people know."""
    if draft.suffix == ".xlsx":
        return list(problems)
    return [replace(problem, sheet=draft.path.stem) for problem in problems]


def find_receipt(number: int) -> Import:
    """The record of one import. Raises NotThere."""
    found = Import.objects.filter(pk=number).first()
    if found is None:
        raise NotThere(str(number))
    return found
