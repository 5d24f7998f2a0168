"""headwater impact: whether an action made a difference, or why nobody can tell."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.impact_asked import (
    asked_of,
    hope_arguments,
    refuse_together,
    seed_argument,
    words_arguments,
)
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.cli.steps import steps
from headwater.errors import UserError


if TYPE_CHECKING:
    from collections.abc import Callable

    from headwater.core.impact.treatment import Break
    from headwater.exchange.figures.opened import Opened
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.impact_in import Counts
    from headwater.exchange.impact_judged import Answer, Asked

    Starts = dict[str, str]
    Judge = Callable[[Counts, Starts, tuple[Break, ...], Asked], Answer]
    Series = tuple[list[Counts], Judge]
    Given = tuple[list[Counts], dict[str, Starts], dict[str, tuple[Break, ...]], Judge]

ABOUT = """\
Hold what was counted against what was to be expected without the action.

PANEL has the columns area, month, count, and panel where it holds several. ACTIONS
says where the action began when: area, action_start (2024-04; blank: never), and
panel where there are several. Areas without the action serve as comparison.
With --series FILE (month, count, and series where there are several) each series
is held against its own past only, which tells less.

The answer has two parts: the estimate, and what it means. Lower or higher than
expected is only said where the interval leaves out no change and no check speaks
against it. 'Cannot tell' is an answer too, and says when we could.

With --weights WEIGHTS (offence, weight, source) a series that has a column offence is
weighted by harm. A weighted total looks like many crimes and is as unsteady as few, so
its answer always says the effective number of crimes, the source of the weights, and
what the plain count says. Headwater has no weights of its own.

CHANGES (--recording) names changes in recording: month, area (blank: all), what.
Files are CSV (also .csv.gz), XLSX or JSON, or - for standard input.
"""
EXAMPLES = """\
examples:
  headwater impact panel.csv --actions actions.csv --hoped -20 --what 'recorded rape'
  headwater impact panel.csv --actions actions.csv --recording changes.csv
  headwater impact --series series.csv --at 2022-06 --format json
  headwater impact --series offences.csv --at 2022-06 --weights weights.csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="say whether an action made a difference, or why nobody can tell",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="PANEL", help="counts by area and month"
    )
    parser.add_argument("--actions", metavar="FILE", help="where it began when")
    parser.add_argument("--series", metavar="FILE", help="series without comparison")
    parser.add_argument(
        "--at", metavar="MONTH", help="the first month with the action, of every series"
    )
    parser.add_argument(
        "--weights",
        metavar="WEIGHTS",
        help="what an offence weighs by harm, and who says so; of --series with a "
        "column offence",
    )
    parser.add_argument("--recording", metavar="FILE", help="changes in recording")
    hope_arguments(parser)
    words_arguments(parser)
    parser.add_argument(
        "--direction",
        choices=("lower", "higher", "ambiguous"),
        default="ambiguous",
        help="which way is better (usually ambiguous: recorded crime also rises when "
        "more people come forward)",
    )
    parser.add_argument(
        "--naive",
        action="store_true",
        help="show what before and after alone would have said, for comparison",
    )
    seed_argument(parser)
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.exchange.figures.problems import Remarks

    refuse_together(args)
    asked, remarks = asked_of(args), Remarks()
    given = (_series if args.series else _panels)(args, remarks)
    for line in remarks.lines():
        tell(line)
    answers = _judged(given, asked)
    _write(args, answers, asked)
    return 0


def _panels(args: argparse.Namespace, remarks: Remarks) -> Given:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.impact_beside import read_starts
    from headwater.exchange.impact_in import read_panels
    from headwater.exchange.impact_judged import judge

    given = opened(args.file)
    counts = read_panels(given, remarks)
    starts = read_starts(opened(args.actions), counts, given.name, remarks)
    return counts, starts, _changes(args.recording, counts, given.name, remarks), judge


def _series(args: argparse.Namespace, remarks: Remarks) -> Given:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.impact_beside import read_series_starts

    given = opened(args.series)
    counts, judge = (_weighted if args.weights else _plain)(args, given, remarks)
    if args.at:
        month = _month(args.at)
        starts = {one.name: {one.name: month} for one in counts}
    else:
        starts = read_series_starts(opened(args.actions), counts, given.name, remarks)
    return counts, starts, _changes(args.recording, counts, given.name, remarks), judge


def _plain(args: argparse.Namespace, given: Opened, remarks: Remarks) -> Series:
    from headwater.exchange.impact_in import read_one_by_one
    from headwater.exchange.impact_judged import judge

    return read_one_by_one(given, remarks), judge


def _weighted(args: argparse.Namespace, given: Opened, remarks: Remarks) -> Series:
    """The plain counts of offences together, and who judges them by weight."""
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.impact_harm_judged import HarmJudge, together
    from headwater.exchange.impact_in import read_by_offence
    from headwater.exchange.impact_weights import fit_to, read_weights

    parts = read_by_offence(given, remarks)
    weights = read_weights(opened(args.weights), remarks)
    weights = fit_to(weights, parts, given.name, remarks)
    judge = HarmJudge({one.name: one for one in parts}, weights)
    return [together(one) for one in parts], judge


def _month(text: str) -> str:
    from headwater.exchange.figures.cells import Unread
    from headwater.exchange.impact_in import month_of

    try:
        return month_of(text)
    except Unread as bad:
        raise UserError(bad.what, where="--at:", fix="Write 2022-06, say.") from None


def _changes(
    path: str | None, counts: list[Counts], name: str, remarks: Remarks
) -> dict[str, tuple[Break, ...]]:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.impact_beside import read_changes

    return read_changes(opened(path), counts, name, remarks) if path else {}


def _judged(given: Given, asked: Asked) -> list[Answer]:
    counts, starts, breaks, judge = given
    answers = []
    with steps("Judging", len(counts)) as step:
        for one in counts:
            touched = breaks.get(one.name, ())
            answers.append(judge(one, starts[one.name], touched, asked))
            step()
    return answers


def _write(args: argparse.Namespace, answers: list[Answer], asked: Asked) -> None:
    if args.format == "table":
        from headwater.cli.impact_views import page

        write_page(lambda report: page(report, answers, asked.what), args.output)
        return
    from headwater.exchange.impact_out import answers_as_csv, answers_as_json

    as_csv = args.format == "csv"
    text = answers_as_csv(answers) if as_csv else answers_as_json(answers, asked)
    write_text(text, args.output)
