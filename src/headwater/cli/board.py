"""headwater board: one page for the people who decide."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.arguments import (
    Adder,
    as_at_argument,
    output_argument,
    plan_arguments,
)
from headwater.cli.output import tell, write_file
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.reports.document import Document


def add(adder: Adder) -> None:
    parser = adder(
        help="make one page for a board, as PDF or HTML",
        description="One printable page for the people who decide: the verdicts, the "
        "five findings that matter most, and what to decide.",
    )
    plan_arguments(parser)
    as_at_argument(parser)
    output_argument(parser, "board.pdf or board.html", required=True)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater import __version__
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_plan
    from headwater.core.plan.check import check_plan
    from headwater.reports.board import board_page

    kind = _kind(args.output)
    plan, framework = find_plan(args)
    as_at = as_at_day(args.as_at, plan.about)
    page = board_page(check_plan(plan, framework, as_at), __version__)
    write_file(args.output, _pdf(page) if kind == ".pdf" else _html(page))
    tell(f"Wrote {args.output}.")
    return 0


def _kind(output: str) -> str:
    kind = Path(output).suffix.lower()
    if kind not in (".pdf", ".html"):
        raise UserError(
            "A board page is a PDF or an HTML page.",
            where=f"{output}:",
            fix="Give it a name that ends in .pdf or .html.",
        )
    return kind


def _pdf(page: Document) -> bytes:
    from headwater.reports.pdf import pdf

    return pdf(page)


def _html(page: Document) -> bytes:
    from headwater.reports.html import whole_page

    return whole_page(page).encode()
