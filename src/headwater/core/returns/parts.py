"""The groups of a breakdown beside the whole. The whole is what was entered for it,
and never the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headwater.core.returns.arithmetic import Standing
from headwater.core.returns.asked import Asked
from headwater.core.returns.values import WHOLE, Blank, Key, Number, Ratio, Value


class Fit(StrEnum):
    """How the parts of one breakdown stand to the whole."""

    AGREE = "the parts make the whole"
    INCOMPLETE = "parts are missing"
    LESS = "the parts are less than the whole"
    MORE = "the parts are more than the whole"  # something is counted twice, or wrong
    OVERLAP = "the parts are more than the whole, as one person may be in several"
    NO_WHOLE = "there is no whole to compare with"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one whole by one characteristic, and what may be wrong with them.

    `whole` and `sum` are counts, or denominators of a share. `blank` names the groups
    that say why they have no number. Nobody may subtract a withheld one: where one
    group alone is blank, `alone` is true, and the whole gives it away.
    """

    characteristic: str
    whole: Decimal | None
    sum: Decimal
    fit: Fit
    blank: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Must it be mended? Parts over the whole, and no reason for it."""
        return self.fit is Fit.MORE

    @property
    def incomplete(self) -> bool:
        return self.fit in (Fit.INCOMPLETE, Fit.LESS)

    @property
    def alone(self) -> bool:
        return len(self.blank) == 1 and self.whole is not None


def check_parts(asked: Asked, standing: Standing, whole: Key) -> tuple[Parts, ...]:
    """Each characteristic that a whole is broken down by, beside it.

    Of groups that are broken down by two characteristics nothing is said.
    """
    by: dict[str, dict[str, Value]] = {}
    for key, entry in standing.items():
        if len(key.breakdown) == 1 and _whole_of(key) == whole:
            name, group = key.breakdown[0]
            by.setdefault(name, {})[group] = entry.value
    value = standing[whole].value if whole in standing else None
    return tuple(_parts(asked, n, value, parts) for n, parts in sorted(by.items()))


def _whole_of(key: Key) -> Key:
    return Key(key.organisation, key.measure, key.period, WHOLE)


def _parts(
    asked: Asked, name: str, value: Value | None, parts: Mapping[str, Value]
) -> Parts:
    blank = tuple(group for group, part in parts.items() if isinstance(part, Blank))
    absent = set(asked.breakdowns.get(name, ())) - set(parts)
    whole, total = _size(value), _total(parts.values())
    fit = _fit(whole, total, bool(blank or absent), name in asked.multi_choice)
    return Parts(name, whole, total, fit, blank)


def _fit(whole: Decimal | None, total: Decimal, gaps: bool, several: bool) -> Fit:
    if whole is None:
        return Fit.NO_WHOLE
    if total > whole:
        return Fit.OVERLAP if several else Fit.MORE
    if gaps:
        return Fit.INCOMPLETE
    return Fit.AGREE if total == whole or several else Fit.LESS


def _total(parts: Iterable[Value]) -> Decimal:
    return sum(filter(None, map(_size, parts)), Decimal(0))


def _size(value: Value | None) -> Decimal | None:
    if isinstance(value, Number):
        return value.value
    return value.denominator if isinstance(value, Ratio) else None
