"""What can be said of an action, as a page to be read from the top."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.core.impact.estimate import Estimate, signed
from headwater.core.impact.outlook import LEAST_BASE
from headwater.exchange.impact_harm import TWO_LOOKS
from headwater.exchange.impact_judged import Answer
from headwater.exchange.impact_out import false_claims
from headwater.reports.terminal import TerminalReport


SPEAKS = {True: "for", False: "against", None: "open"}
OPENING = "What was counted is held against what was to be expected without the action."
SEVERAL = (
    "Each was looked at as if it were the only one. --format json has the checks and "
    "the design of each."
)
NAIVE = (
    "Before and after alone is shown because it was asked for. It is no part of the "
    "answer and not to be relied on: it takes season, trend and the fall after a high "
    "point for an effect. Where nothing had changed it makes a claim about every "
    "second time."
)
DIGEST = "Fingerprint of this design, another one as soon as anything in it changes"


def page(report: TerminalReport, answers: Sequence[Answer], what: str) -> None:
    """One answer in full, or several in short."""
    report.title(f"Did it make a difference? {what[:1].upper()}{what[1:]}")
    report.paragraph(OPENING)
    if len(answers) == 1:
        _full(report, answers[0])
    else:
        _several(report, answers)


def _full(report: TerminalReport, answer: Answer) -> None:
    _part(report, "The estimate", answer.said.estimate)
    _part(report, "What it means", answer.said.meaning)
    if answer.said.when:
        _part(report, "When we could know", answer.said.when)
    if answer.harm and answer.plain:
        _part(report, "What the weighted answer rests on", str(answer.harm))
        _part(report, "The plain count", f"{answer.plain.said.estimate} {TWO_LOOKS}")
    verdict = answer.evaluated.verdict if answer.evaluated else None
    if verdict:
        report.lines(
            "What speaks for it, what against, and what leaves it open",
            [(SPEAKS[c.speaks], c.name, c.says) for c in verdict.checks],
        )
    if answer.naive:
        _part(report, "Before and after alone", f"{_size(answer.naive)} {NAIVE}")
    if answer.design:
        report.lines(
            "How it is judged", [(r.about, r.says) for r in answer.design.reasons]
        )
        report.paragraph(f"{DIGEST}: {answer.design.digest[:16]}.")


def _several(report: TerminalReport, answers: Sequence[Answer]) -> None:
    report.paragraph(SEVERAL)
    if any(answer.naive for answer in answers):
        report.paragraph(NAIVE)
    if any(answer.harm for answer in answers):
        report.paragraph(TWO_LOOKS)
    for answer in answers:
        report.lines(answer.name, [(line,) for line in _short(answer)])
    report.paragraph("")
    report.paragraph(_judged(answers))


def _short(answer: Answer) -> list[str]:
    said = answer.said
    lines = [said.estimate, said.meaning, said.when]
    if answer.harm and answer.plain:
        lines += [str(answer.harm), f"Plain count: {answer.plain.said.estimate}"]
    if answer.naive:
        lines.append(f"Before and after alone: {_size(answer.naive)}")
    return [line for line in lines if line]


def _judged(answers: Sequence[Answer]) -> str:
    """How many were looked at, and how many false claims chance would make."""
    judged, expected = false_claims(answers)
    number = f"{judged:,} of {len(answers):,} could be judged."
    if not judged:
        return number
    about = "fewer than 1" if expected < 1 else f"about {expected:,.0f}"
    return (
        f"{number} If nothing had changed in any of them, {about} would still be "
        "called lower or higher than expected."
    )


def _size(found: Estimate) -> str:
    counts = f"{found.observed:,.0f} after, where {found.expected:,.0f} came before"
    if found.expected < LEAST_BASE:
        return f"{counts}."
    return f"{counts}: {signed(found.percent)}."


def _part(report: TerminalReport, title: str, text: str) -> None:
    report.lines(title, [(text,)])
