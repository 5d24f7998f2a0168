"""A verdict in words: what the estimate says, and apart from it what that means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.core.impact.design import Design
from headwater.core.impact.estimate import Estimate, signed
from headwater.core.impact.evaluate import Evaluated
from headwater.core.impact.months import in_words
from headwater.core.impact.outlook import LEAST_BASE, Outlook
from headwater.core.impact.treatment import Figures
from headwater.core.impact.verdict import Kind
from headwater.core.measures.definition import Direction


@dataclass(frozen=True, slots=True)
class Said:
    """The two answers, kept apart, and when there could be a firmer one."""

    estimate: str
    meaning: str
    when: str


def say(evaluated: Evaluated, figures: Figures, outlook: Outlook) -> Said:
    """The estimate, with what leaves it open, and its meaning."""
    kind = evaluated.kind
    estimate, meaning = (
        _estimate(evaluated, figures),
        _meaning(kind, evaluated.design.hoped, figures),
    )
    return Said(estimate, meaning, _when(evaluated, outlook))


def _when(evaluated: Evaluated, outlook: Outlook) -> str:
    if evaluated.kind is not Kind.CANNOT_TELL:
        return ""
    doubts = evaluated.verdict.against if evaluated.verdict else ()
    if doubts and not evaluated.design.near:
        return "More months alone may not settle this: look at what speaks against it."
    return outlook.says


def _estimate(evaluated: Evaluated, figures: Figures) -> str:
    estimate, design = evaluated.estimate, evaluated.design
    if estimate is None or evaluated.verdict is None:
        return f"We cannot tell yet. {evaluated.why_not}"
    found, where = _size(estimate), _where(design, figures)
    was = f"{figures.what} {_was(figures.what)}"
    side = "lower" if estimate.log_effect < 0 else "higher"
    if evaluated.kind in (Kind.LOWER, Kind.HIGHER):
        return f"{_capital(was)} {side} than expected {where}: {found}."
    if evaluated.kind is Kind.NO_SIGN:
        hoped = f"{abs(design.overall or 0):.3g}%"
        way = "fall" if (design.overall or 0) < 0 else "rise"
        hope = f"the hoped {way} of {hoped} in {figures.what}"
        return f"There is no sign of {hope} {where}: {found}."
    against = " ".join(check.says for check in evaluated.verdict.against)
    if estimate.firm:
        but = f"{_capital(was)} {side} than expected {where}: {found}."
        return f"We cannot tell. {but} But there is a doubt. {against}"
    told = f"We cannot tell yet whether {figures.what} changed {where}: {found}."
    return f"{told} {against}".rstrip()


def _was(what: str) -> str:
    """'was' or 'were', by the noun before 'of', 'to', 'in'...: visits were."""
    noun = re.split(r" (?:of|to|in|by|with|from|for|after|against) ", what)[0]
    return "were" if noun.endswith("s") and not noun.endswith("ss") else "was"


def _size(estimate: Estimate) -> str:
    """In percent; in counts where the base is too small for a percentage."""
    counts = f"{estimate.observed:,.0f} where {estimate.expected:,.0f} were expected"
    if estimate.expected < LEAST_BASE:
        return counts
    low, high = estimate.percent_interval
    interval = f"95% interval {signed(low)} to {signed(high)}"
    return f"{counts}, {signed(estimate.percent)} ({interval})"


def _where(design: Design, figures: Figures) -> str:
    count = len(design.treated)
    areas = figures.area_word if count == 1 else figures.areas_word
    span = f"from {in_words(design.start)} to {in_words(design.last)}"
    return f"in {count} {areas} {span}"


def _meaning(kind: Kind, hoped: float | None, figures: Figures) -> str:
    if kind is Kind.CANNOT_TELL:
        return "This does not mean that there was no effect: there may be one, or none."
    if kind is Kind.NO_SIGN:
        return "A smaller change than that is still possible."
    if figures.direction is Direction.AMBIGUOUS:
        lower = kind is Kind.LOWER
        fell, fewer, less = (
            ("fell", "fewer", "less") if lower else ("rose", "more", "more")
        )
        return (
            f"This does not tell us that {figures.happens} {fell}: {fewer} people may "
            f"have come forward, or {less} of it may have been recorded."
        )
    return (
        f"{_way(kind, hoped, figures.direction)} Something else that began in the same "
        "places at the same time could also be the reason."
    )


def _way(kind: Kind, hoped: float | None, direction: Direction) -> str:
    """Which way it went, and nothing of how far: a small fall is no large one."""
    if not hoped:
        return f"For this measure, {direction.value} is better."
    if (kind is Kind.LOWER) == (hoped < 0):
        return "It went the way that was hoped for."
    return "It went the other way from what was hoped for."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
