"""How Northbank wrote down, before it knew, how some of its actions will be judged."""

from __future__ import annotations

from datetime import date

from headwater.exchange.northbank.effects import Effect, effects, recorded
from headwater.exchange.northbank.figures import LAST, neighbourhoods
from headwater.exchange.northbank.source import Cells, Place, city


LOCKED = "{}-01"  # the first day of the month in which the action begins
# It is everywhere and reaches few, so this measure cannot tell; nobody has locked it.
EVERYWHERE = {
    "action": "N51",
    "measure": "M22",
    "hoped_change": "-30",
    "reach": "1",
    "selection": "everywhere",
    "locked": "",
    "note": "Advocates work in the whole city. (Invented.)",
}
MOST_AFTER = 30  # months after the last start that are looked at
USUAL_AFTER = 12


def evaluations(place: Place) -> list[Cells]:
    """The rows of the evaluations table; the city's plan alone has any."""
    if not place.in_city:
        return []
    rows = [_row(f"V{number}", e) for number, e in enumerate(effects(), start=1)]
    return [*rows, {"evaluation_id": f"V{len(rows) + 1}", **EVERYWHERE}]


def not_locked(place: Place) -> list[Cells]:
    """The rows as they were before anybody locked them."""
    return [
        {column: cell for column, cell in row.items() if column != "locked"}
        for row in evaluations(place)
    ]


def locks() -> dict[str, date]:
    """The day on which each design was locked; those that were."""
    rows = evaluations(city())
    return {
        row["evaluation_id"]: date.fromisoformat(row["locked"])
        for row in rows
        if row["locked"]
    }


def _row(evaluation_id: str, effect: Effect) -> Cells:
    first = min(effect.starts.values())
    begun = first <= LAST
    return {
        "evaluation_id": evaluation_id,
        "action": effect.action,
        "measure": effect.measure,
        "hoped_change": f"{effect.hoped:g}",
        "reach": f"{effect.reach:g}",
        "selection": effect.selection,
        "starts": "; ".join(f"{a}: {m}" for a, m in effect.starts.items()),
        "compared_with": "; ".join(compared_with(effect)),
        "method": "areas",
        "months_before": "",
        "months_after": str(_after(max(effect.starts.values()))),
        "locked": LOCKED.format(first) if begun else "",
        "note": f"{effect.note} (Invented.)",
    }


def _after(latest: str) -> int:
    """As many months as there are, where they are more than a year."""
    there = _places(LAST) - _places(latest) + 1
    return min(MOST_AFTER, max(USUAL_AFTER, there))


def _places(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def compared_with(effect: Effect) -> tuple[str, ...]:
    """Areas where no action works on the same measure, nor recording alone changed.

    The areas of an action that has not begun serve for others.
    """
    every, taken = neighbourhoods(), set(effect.starts)
    for other in effects():
        if other.measure == effect.measure and min(other.starts.values()) <= LAST:
            taken |= set(other.starts)
    for change in recorded(every):
        if effect.measure in change.measures:
            taken |= change.areas
    return tuple(area for area in every if area not in taken)
