"""The truth about Northbank's actions, as it was made into its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from headwater.core import place
from headwater.core.measures.register import RecordingChange, read_changes
from headwater.exchange.northbank.source import Cells, source


NOBODY = "this invented partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one action truly does to one measure, and what it should be found to do.

    `starts` holds the first month of each area. `percent` is the change of the
    expected figures from there on; `hoped` what partners hope for among the `reach`
    people in a hundred whom it touches. `verdict` is what an honest estimate comes to,
    or `also` another that is as honest; effects.toml lists the words.
    """

    action: str
    measure: str
    percent: float
    hoped: float
    reach: float
    selection: str
    verdict: str
    why: str
    note: str
    starts: Mapping[str, str] = field(hash=False)
    also: tuple[str, ...] = ()

    def factor(self, area: str, month: str) -> float:
        """What it multiplies the expected figure of an area and month with."""
        begun = area in self.starts and month >= self.starts[area]
        return 1 + self.percent / 100 if begun else 1.0


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A change by nobody's doing: a step of recording, or a rise that goes back."""

    measures: tuple[str, ...]
    areas: frozenset[str]
    percent: float
    first: str
    last: str

    def factor(self, measure: str, area: str, month: str) -> float:
        here = measure in self.measures and area in self.areas
        on = self.first <= month <= self.last
        return 1 + self.percent / 100 if here and on else 1.0


@cache
def effects() -> tuple[Effect, ...]:
    """Every action with a known effect, in the order of the file."""
    return tuple(
        Effect(**{**row, "also": tuple(row.get("also", ()))})
        for row in source("effects")["effects"]
    )


@cache
def recorded(areas: tuple[str, ...]) -> tuple[Disturbance, ...]:
    """The steps of recording changes, over those of the areas that they touch."""
    changes = {change.code: change for change in recording_changes()}
    return tuple(
        Disturbance(
            tuple(row["measures"]),
            frozenset(a for a in areas if place.within(a, changes[row["change"]].area)),
            row["percent"],
            changes[row["change"]].month,
            "9999-12",
        )
        for row in source("effects")["recorded"]
    )


@cache
def spikes() -> tuple[Disturbance, ...]:
    """Rises that went back by themselves, in areas that were chosen for them."""
    return tuple(
        Disturbance(
            (row["measure"],),
            frozenset(areas_of(row["areas_of"])),
            row["percent"],
            row["first"],
            row["last"],
        )
        for row in source("effects")["spikes"]
    )


@cache
def recording_changes() -> tuple[RecordingChange, ...]:
    """The changes in recording of Northbank: invented, as its figures are."""
    return tuple(read_changes(source("changes_invented")["changes"], NOBODY))


def areas_of(action: str) -> tuple[str, ...]:
    """The neighbourhoods in which an action works; none where no truth is declared."""
    found = (e.starts for e in effects() if e.action == action)
    return tuple(next(found, ()))


def measured_by(measure: str) -> tuple[str, ...]:
    """The actions that are judged by a measure, in the order of their ids."""
    return tuple(sorted({e.action for e in effects() if e.measure == measure}))


def placed(row: Cells) -> Cells:
    """The cells of an action that works in neighbourhoods: where it works."""
    areas = areas_of(row["action_id"])
    return {"geography": "; ".join(sorted(areas))} if areas else {}


def disturbances(areas: tuple[str, ...]) -> Iterator[Disturbance]:
    """All that moves the figures and is no action's effect."""
    yield from recorded(areas)
    yield from spikes()


def truth() -> list[dict[str, Any]]:
    """The table of truth, one row for each action and measure, for people to read."""
    return [
        {
            "action": e.action,
            "measure": e.measure,
            "areas": len(e.starts),
            "starts": ", ".join(sorted(set(e.starts.values()))),
            "true change in percent": e.percent,
            "hoped change in percent": e.hoped * e.reach / 100,
            "verdict": " or ".join((e.verdict, *e.also)),
        }
        for e in effects()
    ]
