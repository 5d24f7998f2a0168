"""headwater framework: the principles that plans are held against."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder


if TYPE_CHECKING:
    from headwater.core.framework.criteria import CriterionResult, Detail
    from headwater.core.framework.model import Framework
    from headwater.reports.terminal import TerminalReport


def add(adder: Adder) -> None:
    parser = adder(
        help="list, show or judge the principles",
        description="The principles that plans are held against. 'list' names the "
        "frameworks that come with Headwater; 'show' prints one; 'check' judges it by "
        "its own criteria, as far as its text can tell.",
    )
    parser.add_argument("what", choices=("list", "show", "check"))
    parser.add_argument(
        "framework",
        nargs="?",
        metavar="ID|FOLDER",
        help="an id, or a folder with a framework of your own; without it, London's",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.plans import find_framework
    from headwater.reports.terminal import TerminalReport

    report = TerminalReport(sys.stdout)
    if args.what == "list":
        _list(report)
        return 0
    framework = find_framework(args.framework)
    report.title(framework.title)
    if args.what == "show":
        _show(report, framework)
    else:
        _check(report, framework)
    return 0


def _list(report: TerminalReport) -> None:
    from headwater.core.framework.load import available, load_framework

    report.rows((name, load_framework(name).title) for name in available())


def _show(report: TerminalReport, framework: Framework) -> None:
    from headwater.core.plan.checks import load

    report.paragraph(framework.attribution)
    for category in framework.categories:
        statements = [
            (p.code, p.statement)
            for p in framework.principles
            if p.category == category.code
        ]
        report.lines(f"{category.label}: {category.meaning}", statements)
    registry = load()
    checks = [(use.rule, registry[use.rule].finds) for use in framework.rules]
    report.lines("Checks; each finds", checks)
    report.lines(
        "Criteria: the set must", [(c.code, c.text) for c in framework.criteria]
    )
    vocabularies = [
        (facet, f"{len(scheme.codes)} codes. Source: {scheme.source}")
        for facet, scheme in framework.schemes.items()
    ]
    report.lines("Vocabularies", vocabularies)


def _check(report: TerminalReport, framework: Framework) -> None:
    """Each criterion, part by part; what text cannot tell is said to be so."""
    from headwater.core.framework.criteria import judge_criteria

    results = judge_criteria(framework)
    for criterion in framework.criteria:
        parts = [r for r in results if r.criterion == criterion.code]
        report.lines(f"{criterion.code} The set must {criterion.text}", ())
        for part in parts:
            _part(report, part)


def _part(report: TerminalReport, result: CriterionResult) -> None:
    report.rows([(result.state.value, f"{result.part}: {result.sentence}")])
    report.rows((f"  {d.principle}", _detail(d)) for d in result.details)


def _detail(detail: Detail) -> str:
    says = detail.says or ", ".join(detail.words)
    return says if detail.figure is None else f"{says} ({detail.figure:g})"
