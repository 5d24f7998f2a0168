"""Returns as a review freezes them: which periods it looks back over, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from headwater.core.plan.cells import write_cell
from headwater.core.plan.review_returns import Given, Other
from headwater.core.returns.arithmetic import Standing
from headwater.core.returns.asked import Asked
from headwater.core.returns.progress import figure
from headwater.core.returns.states import Move, Return, State
from headwater.core.returns.values import (
    Blank,
    Key,
    Number,
    Ratio,
    Text,
    Value,
)
from headwater.core.returns.windows import Round
from headwater.core.time import add_months


QUARTER = 3  # months that a first review looks back
NOTHING = "not answered"
PER_CENT = "\u00a0%"  # which stays with its number
_BACK = (Move.HAND_BACK, Move.REOPEN)


def starts(earlier: date | None, on: date) -> date:
    """The first day that a review looks back to: that of the last review, or else a
    quarter before its own."""
    return earlier or add_months(on, -QUARTER)


def looked_back(rounds: Iterable[Round], since: date, on: date) -> tuple[Round, ...]:
    """The rounds that a review on a day looks back over: those that had opened by then
    and were still due, to somebody at least, on the first day or later."""
    return tuple(
        each for each in rounds if each.window.opens <= on and _last_due(each) >= since
    )


def _last_due(one: Round) -> date:
    return max([one.window.due, *(each.until for each in one.extensions)])


def said(value: Value | None, asked: Asked | None = None) -> str:
    """A value in words: zero, a blank and nothing out of nothing stay apart."""
    if value is None:
        return NOTHING
    if isinstance(value, Blank):
        return f"no number: {value.reason.words}"
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Number):
        return write_cell(value.value)
    return _ratio(value, asked)


def _ratio(value: Ratio, asked: Asked | None) -> str:
    parts = f"{write_cell(value.numerator)} of {write_cell(value.denominator)}"
    if asked is None:
        return parts
    found = figure(asked, value)
    if found.value is None:
        return f"{parts} ({found.why})"
    return f"{parts} ({found.value:.1f}{PER_CENT if asked.per == 100 else ''})"


def given(standing: Standing, asked: Mapping[str, Asked]) -> tuple[Given, ...]:
    """Figures in words, in the order of their measures' numbers."""
    found = sorted(standing.items(), key=lambda each: str(each[0]))
    return tuple(
        Given(
            key.measure,
            _name(asked, key),
            said(entry.value, asked.get(key.measure)),
            entry.origin.definition_version,
        )
        for key, entry in found
    )


def _name(asked: Mapping[str, Asked], key: Key) -> str:
    return asked[key.measure].name if key.measure in asked else key.measure


def others(
    before: Standing, after: Standing, asked: Mapping[str, Asked]
) -> tuple[Other, ...]:
    """The figures that became others, one where there was none among them."""
    return tuple(
        _other(key, before, after, asked)
        for key in sorted({*before, *after}, key=str)
        if _value(before, key) != _value(after, key)
    )


def _value(standing: Standing, key: Key) -> Value | None:
    entry = standing.get(key)
    return entry.value if entry else None


def _other(
    key: Key, before: Standing, after: Standing, asked: Mapping[str, Asked]
) -> Other:
    one, entry = asked.get(key.measure), after.get(key) or before[key]
    return Other(
        key.measure,
        _name(asked, key),
        said(_value(before, key), one),
        said(_value(after, key), one),
        entry.origin.definition_version,
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Steps between which approved figures may have become others, by their place in
    the return: a revision, or from when it was opened again until it was approved."""

    first: int
    last: int
    reason: str


def revisions(went: Return) -> Iterator[Span]:
    """Every revision of a return, the first one first."""
    opened: int | None = None
    for at, step in enumerate(went.steps):
        if step.move is Move.REVISE:
            yield Span(at, at, step.note)
        elif step.move is Move.REOPEN:
            opened = at if opened is None else opened
        elif step.move is Move.APPROVE and opened is not None:
            yield Span(opened, at, went.steps[opened].note)
            opened = None


def given_back(went: Return) -> Iterator[tuple[int, bool]]:
    """The places of the steps that gave a return back, and whether it still waits for
    its partner after each."""
    backs = [at for at, step in enumerate(went.steps) if step.move in _BACK]
    for at in backs:
        yield at, at == backs[-1] and went.state is State.RETURNED
