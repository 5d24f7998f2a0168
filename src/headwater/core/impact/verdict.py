"""What may be said of an estimate: lower, higher, no sign, or that nobody can tell.

The rules, each with its words:

1. Lower or higher than expected is only said where the 95% interval leaves out no
   change, and no check speaks against it.
2. No sign is only said where the interval leaves out the change that was hoped for.
3. In all other cases nobody can tell, and it is said when one could.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.core.impact.estimate import Estimate, percent, signed


STANDS_OUT = 0.1  # share of make-believe actions that may look as large
FAR = 1.96  # standard scores
POOR_FIT = 2.0  # times the gap before the start that chance alone would make


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
    low, high = evidence.estimate.percent_interval
    runs = f"The 95% interval runs from {signed(low)} to {signed(high)}"
    if evidence.estimate.firm:
        return Check("The interval", True, f"{runs}, which leaves out no change.")
    return Check("The interval", None, f"{runs}, which takes in no change.")


def _recording(evidence: Evidence) -> Check | None:
    if not evidence.alone:
        return None
    return Check(
        "Changes in recording",
        False,
        "The way figures are made changed near the start, and not in the same way in "
        "all areas that are compared. The two cannot be told apart.",
    )


def _areas(evidence: Evidence) -> Check | None:
    if evidence.other_areas is None:
        return None
    share = f"{evidence.other_areas:.0%}"
    if evidence.other_areas <= STANDS_OUT:
        says = f"Given to other areas at random, as large a change came up in {share}."
        return Check("Other areas", True, says)
    says = (
        f"Given to other areas at random, as large a change came up in {share} of all "
        "tries: this one does not stand out."
    )
    return Check("Other areas", _against(evidence), says)


def _dates(evidence: Evidence) -> Check | None:
    if evidence.other_dates is None:
        return None
    share = f"{evidence.other_dates:.0%}"
    stands_out = abs(evidence.steadied) > FAR
    end = "" if stands_out else ": this one does not stand out"
    says = f"At make-believe dates before, {share} looked as large{end}."
    return Check("Other dates", stands_out or _against(evidence), says)


def _fit(evidence: Evidence) -> Check | None:
    if evidence.fit is None:
        return None
    if evidence.fit <= POOR_FIT:
        says = "Before the start, the figures ran as expected but for chance."
        return Check("Before the start", True, says)
    says = (
        f"Before the start, the figures already strayed {evidence.fit:.1f} times as "
        "far from what was expected as chance would make them."
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
    word = "agrees" if agrees else "does not agree"
    runs = f"from {signed(percent(low))} to {signed(percent(high))}"
    found = f"{second.method.capitalize()}: {signed(second.percent)} ({runs})"
    says = f"{found}, which {word}."
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
            "The areas were chosen because figures were high there, and without the "
            "year before the start nothing can be estimated."
        )
        return Check(name, False, says)
    stays = again.firm and again.log_effect * evidence.estimate.log_effect > 0
    says = (
        "The areas were chosen because figures were high there. Without the year "
        f"before the start the change is {signed(again.percent)}, "
        + ("and still firm." if stays else "and no longer firm.")
    )
    return Check(name, stays if evidence.estimate.firm else None, says)
