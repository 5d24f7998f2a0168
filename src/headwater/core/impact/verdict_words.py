"""A verdict in words: what the estimate says, and apart from it what that means."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core.impact.design import Design
from headwater.core.impact.estimate import Estimate, signed
from headwater.core.impact.evaluate import Evaluated
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
    """One sentence for the estimate, one or two for its meaning."""
    kind = evaluated.kind
    when = "" if kind is not Kind.CANNOT_TELL else outlook.says
    return Said(_estimate(evaluated, figures), _meaning(kind, figures), when)


def _estimate(evaluated: Evaluated, figures: Figures) -> str:
    estimate, design = evaluated.estimate, evaluated.design
    if estimate is None or evaluated.verdict is None:
        return f"We cannot tell yet. {evaluated.why_not}"
    what, found = _capital(figures.what), _size(estimate)
    where = _where(design, figures)
    if evaluated.kind in (Kind.LOWER, Kind.HIGHER):
        side = "lower" if evaluated.kind is Kind.LOWER else "higher"
        return f"{what} was {side} than expected {where}: {found}."
    if evaluated.kind is Kind.NO_SIGN:
        hoped = f"{abs(design.overall or 0):.2g}%"
        way = "fall" if (design.overall or 0) < 0 else "rise"
        return f"There is no sign of the hoped {way} of {hoped} {where}: {found}."
    if estimate.firm:
        side = "lower" if estimate.log_effect < 0 else "higher"
        why = " ".join(check.says for check in evaluated.verdict.against)
        return f"We cannot tell. {what} was {side} than expected: {found}. But: {why}"
    return f"We cannot tell yet. {what} against what was expected {where}: {found}."


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
    return f"in {count} {areas} from {design.start} to {design.last}"


def _meaning(kind: Kind, figures: Figures) -> str:
    if kind is Kind.CANNOT_TELL:
        return "This is not the same as no effect: we do not know."
    if kind is Kind.NO_SIGN:
        return "A smaller change than the hoped one is possible."
    if figures.direction is Direction.AMBIGUOUS:
        fell = "fell" if kind is Kind.LOWER else "rose"
        return (
            f"This does not tell us that {figures.happens} {fell}: more or fewer "
            "people may have come forward, or more or less may have been recorded."
        )
    hoped = (kind is Kind.LOWER) == (figures.direction is Direction.LOWER)
    if hoped:
        return (
            "This is the way that was hoped for. Other things that began in the same "
            "places at the same time could also be the reason."
        )
    return (
        "This is not the way that was hoped for. Other things that began in the same "
        "places at the same time could also be the reason."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
