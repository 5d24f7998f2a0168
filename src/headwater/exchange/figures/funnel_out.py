"""Areas of a file in a funnel, as rows: which lie outside, and where the limits are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headwater.core.measures.rates import Estimates, proportions, rates
from headwater.core.signals.funnels import Funnel, Kind, funnel, outside
from headwater.errors import UserError
from headwater.exchange.figures.areas import (
    POPULATION,
    Areas,
    Columns,
    Floats,
    say_without,
)
from headwater.exchange.figures.problems import Problems, Remarks, place, shown
from headwater.exchange.figures.rows_out import Row, Value, number_or_none


COLUMNS = Columns(
    {"population": POPULATION, "expected": ()},
    ("set", "type"),
    ("population", "expected"),
)
SIGNIFICANCE = {
    2: "High (0.001)",
    1: "High (0.025)",
    0: "Not significant",
    -1: "Low (0.025)",
    -2: "Low (0.001)",
}
LINES = ("lower95", "upper95", "lower998", "upper998")


@dataclass(frozen=True, eq=False)
class Compared:
    """The areas of one set, against each other."""

    set: str
    areas: Areas
    at: list[int]  # lines of `areas`
    kind: Kind
    denominator: Floats
    found: Funnel

    @property
    def count(self) -> Floats:
        return self.areas.count[self.at]

    def of(self, name: str) -> Floats | None:
        column = self.areas.numbers.get(name)
        return None if column is None else column[self.at]

    def ids(self) -> list[str]:
        return [self.areas.ids[at] for at in self.at] if self.areas.ids else []


def compare(
    areas: Areas, kind: Kind, own_spread: bool, remarks: Remarks
) -> list[Compared]:
    """Every set of areas in a funnel of its own, in the order of the file."""
    places = _sets(areas, kind)
    _refuse_twice(areas, places)
    made = []
    for name, at in places.items():
        denominator = _denominator(areas, at, kind)
        made.append(_one(name, areas, at, kind, denominator, own_spread, remarks))
    return made


def _one(
    name: str,
    areas: Areas,
    at: list[int],
    kind: Kind,
    denominator: Floats,
    own_spread: bool,
    remarks: Remarks,
) -> Compared:
    whole = np.full(len(areas), 1.0)
    whole[at] = denominator
    given = kind is Kind.SR and "expected" in areas.numbers
    say_without(areas, whole, "expected count" if given else "population", remarks)
    _say_zeros(areas, at, kind, remarks)
    if kind is Kind.PR:
        _refuse_more(areas, at)
    try:
        found = funnel(areas.count[at], denominator, kind, own_spread=own_spread)
    except ValueError as error:
        where = place(areas.name) if not name else f"{areas.name}, set {shown(name)}:"
        fix = "Look at the columns that were read: count, population, expected."
        raise UserError(
            f"There is nothing to compare: {error}.", where=where, fix=fix
        ) from None
    return Compared(name, areas, at, kind, denominator, found)


def _sets(areas: Areas, kind: Kind) -> dict[str, list[int]]:
    """Lines by set; where the file has types, only those of this type."""
    names = areas.texts.get("set") or [""] * len(areas)
    types = areas.texts.get("type")
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if types is None or types[at].upper() == kind:
            found.setdefault(name, []).append(at)
    if not found:
        raise UserError(
            f"No line is of the type {kind}.",
            where=place(areas.name, 0, "type"),
            fix="Name another --type, or take the column away.",
        )
    return found


def _refuse_twice(areas: Areas, places: dict[str, list[int]]) -> None:
    problems = Problems(areas.name)
    for at_set in places.values() if areas.ids else ():
        first: dict[str, int] = {}
        for at in at_set:
            name = areas.ids[at].casefold()
            if (before := first.setdefault(name, at)) != at:
                problems.add(
                    f"{shown(areas.ids[at])} stands a second time; the first is line "
                    f"{areas.lines[before]:,}.",
                    "Keep one line for each area. A total is no area: leave it out.",
                    areas.lines[at],
                )
    problems.raise_any()


def _denominator(areas: Areas, at: list[int], kind: Kind) -> Floats:
    """What each count is held against. For SR, where nothing is expected yet, each
    area's share of all counts by its population."""
    expected, people = areas.numbers.get("expected"), areas.numbers.get("population")
    if kind is Kind.SR:
        if expected is not None:
            return expected[at]
        if areas.texts.get("type") is not None and people is not None:
            return people[at]  # the denominator of a type SR is what was expected
    if people is None:
        raise UserError(
            "There is no column 'population'.",
            where=place(areas.name, 1),
            fix=f"A funnel of type {kind} needs what the counts are out of.",
        )
    if kind is not Kind.SR:
        return people[at]
    return people[at] * overall(areas.count[at], people[at])


