"""Arguments that several commands share, with the same words for all."""

from __future__ import annotations

import argparse
from collections.abc import Callable


Adder = Callable[..., argparse.ArgumentParser]  # adds one command

WORKSPACE = (
    "the folder of the workspace; without it HEADWATER_WORKSPACE, then your own "
    "in workspaces/mine, then the sample of 'headwater demo'"
)


def plan_arguments(parser: argparse.ArgumentParser) -> None:
    """What to read: a plan from files, or one that stands in a workspace."""
    parser.add_argument(
        "plan",
        nargs="?",
        metavar="PLAN",
        help="an XLSX workbook, or a folder of CSV files; without it, the plan of "
        "the workspace",
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.add_argument(
        "--plan-id",
        metavar="ID",
        help="which plan, where the workspace holds several",
    )
    framework_argument(parser)


def framework_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--framework",
        metavar="ID|FOLDER",
        help="the principles to hold the plan against: an id (see 'headwater "
        "framework list') or a folder; without it, those that the plan names",
    )


def as_at_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-at",
        metavar="DAY",
        help="check as things stood on this day, such as 2026-11-01; without it, today",
    )


def format_argument(parser: argparse.ArgumentParser, *forms: str) -> None:
    """How to write a result: a table for people, or a form for other programs."""
    parser.add_argument(
        "--format",
        choices=("table", *forms),
        default="table",
        help="how to write it (usually a table)",
    )


def output_argument(
    parser: argparse.ArgumentParser, help: str, *, required: bool = False
) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", required=required, help=help)
