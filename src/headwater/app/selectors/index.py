"""Everything that a plan and its framework name, from A to Z."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.app.selectors.catalogue import sets_of
from headwater.app.selectors.held import Held


@dataclass(frozen=True, slots=True)
class Entry:
    """One name; `route` and `key` say where it leads."""

    name: str
    kind: str
    route: str
    key: str


def index(held: Held) -> list[tuple[str, list[Entry]]]:
    """Entries by first letter; what starts otherwise stands under '0 to 9'."""
    letters: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(_entries(held), key=lambda e: (e.name.casefold(), e.kind)):
        first = entry.name[:1].upper()
        letters[first if first.isalpha() else "0 to 9"].append(entry)
    return sorted(letters.items())


def _entries(held: Held) -> Iterator[Entry]:
    for principle in held.framework.principles:
        yield Entry(principle.short, "principle", "principle", principle.code)
    for code, rule in held.rules.items():
        yield Entry(_first_up(rule.wants), "check", "rule", code)
    for action in held.plan.actions:
        yield Entry(action.title, "action", "action", action.action_id)
    for row in held.plan.organisations:
        yield Entry(row.name, "organisation", "organisation", row.organisation_id)
    for measure in held.plan.measures:
        yield Entry(measure.name, "measure", "measure", measure.measure_id)
    for figures in sets_of(held):
        yield Entry(figures.title, "figures", "figures", figures.code)
    for word in held.framework.words:
        yield Entry(word.term, "word", "framework", word.term)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
