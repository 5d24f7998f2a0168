"""headwater power: how small a change could be seen, asked before money is spent."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.impact_asked import (
    area_words,
    hoped_of,
    seed_argument,
    within,
    words_arguments,
)
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.cli.steps import steps
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.power_out import Could, Question
    from headwater.reports.terminal import TerminalReport

ABOUT = """\
Say how small a fall could be seen, and when, before anything begins.

PANEL (--history) has the columns area, month, count, and panel where it holds
several: figures of a time in which nothing was done. Thousands of make-believe
actions are tried on it, in areas and from months taken at random; what they seem
to change by chance is what a real action must stand out from. 'Could be seen' means
four times out of five. A history of one area only is asked as a single series.

Without figures, a single series is asked by formula: --mean, --dispersion, --before.

A recording change in the history (--recording) is kept out of every try.
"""
EXAMPLES = """\
examples:
  headwater power --history panel.csv --areas 4 --months 12 --what 'recorded rape'
  headwater power --history panel.csv --areas 4 --months 12 --hoped -20 --table
  headwater power --mean 12 --dispersion 1.4 --before 48 --months 12
"""
FOUR_IN_FIVE = "Could be seen means: four times out of five, if it were really there."
TABLE = "The smallest fall that could be seen, by areas and months after the start"


def add(adder: Adder) -> None:
    parser = adder(
        help="say how small a change could be seen, before money is spent",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--history", metavar="PANEL", help="counts by area and month; - for a pipe"
    )
    parser.add_argument(
        "--areas",
        type=int,
        default=1,
        metavar="N",
        help="how many areas the action is to be in (usually 1)",
    )
    parser.add_argument(
        "--months",
        type=int,
        default=12,
        metavar="N",
        help="months after the start (usually 12)",
    )
    parser.add_argument(
        "--hoped",
        type=float,
        metavar="PERCENT",
        help="the fall hoped for among all people of the areas, such as -20: says "
        "when it could be seen",
    )
    parser.add_argument("--recording", metavar="FILE", help="changes in recording")
    parser.add_argument(
        "--table", action="store_true", help="show it by areas and months"
    )
    parser.add_argument(
        "--before",
        type=int,
        metavar="N",
        help="months before the start (usually 24; 48 with --mean)",
    )
    _formula_arguments(parser)
    words_arguments(parser)
    seed_argument(parser)
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def _formula_arguments(parser: argparse.ArgumentParser) -> None:
    formula = parser.add_argument_group("a single series by formula")
    formula.add_argument(
        "--mean", type=float, metavar="N", help="the usual count in a month"
    )
    formula.add_argument(
        "--dispersion",
        type=float,
        metavar="N",
        help="how much more it moves than chance alone: variance over mean around "
        "trend and season; 1 is chance alone (usually 1.4)",
    )


def run(args: argparse.Namespace) -> int:
    from headwater.exchange.figures.problems import Remarks

    _refuse(args)
    question, remarks = _question(args), Remarks()
    found = _of_history(args, question, remarks) if args.history else [_formula(args)]
    for line in remarks.lines():
        tell(line)
    if args.format == "table":
        write_page(lambda report: _page(report, found, question), args.output)
        return 0
    from headwater.exchange.power_out import could_as_csv, could_as_json

    as_csv = args.format == "csv"
    text = could_as_csv(found) if as_csv else could_as_json(found, question)
    write_text(text, args.output)
    return 0


def _refuse(args: argparse.Namespace) -> None:
    if bool(args.history) == (args.mean is not None):
        raise UserError(
            "Nothing says what to look at."
            if not args.history
            else "A history and --mean were given at once.",
            where="--history, --mean:",
            fix="Name a file of counts by area and month with --history, or give the "
            "usual count in a month with --mean.",
        )
    if args.table and not args.history:
        raise UserError(
            "The table needs areas to try.", where="--table:", fix="Use --history."
        )
    if args.dispersion is not None and args.history:
        raise UserError(
            "With --history the figures themselves say how much they move.",
            where="--dispersion:",
            fix="Leave it out, or use --mean.",
        )


def _question(args: argparse.Namespace) -> Question:
    from headwater.exchange.power_out import Question

    hoped_of(args.hoped)
    if args.hoped is not None and args.hoped > 0:
        raise UserError(
            f"{args.hoped:g}% is a rise, and this is about falls.",
            where="--hoped:",
            fix=f"Write -{args.hoped:g} for a fall of {args.hoped:g}%.",
        )
    within(args.areas, "--areas", least=1)
    within(args.months, "--months", 120, least=3)
    within(args.before, "--before", 600, least=12)
    within(args.mean, "--mean", 1e9, above=0)
    within(args.dispersion, "--dispersion", 1_000, above=0)
    within(args.seed, "--seed", least=0)
    area, areas = area_words(args.area_word)
    return Question(
        what=args.what.strip() or "the count",
        area_word=area,
        areas_word=areas,
        areas=args.areas,
        months=args.months,
        before=args.before,
        hoped=args.hoped,
        table=args.table,
        seed=args.seed,
    )


def _formula(args: argparse.Namespace) -> Could:
    from headwater.exchange.power_out import by_formula

    spread = 1.4 if args.dispersion is None else args.dispersion
    return by_formula(args.mean, spread, _question(args))


def _of_history(
    args: argparse.Namespace, question: Question, remarks: Remarks
) -> list[Could]:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.impact_beside import read_changes
    from headwater.exchange.impact_in import read_panels
    from headwater.exchange.power_out import of_history

    given = opened(args.history)
    panels = read_panels(given, remarks)
    breaks = {}
    if args.recording:
        breaks = read_changes(opened(args.recording), panels, given.name, remarks)
    found = []
    with steps("Trying", len(panels)) as step:
        for panel in panels:
            found.append(of_history(panel, breaks.get(panel.name, ()), question))
            step()
    return found


def _page(report: TerminalReport, found: list[Could], question: Question) -> None:
    report.title("When would we know?")
    for could in found:
        name = f"{could.name}: " if len(found) > 1 else ""
        report.paragraph(f"{name}{could.says}")
        if could.table:
            _table(report, could, question)
    if any(could.smallest is not None for could in found):
        report.paragraph(FOUR_IN_FIVE)


def _table(report: TerminalReport, could: Could, question: Question) -> None:
    from headwater.exchange.power_out import fall_words

    months = sorted({cell.after for cell in could.table})
    rows = []
    for areas in sorted({cell.areas for cell in could.table}):
        cells = {c.after: fall_words(c) for c in could.table if c.areas == areas}
        word = question.area_word if areas == 1 else question.areas_word
        rows.append([f"{areas} {word}", *(cells.get(n, "") for n in months)])
    report.paragraph("")
    report.paragraph(f"{TABLE}.")
    report.grid(["", *(f"{n} months" for n in months)], rows)
