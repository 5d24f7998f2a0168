"""What returns add up to, and when they may not be added.

Flows add over periods. Stocks and rolling figures take the last. Cumulative ones
take the latest of each organisation, whoever reports for it, and then add over
organisations. Shares and rates are made from sums of their two numbers; no
percentage is ever averaged. A sum with a part missing is no total: it keeps what is
known, and says what is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from headwater.core.measures.definition import Flow, MeasureKind
from headwater.core.returns.asked import Asked
from headwater.core.returns.periods import Period
from headwater.core.returns.values import (
    WHOLE,
    Blank,
    Breakdown,
    Entry,
    Key,
    Number,
    Ratio,
    Reason,
    Text,
)


Standing = Mapping[Key, Entry]  # one value for each key, whoever gave it
Known = Number | Ratio | Text

NOT_OVER_PARTNERS = (
    "Nobody has said that these figures may be added over partners; some people or "
    "cases may be counted twice."
)
NO_PARTS = (
    "A percentage, a rate or a mean without its two numbers can be neither added nor "
    "averaged."
)
NO_FLOW = "The measure does not say whether its figures add up over time."
IN_WORDS = "Words cannot be added."
_AVERAGES = frozenset({MeasureKind.RATE, MeasureKind.PROPORTION, MeasureKind.MEAN})


@dataclass(frozen=True, slots=True)
class Total:
    """What several values come to.

    `known` is the sum of those given, `value` the same where nothing is missing or
    withheld. `missing`, `withheld`, `not_applicable` and `carried` name the periods
    or organisations; what is not applicable is no gap. `why` says in words why there
    is no sum although there are values.
    """

    known: Known | None = None
    given: int = 0
    missing: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    why: str = ""

    @property
    def complete(self) -> bool:
        return self.known is not None and not self.missing and not self.withheld

    @property
    def value(self) -> Known | None:
        return self.known if self.complete else None

    @property
    def of(self) -> int:
        """How many could have given a value."""
        return self.given + len(self.missing) + len(self.withheld)

    @property
    def coverage(self) -> str:
        """What stands beside the figure: '7 of 9; missing: Alder, Birch'."""
        parts = [f"{self.given} of {self.of}"]
        for word, names in (
            ("missing", self.missing),
            ("withheld", self.withheld),
            ("carried forward", self.carried),
        ):
            parts += [f"{word}: {', '.join(names)}"] if names else []
        return "; ".join(parts)


def over_periods(
    asked: Asked,
    standing: Standing,
    organisation: str,
    periods: Sequence[Period],
    breakdown: Breakdown = WHOLE,
) -> Total:
    """One organisation's figure for several periods, first to last.

    For a cumulative measure give every period since its start: the latest value
    stands, and is marked as carried forward where it is not of the last period.
    """
    found = {
        p.code: standing.get(Key(organisation, asked.measure, p.code, breakdown))
        for p in periods
    }
    if len(found) <= 1:
        return _sum(asked, found)
    return _RULES.get(asked.flow, _unsaid)(asked, found)


Found = Mapping[str, Entry | None]  # by period or organisation, in order


def _last(asked: Asked, found: Found) -> Total:
    code = list(found)[-1]
    return _sum(asked, {code: found[code]})


def _latest(asked: Asked, found: Found) -> Total:
    """The last that says a number; a withheld one hides those before it."""
    last = list(found)[-1]
    for code, entry in reversed(list(found.items())):
        if entry and (_withheld(entry) or not isinstance(entry.value, Blank)):
            total = _sum(asked, {code: entry})
            old = code != last and not total.withheld
            return replace(total, carried=(code,)) if old else total
    return _sum(asked, {last: found[last]})


def _unsaid(asked: Asked, found: Found) -> Total:
    return replace(_sum(asked, found), known=None, why=NO_FLOW)


def over_partners(asked: Asked, totals: Mapping[str, Total]) -> Total:
    """The figure of several organisations, from that of each.

    An organisation whose own figure is not whole is left out, numerator and
    denominator alike, and named.
    """
    parts = [total.value for total in totals.values() if total.value is not None]
    apart = {
        "missing": _names(totals, _is_missing),
        "withheld": _names(totals, lambda t: bool(t.withheld)),
        "not_applicable": _names(totals, _is_not_applicable),
        "carried": _names(totals, lambda t: t.complete and bool(t.carried)),
    }
    if len(totals) > 1 and not asked.adds_over_partners:
        return Total(None, len(parts), **apart, why=NOT_OVER_PARTNERS)
    known, why = add(asked, parts)
    why = why or next((t.why for t in totals.values() if t.why), "")
    return Total(known, len(parts), **apart, why=why)


def _is_not_applicable(total: Total) -> bool:
    return bool(total.not_applicable) and not total.of


def _is_missing(total: Total) -> bool:
    """No whole figure, and neither withheld nor out of the question."""
    return not (total.complete or total.withheld or _is_not_applicable(total))


def _names(
    totals: Mapping[str, Total], test: Callable[[Total], bool]
) -> tuple[str, ...]:
    return tuple(name for name, total in totals.items() if test(total))


def together(
    asked: Asked,
    standing: Standing,
    organisations: Iterable[str],
    periods: Sequence[Period],
    breakdown: Breakdown = WHOLE,
) -> Total:
    """Over periods for each organisation, then over organisations."""
    return over_partners(
        asked,
        {
            name: over_periods(asked, standing, name, periods, breakdown)
            for name in organisations
        },
    )


def _sum(asked: Asked, found: Found) -> Total:
    """Every value given, added up; the rest by name."""
    values = [e.value for e in found.values() if e]
    parts = [value for value in values if not isinstance(value, Blank)]
    known, why = add(asked, parts)
    return Total(
        known,
        len(parts),
        tuple(_where(found, _missing)),
        tuple(_where(found, _withheld)),
        tuple(_where(found, _not_applicable)),
        tuple(_where(found, lambda e: bool(e and e.carried_from))),
        why,
    )


def _where(found: Found, test: Callable[[Entry | None], bool]) -> Iterator[str]:
    return (name for name, entry in found.items() if test(entry))


def _is(entry: Entry | None, *reasons: Reason) -> bool:
    """Is it blank for one of these reasons?"""
    value = entry.value if entry else None
    return isinstance(value, Blank) and value.reason in reasons


def _withheld(entry: Entry | None) -> bool:
    return _is(entry, Reason.WITHHELD)


def _not_applicable(entry: Entry | None) -> bool:
    return _is(entry, Reason.NOT_APPLICABLE)


def _missing(entry: Entry | None) -> bool:
    return entry is None or _is(entry, Reason.NOT_COLLECTED, Reason.NOT_YET)


def add(asked: Asked, parts: Sequence[Known]) -> tuple[Known | None, str]:
    """The sum, or None and why there is none. One value is its own sum."""
    if len(parts) <= 1:
        return (parts[0] if parts else None), ""
    if any(isinstance(part, Text) for part in parts):
        return None, IN_WORDS
    ratios = [part for part in parts if isinstance(part, Ratio)]
    numbers = [part for part in parts if isinstance(part, Number)]
    if numbers and (ratios or asked.kind in _AVERAGES):
        return None, NO_PARTS
    if ratios:
        return Ratio(
            _total(each.numerator for each in ratios),
            _total(each.denominator for each in ratios),
        ), ""
    return Number(_total(each.value for each in numbers)), ""


def _total(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


_RULES: Mapping[Flow | None, Callable[[Asked, Found], Total]] = {
    Flow.FLOW: _sum,
    Flow.STOCK: _last,
    Flow.ROLLING: _last,
    Flow.CUMULATIVE: _latest,
}


def carried_forward(
    standing: Standing, key: Key, periods: Sequence[Period], most: int = 1
) -> Entry | None:
    """The value of a key or, where there is none, the last before it, marked so.

    `periods` are those before, the nearest last; no more than `most` of them are
    gone back. Nothing is carried over a value that is withheld or not applicable.
    """
    if not _missing(standing.get(key)):
        return standing[key]
    for period in list(reversed(periods))[:most]:
        found = standing.get(replace(key, period=period.code))
        if found is None or _missing(found):
            continue
        if isinstance(found.value, Blank) or found.carried_from:
            return standing.get(key)
        return replace(found, key=key, carried_from=period.code)
    return standing.get(key)


def fallen(
    asked: Asked,
    standing: Standing,
    organisation: str,
    periods: Sequence[str],
    breakdown: Breakdown = WHOLE,
) -> tuple[tuple[str, str], ...]:
    """Where a cumulative figure is lower than the one before: pairs of periods.

    `periods` are their codes, in order."""
    if asked.flow is not Flow.CUMULATIVE:
        return ()
    keys = [Key(organisation, asked.measure, code, breakdown) for code in periods]
    given = [
        (key.period, standing[key].value)
        for key in keys
        if key in standing and isinstance(standing[key].value, Number)
    ]
    return tuple(
        (one, other)
        for (one, was), (other, now) in pairwise(given)
        if isinstance(was, Number) and isinstance(now, Number) and now.value < was.value
    )
