"""What Northbank is made of: word lists and works, read from the files beside this."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


HERE = Path(__file__).parent
CITY = "northbank"
AS_AT = date(2026, 11, 1)  # the day that the plans are written for

Cells = dict[str, str]
Tables = dict[str, list[Cells]]


@cache
def source(name: str) -> dict[str, Any]:
    """One of the files, as it stands."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Place:
    """The city or one of its districts: whose plan is made."""

    plan_id: str
    name: str
    area: str
    letter: str
    people: int
    summary: str
    without: frozenset[str]  # themes of work that it does not do
    words: Mapping[str, str] = field(compare=False)  # for slots such as {park}

    @property
    def in_city(self) -> bool:
        return self.plan_id == CITY

    def say(self, text: str) -> str:
        """A text with this place's own words in its slots."""
        return text.format(**self.words)

    def partners(self, names: str) -> str:
        """Ids as this place has them: 'council' is the district's own, or the mayor."""
        own = {"council": "mayor", "local": "vru"}
        if not self.in_city:
            own = {name: f"{self.plan_id}-{name}" for name in own}
        ids = dict.fromkeys(own.get(name, name) for name in names.split("; ") if name)
        return "; ".join(ids)


def city() -> Place:
    found = source("partners")["city"]
    first = next(iter(source("partners")["districts"].values()))
    words = {**first, "district": found["name"]}
    return Place(
        CITY,
        found["name"],
        found["area"],
        "N",
        found["people"],
        found["summary"],
        frozenset(),
        words,
    )


def districts() -> tuple[Place, ...]:
    return tuple(
        Place(
            plan_id,
            row["name"],
            row["area"],
            row["letter"],
            row["people"],
            row["summary"],
            frozenset(row.get("without", ())),
            {**row, "district": row["name"], "council_name": f"{row['name']} Council"},
        )
        for plan_id, row in source("partners")["districts"].items()
    )
