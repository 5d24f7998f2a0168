"""Small invented sources that specs and tests about figures are written with."""

from __future__ import annotations

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dimension,
    Gap,
    Kind,
    Roll,
    Source,
    Value,
)


SIDES = {"n": "north", "s": "south", "w": "south"}
AREA = Dimension(
    "area",
    ("area",),
    codes={"North": "n", "South": "s", "West": "w", "City": "city"},
    labels={"n": "North", "s": "South", "w": "West", "city": "All of the city"},
    totals=frozenset({"city"}),
    rolls=(
        Roll(
            "side",
            lambda code, label: SIDES.get(code, ""),
            {"north": "North side", "south": "South side"},
        ),
    ),
)
MONTH = Dimension("month", ("month",), Kind.MONTH)
TYPE = Dimension("type", ("type",))


def made_up(name: str = "incidents", **changes: object) -> Source:
    """Incidents by month, area and type; no row means none; changed as asked."""
    said: dict[str, object] = {
        "name": name,
        "title": "Incidents by area and type",
        "publisher": "Northbank (invented)",
        "licence": "None: invented",
        "level": Level.BOROUGH,
        "value": Value("incidents", ("count",), words={"c": Status.WITHHELD}),
        "dimensions": (MONTH, AREA, TYPE),
        "missing": Status.ZERO,
        "additive": frozenset({"month", "area", "type"}),
    }
    return Source(**(said | changes))


INCIDENTS = made_up()
RETURNS = made_up(
    "returns",
    title="Returns of services by quarter",
    value=Value(
        "people",
        ("count",),
        words={
            "": Status.NOT_REPORTED,
            "c": Status.WITHHELD,
            "z": Status.NOT_APPLICABLE,
        },
    ),
    dimensions=(Dimension("quarter", ("quarter",), Kind.QUARTER), AREA),
    missing=Status.NOT_REPORTED,
    additive=frozenset({"area"}),
)
SHARES = made_up(
    "shares",
    title="Shares of people who feel safe",
    value=Value("share of adults", ("share",), scale=10_000, highest=1),
    dimensions=(MONTH, AREA),
    missing=Status.NOT_REPORTED,
    additive=frozenset(),
)
GAPPED = made_up(
    "gapped",
    gaps=(
        Gap(Status.NOT_APPLICABLE, {"area": frozenset({"w"})}, last="2024-01"),
        Gap(Status.NOT_REPORTED, {"type": frozenset({"b"}), "area": frozenset({"s"})}),
    ),
)
