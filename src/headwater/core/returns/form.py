"""A return to fill in: one line for each value that is asked, with what stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headwater.core.measures.definition import Flow
from headwater.core.returns.arithmetic import Standing
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
    Value,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One value that is asked: what it is, the last one before, and what stands."""

    asked: Asked
    key: Key
    last: Entry | None = None
    now: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One organisation's return for one period, with all that stands about it."""

    plan: str
    plan_title: str
    organisation: str
    organisation_name: str
    period: Period
    due: date
    lines: tuple[Line, ...]
    licence: str = ""
    notice: str = ""  # such as: invented, for a demonstration

    @property
    def asked(self) -> dict[str, Asked]:
        """The measures, by their id, each once."""
        return {line.asked.measure: line.asked for line in self.lines}


def lines_of(
    asked: Iterable[Asked],
    organisation: str,
    period: Period,
    standing: Standing,
    earlier: Sequence[Period] = (),
) -> tuple[Line, ...]:
    """A line for each measure and each group of its breakdowns.

    `earlier` are the periods before, the nearest last, in which to look for the last
    value. Groups for which a value stands are there too, listed or not.
    """
    return tuple(
        Line(each, key, _last(standing, key, earlier), standing.get(key))
        for each in asked
        for key in _keys(each, organisation, period, standing)
    )


def _keys(
    asked: Asked, organisation: str, period: Period, standing: Standing
) -> Iterator[Key]:
    """The whole, the listed groups, then others that stand."""
    listed: list[Breakdown] = [WHOLE]
    for name, groups in asked.breakdowns.items():
        listed += [((name, group),) for group in groups]
    keys = [Key(organisation, asked.measure, period.code, b) for b in listed]
    others = (
        key
        for key in standing
        if (key.organisation, key.measure, key.period)
        == (organisation, asked.measure, period.code)
    )
    return iter(dict.fromkeys((*keys, *sorted(others, key=str))))


def _last(standing: Standing, key: Key, earlier: Sequence[Period]) -> Entry | None:
    for period in reversed(earlier):
        found = standing.get(
            Key(key.organisation, key.measure, period.code, key.breakdown)
        )
        if found and not isinstance(found.value, Blank):
            return found
    return None


def unanswered(lines: Iterable[Line]) -> tuple[Key, ...]:
    """What has neither a value nor a reason for a blank; none may be submitted so.

    Only wholes are asked for: a breakdown that is not given is flagged, not refused.
    """
    return tuple(
        line.key for line in lines if line.now is None and line.key.breakdown == WHOLE
    )


@dataclass(frozen=True, slots=True)
class Nil:
    """A nil return: its values, and the measures that it cannot answer."""

    entries: tuple[Entry, ...]
    ask: tuple[Key, ...] = ()


def nil_return(lines: Iterable[Line]) -> Nil:
    """'There was nothing to count in this period', as values of the wholes.

    Counts are a true 0; shares and rates are nothing out of nothing, which has no
    percentage; a cumulative count stays where it was; words do not apply. What rolls
    over earlier periods, and what is no count, cannot be known from that: it is asked.
    """
    entries: list[Entry] = []
    ask: list[Key] = []
    for line in lines:
        if line.key.breakdown != WHOLE:
            continue
        value = _nil(line)
        if value is None:
            ask.append(line.key)
        else:
            entries.append(Entry(line.key, value))
    return Nil(tuple(entries), tuple(ask))


def _nil(line: Line) -> Value | None:
    asked, nothing = line.asked, Decimal(0)
    if asked.in_words:
        return Blank(Reason.NOT_APPLICABLE)
    if asked.flow is Flow.ROLLING or asked.kind is None or asked.kind == "mean":
        return None
    if asked.flow is Flow.CUMULATIVE:
        zero = Ratio(nothing, nothing) if asked.of_two_numbers else Number(nothing)
        return line.last.value if line.last else zero
    return Ratio(nothing, nothing) if asked.of_two_numbers else Number(nothing)
