"""headwater funnel: which areas lie further from the rest than chance carries them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page


if TYPE_CHECKING:
    from headwater.exchange.figures.funnel_out import Compared
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Hold areas of different size against each other, and say which lie outside.

FILE holds the headings area, count and population (CSV, also .csv.gz; XLSX; JSON),
and perhaps expected, set and type; or is - for standard input. SR is the ratio of a
count to the one expected (without that column, to the area's share of all counts by
its population), RC the ratio of a count to another, PR a part of its whole.

Without --overdispersed the limits allow for chance alone. Areas nearly always differ
in more than chance: --overdispersed widens the limits by the spread that is there.
"""
EXAMPLES = """\
examples:
  headwater funnel boroughs.csv --type SR
  headwater funnel boroughs.csv --type PR --overdispersed --format csv
"""
SHAPE = "headwater-funnel/1"
RC_NOTE = (
    "The limits of RC are those of FunnelPlotR, which are far too narrow for rare "
    "events; --own-spread draws them right."
)
WORDS = {2: "above the 99.8% limit", 1: "above the 95% limit"}
WORDS |= {-code: word.replace("above", "below") for code, word in WORDS.items()}
KINDS = {
    "SR": "counts against what was to be expected",
    "RC": "ratios of two counts",
    "PR": "shares of a whole",
}
ALLOWED = {
    True: "the limits allow for that",
    False: "these limits do not allow for that, see --overdispersed",
}


def add(adder: Adder) -> None:
    parser = adder(
        help="say which areas lie further from the rest than chance",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="figures; - for standard input")
    parser.add_argument(
        "--type",
        choices=("SR", "RC", "PR"),
        default="SR",
        help="what is compared (usually SR)",
    )
    parser.add_argument(
        "--overdispersed",
        action="store_true",
        help="allow for the spread between areas too",
    )
    parser.add_argument(
        "--own-spread",
        action="store_true",
        help="draw the limits of RC from the spread of such a ratio",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.core.signals.funnels import Kind
    from headwater.exchange.figures.areas import read_areas
    from headwater.exchange.figures.funnel_out import COLUMNS, compare
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.figures.problems import Remarks

    remarks = Remarks()
    areas = read_areas(opened(args.file), COLUMNS, remarks)
    made = compare(areas, Kind(args.type), args.own_spread, remarks)
    for line in remarks.lines():
        tell(line)
    if args.type == "RC" and not args.own_spread:
        tell(RC_NOTE)
    if args.format == "table":
        write_page(lambda report: _page(report, made, args.overdispersed), args.output)
    else:
        write_text(_for_programs(args, made), args.output)
    return 0


def _for_programs(args: argparse.Namespace, made: list[Compared]) -> str:
    from headwater.exchange.figures.funnel_out import area_rows, spread_rows
    from headwater.exchange.figures.rows_out import as_json, objects_as_csv

    make = spread_rows if args.overdispersed else area_rows
    rows = [row for one in made for row in make(one)]
    if args.format == "csv":
        return objects_as_csv(rows)
    return as_json(SHAPE, {"overdispersed": args.overdispersed, "areas": rows})


def _page(report: TerminalReport, made: list[Compared], overdispersed: bool) -> None:
    for one in made:
        _set(report, one, overdispersed)


def _set(report: TerminalReport, made: Compared, overdispersed: bool) -> None:
    """Areas outside, with how many would be by chance."""
    from headwater.exchange.figures.funnel_out import surprising

    codes, names = surprising(made, overdispersed), made.ids()
    looked = int((made.found.value >= 0).sum())
    report.title(
        f"{made.set or 'Areas'}: {looked:,} looked at, {KINDS[made.kind.value]}"
    )
    found = made.found
    report.paragraph(
        f"By chance alone about {looked * 0.05:.1f} lie outside the 95% limits and "
        f"{looked * 0.002:.2f} outside the 99.8% limits. The spread between areas is "
        f"{found.phi:.1f} times that of chance; {ALLOWED[overdispersed]}."
    )
    rows = [
        (
            names[at] if names else str(at + 1),
            f"{found.value[at]:.4g}",
            WORDS[int(code)],
        )
        for at, code in enumerate(codes)
        if code
    ]
    report.lines("Outside the limits", rows or [("No area.",)])
    report.paragraph("")