def overall(count: Floats, people: Floats) -> float:
    """All counts over all people, of the areas that have both."""
    both = ~np.isnan(count) & ~np.isnan(people) & (people > 0)
    total = people[both].sum()
    return float(count[both].sum() / total) if total else np.nan


def _say_zeros(areas: Areas, at: list[int], kind: Kind, remarks: Remarks) -> None:
    for line in at if kind is Kind.SR else ():
        if areas.count[line] == 0:
            remarks.add(
                "zeros",
                f"{areas.where(line)} The count is 0, which has no logarithm; its z is "
                "that of a half.",
            )


def _refuse_more(areas: Areas, at: list[int]) -> None:
    problems, people = Problems(areas.name), areas.numbers["population"]
    for line in at:
        if areas.count[line] > people[line] > 0:
            problems.add(
                f"The count {areas.count[line]:,.15g} is above the population "
                f"{people[line]:,.15g}: a part cannot be larger than its whole.",
                "Compare them as a ratio: --type SR or RC.",
                areas.lines[line],
                "count",
            )
    problems.raise_any()


def area_rows(made: Compared) -> Iterator[Row]:
    """Which areas lie outside the limits of chance alone."""
    people, count = made.of("population"), made.count
    words = _significances(made)
    for at, name in enumerate(made.ids() or [""] * len(count)):
        row: Row = {"set": made.set} if made.set else {}
        row |= {"area": name, "count": number_or_none(count[at])}
        if people is not None:
            row["population"] = number_or_none(people[at])
        row |= {column: values[at] for column, values in words.items()}
        row |= {"type": made.kind.value, "value": number_or_none(made.found.value[at])}
        row["target"] = made.found.target
        row |= {
            line: number_or_none(getattr(made.found.plain, line)[at]) for line in LINES
        }
        yield row


def spread_rows(made: Compared) -> Iterator[Row]:
    """Limits with and without the spread between areas."""
    found, wide = made.found, _beyond(made.found)
    for at, name in enumerate(made.ids() or [""] * len(made.count)):
        row: Row = {"set": made.set} if made.set else {}
        row |= {"type": made.kind.value, "area": name}
        row["count"] = number_or_none(made.count[at])
        row["denominator"] = number_or_none(made.denominator[at])
        row["z"], row["z_used"] = (
            number_or_none(found.z[at]),
            number_or_none(found.z_used[at]),
        )
        for prefix, lines in (("od_", found.wide), ("", found.plain)):
            for line in LINES:
                row[prefix + line] = number_or_none(getattr(lines, line)[at])
        row |= {"value": number_or_none(found.value[at]), "target": found.target}
        row |= {"phi": number_or_none(found.phi), "tau2": found.tau2}
        row["significance"] = SIGNIFICANCE[int(wide[at])]
        yield row


def _beyond(found: Funnel) -> np.ndarray:
    """How far outside the wide limits: +2, +1, 0, -1, -2."""
    value, wide = found.value, found.wide
    above = (value > wide.upper95).astype(int) + (value > wide.upper998)
    return above - (value < wide.lower95) - (value < wide.lower998)


def surprising(made: Compared, overdispersed: bool) -> np.ndarray:
    """How far outside each area lies: +2, +1, 0, -1, -2."""
    return _beyond(made.found) if overdispersed else _outside(made)


def _outside(made: Compared) -> np.ndarray:
    estimate, target = _estimate(made)
    return outside(estimate, target)


def _estimate(made: Compared) -> tuple[Estimates, float]:
    if made.kind is Kind.PR:
        return proportions(made.count, made.denominator), made.found.target
    return rates(made.count, made.denominator, 1), made.found.target


def _significances(made: Compared) -> dict[str, list[Value]]:
    """The three verdicts of the Fingertips method, where they can be given."""
    count, people = made.count, made.of("population")
    found: dict[str, list[Value]] = {}
    expected = made.of("expected")
    if people is not None:
        middle = overall(count, people)
        rate = rates(count, people, 1)
        found["rate"] = [number_or_none(value * 1_000) for value in rate.value]
        found["rate_significance"] = _words(outside(rate, middle), rate)
        share = proportions(np.where(count > people, np.nan, count), people)
        found["proportion_significance"] = _words(outside(share, middle), share)
        expected = people * middle if expected is None else expected
    if expected is not None:
        ratio = rates(count, expected, 1)
        found["expected"] = [number_or_none(value) for value in expected]
        found["ratio_significance"] = _words(outside(ratio, 1.0), ratio)
    return found


def _words(codes: np.ndarray, estimates: Estimates) -> list[Value]:
    known = ~np.isnan(estimates.value)
    return [
        SIGNIFICANCE[int(code)] if ok else ""
        for code, ok in zip(codes, known, strict=True)
    ]
