"""A value as one figure, and how far it has come from its baseline to its target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from headwater.core.returns.arithmetic import Total
from headwater.core.returns.asked import Aim, Asked
from headwater.core.returns.periods import Period
from headwater.core.returns.values import Blank, Number, Ratio, Reason, Text, Value


NO_DENOMINATOR = "no denominator"
IN_WORDS = "in words"
NO_VALUE = "no value"
INCOMPLETE = "not all values are there"
NO_BASELINE = "no baseline"
NO_TARGET = "no target"
SAME = "the target is the baseline"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or None and why there is none."""

    value: Decimal | None
    why: str = ""


def figure(asked: Asked, value: Value | Total | None) -> Figure:
    """The number that people read: of a share, out of 100. Nothing out of nothing
    has no denominator, and is not 0 %."""
    if isinstance(value, Total):
        return _of_total(asked, value)
    if isinstance(value, Number):
        return Figure(value.value)
    if isinstance(value, Ratio):
        if value.denominator == 0:
            return Figure(None, NO_DENOMINATOR)
        return Figure(value.numerator * asked.per / value.denominator)
    if isinstance(value, Text):
        return Figure(None, IN_WORDS)
    return Figure(None, value.reason.words if isinstance(value, Blank) else NO_VALUE)


def _of_total(asked: Asked, total: Total) -> Figure:
    if total.value is not None:
        return figure(asked, total.value)
    if total.withheld:
        return Figure(None, Reason.WITHHELD.words)
    return Figure(None, total.why or (INCOMPLETE if total.given else NO_VALUE))


def progress(
    asked: Asked,
    actual: Value | Total | None,
    baseline: Decimal | None,
    target: Decimal | None,
) -> Figure:
    """(actual - baseline) / (target - baseline): 1 is the target, 0 the baseline.

    The same for falling and rising measures. It may be over 1 or below 0, and is
    undefined where the target is the baseline. It is never made from a value that is
    missing or withheld, nor from a sum that lacks a part. Baseline and target are in
    the unit of `figure`.
    """
    if baseline is None:
        return Figure(None, NO_BASELINE)
    if target is None:
        return Figure(None, NO_TARGET)
    found = figure(asked, actual)
    if found.value is None:
        return found
    if target == baseline:
        return Figure(None, SAME)
    return Figure((found.value - baseline) / (target - baseline))


def aim_of(asked: Asked, period: Period) -> Aim | None:
    """What a period works towards: the first aim on or after its last day. After
    the last aim, that; None where the measure has none."""
    ahead = [aim for aim in asked.aims if aim.by >= period.last]
    return next(iter(ahead or asked.aims[-1:]), None)


def progress_in(asked: Asked, actual: Value | Total | None, period: Period) -> Figure:
    """Progress by the measure's own baseline, towards what the period works to."""
    aim = aim_of(asked, period)
    return progress(asked, actual, asked.baseline, aim.value if aim else None)
