"""headwater diff: what changed between two plans, or in one between two days."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
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
from headwater.errors import UserError


if TYPE_CHECKING:
    from datetime import date

    from headwater.core.framework.model import Framework
    from headwater.core.plan.diff import PlanDiff
    from headwater.core.plan.rows import Plan
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Compare two plans: rows that were added, removed or changed, money before and
after, verdicts that changed, and findings that are new, fixed, still there or
accepted (by whom, why, until when). Both are held against the same principles.
Plans are files, or stand in a workspace: one plan on two days, or two plans.
"""
EXAMPLES = """\
examples:
  headwater diff last-year.xlsx this-year.xlsx
  headwater diff last-year.xlsx
  headwater diff plan/ plan/ --before 2026-11-01 --as-at 2027-11-01
  headwater diff old/ new/ --format json -o change.json
  headwater diff --from 2026-01-31 --to 2026-04-30 --plan-id northgate
  headwater diff --with northgate-2022 --plan-id northgate-2026
"""
MIXED = "OLD is a file, and --from, --to and --with are about a workspace."
ONE_WAY = (
    "Name two files; or an earlier file, and a plan of the workspace with --plan-id; "
    "or days of one plan with --from and --to; or another plan with --with."
)


def add(adder: Adder) -> None:
    parser = adder(
        help="show what changed between two plans",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "old",
        nargs="?",
        metavar="OLD",
        help="the earlier plan: a workbook or a folder",
    )
    plan_arguments(parser)
    as_at_argument(parser)
    parser.add_argument(
        "--before",
        metavar="DAY",
        help="check the earlier plan as things stood on this day; without it, on "
        "the same day as the later one",
    )
    parser.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help="compare the plan of the workspace with how it stood at the end of this "
        "day",
    )
    parser.add_argument(
        "--to",
        dest="last",
        metavar="DAY",
        help="with --from: up to the end of this day; without it, as it stands now",
    )
    parser.add_argument(
        "--with",
        dest="other",
        metavar="ID",
        help="compare with this other plan of the workspace",
    )
    parser.add_argument("--all", action="store_true", help="show every row")
    format_argument(parser, "json", "csv")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.core.plan.diff import diff

    _check(args)
    pair = _pair(args)
    as_at = as_at_day(args.as_at, pair.after.about)
    before = as_at_day(args.before, pair.before.about) if args.before else as_at
    found = diff(pair.before, pair.after, pair.framework, as_at, before)
    found = replace(found, before_on=pair.before_on, after_on=pair.after_on)
    if args.format == "table":
        write_page(lambda report: _page(report, found, args.all), args.output)
    else:
        write_text(_for_programs(found, args.format), args.output)
    return 0


@dataclass(frozen=True)
class _Pair:
    """The two plans, and the days at whose end they stood so, where that is asked."""

    before: Plan
    after: Plan
    framework: Framework
    before_on: date | None = None
    after_on: date | None = None


def _check(args: argparse.Namespace) -> None:
    """Raises UserError for what does not go together, and for nothing at all."""
    inside = args.first or args.last or args.other
    if args.old and inside:
        raise UserError(MIXED, fix=ONE_WAY)
    if args.other and (args.first or args.last):
        raise UserError(
            "Days and another plan cannot be asked for at once.", fix=ONE_WAY
        )
    if args.last and not args.first:
        raise UserError("--to says up to which day, and not from which.", fix=ONE_WAY)
    if not args.old and not inside:
        raise UserError("There is nothing to compare with.", fix=ONE_WAY)


def _pair(args: argparse.Namespace) -> _Pair:
    from headwater.cli.folders import standing_workspace
    from headwater.cli.plans import find_plan, plan_from_files, plan_from_workspace

    plan, framework = find_plan(args)
    if args.first:
        return _on_two_days(args, plan, framework)
    if args.other:
        folder = standing_workspace(args.workspace)
        return _Pair(plan_from_workspace(folder, args.other), plan, framework)
    return _Pair(plan_from_files(args.old, framework), plan, framework)


def _on_two_days(args: argparse.Namespace, plan: Plan, framework: Framework) -> _Pair:
    """One plan of the workspace as it stood at the end of two days."""
    from headwater.app.selectors.changes import plan_on, stood_on
    from headwater.cli.days import one_day

    plan_id = plan.about.plan_id
    first = one_day(args.first, "--from")
    last = one_day(args.last, "--to") if args.last else None
    was, became = stood_on(plan_id, first, last)
    before, after = plan_on(plan_id, was), plan_on(plan_id, became)
    return _Pair(before, after, framework, first, last)


def _page(report: TerminalReport, found: PlanDiff, everything: bool) -> None:
    from headwater.reports.diff_page import diff_page

    diff_page(report, found, everything=everything)


def _for_programs(found: PlanDiff, form: str) -> str:
    from headwater.exchange.diff_out import diff_as_csv, diff_as_json

    return diff_as_csv(found) if form == "csv" else diff_as_json(found)
