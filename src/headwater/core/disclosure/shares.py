"""Rates, percentages and comparisons of groups, from printed figures alone.

Whatever is made here is a function of what a release prints, so it says nothing that
the release does not. Where a part or its whole is withheld, so is what they make;
nothing is made on a base under BASE.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.rates import (
    ALPHA_95,
    Estimates,
    proportions,
    rates,
    wilson_limits,
)


BASE = 20  # people; the percentage of fewer says more of chance than of them
Figures = Mapping[str, float | None]


class Held(StrEnum):
    """A group among those counted, held against its share of the population."""

    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Part:
    """One figure made of printed ones, with its 95% limits; None with the reason."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A group's share of the people counted and of the population, both of one.

    `limits` are those of the first, wide enough that of all groups looked at together
    fewer than one table in twenty flags any by chance.
    """

    held: Held
    share: float | None
    limits: tuple[float, float] | None
    population: float
    why: str


def along(table: ReleasedTable, axis: str, at: Mapping[str, str]) -> Figures:
    """The printed figures along one axis of a table, None where there is none.

    `at` gives the code of every other axis, such as its total. Raises KeyError.
    """
    place = tuple(
        slice(None) if each.name == axis else each.index(at[each.name])
        for each in table.axes
    )
    codes = next(each.codes for each in table.axes if each.name == axis)
    return {
        code: None if np.isnan(number) else float(number)
        for code, number in zip(codes, table.numbers()[place], strict=True)
    }


def percentages(figures: Figures, total: str) -> dict[str, Part]:
    """The percentage that each figure is of the total, with Wilson's limits.

    `total` is its code in `figures`. A rounded part may exceed its rounded total; it
    counts as all of it.
    """
    base = figures[total]
    if base is None:
        return {code: Part(None, why_not="the total is withheld") for code in figures}
    if base < BASE:
        few = Part(None, why_not=f"no percentage is given of fewer than {BASE} people")
        return dict.fromkeys(figures, few)
    held = _numbers(figures)
    found = proportions(np.minimum(held, base), base)
    return _parts(figures, found, 100.0)


def rates_per(
    figures: Figures, people: Mapping[str, int], per: int = 1_000
) -> dict[str, Part]:
    """Each figure per so many of its population, with the limits of a count.

    Exact limits below 10, Byar's from there on. Nothing on a population under BASE.
    """
    size = np.array([people.get(code, 0) for code in figures], dtype=float)
    size = np.where(size < BASE, np.nan, size)
    found = rates(_numbers(figures), size, per)
    few = "its population is not known, or is too small"
    unknown = {c for c, n in zip(figures, size, strict=True) if np.isnan(n)}
    return {
        code: Part(None, why_not=few) if code in unknown else part
        for code, part in _parts(figures, found, 1.0).items()
    }


def compare(
    figures: Figures,
    total: str,
    people: Mapping[str, int],
    unsaid: Collection[str] = (),
) -> dict[str, Compared]:
    """Each group's share of the people counted against that of the population.

    `people` has the population of the groups to compare, which together are all of
    it; `unsaid` are codes of people who did not say, who are left out. More people
    counted is not more harm done: it may be that more ask, or are asked.
    """
    everybody = sum(people.values())
    base = _base(figures, total, unsaid)
    alpha = ALPHA_95 / max(len(people), 1)
    return {
        code: _compared(figures.get(code), base, size / everybody, alpha)
        for code, size in people.items()
    }


def _compared(
    count: float | None, base: float | None, expected: float, alpha: float
) -> Compared:
    if base is None or count is None:
        why = "withheld" if count is None else "how many did not say is withheld"
        return Compared(Held.CANNOT_TELL, None, None, expected, why)
    if base < BASE:
        why = f"fewer than {BASE} people in all"
        return Compared(Held.CANNOT_TELL, None, None, expected, why)
    count = min(count, base)
    low, high = (float(x) for x in wilson_limits(_one(count), _one(base), alpha))
    held = Held.CANNOT_TELL
    if low > expected:
        held = Held.HIGHER
    elif high < expected:
        held = Held.LOWER
    why = "" if held is not Held.CANNOT_TELL else "chance alone may explain it"
    return Compared(held, count / base, (low, high), expected, why)


def _base(figures: Figures, total: str, unsaid: Collection[str]) -> float | None:
    """Those who said, where the release tells how many they are."""
    told = [figures[total], *(figures.get(code) for code in unsaid)]
    if any(each is None for each in told):
        return None
    whole, *others = (each for each in told if each is not None)
    return whole - sum(others)


def _parts(figures: Figures, found: Estimates, scale: float) -> dict[str, Part]:
    withheld = Part(None, why_not="withheld")
    rows = zip(figures, found.value, found.lower95, found.upper95, strict=True)
    return {
        code: withheld
        if figures[code] is None
        else Part(float(v) * scale, float(low) * scale, float(high) * scale)
        for code, v, low, high in rows
    }


def _numbers(figures: Figures) -> NDArray[np.float64]:
    return np.array([np.nan if n is None else n for n in figures.values()])


def _one(number: float) -> NDArray[np.float64]:
    return np.asarray(number, dtype=float)
