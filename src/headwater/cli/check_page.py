"""The check as a page in the terminal: which parts, in which order."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import IO

from headwater.cli.choice import Choice
from headwater.cli.folders import program
from headwater.core.plan.change import Change
from headwater.core.plan.check import CheckResult
from headwater.core.plan.digest import digest
from headwater.core.plan.findings import Finding
from headwater.reports.terminal import TerminalReport


def write_check(
    stream: IO[str],
    result: CheckResult,
    choice: Choice,
    change: Change | None = None,
    *,
    named: str | None = None,
    everything: bool = False,
    width: int | None = None,
) -> None:
    """Write the page. `named` is the PLAN as it was given, for what to do next."""
    report = TerminalReport(stream, width)
    report.opening(result)
    report.verdicts(result, choice.shown_principles)
    chosen = choice.of_findings(result.findings)
    if change:
        report.change(change)
    elif choice.some or everything:
        report.all_findings(chosen, f"Findings ({len(chosen):,})")
    else:
        report.most_important(result)
    report.totals(result)
    report.commands("What to do next", _next_steps(named, _example(chosen, result)))


def _example(chosen: Sequence[Finding], result: CheckResult) -> str:
    """A check to explain: the one that stands first on this page."""
    groups = digest(chosen)
    return groups[0].rule if groups else result.results[0].rule


def _next_steps(named: str | None, example: str) -> list[tuple[str, str]]:
    me = program()
    plan = f" {shlex.quote(named)}" if named else ""
    return [
        ("See every finding", f"{me} check{plan} --all"),
        (
            "Read what a check looks for, and how to put it right",
            f"{me} explain {example}",
        ),
        ("Make one page for the people who decide", f"{me} board{plan} -o board.pdf"),
        ("Keep the plan, to see it as pages", f"{me} import{plan}")
        if named
        else ("See all of this as pages in a browser", f"{me} serve"),
    ]
