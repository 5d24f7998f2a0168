"""Words and figures that the terminal and the pages share."""

from __future__ import annotations

import unicodedata
from datetime import date

from headwater.core.framework.model import Framework
from headwater.core.plan.check import CheckResult
from headwater.core.plan.findings import Finding, Level
from headwater.core.plan.rows import Plan


MEANINGS = {
    Level.GAP: "missing for certain: however the blanks are filled in, it stays",
    Level.ASK: "not written down yet: filling in a blank could settle it",
    Level.NOTE: "worth knowing",
}
ACCEPTED = "known, and accepted for now; they still count in the verdicts"


def day(when: date) -> str:
    """1 November 2026."""
    return f"{when.day} {when:%B %Y}"


def count(number: int, one: str, many: str = "") -> str:
    """1 action; 2 actions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def contents(plan: Plan) -> str:
    """What the plan holds: '71 actions, 37 organisations'. Empty tables are named."""
    parts = (
        (plan.actions, "action", ""),
        (plan.organisations, "organisation", ""),
        (plan.funding, "tranche of money", "tranches of money"),
        (plan.measures, "measure", ""),
        (plan.services, "service", ""),
    )
    return ", ".join(count(len(rows), one, many) for rows, one, many in parts if rows)


def completeness(plan: Plan) -> str:
    """How much of the plan its authors call complete, and what follows."""
    complete = sum(note.complete is True for note in plan.meta)
    if complete:
        is_or_are = "is" if complete == 1 else "are"
        return (
            f"{count(complete, 'table')} of this plan {is_or_are} said to be complete. "
            "In the others, what is not there may only be not written down."
        )
    return (
        "No table of this plan is said to be complete. So what is not there may only "
        "be not written down, and most findings are questions."
    )


def principles_of(framework: Framework, finding: Finding) -> tuple[str, ...]:
    """The principles that a finding speaks to; none for the tables themselves."""
    use = framework.use(finding.rule)
    return use.principles if use else ()


def counts(result: CheckResult) -> list[tuple[int, str, str]]:
    """How many of each level, the word for them, and what the word means."""
    found = [
        (result.count(level), level.value, meaning)
        for level, meaning in MEANINGS.items()
    ]
    found.append((len(result.accepted), "accepted", ACCEPTED))
    return [
        (n, word if word == "accepted" or n == 1 else f"{word}s", meaning)
        for n, word, meaning in found
    ]


def plain(text: str) -> str:
    """Text of a plan without the control characters that can drive a terminal."""
    return "".join(
        " " if unicodedata.category(c) == "Cc" else c
        for c in text
        if unicodedata.category(c) != "Cf"
    )
