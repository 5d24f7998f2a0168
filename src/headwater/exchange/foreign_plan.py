"""A partner's own table on its way to a plan: opened, guessed at, read, brought in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from headwater.core.framework.model import Framework
from headwater.core.plan.assemble import Problem, RawRow, RawTable, assemble
from headwater.core.plan.rows import Organisation, Plan
from headwater.core.plan.tables import TABLES
from headwater.exchange.foreign.bring import Brought, bring
from headwater.exchange.foreign.dry_run import read_all
from headwater.exchange.foreign.grid import Grid, plain
from headwater.exchange.foreign.grids import read_grids
from headwater.exchange.foreign.known_bodies import (
    NEW,
    KnownBodies,
    add_bodies,
    body_id,
)
from headwater.exchange.foreign.lasting_ids import Standing
from headwater.exchange.foreign.mapping import (
    Mapping as TheirMapping,
)
from headwater.exchange.foreign.mapping import (
    SheetGuess,
    guess_mapping,
)
from headwater.exchange.foreign.overlay import cells_of
from headwater.exchange.foreign.rows import SheetRead
from headwater.exchange.intake import Intake
from headwater.exchange.sheet import TableRead


@dataclass(frozen=True)
class TheirFile:
    """A file as opened: the name that people know it by, its hash, its sheets.

    `around` are the organisations of the plans beside the one that it is for.
    """

    name: str
    sha256: str
    grids: tuple[Grid, ...]
    around: tuple[Organisation, ...] = ()

    @property
    def stem(self) -> str:
        return Path(self.name).stem


def open_theirs(
    path: Path, name: str = "", around: Iterable[Organisation] = ()
) -> TheirFile:
    """Read every sheet. Raises UserError where the file cannot be read safely.

    Where the file was given another name on the way here, `name` is the one
    that people know; a CSV file gives its sheet that name.
    """
    grids = read_grids(path)
    content = sha256(path.read_bytes()).hexdigest()
    if name and path.suffix.casefold() != ".xlsx":
        grids = [replace(grid, sheet=Path(name).stem) for grid in grids]
    return TheirFile(name or path.name, content, tuple(grids), tuple(around))


def known_bodies(theirs: TheirFile, stands: Plan | None) -> KnownBodies:
    return KnownBodies.of(stands.organisations if stands else (), theirs.around)


def _bodies(
    theirs: TheirFile, mapping: TheirMapping, stands: Plan | None
) -> list[Organisation]:
    """Those of the plan, and of those around it the ones that the mapping names."""
    own = {b.organisation_id: b for b in (stands.organisations if stands else ())}
    named = set(mapping.leads.values())
    others = {b.organisation_id: b for b in theirs.around if b.organisation_id in named}
    return list((others | own).values())


def guess(
    theirs: TheirFile, stands: Plan | None, plan_id: str = "", title: str = ""
) -> tuple[TheirMapping, list[SheetGuess]]:
    """What we take a file to mean, with each name of a lead, for a person to mend.

    Without a plan's id, one is made from the name of the file.
    """
    mapping, guesses = guess_mapping(theirs.name, theirs.grids)
    mapping.plan_id = plan_id or body_id(theirs.stem)
    stands_title = stands.about.title if stands else ""
    mapping.plan_title = title or stands_title or _as_title(theirs.stem)
    add_names(theirs, mapping, stands)
    return mapping, guesses


def _as_title(stem: str) -> str:
    """'our_plan-2026' as a title: Our plan 2026."""
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return f"{words[:1].upper()}{words[1:]}"


def add_names(theirs: TheirFile, mapping: TheirMapping, stands: Plan | None) -> None:
    """Write the names of leads that the mapping does not hold yet into it."""
    known = known_bodies(theirs, stands)
    reads = read_all(theirs.grids, mapping, known.written())
    add_bodies(mapping, _names(reads), known)


def keep_used_names(
    theirs: TheirFile, mapping: TheirMapping, stands: Plan | None
) -> None:
    """As `add_names`, without names that no longer stand where leads are named."""
    add_names(theirs, mapping, stands)
    used = {plain(name) for name in _names(read_theirs(theirs, mapping, stands))}
    mapping.leads = {n: to for n, to in mapping.leads.items() if plain(n) in used}
    new = {body_id(name) for name, to in mapping.leads.items() if to == NEW}
    mapping.organisations = {
        key: body for key, body in mapping.organisations.items() if key in new
    }


def _names(reads: Iterable[SheetRead]) -> Iterator[str]:
    for read in reads:
        for action in read.actions:
            yield from (*action.leads, *action.helpers)


def read_theirs(
    theirs: TheirFile, mapping: TheirMapping, stands: Plan | None = None
) -> list[SheetRead]:
    """Each sheet by a mapping. Raises UserError where the mapping does not fit."""
    return read_all(theirs.grids, mapping, known_bodies(theirs, stands).written())


def bring_theirs(
    theirs: TheirFile,
    mapping: TheirMapping,
    stands: Plan | None,
    framework: Framework,
) -> tuple[list[SheetRead], Intake]:
    """The reading of each sheet, and a plan, or what is to be mended first.

    `stands` is the plan as the workspace holds it; what it holds beside their
    table stays. Every problem has its place in their file.
    """
    reads = read_theirs(theirs, mapping, stands)
    bodies = _bodies(theirs, mapping, stands)
    brought = bring(reads, mapping, bodies, _standing(stands))
    plan, problems = None, brought.problems
    if not problems:
        done = assemble(_standing_tables(stands) | brought.tables, framework)
        plan = done.plan
        problems = tuple(_in_their_file(p, brought) for p in done.problems)
    tables = _tables_read(brought, theirs)
    return reads, Intake(theirs.name, plan, problems, (), tables, theirs.sha256)


def _standing(stands: Plan | None) -> Standing:
    if stands is None:
        return Standing()
    return Standing(stands.about, stands.actions, stands.outcomes)


def _standing_tables(stands: Plan | None) -> dict[str, RawTable]:
    """What the plan holds already: their rows may refer to it."""
    if stands is None:
        return {}
    return {
        table.name: RawTable(
            table.name,
            [
                RawRow(number, cells_of(table, row))
                for number, row in enumerate(getattr(stands, table.name), start=2)
            ],
            {},
        )
        for table in TABLES
        if table.name != "plan"
    }


def _in_their_file(problem: Problem, brought: Brought) -> Problem:
    """The sheet and row of theirs that a row of our actions table came from."""
    if problem.sheet != "actions" or problem.row not in brought.places:
        return problem
    sheet, row = brought.places[problem.row]
    return replace(problem, sheet=sheet, row=row)


def _tables_read(brought: Brought, theirs: TheirFile) -> tuple[TableRead, ...]:
    return tuple(
        TableRead(name, theirs.name, len(table.rows), (), ())
        for name, table in brought.tables.items()
    )


def by_sheet(
    problems: Sequence[Problem], reads: Sequence[SheetRead]
) -> Mapping[str, list[Problem]]:
    """Problems under the sheet that they stand on; others under the first read."""
    found: dict[str, list[Problem]] = {read.grid.sheet: [] for read in reads}
    with_actions = (read.grid.sheet for read in reads if read.actions)
    first = next(with_actions, next(iter(found), ""))
    for problem in problems:
        found[problem.sheet if problem.sheet in found else first].append(problem)
    return found
