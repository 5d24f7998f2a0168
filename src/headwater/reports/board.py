"""A check on one printed page for the people who decide."""

from __future__ import annotations

from headwater.core.plan.check import CheckResult
from headwater.core.plan.checks import load
from headwater.core.plan.digest import Group, digest
from headwater.core.plan.findings import Level, Status
from headwater.core.plan.verdicts import Verdict
from headwater.reports.document import (
    Document,
    Heading,
    Item,
    List,
    Notice,
    Paragraph,
    Part,
    Table,
)
from headwater.reports.words import completeness, contents, count, counts, day


MEND = "These are missing. For each, decide who will put it right, and by when:"
SAY = (
    "These may be there and are not written down. For each, decide who will find out "
    "what is so and write it down, and by when:"
)
MATTER = 5  # findings on the page: a board decides on a few things


def board_page(result: CheckResult, version: str) -> Document:
    """What a board needs of a check, short enough for one side of A4."""
    groups = digest(result.findings)[:MATTER]
    return Document(
        title=result.plan.about.title,
        summary=_summary(result),
        parts=(
            *_notice(result),
            Paragraph(_standing(result)),
            _verdicts(result),
            *_what_matters(groups),
            *_to_decide(result, groups),
            Paragraph(_totals(result)),
        ),
        foot=_foot(result, version),
    )


def _summary(result: CheckResult) -> str:
    return f"Where it stands against {result.framework.title} on {day(result.as_at)}."


def _notice(result: CheckResult) -> tuple[Notice, ...]:
    text = result.plan.about.notice
    return (Notice(text),) if text else ()


def _standing(result: CheckResult) -> str:
    what = contents(result.plan) or "nothing yet"
    return f"The plan holds {what}. {completeness(result.plan)}"


def _verdicts(result: CheckResult) -> Table:
    by_code = {v.principle: v for v in result.verdicts}
    return Table(
        "Where each principle stands, and how many checks hold, find something "
        "missing, or find it not written down",
        ("Principle", "Verdict", "Hold", "Missing", "Not written"),
        tuple(
            (f"{p.code} {p.short}", *_row(by_code[p.code]))
            for p in result.framework.principles
        ),
    )


def _row(verdict: Verdict) -> tuple[str, ...]:
    statuses = (Status.HELD, Status.GAP, Status.ASK)
    word = verdict.word.value.capitalize()
    return word, *(str(verdict.count(status)) for status in statuses)


def _what_matters(groups: list[Group]) -> tuple[Part, ...]:
    registry = load()
    if not groups:
        return Heading("What matters most"), Paragraph("No check found anything.")
    items = (Item(g.sentence, registry[g.rule].why, g.rule) for g in groups)
    return Heading("What matters most"), List(tuple(items), numbered=True)


def _to_decide(result: CheckResult, groups: list[Group]) -> tuple[Part, ...]:
    """A gap needs somebody to mend it; an ask, somebody to say what is so.

    A note asks for no decision.
    """
    registry = load()
    mend = [Item(registry[g.rule].fix, mark=g.rule) for g in _at(Level.GAP, groups)]
    ask = [Item(_wanted(g.rule), mark=g.rule) for g in _at(Level.ASK, groups)]
    parts = (*_decision(MEND, mend), *_decision(SAY, ask))
    return (Heading(_decide_title(result)), *parts) if parts else ()


def _at(level: Level, groups: list[Group]) -> list[Group]:
    return [group for group in groups if group.level is level]


def _decision(opening: str, items: list[Item]) -> tuple[Part, ...]:
    return (Paragraph(opening), List(tuple(items))) if items else ()


def _wanted(rule: str) -> str:
    wants = load()[rule].wants
    return f"{wants[0].upper()}{wants[1:]}."


def _decide_title(result: CheckResult) -> str:
    review = result.plan.about.next_review
    if review is None or not review.settled:
        return "What to decide"
    return f"What to decide, before the next review ({review.text})"


def _totals(result: CheckResult) -> str:
    said = ", ".join(f"{n:,} {word}" for n, word, _ in counts(result))
    return (
        f"In all: {said}. A gap is missing for certain; an ask is not written down "
        "yet; a note is worth knowing."
    )


def _foot(result: CheckResult, version: str) -> tuple[str, ...]:
    framework = result.framework
    checks = count(len(result.results), "check")
    return tuple(
        text
        for text in (
            result.plan.about.licence,
            framework.attribution,
            f"{checks}, made by Headwater {version} with version {framework.version} "
            f"of its {framework.place} framework. It says what the plan says, not what "
            "happens in people's lives.",
        )
        if text
    )
