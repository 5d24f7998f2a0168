"""headwater template: a workbook to write a plan in."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from headwater.cli.arguments import Adder, framework_argument, output_argument
from headwater.cli.folders import program
from headwater.cli.output import tell, write_file
from headwater.errors import UserError


def add(adder: Adder) -> None:
    parser = adder(
        help="make a workbook to write a plan in",
        description="Make an XLSX workbook with a sheet for each table, guidance "
        "beside the cells and lists to choose from. With --plan it is filled with "
        "that plan.",
    )
    output_argument(parser, "the workbook to make: plan.xlsx", required=True)
    parser.add_argument("--plan", metavar="PLAN", help="fill it with this plan")
    framework_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.plans import find_framework, plan_from_files
    from headwater.exchange.template import write_template

    if Path(args.output).suffix.lower() != ".xlsx":
        raise UserError(
            "A template is an Excel workbook.",
            where=f"{args.output}:",
            fix="Give it a name that ends in .xlsx, such as plan.xlsx.",
        )
    framework = find_framework(args.framework)
    plan = plan_from_files(args.plan, framework) if args.plan else None
    with TemporaryDirectory() as folder:
        made = Path(folder) / "template.xlsx"
        write_template(made, framework, plan)
        write_file(args.output, made.read_bytes())
    tell(f"Wrote {args.output}. Fill it in, then: {program()} check {args.output}")
    return 0
