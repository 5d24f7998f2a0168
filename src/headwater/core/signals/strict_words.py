"""What the NHS rules say of a series, in a sentence or two for people.

A direction that is neither good nor bad is never called so: more recorded crime can
mean that more people trust enough to report.
"""

from __future__ import annotations

from headwater.core.signals.icons import Assurance, Cause, Variation
from headwater.core.signals.strict import SHORT, Rules, Strict


_GOOD = {
    Variation.IMPROVEMENT_HIGH: "an improvement",
    Variation.IMPROVEMENT_LOW: "an improvement",
    Variation.CONCERN_HIGH: "a concern",
    Variation.CONCERN_LOW: "a concern",
    Variation.NEUTRAL_HIGH: "higher, which is called neither good nor bad here",
    Variation.NEUTRAL_LOW: "lower, which is called neither good nor bad here",
}
_TARGET = {
    Assurance.CONSISTENT_PASS: "As it is, it will nearly always meet the target",
    Assurance.CONSISTENT_FAIL: "As it is, it will nearly never meet the target",
    Assurance.INCONSISTENT: "As it is, chance decides whether it meets the target",
}


def strict_sentence(found: Strict, series: int, period: str, rules: Rules) -> str:
    """What the last point of one series says; `period` is its name, such as 2024-07."""
    parts = [f"{period}: {_last(found, series, rules)}."]
    if found.short[series, -1]:
        parts.append(f"It rests on fewer than {SHORT} points, which is too few.")
    if (assurance := Assurance(found.assurance[series])) in _TARGET:
        parts.append(f"{_TARGET[assurance]}.")
    return " ".join(parts)


def _last(found: Strict, series: int, rules: Rules) -> str:
    cause = int(found.cause[series, -1])
    if not found.known[series, -1]:
        return "there is no figure"
    if cause == Cause.COMMON:
        if not found.judged[series, -1]:
            return "no limits can be drawn, because too little of it changes"
        return "nothing unusual by the NHS rules"
    good = _GOOD[Variation(found.kind[series, -1])]
    return f"{_why(cause, rules)}; {good}"


def _why(cause: int, rules: Rules) -> str:
    above = "above" if cause > 0 else "below"
    words = {
        Cause.OUTSIDE: f"{above} the {'upper' if cause > 0 else 'lower'} limit",
        Cause.TREND: f"in a run of {rules.trend} points that each "
        f"{'rise' if cause > 0 else 'fall'}",
        Cause.TWO_OF_THREE: f"one of two in three points far {above} the mean",
        Cause.SHIFT: f"in a run of {rules.shift} points {above} the mean",
    }
    return words[Cause(abs(cause))]
