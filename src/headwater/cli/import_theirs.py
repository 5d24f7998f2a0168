"""headwater import --map: bring in a table that partners already keep."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headwater.app.database import is_workspace
from headwater.cli.folders import program
from headwater.cli.output import tell, write_file, write_text
from headwater.errors import UserError


if TYPE_CHECKING:
    from collections.abc import Sequence

    from headwater.core.plan.assemble import Problem
    from headwater.core.plan.rows import Organisation, Plan
    from headwater.exchange.foreign.mapping import Mapping, SheetGuess
    from headwater.exchange.foreign.rows import SheetRead
    from headwater.exchange.foreign_plan import TheirFile
    from headwater.exchange.intake import Intake


def map_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        nargs="?",
        const="",
        metavar="MAPPING.toml",
        help="PLAN is a table that partners keep themselves (CSV or XLSX). Without "
        "a name: show what each column seems to mean and write that beside PLAN, to "
        "be mended; nothing is brought in. With one: read PLAN by it",
    )
    parser.add_argument(
        "--plan-id",
        metavar="ID",
        help="with --map and no name: the plan that the table belongs to",
    )
    parser.add_argument(
        "--remarks",
        metavar="COPY",
        help="with --map: write a copy of PLAN with what is to be mended beside it",
    )


def guess_theirs(args: argparse.Namespace, folder: Path) -> int:
    """Show the guess, and write it to a file to mend; nothing is brought in."""
    from headwater.exchange.foreign.mapping_file import write_mapping
    from headwater.exchange.foreign_plan import guess, open_theirs, read_theirs

    path = Path(args.plan)
    target = path.with_suffix(".toml")
    if not args.dry_run and target.exists():
        raise _mapped_before(path, target)
    theirs = open_theirs(path, around=bodies_around(folder))
    stands = standing_plan(folder, args.plan_id)
    mapping, guesses = guess(theirs, stands, args.plan_id or "")
    reads = read_theirs(theirs, mapping, stands)
    problems = [problem for read in reads for problem in read.problems]
    _write_remarks(args, problems)
    if not any(read.actions for read in reads):
        return _nothing_read(theirs, reads, problems, args)
    if not args.dry_run:
        write_file(str(target), write_mapping(mapping, guesses).encode())
    if args.format == "json":
        write_text(_as_json(theirs, reads, problems), None)
    else:
        _show_guess(theirs, guesses, reads, problems)
    _next(args, path, target)
    return 0


def _mapped_before(path: Path, target: Path) -> UserError:
    return UserError(
        "There is a mapping of that name already, and it stays as it is.",
        where=f"{target}:",
        fix=f"Use it: {program()} import {path} --map {target}. For a fresh one, "
        "move it away first.",
    )


def _nothing_read(
    theirs: TheirFile,
    reads: Sequence[SheetRead],
    problems: Sequence[Problem],
    args: argparse.Namespace,
) -> int:
    if args.format == "json":
        write_text(_as_json(theirs, reads, problems), None)
    raise _to_mend(theirs, problems)


def _next(args: argparse.Namespace, path: Path, target: Path) -> None:
    if args.dry_run:
        tell("A dry run: nothing was written.")
        return
    tell(
        f"This is our guess. It is in {target}; nothing was brought in yet.\n"
        f"Look through it, mend what is wrong, then: "
        f"{program()} import {path} --map {target} --dry-run"
    )


def read_mapped(
    args: argparse.Namespace, folder: Path
) -> tuple[TheirFile, list[SheetRead], Intake]:
    """The file by its mapping, for the plan that the mapping names."""
    from headwater.cli.plans import find_framework
    from headwater.exchange.foreign.mapping_file import load_mapping
    from headwater.exchange.foreign_plan import add_names, bring_theirs, open_theirs

    mapping = load_mapping(Path(args.map))
    theirs = open_theirs(Path(args.plan), around=bodies_around(folder))
    stands = standing_plan(folder, _plan_id(mapping, args))
    framework = find_framework(
        args.framework, (stands.about.framework if stands else None) or None
    )
    add_names(theirs, mapping, stands)
    reads, intake = bring_theirs(theirs, mapping, stands, framework)
    _write_remarks(args, intake.problems)
    return theirs, reads, intake


def _plan_id(mapping: Mapping, args: argparse.Namespace) -> str:
    if args.plan_id and args.plan_id != mapping.plan_id:
        raise UserError(
            f"The mapping is for the plan '{mapping.plan_id}', and --plan-id says "
            f"'{args.plan_id}'.",
            where=f"{args.map}:",
            fix="Leave out --plan-id, or mend the id under [plan] in the mapping.",
        )
    return mapping.plan_id


def dry_run_theirs(args: argparse.Namespace, folder: Path) -> int:
    """Say what would be read and what is to be mended; with 2 if nothing was read."""
    theirs, reads, intake = read_mapped(args, folder)
    if args.format == "json":
        write_text(_as_json(theirs, reads, intake.problems), None)
    else:
        _show_reads(reads)
        _show_problems(intake.problems)
    if not any(read.actions for read in reads):
        raise _to_mend(theirs, intake.problems)
    tell("A dry run: nothing was written.")
    return 0


def _open(folder: Path) -> bool:
    """Open the workspace where there is one."""
    if not is_workspace(folder):
        return False
    from headwater.app.workspace import open_workspace

    open_workspace(folder)
    return True


def bodies_around(folder: Path) -> tuple[Organisation, ...]:
    """The organisations that the plans of the workspace name."""
    if not _open(folder):
        return ()
    from headwater.app.selectors.standing import organisations

    return organisations()


def standing_plan(folder: Path, plan_id: str | None) -> Plan | None:
    """The plan as the workspace holds it, if it does."""
    if not plan_id or not _open(folder):
        return None
    from headwater.app.selectors import NotThere, load_plan

    try:
        return load_plan(plan_id)
    except NotThere:
        return None


def _write_remarks(args: argparse.Namespace, problems: Sequence[Problem]) -> None:
    if not args.remarks:
        return
    from headwater.exchange.foreign.remarks import annotated_copy

    try:
        annotated_copy(Path(args.plan), problems, Path(args.remarks))
    except OSError as error:
        from headwater.cli.output import cannot_write

        raise cannot_write(args.remarks, error) from None
    tell(f"A copy of your file with our remarks is in {args.remarks}.")


def _to_mend(theirs: TheirFile, problems: Sequence[Problem]) -> UserError:
    from headwater.exchange.say import say_problems

    lines = [line for said in say_problems(problems) for line in said.lines]
    return UserError(
        "No action was found in this file.\n\n" + "\n".join(lines) + "\n",
        where=f"{theirs.name}:",
        fix="Nothing was written.",
    )


def _as_json(
    theirs: TheirFile, reads: Sequence[SheetRead], problems: Sequence[Problem]
) -> str:
    from headwater.exchange.foreign.dry_run import dry_run
    from headwater.exchange.foreign_plan import by_sheet

    errors = by_sheet(problems, reads)
    sheets: list[dict[str, Any]] = [
        sheet | {"errors": [asdict(p) for p in errors[sheet["sheet"]]]}
        for sheet in dry_run(theirs.name, reads)
    ]
    return json.dumps(sheets, ensure_ascii=False, indent=2)


# For people


def _show_guess(
    theirs: TheirFile,
    guesses: Sequence[SheetGuess],
    reads: Sequence[SheetRead],
    problems: Sequence[Problem],
) -> None:
    from headwater.reports.terminal import TerminalReport

    report = TerminalReport(sys.stdout)
    for guess, read in zip(guesses, reads, strict=True):
        report.title(f"{theirs.name}, sheet {guess.grid.sheet}")
        if not read.reading:
            report.paragraph(guess.why_not or read.why_not)
            continue
        report.paragraph(_counted(read))
        report.rows(
            [
                ("their column", "ours", "how sure"),
                *(
                    (g.label, g.meaning or "(left out)", _how_sure(g))
                    for g in guess.columns
                ),
            ]
        )
    _show_problems(problems)


def _how_sure(guess: Any) -> str:
    return ": ".join(part for part in (guess.confidence, guess.ask) if part)


def _show_reads(reads: Sequence[SheetRead]) -> None:
    from headwater.reports.terminal import TerminalReport

    report = TerminalReport(sys.stdout)
    for read in reads:
        report.title(f"Sheet {read.grid.sheet}")
        report.paragraph(_counted(read))


def _counted(read: SheetRead) -> str:
    """How many rows of each kind, so that a wrong reading shows at once."""
    from headwater.exchange.foreign.layout import Kind
    from headwater.reports.words import count

    if read.reading is None:
        return read.why_not
    layout = read.reading.layout
    said = [count(len(read.actions), "action")]
    for kind, word in (
        (Kind.SECTION, "section"),
        (Kind.HEADING, "row of headings"),
        (Kind.NOTE, "note"),
    ):
        if numbers := layout.numbers(kind):
            rows = ", ".join(map(str, numbers[:6])) + (" …" if numbers[6:] else "")
            said.append(f"{word} in row {rows}")
    return "; ".join(said) + "."


def _show_problems(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    from headwater.exchange.say import say_problems

    print("\nTo mend:")
    for said in say_problems(problems):
        print("\n".join(said.lines))
