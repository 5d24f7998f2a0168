"""What may be said of an estimate: lower, higher, no sign, or that nobody can tell.

The rules, each with its words:

1. Lower or higher than expected is only said where the 95% interval does not include
   zero, and no check speaks against it.
2. No sign is only said where the interval includes zero and not the change that was
   hoped for.
3. In all other cases nobody can tell, and it is said when one could.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.core.impact.estimate import Estimate, signed
from headwater.core.impact.placebo_when import LEAST_BASE


# Of 900 made-up panels in which nothing happened, the share that was called lower or
# higher with every check passed: tests/support/verdicts_measured.py.
FALSE_CLAIMS = 0.06
STANDS_OUT = 0.1  # share of make-believe actions that may look as large
FAR = 1.96  # standard scores
# A year fewer makes intervals wider, and the direction is no longer in question: asking
# for two sides at 5% cost true falls of 10% in areas with a recent rise 22 in 100.
ONE_SIDED = 0.05
POOR_FIT = 2.0  # times the gap before the start that chance alone would make

MEANS = {  # what a method does, for whoever has not met its name
    "Poisson imputation": "imputation (what other areas and earlier months lead one to "
    "expect)",
    "group-time effects": "group-time effects (the means of areas that began together, "
    "against the means of areas that never did)",
    "synthetic control": "synthetic control (a mixture of other areas that ran alike "
    "before)",
}


class Kind(StrEnum):
    """The four things that can be said."""

    LOWER = "lower than expected"
    HIGHER = "higher than expected"
    NO_SIGN = "no sign of the hoped change"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `speaks`: True for the result, False against it,
    None where it could not be looked at or decides nothing."""

    name: str
    speaks: bool | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to judge by; None where a thing was not looked at.

    `other_areas` is the p of the starts given to other areas at random, `other_dates`
    the share of make-believe dates that look as large and `steadied` the score of the
    real one, made smaller where those of make-believe dates stray. `fit` is the gap
    before the start over what chance would make it. `again` is the estimate without
    the year before the start, for areas that were `chosen_by_figures`. `alone` says
    that a recording change near the start is not shared by all that is compared.
    `hoped` is the change in percent hoped for among all people of the areas.
    """

    estimate: Estimate
    second: Estimate | None = None
    other_areas: float | None = None
    other_dates: float | None = None
    steadied: float = 0.0
    fit: float | None = None
    chosen_by_figures: bool = False
    selection_known: bool = True
    again: Estimate | None = None
    alone: bool = False
    hoped: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said, and every check behind it."""

    kind: Kind
    checks: tuple[Check, ...]

    @property
    def against(self) -> tuple[Check, ...]:
        """What speaks against saying more."""
        return tuple(check for check in self.checks if check.speaks is False)


def judge(evidence: Evidence) -> Verdict:
    """Apply the rules above."""
    checks = tuple(
        check
        for check in (
            _recording(evidence),
            _interval(evidence),
            _areas(evidence),
            _dates(evidence),
            _fit(evidence),
            _second(evidence),
            _falling_back(evidence),
        )
        if check is not None
    )
    return Verdict(_kind(evidence, checks), checks)


def _kind(evidence: Evidence, checks: tuple[Check, ...]) -> Kind:
    if evidence.alone:
        return Kind.CANNOT_TELL
    if evidence.estimate.firm:
        if any(check.speaks is False for check in checks):
            return Kind.CANNOT_TELL
        return Kind.LOWER if evidence.estimate.log_effect < 0 else Kind.HIGHER
    return Kind.NO_SIGN if leaves_out_hope(evidence) else Kind.CANNOT_TELL


def leaves_out_hope(evidence: Evidence) -> bool:
    """Is the change that was hoped for outside the interval, beyond its near end?"""
    if not evidence.hoped or evidence.hoped <= -100:
        return False
    hoped = float(np.log1p(evidence.hoped / 100))
    low, high = evidence.estimate.interval
    return low > hoped if hoped < 0 else high < hoped


def _interval(evidence: Evidence) -> Check:
    estimate = evidence.estimate
    few = estimate.expected < LEAST_BASE
    none = f"The {estimate.expected:.0f} expected" if few else "No change at all (0%)"
    where = "outside" if estimate.firm else "inside"
    verb = "lie" if few else "lies"
    says = f"The 95% interval runs from {_ends(estimate)}. {none} {verb} {where} it."
    return Check("The interval", True if estimate.firm else None, says)


