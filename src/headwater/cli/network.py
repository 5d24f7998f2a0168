"""headwater network: who works with whom, and what rests on one partner."""

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
    from headwater.core.plan.look import Look
    from headwater.core.plan.network import Network
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Show which leads depend on which partners: who delivers, pays for or leads with them
the actions that are, or may be, current or planned; and what rests on one partner
alone. A role that is not written down may be anybody's, so it rests on nobody.
"""
EXAMPLES = """\
examples:
  headwater network plan.xlsx
  headwater network plan.xlsx --format csv -o pairs.csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="show who works with whom, and what rests on one partner",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    plan_arguments(parser)
    as_at_argument(parser)
    parser.add_argument("--all", action="store_true", help="show every pair")
    format_argument(parser, "json", "csv")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan
    from headwater.core.plan.look import Look
    from headwater.core.plan.network import network

    plan, framework = find_plan(args)
    look = Look(plan, framework, as_at_day(args.as_at, plan.about))
    found = network(look)
    if args.format == "table":
        write_page(lambda report: _page(report, look, found, args.all), args.output)
    else:
        write_text(_for_programs(look, found, args.format), args.output)
    return 0


def _page(report: TerminalReport, look: Look, found: Network, everything: bool) -> None:
    from headwater.reports.network_page import network_page

    network_page(report, look, found, everything=everything)


def _for_programs(look: Look, found: Network, form: str) -> str:
    from headwater.exchange.network_out import network_as_csv, network_as_json

    return (
        network_as_csv(look, found) if form == "csv" else network_as_json(look, found)
    )
