"""What the honest rules say of one series, in plain sentences.

What, since when, how sure, what it may mean, and what it cannot mean. A direction
that is neither good nor bad is never called so, in either direction: recorded crime
rises when people trust enough to report. Drift is neither noise nor alarm, and stands
apart. No percentage is given on fewer than 20 events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from headwater.core.measures.definition import Direction
from headwater.core.signals.honest import LEAST_POINTS
from headwater.core.signals.means import Floats
from headwater.core.signals.power import smallest_change
from headwater.core.signals.signals import Chart, Family, Signals, Why


LEAST_BASE = 20  # events: no percentage on fewer (truth rule 2)
YEAR = 12
HALF = 0.5  # a change that only shows when it is more than this is not seen in time
LONG_ODDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a series is about, in words that fit into a sentence.

    `what` is what was counted, as a singular: 'recorded rape'. `happens` is what
    people may take it for: 'rape'; blank where the two are the same. `periods` has a
    name for each point: 'July 2025'. `breaks` says what changed at each declared
    break, by index: 'the recording system changed'.
    """

    what: str
    periods: Sequence[str]
    happens: str = ""
    place: str = ""
    direction: Direction = Direction.AMBIGUOUS
    breaks: Mapping[int, str] = field(default_factory=dict)
    period: str = "month"

    @property
    def where(self) -> str:
        return f" in {self.place}" if self.place else ""

    @property
    def named(self) -> str:
        return f"{self.what[:1].upper()}{self.what[1:]}{self.where}"


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of what is said; blank where there is nothing to say."""

    what: str
    sure: str = ""
    means: str = ""
    drift: str = ""
    recording: str = ""
    missing: str = ""

    def __str__(self) -> str:
        parts = (
            self.what,
            self.sure,
            self.means,
            self.drift,
            self.recording,
            self.missing,
        )
        return " ".join(part for part in parts if part)


def say(
    found: Signals, row: int, values: Floats, about: Subject, family: Family | None
) -> Said:
    """What one series says at its latest point.

    `values` of (T,) are the series itself. `family` is the month's, from
    `false_discovery`, with this series at the same row; None where it was looked at
    alone.
    """
    if found.chart[row] is Chart.NONE:
        return Said(_too_few(values, about), missing=_missing(values, about))
    if len(found.judged) and not found.judged[row]:
        return Said(
            _not_yet(found, row, values, about),
            recording=_recording(found, about),
            missing=_missing(values, about),
        )
    at = int(found.latest[row])
    return Said(
        what=_what(found, row, about),
        sure=_sure(found, row, values, about, family),
        means=_means(int(found.side[row, at]), about),
        drift=_drift(found, row, values),
        recording=_recording(found, about),
        missing=_missing(values, about),
    )


def _too_few(values: Floats, about: Subject) -> str:
    count = int((~np.isnan(values)).sum())
    be = "is" if count == 1 else "are"
    return (
        f"We cannot tell whether {about.what} has changed: there {be} "
        f"{count} {_plural(about.period, count)}, and it takes at least {LEAST_POINTS}."
    )


def _not_yet(found: Signals, row: int, values: Floats, about: Subject) -> str:
    """Why the latest point cannot be held against anything."""
    if not np.nansum(values):
        count = int((~np.isnan(values)).sum())
        return (
            f"There was no {about.what}{about.where} in any of the {count} "
            f"{_plural(about.period, count)}, so we cannot tell whether it has changed."
        )
    first = max((at for at in found.breaks if at <= found.latest[row]), default=0)
    return (
        f"We cannot tell yet whether {about.what} has changed: there are too few "
        f"{about.period}s from {about.periods[first]} on to judge the latest by."
    )


def _what(found: Signals, row: int, about: Subject) -> str:
    at = int(found.latest[row])
    side, why = int(found.side[row, at]), int(found.why[row, at])
    when = about.periods[at]
    if not side:
        return f"{when}: no sign of a sudden change in {about.what}{about.where}."
    way = "higher" if side > 0 else "lower"
    if why == Why.GAP and side < 0:
        first = about.periods[int(found.since[row])]
        return (
            f"There has been no {about.what}{about.where} from {first} on, for longer "
            "than expected."
        )
    if why == Why.OUTSIDE:
        return f"{about.named} was {way} than expected in {when}."
    first = about.periods[int(found.since[row])]
    return f"{about.named} has been {way} than expected since {first}."


def _sure(
    found: Signals, row: int, values: Floats, about: Subject, family: Family | None
) -> str:
    at = int(found.latest[row])
    if not found.side[row, at]:
        return _power(found, row, values, about)
    odds = round(1 / max(float(found.p[row]), 1 / LONG_ODDS))
    often = f"{'less than ' if odds >= LONG_ODDS else 'about '}once in {odds:,} looks"
    chance = f"Chance alone would do this {often}"
    if family is None or family.flagged[row]:
        return f"{chance}."
    return (
        f"{chance}; among the {family.looked:,} series that were looked at, we do not "
        "count it as a signal."
    )


def _power(found: Signals, row: int, values: Floats, about: Subject) -> str:
    """What a quiet series cannot rule out."""
    least = float(smallest_change(found, row)[0])
    if not least < HALF:
        return (
            "It is too rare to tell even a halving within a year: we would need more "
            "years, or several places taken together."
        )
    if _last_year(values) < LEAST_BASE:
        return "A small change would not show within a year."
    return (
        f"A lasting change of less than about {_percent(least)} would not show within "
        "a year."
    )


def _means(side: int, about: Subject) -> str:
    if not side:
        return ""
    if about.direction is Direction.AMBIGUOUS:
        return _may_mean(side, about)
    hoped = (side < 0) == (about.direction is Direction.LOWER)
    first = "This is the way hoped for" if hoped else "This is not the way hoped for"
    return f"{first}. It does not say why, nor that any one action did it."


def _may_mean(side: int, about: Subject) -> str:
    rose = "rose" if side > 0 else "fell"
    more = "more" if side > 0 else "fewer"
    return (
        f"This does not tell us that {about.happens or 'what lies behind it'} {rose}; "
        f"{more} people may have come forward, or recording may have changed."
    )


def _drift(found: Signals, row: int, values: Floats) -> str:
    ratio, low, high = (
        float(each[row]) - 1
        for each in (found.drift, found.drift_lower, found.drift_upper)
    )
    if np.isnan(ratio) or low <= 0 <= high or _last_year(values) < LEAST_BASE:
        return ""
    way = "rise" if ratio > 0 else "fall"
    near, far = sorted((abs(low), abs(high)))
    return (
        f"Apart from this there is a steady {way} of {_percent(abs(ratio))} a year "
        f"({_percent(near)} to {_percent(far)})."
    )


def _recording(found: Signals, about: Subject) -> str:
    return " ".join(
        f"In {about.periods[at]} {about.breaks.get(at, 'recording changed')}; the step "
        "there is not read as a change in violence."
        for at in found.breaks
    )


def _missing(values: Floats, about: Subject) -> str:
    there = ~np.isnan(values)
    count = int((~there).sum())
    if not count:
        return ""
    names = [about.periods[int(at)] for at in np.flatnonzero(~there)]
    which = f": {', '.join(names)}" if count <= 3 else ""
    verb = "is" if count == 1 else "are"
    return f"{count} {_plural(about.period, count)} {verb} missing{which}."


def sentences(
    found: Signals,
    values: Floats,
    subjects: Sequence[Subject],
    family: Family | None = None,
) -> Iterator[Said]:
    """What is said of each series, (S, T) `values`, in order."""
    for row, about in enumerate(subjects):
        yield say(found, row, values[row], about, family)


def _last_year(values: Floats) -> float:
    return float(values[~np.isnan(values)][-YEAR:].sum())


def _plural(period: str, count: int) -> str:
    return period if count == 1 else f"{period}s"


def _percent(share: float) -> str:
    """Whole percents from 1 on, tenths below."""
    return f"{share:.0%}" if share >= 0.01 else f"{share:.1%}"
