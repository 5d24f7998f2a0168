"""headwater explain: what a check looks for, or what a principle asks."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, framework_argument


if TYPE_CHECKING:
    from headwater.core.framework.model import Framework, Principle
    from headwater.core.plan.checks.rule import Rule
    from headwater.reports.terminal import TerminalReport


def add(adder: Adder) -> None:
    parser = adder(
        help="explain a check or a principle",
        description="Explain a check (such as W402): what it looks for, why it "
        "matters and how to put it right. Or a principle (such as G4): its words, "
        "what it asks, and the checks behind its verdict.",
    )
    parser.add_argument("code", metavar="CODE", help="a check or a principle")
    framework_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.choice import unknown
    from headwater.cli.plans import find_framework
    from headwater.core.plan.checks import load
    from headwater.reports.terminal import TerminalReport

    framework, registry = find_framework(args.framework), load()
    report, code = TerminalReport(sys.stdout), args.code.upper()
    principles = {principle.code: principle for principle in framework.principles}
    if code in registry:
        _rule(report, registry[code], framework)
    elif code in principles:
        _principle(report, principles[code], framework, registry)
    else:
        raise unknown(args.code, [*registry, *principles], "check or principle")
    return 0


def _rule(report: TerminalReport, rule: Rule, framework: Framework) -> None:
    report.title(f"{rule.code} finds {rule.finds}.")
    report.lines("Why it matters", [(rule.why,)])
    report.lines("How to put it right", [(rule.fix,)])
    levels = (("gap", rule.gap), ("ask", rule.ask), ("note", rule.note))
    report.lines("When it says what", [(word, when) for word, when in levels if when])
    report.lines("What it reads", [("; ".join(rule.reads),)])
    report.lines("What it serves", list(_served(rule, framework)) or [(TABLES,)])


TABLES = "No principle of its own: it looks at the tables themselves."


def _served(rule: Rule, framework: Framework) -> list[tuple[str, str]]:
    use = framework.use(rule.code)
    wanted = use.elements if use else ()
    return [
        (element.code, element.text)
        for principle in framework.principles
        for element in principle.elements
        if element.code in wanted
    ]


def _principle(
    report: TerminalReport,
    principle: Principle,
    framework: Framework,
    registry: dict[str, Rule],
) -> None:
    report.title(f"{principle.code} {principle.statement}")
    report.paragraph(framework.attribution)
    report.lines("What it asks", [(e.code, e.text) for e in principle.elements])
    checks = [
        (use.rule, registry[use.rule].finds)
        for use in framework.rules
        if principle.code in use.principles
    ]
    report.lines("Checks behind its verdict; each finds", checks)
