"""headwater ledger: what has been released, by whose rule, and how it stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import write_text
from headwater.cli.paged import write_page
from headwater.cli.quiet import quiet_solver
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.core.disclosure.ledger import Entry
    from headwater.exchange.figures.rows_out import Row
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
List what a ledger of 'headwater protect' holds, or show one release again.

Every entry is what the public got: nothing in a ledger is secret. An entry that was
changed after it was written is refused, with the name of its file.
"""
EXAMPLES = """\
examples:
  headwater ledger released
  headwater ledger released --check
  headwater ledger released --show r0123456789ab --format csv
"""
SHAPE = "headwater-ledger/1"
NARROWED = 1


def add(adder: Adder) -> None:
    parser = adder(
        help="list what was released, and show it again",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="FOLDER", help="the folder of the ledger")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--show", metavar="ID", help="show this release")
    one.add_argument(
        "--check",
        action="store_true",
        help="attack the releases of each subject again, all together",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    entries = _entries(args.folder)
    if args.show:
        from headwater.cli.protect import write

        write(_one(entries, args.show), args)
        return 0
    if args.check:
        return _check(entries)
    _list(entries, args)
    return 0


def _check(entries: list[Entry]) -> int:
    """Attacks what overlaps, by the rule of each entry; 1 where something is found."""
    from headwater.core.disclosure.again import attack_again, others

    code = 0
    for entry in entries:
        with quiet_solver():
            found = attack_again(entry, entries)
        held = "holds" if found.holds else f"{len(found.failures)} cells are given away"
        write_text(
            f"{entry.id}, with {len(others(entry, entries))} others: {held}", None
        )
        code = max(code, 0 if found.holds else NARROWED)
    return code


def _entries(folder: str) -> list[Entry]:
    from pathlib import Path

    from headwater.exchange.ledger_folder import read_ledger

    if not Path(folder).is_dir():
        raise UserError(
            "There is no such folder.",
            where=f"{folder}:",
            fix="'headwater protect --ledger FOLDER' makes one.",
        )
    entries = read_ledger(Path(folder))
    if not entries:
        raise UserError(
            "Nothing was released here yet.",
            where=f"{folder}:",
            fix="Look whether this is the folder that you mean.",
        )
    return entries


def _one(entries: list[Entry], wanted: str) -> Entry:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise UserError(
        f"There is no release {wanted!r}.",
        where="--show:",
        fix="'headwater ledger FOLDER' lists those that there are.",
    )


def _list(entries: list[Entry], args: argparse.Namespace) -> None:
    from headwater.exchange.figures.rows_out import as_json, objects_as_csv

    rows = [_row(entry) for entry in entries]
    if args.format == "csv":
        write_text(objects_as_csv(rows), args.output)
    elif args.format == "json":
        write_text(as_json(SHAPE, {"releases": rows}), args.output)
    else:
        write_page(lambda report: _page(report, rows), args.output)


def _row(entry: Entry) -> Row:
    from headwater.exchange.protected_out import audit_sentence, standing

    said = standing(entry)
    names = ("released", "subject", "periods", "vintage")
    return {
        "ledger_id": entry.id,
        **{name: said[name] for name in names},
        "tables": ", ".join("+".join(table) for table in entry.tables),
        "threshold": entry.profile.threshold,
        "hidden": len(entry.hidden),
        "given": "; ".join(entry.given),
        "audit": audit_sentence(entry),
    }


def _page(report: TerminalReport, rows: list[Row]) -> None:
    report.title(f"{len(rows)} released")
    for row in rows:
        report.paragraph(
            f"{row['ledger_id']}, {row['released']}: {row['subject']}, "
            f"{row['periods']}, edition {row['vintage']}, by {row['tables']}. "
            f"{row['hidden']} hidden. {row['audit']}"
        )
