"""headwater diff: what changed between two plans, or between two days."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import (
    Adder,
    as_at_argument,
    format_argument,
    output_argument,
    plan_arguments,
)
from headwater.cli.output import write_text
from headwater.cli.paged import write_page


if TYPE_CHECKING:
    from headwater.core.plan.diff import PlanDiff
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Compare two plans: rows that were added, removed or changed, money before and
after, verdicts that changed, and findings that are new, fixed, still there or
accepted (by whom, why, until when). Both are held against the same principles.
"""
EXAMPLES = """\
examples:
  headwater diff last-year.xlsx this-year.xlsx
  headwater diff last-year.xlsx
  headwater diff plan/ plan/ --before 2026-11-01 --as-at 2027-11-01
  headwater diff old/ new/ --format json -o change.json
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="show what changed between two plans",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "old", metavar="OLD", help="the earlier plan: a workbook or a folder"
    )
    plan_arguments(parser)
    as_at_argument(parser)
    parser.add_argument(
        "--before",
        metavar="DAY",
        help="check the earlier plan as things stood on this day; without it, on "
        "the same day as the later one",
    )
    parser.add_argument("--all", action="store_true", help="show every row")
    format_argument(parser, "json", "csv")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan, plan_from_files
    from headwater.core.plan.diff import diff

    plan, framework = find_plan(args)
    as_at = as_at_day(args.as_at, plan.about)
    earlier = plan_from_files(args.old, framework)
    before = as_at_day(args.before, earlier.about) if args.before else as_at
    found = diff(earlier, plan, framework, as_at, before)
    if args.format == "table":
        write_page(lambda report: _page(report, found, args.all), args.output)
    else:
        write_text(_for_programs(found, args.format), args.output)
    return 0


def _page(report: TerminalReport, found: PlanDiff, everything: bool) -> None:
    from headwater.reports.diff_page import diff_page

    diff_page(report, found, everything=everything)


def _for_programs(found: PlanDiff, form: str) -> str:
    from headwater.exchange.diff_out import diff_as_csv, diff_as_json

    return diff_as_csv(found) if form == "csv" else diff_as_json(found)
