"""Rates and shares of the lines of a file, with their intervals, as rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from headwater.core.measures.cube import WORDS, Status
from headwater.core.measures.rates import Estimates, methods, proportions, rates
from headwater.exchange.figures.areas import (
    POPULATION,
    Areas,
    Columns,
    Floats,
    say_without,
)
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.figures.rows_out import Row, number_or_none


COLUMNS = Columns({"population": POPULATION, "multiplier": ()}, (), ("population",))
LIMITS = ("lower95", "upper95", "lower998", "upper998")


def rate_rows(areas: Areas, per: float, remarks: Remarks) -> Iterator[Row]:
    """A rate and a share for each line. A line's own multiplier goes before `per`."""
    people = areas.numbers["population"]
    say_without(areas, people, "population", remarks)
    times = np.full(len(areas), per)
    if (own := areas.numbers.get("multiplier")) is not None:
        times = np.where(np.isnan(own), per, own)
    rate = rates(areas.count, people, 1)
    share = proportions(_parts(areas, people, remarks), people)
    name = f"rate_per_{per:.15g}" if (times == per).all() else "rate"
    how = methods(areas.count)
    for at in range(len(areas)):
        row: Row = {"id": areas.ids[at]} if areas.ids else {}
        row["count"] = number_or_none(areas.count[at])
        row["population"] = number_or_none(people[at])
        if name == "rate":
            row["multiplier"] = float(times[at])
        row |= _figures(rate, at, name, "rate", times[at])
        none = np.isnan(rate.value[at])
        row["rate_method"] = "" if none else str(how[at])
        row |= _figures(share, at, "proportion", "prop", 1.0)
        row["status"] = WORDS[Status(rate.status[at])]
        yield row


def _figures(found: Estimates, at: int, name: str, prefix: str, times: float) -> Row:
    row: Row = {name: number_or_none(found.value[at] * times)}
    for limit in LIMITS:
        row[f"{prefix}_{limit}"] = number_or_none(getattr(found, limit)[at] * times)
    return row


def _parts(areas: Areas, people: Floats, remarks: Remarks) -> Floats:
    """The counts, but for those that are no part of their population."""
    more = areas.count > people
    for at in np.flatnonzero(more & (people > 0)).tolist():
        remarks.add(
            "more",
            f"{areas.where(at)} The count is above the population: there is a rate and "
            "no proportion.",
        )
    return np.where(more, np.nan, areas.count)
