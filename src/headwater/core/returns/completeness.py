"""How complete and how timely returns are, by partner and by period.

These are published figures, so each says what it is out of. A return counts from the
day after it was due, with the extension of its organisation; before that nobody is
late, and nobody is early to the good of the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headwater.core.returns.states import Return
from headwater.core.returns.windows import Round


@dataclass(frozen=True, slots=True)
class Expected:
    """One return that is expected, and what came of it so far."""

    organisation: str
    period: str  # its code
    due: date  # with the extension
    received: date | None = None
    extended: bool = False

    @property
    def on_time(self) -> bool:
        return self.received is not None and self.received <= self.due

    def counts(self, day: date) -> bool:
        """Was it due before this day?"""
        return self.due < day

    def overdue(self, day: date) -> bool:
        return self.received_by(day) is None and self.due < day

    def received_by(self, day: date) -> date | None:
        """When it was received, as was known on a day."""
        return self.received if self.received and self.received <= day else None


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of returns that were due before a day."""

    expected: int
    received: int
    on_time: int
    not_due: int = 0  # expected later; in none of the other three

    @property
    def overdue(self) -> int:
        return self.expected - self.received

    @property
    def completeness(self) -> Decimal | None:
        """Received out of expected; None where none was expected: no denominator."""
        return _share(self.received, self.expected)

    @property
    def timeliness(self) -> Decimal | None:
        """Received by the due date, out of expected; None where none was."""
        return _share(self.on_time, self.expected)


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def expected_returns(
    rounds: Iterable[Round],
    organisations: Mapping[str, Iterable[str]],
    returns: Iterable[Return],
) -> tuple[Expected, ...]:
    """Every return that is expected. `organisations` are those asked, by the code of
    the period. A return that nobody asked for is not counted."""
    came = {(r.organisation, r.period): r.received_on for r in returns}
    return tuple(
        _expected(each, name, came.get((name, each.period.code)))
        for each in rounds
        for name in organisations.get(each.period.code, ())
    )


def _expected(each: Round, organisation: str, received: date | None) -> Expected:
    window = each.window_for(organisation)
    extended = each.extension_for(organisation) is not None
    return Expected(organisation, each.period.code, window.due, received, extended)


def completeness(expected: Iterable[Expected], day: date) -> Completeness:
    """The figures of some returns as they stood on a day."""
    every = list(expected)
    due = [each for each in every if each.counts(day)]
    came = [each for each in due if each.received_by(day)]
    on_time = sum(each.on_time for each in came)
    return Completeness(len(due), len(came), on_time, len(every) - len(due))


def by_partner(expected: Iterable[Expected], day: date) -> dict[str, Completeness]:
    """The figures of each organisation."""
    return _by("organisation", expected, day)


def by_period(expected: Iterable[Expected], day: date) -> dict[str, Completeness]:
    """The figures of each period, by its code."""
    return _by("period", expected, day)


def _by(name: str, expected: Iterable[Expected], day: date) -> dict[str, Completeness]:
    groups: dict[str, list[Expected]] = {}
    for each in expected:
        groups.setdefault(getattr(each, name), []).append(each)
    return {group: completeness(found, day) for group, found in groups.items()}


def overdue(expected: Iterable[Expected], day: date) -> tuple[Expected, ...]:
    """What has not come in and was due, the longest first."""
    late = [each for each in expected if each.overdue(day)]
    return tuple(sorted(late, key=lambda e: (e.due, e.organisation, e.period)))
