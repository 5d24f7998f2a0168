"""The code books of a dataset: the number of each code, for good.

A number never changes its code and no code is taken out, so figures of any vintage
can be read with the book of today. Labels and larger groups are words about a code
and follow the declaration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from headwater.engines.ingest.source import Dimension, Kind, plain_label


UNKNOWN_GROUP = "not-known"


@dataclass(slots=True)
class Entry:
    """One code. `unknown`: it stood in a file and in no list of ours."""

    code: str
    label: str
    unknown: bool = False
    groups: dict[str, str] = field(default_factory=dict)  # roll -> code of the group


@dataclass(slots=True)
class Book:
    """The codes of one dimension in the order of their numbers."""

    name: str
    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    totals: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()
    group_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = {e.code: number for number, e in enumerate(self.entries)}

    def __len__(self) -> int:
        return len(self.entries)

    def number(self, code: str) -> int | None:
        """The number of a code; None where the book does not hold it."""
        return self._numbers.get(code)

    def add(self, code: str, label: str, *, unknown: bool = False) -> int:
        """The number of a code, which is put at the end of the book where it is new."""
        found = self._numbers.get(code)
        if found is not None:
            return found
        self._numbers[code] = len(self.entries)
        self.entries.append(Entry(code, label, unknown))
        return len(self.entries) - 1

    def follow(self, dimension: Dimension) -> None:
        """Take codes, labels, totals and groups from the declaration."""
        if not dimension.within:
            for code in dict.fromkeys(dimension.codes.values()):
                self.add(code, _first_label(dimension, code))
        listed = {*dimension.codes.values(), *dimension.labels}
        for entry in self.entries:
            entry.label = dimension.labels.get(entry.code, entry.label)
            entry.unknown = entry.unknown and entry.code not in listed
        self.totals = tuple(sorted(dimension.totals))

    def group(self, dimension: Dimension) -> None:
        """Find the larger groups of every code anew."""
        self.rolls = tuple(roll.name for roll in dimension.rolls)
        for roll in dimension.rolls:
            for entry in self.entries:
                found = roll.group(entry.code, entry.label) or UNKNOWN_GROUP
                entry.groups[roll.name] = found
            used = {entry.groups[roll.name] for entry in self.entries}
            words = {UNKNOWN_GROUP: "Not known", **roll.labels}
            self.group_labels[roll.name] = {
                code: words.get(code, code) for code in (*roll.labels, *sorted(used))
            }

    def as_data(self) -> dict[str, Any]:
        """For books.json."""
        return {
            "kind": self.kind.value,
            "totals": list(self.totals),
            "rolls": {roll: self.group_labels[roll] for roll in self.rolls},
            "codes": [_entry_data(entry) for entry in self.entries],
        }


def from_data(name: str, data: dict[str, Any]) -> Book:
    """A book from books.json."""
    entries = [
        Entry(e["code"], e["label"], e.get("unknown", False), dict(e.get("in", {})))
        for e in data["codes"]
    ]
    rolls = dict(data["rolls"])
    totals = tuple(data["totals"])
    return Book(name, Kind(data["kind"]), entries, totals, tuple(rolls), rolls)


def near(wanted: str, codes: Iterable[str]) -> str:
    """The codes that look like one that is not there, as the end of a sentence."""
    from difflib import get_close_matches

    by_plain = {plain_label(code): code for code in codes}
    found = get_close_matches(plain_label(wanted), by_plain, n=3)
    return f"Did you mean {' or '.join(by_plain[f] for f in found)}?" if found else ""


def _first_label(dimension: Dimension, code: str) -> str:
    """The words for a code: those declared, or else the first spelling of it."""
    spelled = (text for text, its_code in dimension.codes.items() if its_code == code)
    return dimension.labels.get(code) or next(spelled, code)


def _entry_data(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = {"code": entry.code, "label": entry.label}
    if entry.unknown:
        data["unknown"] = True
    if entry.groups:
        data["in"] = entry.groups
    return data
