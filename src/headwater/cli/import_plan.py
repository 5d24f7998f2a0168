"""headwater import: bring a plan into a workspace, with its history."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.app.database import is_workspace
from headwater.cli.arguments import Adder, framework_argument
from headwater.cli.folders import demo_workspace, own_workspace, program
from headwater.cli.import_theirs import (
    dry_run_theirs,
    guess_theirs,
    map_arguments,
    read_mapped,
)
from headwater.cli.output import tell, write_text
from headwater.cli.who import login
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.app.actions import Receipt
    from headwater.exchange.intake import Intake


def add(adder: Adder) -> None:
    parser = adder(
        help="bring a plan into a workspace",
        description="Bring a plan into a workspace. All or nothing: a plan with "
        "something to mend is refused, with every place named. The same plan twice "
        "changes nothing. Every change is kept, with who, when and why.",
    )
    parser.add_argument(
        "plan",
        metavar="PLAN",
        help="an XLSX workbook, or a folder of CSV files; with --map a CSV or XLSX "
        "file in a layout of your own",
    )
    map_arguments(parser)
    parser.add_argument(
        "--workspace",
        metavar="FOLDER",
        help="where to keep it; without it HEADWATER_WORKSPACE, then workspaces/mine",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would change, and change nothing",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="remove rows that stand in the workspace and not in PLAN; without it "
        "they stay, and are named",
    )
    parser.add_argument(
        "--partial",
        action="store_true",
        help="leave out rows that cannot be read, and those that refer to them",
    )
    parser.add_argument("--by", metavar="NAME", help="who brings it in")
    parser.add_argument("--why", metavar="TEXT", default="", help="why, for the record")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    framework_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.plans import find_framework, tell_remarks, to_mend
    from headwater.exchange.intake import read_plan

    folder = _folder(args)
    _refuse_what_does_not_go_together(args)
    if args.map == "":
        return guess_theirs(args, folder)
    if args.map and args.dry_run:
        return dry_run_theirs(args, folder)
    if args.map:
        _, _, intake = read_mapped(args, folder)
    else:
        intake = read_plan(
            Path(args.plan), find_framework(args.framework), partial=args.partial
        )
    if intake.plan is None:
        if args.format == "json":
            write_text(_as_json(intake, None), None)
        raise to_mend(intake)
    tell_remarks(intake)
    receipt = _bring_in(intake, folder, args)
    if args.format == "json":
        write_text(_as_json(intake, receipt), None)
    else:
        _show(receipt, intake, folder)
    return 0


def _refuse_what_does_not_go_together(args: argparse.Namespace) -> None:
    if args.map is None and (args.remarks or args.plan_id):
        raise UserError("--remarks and --plan-id go with --map.")
    if args.map is not None and args.partial:
        raise UserError(
            "--partial does not go with --map.",
            fix="A row that should stay out is one line in the mapping, such as "
            'row.12 = "note".',
        )


def _folder(args: argparse.Namespace) -> Path:
    folder = own_workspace(args.workspace)
    if folder.absolute() == demo_workspace().absolute():
        raise UserError(
            "The London sample is there to be looked at, and stays as it is.",
            where=f"{folder}:",
            fix="Name another folder with --workspace.",
        )
    return folder


def _bring_in(intake: Intake, folder: Path, args: argparse.Namespace) -> Receipt:
    """Import; a dry run for a workspace that is not there is tried out of sight."""
    from headwater.cli.workspaces import bring_in

    words = {"by": args.by or login(), "why": args.why, "replace": args.replace}
    if args.dry_run and not is_workspace(folder):
        from headwater.app.workspace import trial_workspace

        with trial_workspace() as nowhere:
            return bring_in(intake, nowhere, dry_run=True, **words)
    return bring_in(intake, folder, dry_run=args.dry_run, **words)


def _show(receipt: Receipt, intake: Intake, folder: Path) -> None:
    from headwater.reports.terminal import TerminalReport

    report = TerminalReport(sys.stdout)
    report.title(_title(receipt, folder))
    report.rows(
        (
            ("table", "new", "changed", "the same", "removed", "only here"),
            *(
                (
                    t.table,
                    *(f"{n:,}" for n in (t.created, t.changed, t.unchanged, t.removed)),
                    f"{len(t.missing):,}",
                )
                for t in receipt.tables
            ),
        ),
        right=(1, 2, 3, 4, 5),
    )
    if any(t.missing for t in receipt.tables):
        report.paragraph(
            "'Only here' are rows that stand in the workspace and not in the file. "
            "They stay; --replace removes them."
        )
    if intake.left_out:
        _show_left_out(intake)
    if receipt.number is not None:
        tell(f"Next: {program()} check --workspace {folder}")


def _title(receipt: Receipt, folder: Path) -> str:
    if receipt.number is None:
        return f"A dry run: nothing was written. This would change in {folder}:"
    if receipt.changed_nothing:
        return f"{receipt.plan_id} stands in {folder} already: nothing changed."
    return f"{receipt.plan_id} is in {folder} (receipt {receipt.number})."


def _show_left_out(intake: Intake) -> None:
    from headwater.exchange.say import say_problems

    tell(f"\nLeft out ({intake.left_out:,} rows):")
    for said in say_problems(intake.problems):
        tell("\n".join(said.lines))


def _as_json(intake: Intake, receipt: Receipt | None) -> str:
    from dataclasses import asdict

    record = {
        "ok": receipt is not None,
        "source": {"name": intake.name, "sha256": intake.sha256},
        "left_out": intake.left_out,
        "problems": [asdict(problem) for problem in intake.problems],
        "remarks": [asdict(remark) for remark in intake.remarks],
        "receipt": asdict(receipt) if receipt else None,
    }
    return json.dumps(record, ensure_ascii=False, indent=2, default=str)
