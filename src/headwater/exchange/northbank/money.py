"""The money of each plan, on a financial-year rhythm: three to five years at a time."""

from __future__ import annotations

from functools import cache
from random import Random

from headwater.exchange.northbank.source import Cells, Place, districts
from headwater.exchange.northbank.works import (
    CLOSED,
    Task,
    begins,
    chance,
    closed,
    tasks,
)


LASTS_TO = 2029  # money is agreed to the March of this year, or a little longer
GRANT = (2025, 2030)  # what the city pays the districts for their part
CITY_SIZE = 3  # the city's work costs so much more than a district's
USUAL = 150_000  # people in a district whose work costs what work.toml says

# Who pays, by the outcome that the work serves.
FUNDERS = {
    "respect": ("council", "kite-fund", "mayor"),
    "places": ("council", "mayor", "transport"),
    "early-help": ("health-board", "council"),
    "recovery": ("mayor", "grants", "council"),
    "stopped": ("police", "grants"),
    "reach": ("kite-fund", "mayor"),
    "together": ("mayor", "council"),
}

Span = tuple[int, int]  # from the April of one year to the March of another


@cache
def _spans(place: Place) -> dict[str, tuple[Span, ...]]:
    """For each action, one tranche after another until it ends or LASTS_TO."""
    random, years = chance(place, "spans"), begins(place)
    return {
        task.action_id: ((CLOSED - 3, CLOSED),)
        if task.action_id in closed(place)
        else tuple(_one_after_another(years[task.action_id], random))
        for task in tasks(place)
    }


def _one_after_another(year: int, random: Random) -> list[Span]:
    spans: list[Span] = []
    while year < LASTS_TO:
        length = random.choice((3, 4, 5))
        spans.append((year, year + length))
        year += length
    return spans


def money_ends(place: Place) -> dict[str, str]:
    """The day on which the last money of each action ends."""
    return {key: f"{spans[-1][1]}-03-31" for key, spans in _spans(place).items()}


def funding(place: Place) -> list[Cells]:
    """The rows of the funding table."""
    random = chance(place, "money")
    rows = [row for task in tasks(place) for row in _of_task(place, task, random)]
    return [*rows, *_grants(place), _pool(place)]


def needed(rows: list[Cells]) -> dict[str, int]:
    """What each action needs: all that its own tranches add up to."""
    found: dict[str, int] = {}
    for row in rows:
        if row["also_pays_for"] == "none":
            found[row["action"]] = found.get(row["action"], 0) + int(row["amount"])
    return found


def _of_task(place: Place, task: Task, random: Random) -> list[Cells]:
    scale = CITY_SIZE if place.in_city else place.people / USUAL
    yearly = task.work["cost"] * 1000 * scale * random.uniform(0.85, 1.15)
    funders = [place.partners(name) for name in FUNDERS[task.work["outcome"]]]
    first = random.choice(funders)
    second = random.choice([f for f in funders if f != first] or ["grants"])
    parts = ((first, 0.6), (second, 0.4)) if random.random() < 0.25 else ((first, 1.0),)
    return [
        _tranche(task.action_id, span, funder, yearly * (span[1] - span[0]) * part)
        for span in _spans(place)[task.action_id]
        for funder, part in parts
        if yearly
    ]


def _tranche(action: str, span: Span, funder: str, amount: float) -> Cells:
    return {
        "action": action,
        "tranche": f"{span[0]} to {span[1]}, {funder}",
        "funder": funder,
        "amount": f"{round(amount, -2):.0f}",
        "start": f"{span[0]}-04-01",
        "end": f"{span[1]}-03-31",
        "secured": "yes",
        "also_pays_for": "none",
    }


def _grants(place: Place) -> list[Cells]:
    """What the city pays a district: it stands in the plans of both."""
    if not place.in_city:
        return [_grant(place, task, task.action_id) for task in _granted(place)]
    own = {task.number: task.action_id for task in tasks(place)}
    return [
        _grant(district, task, own[task.number])
        for district in districts()
        for task in _granted(district)
    ]


def _granted(place: Place) -> list[Task]:
    return [task for task in tasks(place) if task.work.get("grant")]


def _grant(place: Place, task: Task, action: str) -> Cells:
    amount = task.work["cost"] * place.people / USUAL * 1000
    row = _tranche(action, GRANT, "mayor", amount)
    return row | {"tranche": f"{GRANT[0]} to {GRANT[1]}, grant for {place.name}"}


def _pool(place: Place) -> Cells:
    """One pot that several by-and-for partners share."""
    shared = [t.action_id for t in tasks(place) if t.work["theme"] == "communities"]
    first, *others = shared
    row = _tranche(first, (2024, 2029), "kite-fund", place.people / 2)
    return row | {
        "tranche": "2024 to 2029, shared pot",
        "also_pays_for": "; ".join(others[:3]),
    }
