"""headwater check: hold a plan against the principles."""

from __future__ import annotations

import argparse
import sys
from io import StringIO
from typing import TYPE_CHECKING

from headwater.cli.arguments import (
    Adder,
    as_at_argument,
    output_argument,
    plan_arguments,
)
from headwater.cli.choice import Choice
from headwater.cli.output import write_text


if TYPE_CHECKING:
    from headwater.core.plan.change import Change
    from headwater.core.plan.check import CheckResult

LEVELS = ("gap", "ask", "note")  # firmest first
FILE_WIDTH = 100
ABOUT = """\
Hold a plan against the principles: a verdict for each, what is missing, and
what is not written down yet. Choosing findings never changes a verdict.
"""
EXAMPLES = """\
examples:
  headwater check plan.xlsx
  headwater check plan.xlsx --principle G4 --all
  headwater check plan.xlsx --since last-year.xlsx
  headwater check plans/ --format csv -o findings.csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="hold a plan against the principles",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plan_arguments(parser)
    as_at_argument(parser)
    parser.add_argument(
        "--since",
        metavar="PLAN",
        help="an earlier plan: say what is new and what is fixed",
    )
    parser.add_argument(
        "--principle",
        action="append",
        default=[],
        metavar="CODE",
        help="only findings that speak to this principle; may be repeated",
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="CODE",
        help="only findings of this check; may be repeated",
    )
    parser.add_argument(
        "--level", action="append", default=[], choices=LEVELS, help="only this level"
    )
    parser.add_argument("--all", action="store_true", help="show every finding")
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        help="exit with 1 where a finding shown here is at this level or firmer",
    )
    parser.add_argument(
        "--format",
        choices=("table", "json", "csv", "sarif"),
        default="table",
        help="how to write it (usually a table)",
    )
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan, plan_from_files
    from headwater.core.plan.change import compare
    from headwater.core.plan.check import check_plan

    plan, framework = find_plan(args)
    as_at = as_at_day(args.as_at, plan.about)
    choice = Choice.of(args, framework)
    result = check_plan(plan, framework, as_at)
    change = None
    if args.since:
        earlier = plan_from_files(args.since, framework)
        before = check_plan(earlier, framework, as_at)
        change = choice.of_change(compare(before, result))
    if args.format == "table":
        _show(result, choice, change, args)
    else:
        from headwater.exchange.findings_out import write_findings

        shown = (*result.findings, *result.accepted)
        text = write_findings(
            result, args.format, shown=choice.of_findings(shown), change=change
        )
        write_text(text, args.output)
    return _exit_code(result, choice, args.fail_on)


def _show(
    result: CheckResult,
    choice: Choice,
    change: Change | None,
    args: argparse.Namespace,
) -> None:
    """The page for the terminal, or the same page in a file."""
    from headwater.cli.check_page import write_check

    how = {"named": args.plan, "everything": args.all}
    if args.output is None:
        write_check(sys.stdout, result, choice, change, **how)
    else:
        page = StringIO()
        write_check(page, result, choice, change, **how, width=FILE_WIDTH)
        write_text(page.getvalue(), args.output)


def _exit_code(result: CheckResult, choice: Choice, fail_on: str | None) -> int:
    if fail_on is None:
        return 0
    failing = LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(f.level in failing for f in choice.of_findings(result.findings)))
