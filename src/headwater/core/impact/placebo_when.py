"""When would we know? The fewest months, or areas, that show a fall of a hoped size.

The answers come from make-believe actions on the partnership's own past, before any
money is spent, and are put in sentences that a plan can carry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.placebo_power import BEFORE, DRAWS, Placebo, placebo


MONTHS = (6, 12, 18, 24)  # past about two years, local drift eats what time brings
LEAST_BASE = 20  # events: no percentage on fewer (truth rule 2)

Tried = Callable[[int, int], Placebo]  # areas, months after


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a fall of `hoped` percent would be seen in so many areas, 4 times in 5.

    `months` is None where it would not be in any of the `tried`, which have one entry
    for each number of months that the history allows. `wider` is then the fewest
    areas in which it would be, None where not even in half of all; `best` has the
    smallest fall of all that were tried.
    """

    areas: int
    hoped: float
    months: int | None
    tried: tuple[Placebo, ...]
    wider: Placebo | None
    best: Placebo


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is counted, 'recorded rape', and what the areas are called.

    `hoped` is a hoped change in words where it is not the fall itself that is named.
    """

    what: str
    area: str = "area"
    areas: str = "areas"
    hoped: str = ""


def when(
    history: Floats,
    areas: int,
    hoped_percent: float,
    chance: np.random.Generator,
    *,
    months: Sequence[int] = MONTHS,
    before: int = BEFORE,
    draws: int = DRAWS,
    breaks: Sequence[int] = (),
) -> When:
    """The fewest `months` after at which a fall of this size in `areas` would be seen.

    `history` (A, T) are counts with no action in them; `hoped_percent` is 20 or -20
    for a fall of a fifth, over all of an area's people (reach times effect). Months
    that the history is too short for are left out. Raises CannotEstimate as `placebo`
    does, or where the hoped fall is none.
    """
    hoped = _fall(hoped_percent)

    def at(k: int, after: int) -> Placebo:
        return placebo(
            history, k, after, chance, before=before, draws=draws, breaks=breaks
        )

    tried = _allowed(at, areas, sorted(months))
    best = min(tried, key=_size)
    seen = next((cell.after for cell in tried if cell.smallest <= hoped), None)
    wider = None
    if seen is None:
        wider, widest = _wider(at, best, hoped, len(history) // 2)
        best = min(best, widest, key=_size)
    return When(
        areas=areas, hoped=hoped, months=seen, tried=tried, wider=wider, best=best
    )


def smallest_sentence(found: Placebo, words: Words) -> str:
    """The smallest fall that could be seen, in a sentence."""
    span = f"With {_areas(found.areas, words)} and {_months(found.after)}"
    if found.expected < LEAST_BASE:
        return (
            f"{span}, the count of {words.what} would be about {found.expected:.0f}: "
            "too few for a change in percent."
        )
    return (
        f"{span}, the smallest fall in {words.what} you could see is "
        f"{found.smallest:.0f}%."
    )


def when_sentence(found: When, words: Words) -> str:
    """When a fall of the hoped size would be seen, or what else it would take."""
    fall = f"{words.hoped or f'A fall of {found.hoped:g}%'} in {words.what}"
    where = f"in {_areas(found.areas, words)}"
    if found.months is not None:
        return (
            f"{fall} {where} could be seen after {_months(found.months)}, four times "
            "out of five."
        )
    longest = _months(found.tried[-1].after)
    if found.wider is not None:
        return (
            f"{fall} could not be seen {where} within {longest}. It could in "
            f"{_areas(found.wider.areas, words)}, after {_months(found.wider.after)}."
        )
    return (
        f"{fall} could not be seen within {longest}, neither {where} nor in more. "
        f"{smallest_sentence(found.best, words)}"
    )


def _fall(percent: float) -> float:
    """The size of a hoped fall, whichever sign it came with."""
    if not 0 < abs(percent) < 100:
        raise CannotEstimate(
            f"A hoped fall of {abs(percent):g}% cannot be looked for: give more than "
            "0% and less than 100%."
        )
    return abs(percent)


def _size(found: Placebo) -> float:
    return found.smallest


def _allowed(at: Tried, areas: int, months: Sequence[int]) -> tuple[Placebo, ...]:
    """One entry for each number of months that the history can answer for."""
    found, reasons = [], []
    for after in months:
        try:
            found.append(at(areas, after))
        except CannotEstimate as reason:
            reasons.append(reason)
    if not found:
        raise reasons[0] if reasons else CannotEstimate("No months after were named.")
    return tuple(found)


def _wider(
    at: Tried, best: Placebo, hoped: float, most: int
) -> tuple[Placebo | None, Placebo]:
    """The fewest areas that show the fall, and the answer for the `most`.

    More areas show smaller falls up to half of all, so that halving finds them.
    """
    if most <= best.areas:
        return None, best
    found = widest = at(most, best.after)
    if widest.smallest > hoped:
        return None, widest
    too_few = best.areas
    while found.areas - too_few > 1:
        middle = at((too_few + found.areas) // 2, best.after)
        if middle.smallest <= hoped:
            found = middle
        else:
            too_few = middle.areas
    return found, widest


def _areas(count: int, words: Words) -> str:
    return f"{count:,} {words.area if count == 1 else words.areas}"


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"
