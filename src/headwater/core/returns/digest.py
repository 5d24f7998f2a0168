"""One reminder a person and day, with nothing in it that another reader may not see.

No measure, no organisation, no figure: a screen may be watched, and mail is read by
others. What is due stands behind the sign-in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from headwater.core.returns.completeness import Expected


# Days before the due date, and after it, on which somebody hears.
BEFORE, AFTER = (14, 3, 0), (1, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Digest:
    """One reminder. `key` names it for good, so that none is sent twice."""

    person: str
    day: date
    text: str

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}/{self.person}"


def digests(
    expected: Iterable[Expected],
    people: Mapping[str, Iterable[str]],
    day: date,
    *,
    before: Iterable[int] = BEFORE,
    after: Iterable[int] = AFTER,
) -> tuple[Digest, ...]:
    """The reminders of a day, one for each person who has one, in order.

    `people` are those who are told, by organisation. Somebody hears on a day that is
    one of `before` or `after` for any of their returns, and then of all that is due
    by the furthest of `before`.
    """
    ahead = tuple(before)
    days = {*ahead, *(-late for late in after)}
    horizon = day + timedelta(days=max(ahead, default=0))
    return tuple(
        Digest(person, day, words((e.due for e in due if e.due <= horizon), day))
        for person, due in sorted(_waiting(expected, people, day).items())
        if any((each.due - day).days in days for each in due)
    )


def _waiting(
    expected: Iterable[Expected], people: Mapping[str, Iterable[str]], day: date
) -> dict[str, set[Expected]]:
    """What has not come in, by the person who is told."""
    found: dict[str, set[Expected]] = {}
    for each in expected:
        if each.received_by(day) is None:
            for person in people.get(each.organisation, ()):
                found.setdefault(person, set()).add(each)
    return found


def words(due: Iterable[date], day: date) -> str:
    """'You have 2 returns due in Headwater on 14 July.'"""
    dates = list(due)
    coming = Counter(each for each in dates if each >= day)
    late = len(dates) - coming.total()
    return " ".join(filter(None, (_coming(coming, day), _late(late))))


def _coming(coming: Counter[date], day: date) -> str:
    if not coming:
        return ""
    said = f"You have {_returns(coming.total())} due in Headwater"
    if len(coming) == 1:
        return f"{said} on {_day(min(coming), day)}."
    listed = [f"{count} on {_day(on, day)}" for on, count in sorted(coming.items())]
    return f"{said}: {', '.join(listed)}."


def _late(count: int) -> str:
    return f"You have {_returns(count)} overdue in Headwater." if count else ""


def _returns(count: int) -> str:
    return "1 return" if count == 1 else f"{count} returns"


def _day(on: date, day: date) -> str:
    year = "" if on.year == day.year else f" {on.year}"
    return f"{on.day} {on:%B}{year}"
