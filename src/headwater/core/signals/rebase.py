"""Limits anew from a date on: proposed by us, decided by a named person.

There is no formula for a rebase. A run that lasts, near a known change in recording,
is a reason to ask; the old segment always stays on the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.core.signals.means import Floats


LEAST_RUN = 7  # points in a row on one side, as the NHS rules' shift
LASTING = 0.75  # of all points since, for the run to have lasted
BEFORE = 24  # points before a change that show the old level


@dataclass(frozen=True, slots=True)
class Rebase:
    """Limits are drawn anew from the point `at` on, because of `reason`, says `person`.

    Raises ValueError where the reason or the person is blank.
    """

    at: int
    reason: str
    person: str

    def __post_init__(self) -> None:
        if self.at < 1:
            raise ValueError("limits can be drawn anew from the second point on")
        for name in ("reason", "person"):
            if not getattr(self, name).strip():
                raise ValueError(
                    f"a rebase needs its {name}: limits are never drawn anew in silence"
                )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point at which somebody may want to draw limits anew, and why we ask."""

    at: int
    side: int
    length: int
    known: str
    words: str


def propose(
    values: Floats, changes: Mapping[int, str], periods: Sequence[str]
) -> Iterator[Proposal]:
    """Known changes after which a series ran on one side of its old level, and stayed.

    `values` of (T,); `changes` says what changed, by the index of the first point
    after it; leave out those that are declared already. Nothing is drawn anew by
    this: a person decides (`Rebase`).
    """
    for at, known in sorted(changes.items()):
        side, length = _lasting_run(values, at)
        if length:
            words = _words(side, length, known, periods[at])
            yield Proposal(at, side, length, known, words)


def _lasting_run(values: Floats, at: int) -> tuple[int, int]:
    """On which side of the old level the points since `at` run, and for how long.

    0 points where there is no run of seven from there, or it did not last.
    """
    before = values[max(0, at - BEFORE) : at]
    since = values[at:][~np.isnan(values[at:])]
    if np.isnan(before).all() or len(since) < LEAST_RUN:
        return 0, 0
    sides = np.sign(since - np.nanmean(before))
    side = int(sides[0])
    same = sides == side
    if not side or not same[:LEAST_RUN].all() or same.mean() < LASTING:
        return 0, 0
    return side, int(np.argmin(np.append(same, False)))


def _words(side: int, length: int, known: str, when: str) -> str:
    way = "above" if side > 0 else "below"
    return (
        f"From {when} on, {length} points in a row lie {way} the old level, at a known "
        f"change: {known}. Should limits be drawn anew from there? Somebody has to say "
        "so, with a reason and a name. What came before stays on the chart."
    )