def _ends(estimate: Estimate) -> str:
    """The ends of the 95% interval; in counts where there are too few for percent."""
    if estimate.expected < LEAST_BASE:
        low, high = (estimate.expected * float(np.exp(e)) for e in estimate.interval)
        return f"{low:.0f} to {high:,.0f}"
    low, high = estimate.percent_interval
    return f"{signed(low)} to {signed(high)}"


def _change(estimate: Estimate) -> str:
    if estimate.expected < LEAST_BASE:
        return f"{estimate.observed:.0f} where {estimate.expected:.0f} were expected"
    return f"a change of {signed(estimate.percent)}"


def _recording(evidence: Evidence) -> Check | None:
    if not evidence.alone:
        return None
    return Check(
        "Changes in recording",
        False,
        "The way figures are recorded changed near the start, and not in all the areas "
        "that are compared. What the action did and what the recording did cannot be "
        "told apart.",
    )


def _areas(evidence: Evidence) -> Check | None:
    if evidence.other_areas is None:
        return None
    says = (
        "With make-believe starts in areas chosen at random, a change as large came up "
        f"in {_share(evidence.other_areas)} of the tries"
    )
    if evidence.other_areas <= STANDS_OUT:
        return Check("Other areas", True, f"{says}, so this one stands out.")
    says = f"{says}, so this one does not stand out."
    return Check("Other areas", _against(evidence), says)


def _share(of: float) -> str:
    """As many make-believe tries as there are cannot show that it never happens."""
    return "fewer than 1%" if of < 0.01 else f"{of:.0%}"


def _dates(evidence: Evidence) -> Check | None:
    if evidence.other_dates is None:
        return None
    stands_out = abs(evidence.steadied) > FAR
    end = "stands out" if stands_out else "does not stand out"
    says = (
        "At make-believe dates before the start, a change as large came up in "
        f"{_share(evidence.other_dates)} of the tries. Beside the usual ups and downs "
        f"of these figures, this one {end}."
    )
    return Check("Other dates", stands_out or _against(evidence), says)


def _fit(evidence: Evidence) -> Check | None:
    if evidence.fit is None:
        return None
    if evidence.fit <= POOR_FIT:
        says = (
            "Before the start, the figures were as close to what was expected as "
            "chance allows."
        )
        return Check("Before the start", True, says)
    says = (
        "Before the start, the figures were already "
        f"{evidence.fit:.1f} times as far from what was expected as chance alone would "
        "put them."
    )
    return Check("Before the start", _against(evidence), says)


def _against(evidence: Evidence) -> bool | None:
    """What does not stand out speaks against a firm result, and not against none."""
    return False if evidence.estimate.firm else None


def _second(evidence: Evidence) -> Check | None:
    second, first = evidence.second, evidence.estimate
    if second is None:
        return None
    low, high = second.interval
    agrees = (
        low <= first.log_effect <= high and second.log_effect * first.log_effect > 0
    )
    word = "This agrees" if agrees else "This does not agree"
    says = (
        f"Worked out in another way, by {MEANS.get(second.method, second.method)}, "
        f"there is {_change(second)} (95% interval {_ends(second)}). {word}."
    )
    return Check("A second method", agrees if first.firm else None, says)


def _falling_back(evidence: Evidence) -> Check | None:
    name = "Falling back by itself"
    if not evidence.selection_known:
        says = (
            "Nobody has said how the areas were chosen. Areas that were chosen because "
            "figures were high fall back by themselves."
        )
        return Check(name, None, says)
    if not evidence.chosen_by_figures:
        return None
    again = evidence.again
    if again is None:
        says = (
            "The areas were chosen because figures were high there, and such areas "
            "fall back by themselves. There are too few earlier figures to see whether "
            "these did."
        )
        return Check(name, False, says)
    same_way = again.log_effect * evidence.estimate.log_effect > 0
    stays = same_way and again.p <= 2 * ONE_SIDED
    end = "still more than" if stays else "no more than"
    says = (
        "The areas were chosen because figures were high there, and such areas fall "
        "back by themselves. With the year before the start left out, there is "
        f"{_change(again)}, "
        + (f"{end} chance is likely to make." if same_way else "the other way round.")
    )
    return Check(name, stays if evidence.estimate.firm else None, says)
