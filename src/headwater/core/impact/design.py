"""How an action will be judged, written down before anybody sees a result.

Made from the plan by fixed rules, each with its reason. Whoever looks at results first
finds the areas, months and methods that please: so a design is locked, with a digest
that tells whether it still is what it was.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.core.impact import design_reasons as reasons
from headwater.core.impact.design_reasons import NEAR
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.months import between, in_words, later
from headwater.core.impact.treatment import AFTER, Break, Figures, Other, Treatment


LONGEST_BEFORE, LEAST_BEFORE = 60, 24  # months; older ones say little of today
FEWEST_OTHERS = 5  # areas to compare with: fewer give no distribution to stand out of


class Method(StrEnum):
    """How; the words are the codes of the vocabulary 'evaluation-method'."""

    AREAS = "areas"  # Poisson imputation: its areas against others
    MIXTURE = "mixture"  # synthetic control: one area against a mixture of others
    SERIES = "series"  # interrupted series


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something of the design is as it is."""

    about: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Everything that could be chosen after the fact, chosen before it.

    `treated` pairs each area with its first month, `left_out` each area that is not
    compared with why. `first` and `last` are the months that are looked at; `last`
    may lie ahead. `near` are the changes in recording within NEAR months of a start,
    and `shared` whether they touch every area that is compared alike.
    """

    action: str
    figures: str
    unit: str
    treated: tuple[tuple[str, str], ...]
    comparison: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    first: str
    start: str
    last: str
    method: Method
    selection: str
    hoped: float | None
    reach: float | None
    breaks: tuple[Break, ...]
    near: tuple[Break, ...]
    shared: bool
    reasons: tuple[Reason, ...]

    @property
    def overall(self) -> float | None:
        """The change hoped for among all people of the areas, in percent."""
        if self.hoped is None or self.reach is None:
            return None
        return self.hoped * self.reach / 100

    @property
    def digest(self) -> str:
        """SHA-256 over what was chosen; the words of reasons may be put better."""
        chosen = {
            "action": self.action,
            "figures": self.figures,
            "unit": self.unit,
            "treated": self.treated,
            "comparison": self.comparison,
            "months": [self.first, self.start, self.last],
            "method": self.method,
            "selection": self.selection,
            "hoped": _same(self.hoped),
            "reach": _same(self.reach),
        }
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()

    def ended(self, months: tuple[str, ...]) -> bool:
        """Are the figures there up to the month in which it will be judged?"""
        return months[-1] >= self.last


def propose(
    treatment: Treatment, figures: Figures, others: tuple[Other, ...]
) -> Design:
    """The design that the plan asks for, with its reasons.

    Raises CannotEstimate, with what to do next, where none can be made.
    """
    treated = _treated(treatment, figures)
    starts = [month for _, month in treated]
    start, latest = min(starts), max(starts)
    first, why_first = _first(treatment, figures, start)
    last = later(latest, (treatment.after or AFTER) - 1)
    busy = _busy(others, first, last)
    spoilt = busy | _changed(figures.breaks, treated, first, last)
    comparison, left_out = _comparison(treatment, figures, spoilt)
    method, why_method = _method(treatment, len(treated), len(comparison))
    if method is Method.SERIES:
        comparison = ()
    touched = {area for area, _ in treated} | set(comparison)
    breaks = _within(figures.breaks, touched, first, last)
    near = tuple(b for b in breaks if _near(b, starts))
    shared = bool(comparison) and all(touched <= b.areas for b in near)
    compared = reasons.compared(treatment, comparison, left_out, busy, figures)
    return Design(
        action=treatment.action,
        figures=figures.code,
        unit=figures.unit,
        treated=treated,
        comparison=comparison,
        left_out=left_out,
        first=first,
        start=start,
        last=last,
        method=method,
        selection=treatment.selection,
        hoped=treatment.hoped,
        reach=treatment.reach,
        breaks=breaks,
        near=near,
        shared=shared,
        reasons=(
            Reason("Where", reasons.where(treated, busy, figures)),
            Reason("Compared with", compared),
            Reason("How", why_method),
            Reason("Months before", why_first),
            Reason("Months after", reasons.why_last(treatment, last)),
            Reason("How its areas were chosen", reasons.chosen(treatment.selection)),
            Reason("What is hoped for", reasons.hoped(treatment)),
            Reason("Changes in recording", reasons.recording(breaks, near, shared)),
        ),
    )


def _same(number: float | None) -> float | None:
    """-20 and -20.0 are the same choice, whichever a file or a form gave."""
    return None if number is None else float(number)


def _treated(treatment: Treatment, figures: Figures) -> tuple[tuple[str, str], ...]:
    if not treatment.starts:
        raise CannotEstimate(
            "The plan does not say where and in which month the action begins. Write "
            "down its areas and its start, or the start of each area."
        )
    known = sorted(a for a in treatment.starts if a in figures.areas)
    if not known:
        raise CannotEstimate(
            f"None of the action's areas is in these figures, which are about "
            f"{len(figures.areas)} {figures.areas_word}. Choose figures of its areas."
        )
    if len(known) < len(treatment.starts):
        gone = ", ".join(sorted(set(treatment.starts) - set(known)))
        raise CannotEstimate(
            f"The figures have nothing about {gone}. Leave these areas out, or choose "
            "figures that have them all."
        )
    return tuple((area, treatment.starts[area]) for area in known)


def _first(treatment: Treatment, figures: Figures, start: str) -> tuple[str, str]:
    there = between(figures.months[0], start)
    if there < 12:
        raise CannotEstimate(
            f"The action began in {in_words(start)}, and the figures begin in "
            f"{in_words(figures.months[0])}: fewer than 12 months before it. Add "
            "earlier figures."
        )
    asked = treatment.before or LONGEST_BEFORE
    if asked < 12:
        raise CannotEstimate(
            f"The plan asks for {asked} months before the start. It takes at least 12, "
            "or the season cannot be known: ask for more, or leave it blank."
        )
    taken = min(asked, there)
    if later(start, -taken) > figures.months[-1]:
        raise CannotEstimate(
            f"The action begins in {in_words(start)}, and the figures end in "
            f"{in_words(figures.months[-1])}: none of the {taken} months before it are "
            "there. Add later figures, or come back nearer the time."
        )
    why = f"{taken} months before the start"
    if treatment.before is None:
        why += ": as many as there are, up to five years, since older ones say little"
    if taken < LEAST_BEFORE:
        why += f". Fewer than {LEAST_BEFORE} leave the season in doubt"
    return later(start, -taken), f"{why}."


def _busy(others: tuple[Other, ...], first: str, last: str) -> dict[str, str]:
    """Areas in which another action began in these months, and which."""
    return {
        area: f"{other.title} began there in {in_words(month)}"
        for other in others
        for area, month in other.starts.items()
        if first <= month <= last
    }


def _changed(
    breaks: tuple[Break, ...],
    treated: tuple[tuple[str, str], ...],
    first: str,
    last: str,
) -> dict[str, str]:
    """Areas in which recording changed near a start, and in no area of the action."""
    starts = [month for _, month in treated]
    own = {area for area, _ in treated}
    return {
        area: f"recording changed there alone in {in_words(b.month)}, near the start"
        for b in breaks
        if first < b.month <= last and _near(b, starts) and not own & b.areas
        for area in b.areas
    }


def _comparison(
    treatment: Treatment, figures: Figures, spoilt: dict[str, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    asked = treatment.compared_with
    kept, left_out = [], []
    for at, area in enumerate(figures.areas):
        if area in treatment.starts:
            continue
        if asked and area not in asked:
            left_out.append((area, reasons.OTHERS_NAMED))
        elif area in spoilt and not asked:  # whoever names areas has looked
            left_out.append((area, spoilt[area]))
        elif not np.nansum(figures.counts[at]):
            left_out.append((area, "it has no figures above zero"))
        else:
            kept.append(area)
    return tuple(kept), tuple(left_out)


def _method(treatment: Treatment, treated: int, others: int) -> tuple[Method, str]:
    if treatment.method == Method.MIXTURE and treated > 1:
        raise CannotEstimate(
            "A mixture of others is for one area alone, and the action has more. "
            "Leave the method blank to have it chosen."
        )
    if treatment.method and treatment.method not in list(Method):
        raise CannotEstimate(
            f"There is no method '{treatment.method}'. Choose {', '.join(Method)}, or "
            "leave it blank to have it chosen."
        )
    if treatment.method and (treatment.method == Method.SERIES or others):
        return Method(treatment.method), "The plan asks for it."
    if others >= FEWEST_OTHERS:
        return Method.AREAS, (
            "Its areas are held against others, before and after, because there are "
            f"{others} to compare with. What happens everywhere at once then drops out."
        )
    there = {0: "is no area", 1: "is only one area"}.get(others, f"are only {others}")
    return Method.SERIES, (
        f"One series before and after, because there {there} to compare with, and it "
        f"takes {FEWEST_OTHERS}. Whatever else happened at the same time cannot be "
        "told from the action."
    )


def _within(
    breaks: tuple[Break, ...], touched: set[str], first: str, last: str
) -> tuple[Break, ...]:
    """Those that lie in the months and areas that are looked at, in order of time."""
    found = (b for b in breaks if first < b.month <= last and touched & b.areas)
    return tuple(sorted(found, key=lambda b: b.month))


def _near(one: Break, starts: list[str]) -> bool:
    return any(abs(between(start, one.month)) <= NEAR for start in starts)
