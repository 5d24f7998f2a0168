"""headwater signals: whether series of figures have moved by more than chance."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.cli.signals_views import View
    from headwater.exchange.figures.settings import Settings

T = TypeVar("T")
KINDS = ("run", "i", "ip", "c", "u", "up", "p", "pp", "g", "t")  # as in core.signals
ABOUT = """\
Say of each series whether it has moved by more than chance.

FILE holds one line a point with the headings id, date, y (CSV, also .csv.gz; XLSX;
JSON), or is - for standard input. Dates are read as 2024-01-31, 2024-01, 202401,
31/01/2024, Jan-24 or January 2024. A blank y is a missing figure and never a zero.

honest (the usual mode) chooses the chart by the level and the season of each series,
states a steady drift apart, and controls false discoveries over all series of the
file. strict is the NHS 'Making Data Count' rules exactly as NHSRplotthedots 0.2.2
has them; on rare or seasonal counts they alarm far too often.
"""
EXAMPLES = """\
examples:
  headwater signals figures.csv
  headwater signals figures.csv --direction decrease --summary --format csv
  headwater signals figures.csv --mode strict --rebase 2024-02-01 --format csv
  headwater signals figures.csv --mode strict --options options.csv --format csv
  gunzip -c figures.csv.gz | headwater signals - --format json
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="say whether figures have moved by more than chance",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="figures; - for standard input")
    parser.add_argument(
        "--mode",
        choices=("honest", "strict"),
        default="honest",
        help="which rules (usually honest)",
    )
    parser.add_argument(
        "--chart",
        choices=KINDS,
        help="draw this chart instead, without rules: run, i (numbers), c (counts), "
        "u (rates), p (shares), ip, up, pp (the same for large or uneven sizes), g "
        "and t (between rare events); u, p, ip, up and pp need the column n",
    )
    _settings_arguments(parser)
    _rules_arguments(parser)
    parser.add_argument(
        "--summary",
        action="store_true",
        help="one line for each series and not for each point",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def _settings_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--direction",
        metavar="WHICH",
        default="neutral",
        help="increase, decrease, or neutral where neither is good or bad; without "
        "it, neutral",
    )
    parser.add_argument("--target", metavar="NUMBER", help="the target of every series")
    parser.add_argument(
        "--rebase",
        metavar="DATE",
        action="append",
        default=[],
        help="the first date after a declared break: limits start again there; may "
        "be repeated",
    )
    parser.add_argument(
        "--options",
        metavar="FILE",
        help="a table with a line for each series: id, improvement_direction, target, "
        "rebase_dates (with ; between), fix_after_n_points, screen_outliers",
    )


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    honest = parser.add_argument_group("honest mode only")
    honest.add_argument(
        "--q",
        type=float,
        default=0.05,
        metavar="SHARE",
        help="the share of signals that may be false, over all series (usually 0.05)",
    )
    honest.add_argument(
        "--differences",
        action="store_true",
        help="say where the strict rules would see something else, and why",
    )
    strict = parser.add_argument_group("strict mode and charts only")
    strict.add_argument(
        "--fix-after",
        metavar="N",
        help="rest limits on the first N points, 12 or more",
    )
    strict.add_argument(
        "--no-screen",
        action="store_true",
        help="keep moves that are 3.267 times the mean move and more",
    )
    for name, usual, choices in (("shift", 7, (6, 7, 8)), ("trend", 7, (5, 6, 7))):
        strict.add_argument(
            f"--{name}",
            type=int,
            choices=choices,
            default=usual,
            help=f"points that make a {name} (usually {usual})",
        )
    strict.add_argument(
        "--icons-from",
        type=int,
        metavar="N",
        default=1,
        help="no variation icon for a last stretch of fewer points (usually 1, as R "
        "does; NHS guidance says 13)",
    )


def run(args: argparse.Namespace) -> int:
    from headwater.cli.signals_views import view_of
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.figures.series import read_series
    from headwater.exchange.figures.settings import read_settings

    remarks, usual, given = Remarks(), _usual(args), opened(args.file)
    series = read_series(given, remarks)
    settings = {one.id: usual for one in series}
    if args.options:
        settings = read_settings(opened(args.options), usual, series, remarks)
    view = view_of(args, given.name, series, settings, remarks)
    for line in remarks.lines():
        tell(line)
    _write(args, view)
    return 0


def _write(args: argparse.Namespace, view: View) -> None:
    from headwater.reports.signals_page import signals_page

    if args.format == "table":
        write_page(
            lambda report: signals_page(report, view.title, view.notes, view.lines),
            args.output,
        )
    else:
        text = view.as_csv() if args.format == "csv" else view.as_json()
        write_text(text, args.output)


def _usual(args: argparse.Namespace) -> Settings:
    """The settings that the command gives to every series."""
    from headwater.exchange.figures import settings
    from headwater.exchange.figures.cells import number_of

    plain, rebase = settings.Settings(), ";".join(args.rebase)
    return settings.Settings(
        _read("--direction", args.direction, settings.direction_of, 0),
        _read("--target", args.target, number_of, plain.target),
        _read("--rebase", rebase, settings.rebase_of, ()),
        _read("--fix-after", args.fix_after, settings.fix_after_of, 0),
        not args.no_screen,
    )


def _read(name: str, text: str | None, reader: Callable[[str], T], usual: T) -> T:
    from headwater.exchange.figures.cells import Unread

    try:
        return usual if text is None else reader(text)
    except Unread as bad:
        raise UserError(bad.what, where=f"{name}:", fix=bad.fix) from None
