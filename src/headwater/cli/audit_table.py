"""headwater audit-table: try to unpick published tables, anybody's."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.cli.quiet import quiet_solver


if TYPE_CHECKING:
    from headwater.core.disclosure.audit import Audit
    from headwater.core.disclosure.hierarchy import Hierarchy
    from headwater.exchange.figures.rows_out import Row
    from headwater.exchange.published_file import PublishedFile
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Try to work out what published tables hide, knowing only what they print.

Each TABLE holds one line for each cell, totals too (CSV, XLSX or JSON); several are
attacked together. Hidden cells are blank, or hold c, *, x, .., : or [c], or a symbol
that you name. Every hidden cell is tested, and every one that is printed nowhere but
could be found by subtraction: can it be narrowed to fewer values than the threshold?
An earlier edition of the tables, named with --before, is laid beside them.
"""
EXAMPLES = """\
examples:
  headwater audit-table bulletin.csv --dims place,sex --value people
  headwater audit-table a.csv b.csv --hierarchy places.json --threshold 10 --symbol '#'
  headwater audit-table june.csv --before march.csv --dims place,sex

exit codes: 0 nothing was narrowed; 1 something was; 2 something to put right in what
you gave
"""
PRIVATE = (
    "This names figures that were meant to stay hidden: keep it to those who may see "
    "them."
)
NARROWED = 1
SHAPE = "headwater-audit-table/1"
COLUMNS = ("cell", "low", "high", "exact", "attacker", "words")
MOST = 30  # failing cells on a terminal


def add(adder: Adder) -> None:
    parser = adder(
        help="try to work out what published tables hide",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="TABLE", nargs="+", help="published tables")
    parser.add_argument(
        "--before",
        metavar="TABLE",
        action="append",
        default=[],
        help="an earlier edition of one of the tables, before it was corrected",
    )
    parser.add_argument(
        "--hierarchy",
        metavar="FILE",
        help="how categories add up (JSON); without it, each has one total",
    )
    parser.add_argument(
        "--dims",
        metavar="A,B",
        help="the columns of categories; needed without --hierarchy",
    )
    parser.add_argument(
        "--total",
        metavar="CODE",
        default="",
        help="what totals are called, without --hierarchy (usually Total or all)",
    )
    _reading(parser)
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def _reading(parser: argparse.ArgumentParser) -> None:
    """How figures and symbols are read."""
    parser.add_argument(
        "--value", metavar="COLUMN", default="value", help="the figures (usually value)"
    )
    parser.add_argument(
        "--symbol",
        metavar="TEXT",
        action="append",
        default=[],
        help="another symbol that stands for hidden",
    )
    parser.add_argument(
        "--threshold",
        type=int,
        default=5,
        metavar="N",
        help="counts below N are small (usually 5)",
    )
    parser.add_argument(
        "--hides-zeros",
        action="store_true",
        help="a hidden count may be zero; otherwise it is known to be one or more",
    )


def run(args: argparse.Namespace) -> int:
    from headwater.core.disclosure.audit import audit
    from headwater.core.disclosure.audit_editions import with_editions
    from headwater.exchange.published_file import SYMBOLS, check_codes

    _check_threshold(args.threshold)
    files, hierarchies, cuts = _read(args)
    for file in files:
        check_codes(file, hierarchies, cuts)
    tables = [file.table((*SYMBOLS, *args.symbol)) for file in files]
    here = len(args.files)
    parents = {name: each.parents for name, each in hierarchies.items()}
    with quiet_solver():
        found = audit(
            tables[:here],
            parents,
            args.threshold,
            overlapping=cuts,
            least=0 if args.hides_zeros else 1,
        )
    found = with_editions(found, tables[here:], tables[:here])
    if not found.holds:
        tell(PRIVATE)
    _write(found, args)
    return 0 if found.holds else NARROWED


def _check_threshold(threshold: int) -> None:
    from headwater.errors import UserError

    if threshold < 2:
        raise UserError(
            f"{threshold} is below 2.", where="--threshold:", fix="Write 5, say."
        )


def _read(
    args: argparse.Namespace,
) -> tuple[
    list[PublishedFile], dict[str, Hierarchy], Mapping[str, Mapping[str, list[str]]]
]:
    """The tables, then their earlier editions, and how categories add up."""
    from headwater.errors import UserError
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.hierarchy_file import read_hierarchies
    from headwater.exchange.published_file import flat, read_published

    dims = [name.strip() for name in (args.dims or "").split(",") if name.strip()]
    known = read_hierarchies(opened(args.hierarchy)) if args.hierarchy else None
    if known is None and not dims:
        raise UserError(
            "It is not said which columns hold categories.",
            where="audit-table:",
            fix="Add --dims place,sex, say, or --hierarchy FILE.",
        )
    remarks = Remarks()
    names = dims or list(known.hierarchies if known else ())
    files = [
        read_published(opened(file), names, args.value, remarks)
        for file in (*args.files, *args.before)
    ]
    for line in remarks.lines():
        tell(line)
    if known is not None:
        return files, known.of(names), known.overlapping
    made = flat(files, args.total)
    roots = ", ".join(f"{each.root} of {name}" for name, each in made.items())
    tell(f"Taken as totals: {roots}. Name others with --total or --hierarchy.")
    return files, made, {}


def _write(found: Audit, args: argparse.Namespace) -> None:
    from headwater.exchange.figures.rows_out import as_json, rows_as_csv

    rows = _rows(found)
    if args.format == "csv":
        write_text(rows_as_csv(COLUMNS, (tuple(r.values()) for r in rows)), args.output)
    elif args.format == "json":
        write_text(as_json(SHAPE, {**_summary(found), "failures": rows}), args.output)
    else:
        write_page(lambda report: _page(report, found), args.output)


def _rows(found: Audit) -> list[Row]:
    return [{name: getattr(each, name) for name in COLUMNS} for each in found.failures]


def _summary(found: Audit) -> dict[str, int | bool | None]:
    return {
        "holds": found.holds,
        "threshold": found.threshold,
        "hidden": found.hidden,
        "tested": found.tested,
        "narrowest": found.narrowest,
        "exact": found.exact,
    }


def _page(report: TerminalReport, found: Audit) -> None:
    report.title("Audit of published tables")
    report.paragraph(
        "Attackers played: A0, who subtracts by hand; A2, who solves for every table "
        "that fits; A4, who lays releases and editions side by side. "
        f"Hidden cells: {found.hidden:,}; tested: {found.tested:,}."
    )
    if found.holds:
        report.paragraph(f"No count below {found.threshold} could be narrowed.")
        return
    report.paragraph(
        f"Given away: {len(found.failures):,}, of which exactly: {found.exact:,}."
    )
    for each in found.failures[:MOST]:
        report.paragraph(f"{each.cell}: {each.words} ({each.attacker})")
    if len(found.failures) > MOST:
        more = len(found.failures) - MOST
        report.paragraph(f"… and {more:,} more: --format csv has them all.")
