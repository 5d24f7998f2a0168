"""headwater protect: a table of people that gives no small count away."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_file, write_text
from headwater.cli.paged import write_page
from headwater.cli.quiet import quiet_solver
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.core.disclosure.ledger import About, Entry
    from headwater.core.disclosure.profiles import Profile
    from headwater.core.disclosure.released import ReleasedTable
    from headwater.core.disclosure.safe import SafeRelease
    from headwater.exchange.hierarchy_file import HierarchyFile
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Hide what must be hidden of a table of people, attack the result, and publish it.

TABLE holds one line for each combination of categories, with how many people it has
(CSV, XLSX or JSON), or is - for standard input. Small counts are hidden, and as many
others as it takes, so that nobody can work a small count out from the totals. Then
an audit that sees only what would be published tries to. What it breaks is not
written. Lines that hold totals are compared with the sum of their parts. Write .. for
what was not reported and z for what there can be none of: neither is a zero.
With --ledger, earlier releases of the same subject and periods are taken in, and
this one is added, so that no two of them can be subtracted to find somebody.
"""
EXAMPLES = """\
examples:
  headwater protect people.csv --dims place,sex --hierarchy places.json
  headwater protect people.csv --dims place,sex --hierarchy places.json \\
    --profile lt10 --ledger released --subject "people supported" \\
    --periods 2024-25 --format csv -o table.csv

exit codes: 0 published; 1 no safe table was found, and nothing was written; 2
something to put right in what you gave
"""
REFUSED = 1
MOST_LINES = 40  # of one table on a terminal; files hold all of them
PATIENCE = 2  # seconds until the progress is shown
COLUMNS = 8  # categories of the last dimension that stand beside each other


def add(adder: Adder) -> None:
    parser = adder(
        help="hide small counts so that nothing gives them away",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="TABLE", help="counts; - for standard input")
    parser.add_argument(
        "--hierarchy",
        metavar="FILE",
        required=True,
        help="how categories add up: JSON, a list of codes with their parents for "
        "each dimension",
    )
    parser.add_argument(
        "--dims", metavar="A,B", help="the dimensions (usually all of the hierarchy)"
    )
    parser.add_argument(
        "--value", metavar="COLUMN", default="n", help="the counts (usually n)"
    )
    parser.add_argument(
        "--contributor",
        metavar="COLUMN",
        help="who holds each count: a line for each contributor; none of them can work "
        "out the others' small counts",
    )
    tables = parser.add_mutually_exclusive_group()
    tables.add_argument(
        "--tables",
        metavar="A+B,A+C",
        help="the tables to publish together (usually one by all dimensions)",
    )
    tables.add_argument(
        "--release", metavar="NAME", help="the tables that the hierarchy file names so"
    )
    _rule(parser)
    _words(parser)
    parser.add_argument("--ledger", metavar="FOLDER", help="what was released before")
    parser.add_argument(
        "--reasons",
        metavar="FILE",
        help="write why each cell is hidden to this file, which is for the owner of "
        "the figures only",
    )
    format_argument(parser, "csv", "json", "xlsx")
    output_argument(parser, "write to this file; needed for xlsx")
    parser.set_defaults(run=run)


def _rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile",
        metavar="NAME",
        action="append",
        help="whose rule, such as lt10; several: the strictest (usually that of the "
        "hierarchy file, else lt5_secondary)",
    )
    parser.add_argument(
        "--threshold",
        type=int,
        metavar="N",
        help="a rule of your own: counts from 1 to N - 1 are small",
    )
    parser.add_argument(
        "--zeros",
        choices=("printed", "hidden"),
        help="whether a zero in the input tells of somebody and is hidden as a small "
        "count is; combinations left out cannot occur (usually printed)",
    )
    parser.add_argument(
        "--because", metavar="TEXT", help="where the rule of your own comes from"
    )


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subject", metavar="TEXT", help="what is counted, always")
    parser.add_argument("--periods", metavar="A,B", help="which periods are covered")
    parser.add_argument("--title", metavar="TEXT", help="the title of the table")
    parser.add_argument("--vintage", metavar="TEXT", default="1", help="which edition")
    parser.add_argument(
        "--source",
        metavar="TEXT",
        default="not said",
        help="whose counts",
    )
    parser.add_argument(
        "--licence",
        metavar="TEXT",
        default="not said",
        help="of the table",
    )
    parser.add_argument(
        "--at", metavar="DAY", help="the day of release (usually today)"
    )


