"""The three ways of looking at series: honest rules, strict rules, or one chart."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from headwater.core.signals.centres import Kind
from headwater.core.signals.signals import Family
from headwater.core.signals.strict import Rules
from headwater.errors import UserError
from headwater.exchange.figures.calendar import say_gaps
from headwater.exchange.figures.chart_series import (
    OnChart,
    chart_all,
    chart_rows,
    chart_sentence,
)
from headwater.exchange.figures.judged import Judged
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.figures.rows_out import as_json, objects_as_csv
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.settings import Settings, say_rebase
from headwater.exchange.figures.signals_out import (
    points_as_csv,
    signals_as_json,
    summary,
    summary_as_csv,
)
from headwater.exchange.figures.strict_series import judge_strictly, say_short
from headwater.reports.signals_page import Line


STRICT_NOTE = (
    "The NHS rules as NHSRplotthedots has them. Where counts are rare, follow a yearly "
    "cycle or drift, they call chance a signal: see --mode honest."
)
CHART_NOTE = (
    "Limits are three standard deviations from the centre, as far as chance alone "
    "goes; no season and no drift is taken out."
)


@dataclass(frozen=True)
class View:
    """What a way of looking found: a page for people, and the same for programs."""

    title: str
    notes: list[str]
    lines: list[Line]
    as_csv: Callable[[], str]
    as_json: Callable[[], str]


def view_of(
    args: argparse.Namespace,
    name: str,
    series: list[Series],
    settings: dict[str, Settings],
    remarks: Remarks,
) -> View:
    """The series of the file `name`, as the arguments ask for them."""
    if args.chart:
        return _charted(args, name, series, settings, remarks)
    if args.mode == "strict":
        return _strictly(args, name, series, settings, remarks)
    return _honestly(args, name, series, settings, remarks)


def _strictly(
    args: argparse.Namespace,
    name: str,
    series: list[Series],
    settings: dict[str, Settings],
    remarks: Remarks,
) -> View:
    _say_what_is_passed_over(series, settings, remarks)
    if any(one.n is not None for one in series):
        remarks.add(
            "sizes",
            f"{name}: The column n is not used by the strict rules, which chart y as "
            "it is; --chart u, p or ip divide by it.",
        )
    found = judge_strictly(series, settings, _rules(args), remarks)
    say_short(found, remarks)
    return _of_rules(args, found, STRICT_NOTE)


def _say_what_is_passed_over(
    series: list[Series], settings: dict[str, Settings], remarks: Remarks
) -> None:
    for one in series:
        say_gaps(one, remarks, strict=True)
        say_rebase(one, settings[one.id], remarks)


def _rules(args: argparse.Namespace) -> Rules:
    if args.icons_from < 1:
        raise UserError(
            f"'{args.icons_from}' is not a number of points.",
            where="--icons-from:",
            fix="Write 1 or more; NHS guidance says 13.",
        )
    return Rules(shift=args.shift, trend=args.trend, icons_from=args.icons_from)


def _honestly(
    args: argparse.Namespace,
    name: str,
    series: list[Series],
    settings: dict[str, Settings],
    remarks: Remarks,
) -> View:
    from headwater.exchange.figures.honest_series import judge_honestly

    if not 0 < args.q < 1:
        raise UserError(
            f"'{args.q:g}' is not between 0 and 1.",
            where="--q:",
            fix="Write 0.05, say.",
        )
    for one in series:
        say_gaps(one, remarks, strict=False)
    found = judge_honestly(name, series, settings, args.q, args.differences, remarks)
    note = _family_note(found.family, len(series))
    return _of_rules(args, found.series, note)


def _family_note(family: Family, series: int) -> str:
    """How many were looked at, and how many signals are to be expected by chance."""
    flags = int(family.flagged.sum())
    looked = (
        f"{family.looked:,} of {series:,} series could be judged at the last figure"
    )
    if not flags:
        return f"{looked}; none is a signal."
    signals = "1 signal" if flags == 1 else f"{flags:,} signals"
    by_chance = f"about {family.expected_false:.2g} to be expected by chance"
    return f"{looked}: {signals}, of which {by_chance}."


def _of_rules(args: argparse.Namespace, found: list[Judged], note: str) -> View:
    mode, whole = args.mode, not args.summary
    lines = [
        Line(
            one.series.id,
            bool(summary(one, mode)["flagged"]),
            one.sentence,
            one.differences,
        )
        for one in found
    ]
    return View(
        f"{len(lines):,} series by the {mode} rules",
        [note],
        lines,
        lambda: points_as_csv(found) if whole else summary_as_csv(found, mode),
        lambda: signals_as_json(found, mode, {"notes": [note]}, whole),
    )


def _charted(
    args: argparse.Namespace,
    name: str,
    series: list[Series],
    settings: dict[str, Settings],
    remarks: Remarks,
) -> View:
    _say_what_is_passed_over(series, settings, remarks)
    made = chart_all(name, series, settings, Kind(args.chart), remarks)
    return View(
        f"{len(made):,} series on a chart of kind {args.chart}",
        [CHART_NOTE],
        [_line(one) for one in made],
        lambda: objects_as_csv([row for one in made for row in chart_rows(one)]),
        lambda: as_json(
            "headwater-chart/1",
            {
                "chart": args.chart,
                "points": [row for one in made for row in chart_rows(one)],
            },
        ),
    )


def _line(one: OnChart) -> Line:
    return Line(one.series.id, bool(one.outside or one.runs), chart_sentence(one))
