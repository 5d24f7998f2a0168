"""The actions of each plan: which work a place does, since when, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from headwater.core.plan.tables import BY_NAME
from headwater.exchange.northbank.effects import placed
from headwater.exchange.northbank.source import CITY, Cells, Place, city, source


SEED = 1848
IN_A_DISTRICT = 35  # actions
COLUMNS = frozenset(column.name for column in BY_NAME["actions"].columns)
CHILD = frozenset({"0-4", "5-10", "11-15", "16-17"})
FIRST_YEAR = 2022
CLOSED = 2025  # the year in whose March some work ended
NOW = "2026-11"  # what starts later is planned

# Ways to write a start: partners differ, and every one of these is read.
STARTS = ("{year}-{month:02}-01", "{year}-{month:02}-01", "{year}-{month:02}")
EVALUATIONS = (
    "Ferrygate University compares places with and without it, each spring.",
    "People who took part are asked before, after and six months later.",
    "An outside reader looks at a sample of the work each year.",
    "Partners review figures and voices together every half-year.",
)
NEEDS = (
    "Times and rooms were chosen with disabled women; interpreters come with it.",
    "Material comes in Easy Read and in the five languages most used here.",
    "By-and-for partners check it before it starts and once a year.",
)
BEYOND_HOME = (
    "Staff map with young people where harm happens: peers, streets, screens.",
    "Worries about a group or a place go to the contextual safeguarding panel.",
)


@dataclass(frozen=True)
class Task:
    """One action to be: a piece of work with what it has from its theme."""

    number: int  # of the work, in the order of the file
    title: str
    work: dict[str, Any]
    action_id: str = ""

    @property
    def primary(self) -> bool:
        return "primary" in self.work["tiers"]

    @property
    def for_children(self) -> bool:
        stages = set(self.work["life_stages"].split("; "))
        return bool(stages & CHILD) or "children" in self.work["audiences"]


def chance(place: Place, what: str) -> Random:
    """The same chances for a place and a purpose, in every run."""
    return Random(f"{SEED} {place.plan_id} {what}")  # noqa: S311 - invented data


@cache
def tasks(place: Place) -> tuple[Task, ...]:
    """What a place does, in the order of the file."""
    chosen = _of_city() if place.in_city else _of_district(place)
    return tuple(
        Task(n, title, work, f"{place.letter}{count:02}")
        for count, (n, title, work) in enumerate(chosen, start=1)
    )


def city_action(number: int) -> str:
    """The city's action for a piece of work, by its id there; empty where none is."""
    return next((t.action_id for t in tasks(city()) if t.number == number), "")


def _works() -> Iterator[tuple[int, dict[str, Any]]]:
    data = source("work")
    for number, work in enumerate(data["work"]):
        yield number, {**data["themes"][work["theme"]], **work}


def _of_city() -> Iterator[tuple[int, str, dict[str, Any]]]:
    for number, work in _works():
        for title in work["city"]:
            yield number, title, work


def _of_district(place: Place) -> Iterator[tuple[int, str, dict[str, Any]]]:
    random = chance(place, "works")
    able = [
        (number, work)
        for number, work in _works()
        if "district" in work and work["theme"] not in place.without
    ]
    needed = [number for number, work in able if work.get("always")]
    others = [number for number, _ in able if number not in needed]
    taken = {*needed, *random.sample(others, IN_A_DISTRICT - len(needed))}
    for number, work in able:
        if number in taken:
            yield number, place.say(random.choice(work["district"])), work


def actions(place: Place, ends: dict[str, str]) -> list[Cells]:
    """The rows of the actions table. `ends` says when the money of each ends."""
    random = chance(place, "actions")
    return [_row(place, task, ends[task.action_id], random) for task in tasks(place)]


def begins(place: Place) -> dict[str, int]:
    """The year in whose April or September each action starts.

    Work after harm was there at the start; work before it was added year by year.
    """
    primary = [task for task in tasks(place) if task.primary]
    years = {t.action_id: FIRST_YEAR + n % 5 for n, t in enumerate(primary)}
    late = primary[-1].action_id
    return {t.action_id: FIRST_YEAR for t in tasks(place)} | years | {late: 2027}


