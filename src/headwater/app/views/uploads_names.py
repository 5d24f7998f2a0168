"""Names in the cells of leads: which organisation each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headwater.app.selectors.uploads import Reading
from headwater.app.views.uploads_forms import Errors
from headwater.exchange.foreign.known_bodies import (
    DOUBT,
    NEW,
    NOBODY,
    body_id,
    suggest_sector,
)
from headwater.exchange.foreign_plan import known_bodies


ASK = "?"  # nothing chosen yet
_SELECT = {"value": ASK, "text": "Select one"}


def _asked(reading: Reading) -> list[str]:
    """The names that the plan does not know in full, in the order of the alphabet."""
    known = known_bodies(reading.theirs, reading.stands)
    wanted = {name for read in reading.reads for a in read.actions for name in a.leads}
    wanted |= {n for read in reading.reads for a in read.actions for n in a.helpers}
    targets = {name: known.find(name) for name in wanted}
    return sorted(
        (n for n, found in targets.items() if found == NEW or found.startswith(DOUBT)),
        key=str.casefold,
    )


def _sectors(reading: Reading) -> dict[str, str]:
    scheme = reading.framework.scheme("sector")
    return {key: code.label for key, code in scheme.codes.items()}


def read_names(
    reading: Reading, sent: Mapping[str, str], errors: Errors
) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen for each name, and the sector of each new organisation."""
    leads: dict[str, str] = {}
    sectors: dict[str, str] = {}
    asked, codes = _asked(reading), _sectors(reading)
    bodies = known_bodies(reading.theirs, reading.stands).every
    new = {body_id(n) for i, n in enumerate(asked) if sent.get(f"name-{i}") == NEW}
    for index, name in enumerate(asked):
        target = sent.get(f"name-{index}", ASK)
        if target not in (NEW, NOBODY) and target not in bodies and target not in new:
            errors.add(f"name-{index}", f"Select who '{name}' is")
            continue
        leads[name] = target
        if target != NEW:
            continue
        sectors[name] = sent.get(f"sector-{index}", "")
        if sectors[name] not in codes:
            errors.add(f"sector-{index}", f"Select the sector of '{name}'")
    return leads, sectors


def named(
    reading: Reading, sent: Mapping[str, str], errors: Errors
) -> tuple[list[dict[str, Any]], int]:
    """Two selects for each name that is open, and how many are known already."""
    asked = _asked(reading)
    bodies = known_bodies(reading.theirs, reading.stands).every
    others = {body_id(name): name for name in asked}
    held = reading.mapping.leads
    found = [
        _one(reading, index, name, held.get(name, ""), (bodies, others), sent, errors)
        for index, name in enumerate(asked)
    ]
    return found, len(set(held) - set(asked))


def _one(
    reading: Reading,
    index: int,
    name: str,
    target: str,
    choices: tuple[Mapping[str, str], Mapping[str, str]],
    sent: Mapping[str, str],
    errors: Errors,
) -> dict[str, Any]:
    bodies, others = choices
    body = reading.mapping.organisations.get(body_id(name))
    guessed = target.removeprefix(DOUBT) if target.startswith("?") else ""
    settled = ASK if guessed else target
    chosen = sent.get(f"name-{index}", settled)
    sector = sent.get(f"sector-{index}", body.sector if body else "")
    likely = suggest_sector(name)
    codes = _sectors(reading)
    return {
        "name": name,
        "who": {
            "id": f"name-{index}",
            "hint": f"We think this is {bodies[guessed]}." if guessed in bodies else "",
            "error": errors.at(f"name-{index}"),
            "items": _items(
                [
                    (ASK, "Select one"),
                    (NEW, "A new organisation"),
                    (NOBODY, "No organisation: leave it out"),
                    *bodies.items(),
                    *((k, f"The same as {n}") for k, n in others.items() if n != name),
                ],
                chosen,
            ),
        },
        "sector": {
            "id": f"sector-{index}",
            "hint": f"We think: {codes[likely]}." if likely in codes else "",
            "error": errors.at(f"sector-{index}"),
            "items": _items([("", "Select one"), *codes.items()], sector),
        },
    }


def _items(choices: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in choices
    ]
