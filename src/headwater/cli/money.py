"""headwater money: what is paid for, by whom, for how long, and what is not known."""

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
    from headwater.core.plan.funding import Funding
    from headwater.core.plan.money_table import MoneyTable
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Show the money of a plan: by year, tier, community, sector or funder; where it
ends too soon; how long it lasts; who pays together. Each tranche counts once.
What has no amount, cannot be split or may be the same money is said.

--by takes: year, tier, community, sector (of the lead), funder, funder_sector,
and every other list of codes that actions have.
"""
EXAMPLES = """\
examples:
  headwater money plan.xlsx
  headwater money plan.xlsx --by tier
  headwater money plans/ --by funder --format csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="show the money of a plan, and what is not known of it",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plan_arguments(parser)
    as_at_argument(parser)
    parser.add_argument(
        "--by", default="year", metavar="WHAT", help="the lines; without it, year"
    )
    format_argument(parser, "json", "csv")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan
    from headwater.core.plan.funding import funding, money_table
    from headwater.core.plan.look import Look

    plan, framework = find_plan(args)
    as_at = as_at_day(args.as_at, plan.about)
    look = Look(plan, framework, as_at)
    table, whole = money_table(look, args.by), funding(look)
    if args.format == "table":
        write_page(lambda report: _page(report, table, whole), args.output)
    else:
        write_text(_for_programs(table, whole, args.format), args.output)
    return 0


def _page(report: TerminalReport, table: MoneyTable, whole: Funding) -> None:
    from headwater.reports.money_page import money_page

    money_page(report, table, whole)


def _for_programs(table: MoneyTable, whole: Funding, form: str) -> str:
    from headwater.exchange.money_out import money_as_csv, money_as_json

    return money_as_csv(table) if form == "csv" else money_as_json(table, whole)