def closed(place: Place) -> frozenset[str]:
    """Work that ended: never what the place cannot be without."""
    free = [
        task.action_id
        for task in tasks(place)
        if not (task.work.get("always") or task.primary)
    ]
    return frozenset(free[3::9])


def _row(place: Place, task: Task, ends: str, random: Random) -> Cells:
    work, lead = task.work, place.partners(task.work["lead"])
    row = {name: str(text) for name, text in work.items() if name in COLUMNS}
    row |= _when(place, task, ends, random)
    row |= {
        "action_id": task.action_id,
        "title": task.title,
        "lead_organisations": lead,
        "accountable_organisation": lead,
        "delivery_organisations": place.partners(work["with"]),
        "geography": _where(place, task, random),
        "communities": work.get("communities", "none"),
        "drivers": work.get("drivers", "none"),
        "responses": work.get("responses", "none"),
        "outcomes": _outcomes(place, task),
        "specific_needs": random.choice(NEEDS),
        "shares_risk_information": "yes" if work.get("shares") else "no",
        "shaped_by": _shaped_by(task),
        "evaluation": random.choice(EVALUATIONS),
        "equality_assessment": f"Done in {random.randint(2022, 2026)}",
        "source": "Invented for Northbank",
    }
    if task.for_children:
        row["contextual_safeguarding"] = random.choice(BEYOND_HOME)
    else:
        row.pop("child_first", None)
    if place.in_city:
        row |= placed(row)
    elif work.get("grant"):
        row["other_numbers"] = f"{CITY}/{city_action(task.number)}"
    return row


def _when(place: Place, task: Task, ends: str, random: Random) -> Cells:
    year, work = begins(place)[task.action_id], task.work
    month = 9 if "school" in f"{work['theme']} {work['settings']}" else 4
    start = random.choice(STARTS).format(year=year, month=month)
    open_ended = not task.primary and random.random() < 0.6
    over = task.action_id in closed(place)
    planned = f"{year}-{month:02}" > NOW
    return {
        "start": start,
        "end": ends if over or not open_ended else "ongoing",
        "status": "closed" if over else "planned" if planned else "active",
        "last_reviewed": ""
        if planned
        else f"{random.choice((2025, 2026))}-0{random.randint(1, 9)}-15",
    }


def _where(place: Place, task: Task, random: Random) -> str:
    """The whole place; some of the city's work is in a few districts only."""
    everywhere = task.work.get("always") or task.work["theme"] in ("system", "messages")
    if not place.in_city or everywhere or random.random() < 0.7:
        return place.area
    numbers = sorted(random.sample(range(1, 7), random.randint(1, 3)))
    return "; ".join(f"NB{number:07}" for number in numbers)


def _outcomes(place: Place, task: Task) -> str:
    """A district has outcomes of its own, and serves the city's with some work."""
    names = list(source("learning")["outcomes"])
    own = outcome_id(place, task.work["outcome"])
    higher = f"{CITY}/O{names.index(task.work['outcome']) + 1}"
    if place.in_city or task.number % 3 or own == higher:
        return own
    return f"{own}; {higher}"


def outcome_id(place: Place, key: str) -> str:
    """The last two are the city's alone; a district's work serves them there."""
    names = list(source("learning")["outcomes"])
    number = names.index(key) + 1
    alone = number > len(names) - 2 and not place.in_city
    return f"{CITY}/O{number}" if alone else f"O{number}"


def _shaped_by(task: Task) -> str:
    voices = ["practitioners"]
    if "men-and-boys" in task.work["audiences"]:
        voices.append("men-and-boys")
    if task.for_children:
        voices.append("children-young-people")
    if not task.primary:
        voices.append("victims-survivors")
    return "; ".join(voices if len(voices) > 1 else [*voices, "communities"])
