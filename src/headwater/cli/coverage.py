"""headwater coverage: what the actions of a plan cover, seen two ways at once."""

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
    from headwater.core.plan.coverage import Coverage
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Show which actions cover what: types of VAWG by tiers, ages by tiers, settings by
sectors. An empty cell is the finding; what rests only on 'all', and what is not
written down, look different from it.

--rows and --columns take: vawg_type, tier, life_stage, setting, sector (of the
lead), community, support (for victims-survivors), audience, driver, area or
borough, action, principle, and every other list of codes that actions have.
"""
EXAMPLES = """\
examples:
  headwater coverage plan.xlsx
  headwater coverage plan.xlsx --rows life_stage --columns tier
  headwater coverage plan.xlsx --rows setting --columns sector
  headwater coverage plan.xlsx --rows borough --columns action
  headwater coverage plans/ --rows vawg_type --columns tier --format csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="show what the actions of a plan cover, and what they do not",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plan_arguments(parser)
    as_at_argument(parser)
    for name, usual in (("rows", "vawg_type"), ("columns", "tier")):
        parser.add_argument(
            f"--{name}",
            default=usual,
            metavar="WHAT",
            help=f"what the {name} are; without it, {usual}",
        )
    format_argument(parser, "json", "csv")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan
    from headwater.core.plan.coverage import coverage
    from headwater.core.plan.look import Look

    plan, framework = find_plan(args)
    as_at = as_at_day(args.as_at, plan.about)
    table = coverage(Look(plan, framework, as_at), args.rows, args.columns)
    if args.format == "table":
        write_page(lambda report: _page(report, table), args.output)
    else:
        write_text(_for_programs(table, args.format), args.output)
    return 0


def _page(report: TerminalReport, table: Coverage) -> None:
    from headwater.reports.coverage_page import coverage_page

    coverage_page(report, table)


def _for_programs(table: Coverage, form: str) -> str:
    from headwater.exchange.coverage_out import coverage_as_csv, coverage_as_json

    return coverage_as_csv(table) if form == "csv" else coverage_as_json(table)
