"""headwater rates: rates and shares with the intervals that chance gives them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.exchange.figures.rows_out import Row
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Give each count its rate and its share, with intervals at 95% and 99.8%.

FILE holds the headings count and population, and perhaps id and multiplier (CSV,
also .csv.gz; XLSX; JSON), or is - for standard input. Counts below 10 have exact
limits, from 10 on Byar's; shares have Wilson's. A population of 0 has no figure.
"""
EXAMPLES = """\
examples:
  headwater rates boroughs.csv
  headwater rates boroughs.csv --per 100000 --format csv
"""
SHAPE = "headwater-rates/1"


def add(adder: Adder) -> None:
    parser = adder(
        help="give counts their rates, with intervals",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="figures; - for standard input")
    parser.add_argument(
        "--per",
        type=float,
        default=1_000,
        metavar="N",
        help="rates per so many of the population (usually 1000); a multiplier in "
        "the file goes before it",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.exchange.figures.areas import read_areas
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.figures.rates_out import COLUMNS, rate_rows
    from headwater.exchange.figures.rows_out import as_json, objects_as_csv

    if not 0 < args.per < float("inf"):
        raise UserError(
            f"'{args.per:g}' is not above 0.", where="--per:", fix="Write 1000, say."
        )
    remarks = Remarks()
    areas = read_areas(opened(args.file), COLUMNS, remarks)
    rows = list(rate_rows(areas, args.per, remarks))
    for line in remarks.lines():
        tell(line)
    if args.format == "csv":
        write_text(objects_as_csv(rows), args.output)
    elif args.format == "json":
        write_text(as_json(SHAPE, {"rates": rows}), args.output)
    else:
        write_page(lambda report: _page(report, rows), args.output)
    return 0


def _page(report: TerminalReport, rows: list[Row]) -> None:
    name = next(column for column in rows[0] if column.startswith("rate"))
    per = name.removeprefix("rate").removeprefix("_per_")
    report.title(f"Rates{f' per {float(per):,.15g}' if per else ''}")
    report.paragraph("The interval says how far chance alone may have carried a rate.")
    report.grid(
        ["", "Count", "Population", "Rate", "95% interval", ""],
        [_line(n, row, name) for n, row in enumerate(rows, start=1)],
    )


def _line(number: int, row: Row, name: str) -> list[str]:
    low, high = _rate(row["rate_lower95"]), _rate(row["rate_upper95"])
    told = row[name] is not None
    return [
        str(row.get("id", number)),
        _whole(row["count"]),
        _whole(row["population"]),
        _rate(row[name]),
        f"{low} to {high}" if told else "",
        "" if told else str(row["status"]),
    ]


def _whole(value: object) -> str:
    return f"{value:,.15g}" if isinstance(value, float) else ""


def _rate(value: object) -> str:
    """Three digits, and all those before the point."""
    if not isinstance(value, float):
        return ""
    return f"{value:,.0f}" if value >= 1_000 else f"{value:#.3g}".rstrip(".")