def run(args: argparse.Namespace) -> int:
    from headwater.core.disclosure.protect import Unprotectable
    from headwater.core.disclosure.safe import Broken
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.hierarchy_file import read_hierarchies

    if args.format == "xlsx" and not args.output:
        raise UserError(
            "A workbook needs a file.", where="--format xlsx:", fix="Add -o table.xlsx."
        )
    known = read_hierarchies(opened(args.hierarchy))
    try:
        made = _release(args, known)
    except (Unprotectable, Broken) as error:
        tell(f"No safe table was found: {error.what}\n{error.fix}")
        return REFUSED
    if made.again:
        tell(
            f"{made.again} figures are small by this rule, but an earlier release "
            "printed them: they stand here again."
        )
    if args.reasons:
        _write_reasons(made, args.reasons)
    if args.ledger:
        _remember(args.ledger, made.entry)
    write(made.entry, args)
    return 0


def _release(args: argparse.Namespace, known: HierarchyFile) -> SafeRelease:
    from headwater.core.disclosure.safe import release
    from headwater.core.disclosure.tables import check_totals, lay_out
    from headwater.exchange.counts_file import read_counts
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.figures.problems import Remarks

    dims = _split(args.dims, ",") or list(known.hierarchies)
    hierarchies = known.of(dims)
    remarks = Remarks()
    whose = args.contributor or ""
    given = read_counts(opened(args.file), hierarchies, args.value, remarks, whose)
    for line in remarks.lines():
        tell(line)
    check_totals(lay_out(hierarchies, [dims], given.counts), given.totals, given.name)
    rule, about = _profile(args, known), _about(args, known)
    before = _ledger(args.ledger)
    tables = _tables(args, known, dims)
    with quiet_solver(), _progress() as progress:
        return release(
            about,
            given.counts,
            hierarchies,
            tables,
            rule,
            before,
            own=given.largest,
            missing=given.missing,
            progress=progress,
        )


def _tables(
    args: argparse.Namespace, known: HierarchyFile, dims: list[str]
) -> list[list[str]]:
    if args.release:
        return known.release(args.release)
    tables = [_split(table, "+") for table in _split(args.tables, ",")] or [dims]
    for name in (name for table in tables for name in table):
        if name not in dims:
            raise UserError(
                f"A table is by {name!r}, which is no dimension.",
                where="--tables:",
                fix=f"Use: {', '.join(dims)}.",
            )
    return tables


def _profile(args: argparse.Namespace, known: HierarchyFile) -> Profile:
    from headwater.core.disclosure.profiles import Profile, Zeros, profile, strictest

    rules = [profile(name) for name in args.profile or ()]
    if args.threshold is not None:
        if not args.because:
            raise UserError(
                "A rule of your own needs to say where it comes from.",
                where="--threshold:",
                fix='Add --because "our information sharing agreement", say.',
            )
        rules.append(Profile("own", args.threshold, args.because))
    if not rules and known.threshold is not None:
        source = f"fewer than {known.threshold}, from {known.name}"
        rules = [Profile("file", known.threshold, source)]
    rule = strictest(rules or [profile("lt5_secondary")])
    return replace(rule, zeros=Zeros.LISTED) if args.zeros == "hidden" else rule


def _about(args: argparse.Namespace, known: HierarchyFile) -> About:
    from headwater.cli.days import day_for_all, one_day
    from headwater.core.disclosure.ledger import About

    if args.ledger and not (args.subject and args.periods):
        raise UserError(
            "A ledger needs the subject and the periods.",
            where="--ledger:",
            fix='Add --subject "people supported" --periods 2024-25, say: releases of '
            "one subject and the same periods are protected together.",
        )
    day = one_day(args.at, "--at") if args.at else day_for_all(None)
    subject = args.subject or "people"
    return About(
        subject=subject,
        title=args.title or subject.capitalize(),
        unit="people",
        periods=tuple(_split(args.periods, ",")) or ("not said",),
        vintage=args.vintage,
        at=day.isoformat(),
        source=args.source,
        licence=args.licence,
        labels=known.labels,
    )


