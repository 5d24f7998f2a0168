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

    `whole` and `sum` are counts, or denominators of a share, whose numerators are
    looked at too. `blank` names the groups that say why they have no number. Where one
    group alone is blank, `alone` is true: subtraction from the whole gives it away.
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
    value = standing[whole].value if whole in standing else None
    return _beside(asked, value, _groups(standing).get(whole, {}))


def check_every(
    asked: Mapping[str, Asked], standing: Standing
) -> dict[Key, tuple[Parts, ...]]:
    """The same for every whole that is broken down, by its key; `asked` by measure."""
    return {
        whole: _beside(
            asked[whole.measure],
            standing[whole].value if whole in standing else None,
            groups,
        )
        for whole, groups in _groups(standing).items()
        if whole.measure in asked
    }


Groups = Mapping[str, Mapping[str, Value]]  # by characteristic, then by group


def _groups(standing: Standing) -> dict[Key, dict[str, dict[str, Value]]]:
    """The groups of each whole."""
    found: dict[Key, dict[str, dict[str, Value]]] = {}
    for key, entry in standing.items():
        if len(key.breakdown) == 1:
            name, group = key.breakdown[0]
            whole = Key(key.organisation, key.measure, key.period, WHOLE)
            found.setdefault(whole, {}).setdefault(name, {})[group] = entry.value
    return found


def _beside(asked: Asked, whole: Value | None, groups: Groups) -> tuple[Parts, ...]:
    return tuple(_parts(asked, n, whole, parts) for n, parts in sorted(groups.items()))


def _parts(
    asked: Asked, name: str, value: Value | None, parts: Mapping[str, Value]
) -> Parts:
    blank = tuple(group for group, part in parts.items() if isinstance(part, Blank))
    gaps = bool(blank or set(asked.breakdowns.get(name, ())) - set(parts))
    whole, several = _sizes(value), name in asked.multi_choice
    sums = _sums(parts.values(), len(whole) or 1)
    fits = [_fit(w, s, gaps, several) for w, s in zip(whole, sums, strict=False)]
    fit = min(fits, key=_WORST.index) if whole else Fit.NO_WHOLE
    return Parts(name, whole[0] if whole else None, sums[0], fit, blank)


# What is said where numerators and denominators do not fit alike.
_WORST = (Fit.MORE, Fit.OVERLAP, Fit.INCOMPLETE, Fit.LESS, Fit.AGREE)


def _fit(whole: Decimal, total: Decimal, gaps: bool, several: bool) -> Fit:
    if total > whole:
        return Fit.OVERLAP if several else Fit.MORE
    if gaps:
        return Fit.INCOMPLETE
    return Fit.AGREE if total == whole or several else Fit.LESS


def _sums(parts: Iterable[Value], width: int) -> list[Decimal]:
    """The parts added up: one number or, of shares, denominators and numerators."""
    sums = [Decimal(0)] * width
    for part in parts:
        for at, size in enumerate(_sizes(part)[:width]):
            sums[at] += size
    return sums


def _sizes(value: Value | None) -> tuple[Decimal, ...]:
    if isinstance(value, Number):
        return (value.value,)
    if isinstance(value, Ratio):
        return (value.denominator, value.numerator)
    return ()