def _ledger(folder: str | None) -> list[Entry]:
    from pathlib import Path

    if not folder or not Path(folder).exists():
        return []
    from headwater.exchange.ledger_folder import read_ledger

    return read_ledger(Path(folder))


def _remember(folder: str, entry: Entry) -> None:
    from pathlib import Path

    from headwater.exchange.ledger_folder import write_entry

    path = write_entry(Path(folder), entry)
    tell(f"Added to the ledger: {path.name}")


def _split(text: str | None, sign: str) -> list[str]:
    return [part.strip() for part in (text or "").split(sign) if part.strip()]


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, once it has taken a while."""
    import time

    from rich.console import Console
    from rich.progress import Progress

    console, started = Console(stderr=True), time.monotonic()
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Protecting", total=None, visible=False)

        def tick(done: int, of: int) -> None:
            late = time.monotonic() - started > PATIENCE
            bar.update(task, completed=done, total=of, visible=late)

        yield tick


def _write_reasons(made: SafeRelease, path: str) -> None:
    """For the owner only: the reasons tell small counts from others."""
    from headwater.core.disclosure.why_hidden import why_hidden
    from headwater.exchange.figures.rows_out import rows_as_csv

    columns = (*made.entry.hierarchies, "private_reason")
    rows = [(*cell, why) for cell, why in sorted(why_hidden(made.found).items())]
    write_file(path, rows_as_csv(columns, rows).encode())
    tell(f"{path} is private: it tells small counts from others. Never publish it.")


def write(entry: Entry, args: argparse.Namespace) -> None:
    """A release in the form that was asked for, to the file or the terminal."""
    from headwater.exchange.protected_out import entry_csv, entry_json, entry_xlsx

    if args.format == "xlsx":
        write_file(args.output, entry_xlsx(entry))
    elif args.format == "csv":
        write_text(entry_csv(entry), args.output)
    elif args.format == "json":
        write_text(entry_json(entry), args.output)
    else:
        write_page(lambda report: page(report, entry), args.output)


def page(report: TerminalReport, entry: Entry) -> None:
    """A release as people read it: its tables, then what was hidden and why."""
    from headwater.core.disclosure.released import ReleasedTable
    from headwater.exchange.protected_out import audit_sentence, promise

    about, hidden, shown = entry.about, len(entry.hidden), len(entry.printed)
    report.title(f"{about.title}, {', '.join(about.periods)}")
    for table in ReleasedTable.from_ledger(entry):
        _grid(report, table)
    share = 100 * hidden / max(hidden + shown, 1)
    report.paragraph(
        f"Hidden (c): {hidden:,} of {hidden + shown:,} figures ({share:.0f}%)."
        if hidden
        else "Nothing had to be hidden."
    )
    report.paragraph(f"Rule: {entry.profile.name}, {entry.profile.source}.")
    report.paragraph(promise(entry))
    report.paragraph(audit_sentence(entry))
    report.paragraph(f"Ledger id: {entry.id}")


def _grid(report: TerminalReport, table: ReleasedTable) -> None:
    from headwater.exchange.protected_out import public_cells

    *first, last = table.axes
    wide = bool(first) and len(last) <= COLUMNS
    width = len(last) if wide else 1
    cells = list(public_cells(table))
    lines = [
        [
            *cells[n].labels[: -1 if wide else None],
            *(c.shown for c in cells[n : n + width]),
        ]
        for n in range(0, len(cells), width)
    ]
    names = [axis.name for axis in (first if wide else table.axes)]
    report.grid([*names, *(last.labels if wide else ["people"])], lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        report.paragraph(
            f"… and {len(lines) - MOST_LINES:,} more lines: --format csv has them all."
        )
