"""The memory of what has been released, so that no later release unpicks it.

An entry is a release as the public has it: what was printed, what was hidden, by
whose rule, and what the audit found. Nothing in it is secret. Entries are only ever
added; a correction is a new entry of a new vintage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import Profile, Zeros
from headwater.core.disclosure.tables import Key
from headwater.core.measures.cube import WORDS, Status


NOT_REPORTED = WORDS[Status.NOT_REPORTED]
NOT_APPLICABLE = WORDS[Status.NOT_APPLICABLE]
SYMBOLS = {
    "0": "none",
    "c": "withheld: too few people, or it would give away such a figure",
    "..": NOT_REPORTED,
    "z": NOT_APPLICABLE,  # a bare - would be taken for a formula
}


@dataclass(frozen=True)
class About:
    """What a release is about, in words that stand beside its figures.

    `subject` names what is counted, permanently: releases of one subject and of
    periods that overlap can be subtracted from each other. `periods` are what the
    figures cover, `vintage` which edition of them, `at` the day of release.
    `titles` gives the words for dimensions, `labels` those for their codes. `people`
    has the population of categories, by dimension, where shares may be compared with
    it, `population` says whose it is; `unsaid` are codes of people who did not say.
    """

    subject: str
    title: str
    unit: str
    periods: tuple[str, ...]
    vintage: str
    at: str
    source: str
    licence: str
    level: str = "borough"
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    population: str = ""
    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unsaid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Entry:
    """One release. Cells are named in the order of `hierarchies`.

    `printed` are the figures that stand in it, rounded where its profile rounds;
    a cell of its tables that is neither printed nor hidden is none, unless `marks` says
    that it was not reported or is not applicable. `audit` is what the audit said,
    `given` the earlier entries it took in. `parts` has, by dimension, what each
    category that was merged is made of.
    """

    about: About
    profile: Profile
    hierarchies: dict[str, Hierarchy]
    tables: tuple[tuple[str, ...], ...]
    printed: dict[Key, int]
    hidden: frozenset[Key]
    audit: Mapping[str, Any]
    given: tuple[str, ...] = ()
    parts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    marks: Mapping[Key, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A permanent name, made from the content: the same release, the same id."""
        text = json.dumps(as_dict(self), sort_keys=True, separators=(",", ":"))
        return "r" + hashlib.sha256(text.encode()).hexdigest()[:12]


def overlapping(entries: Iterable[Entry], about: About) -> list[Entry]:
    """The entries whose figures can be subtracted from those of a new release."""
    periods = set(about.periods)
    return [
        entry
        for entry in entries
        if entry.about.subject == about.subject and periods & set(entry.about.periods)
    ]


def as_dict(entry: Entry) -> dict[str, Any]:
    """An entry as plain data, the same for the same release."""
    about, rule = entry.about, entry.profile
    return {
        "about": {
            **{name: getattr(about, name) for name in _WORDS},
            "periods": list(about.periods),
            "titles": dict(about.titles),
            "labels": {dim: dict(words) for dim, words in about.labels.items()},
            "people": {dim: dict(people) for dim, people in about.people.items()},
            "unsaid": {dim: list(codes) for dim, codes in about.unsaid.items()},
        },
        "profile": {
            "name": rule.name,
            "threshold": rule.threshold,
            "source": rule.source,
            "base": rule.base,
            "zeros": rule.zeros.value,
        },
        "hierarchies": {
            name: [list(row) for row in each.parents.items()]
            for name, each in entry.hierarchies.items()
        },
        "tables": [list(table) for table in entry.tables],
        "printed": [[list(key), value] for key, value in sorted(entry.printed.items())],
        "hidden": [list(key) for key in sorted(entry.hidden)],
        "audit": dict(entry.audit),
        "given": list(entry.given),
        "parts": {
            dim: {code: list(finest) for code, finest in merged.items()}
            for dim, merged in entry.parts.items()
        },
        "marks": [[list(key), word] for key, word in sorted(entry.marks.items())],
    }


def from_dict(data: Mapping[str, Any]) -> Entry:
    """The entry that `as_dict` wrote. Raises KeyError or TypeError for other data."""
    about, rule = data["about"], data["profile"]
    return Entry(
        About(
            **{name: about[name] for name in _WORDS},
            periods=tuple(about["periods"]),
            titles=about["titles"],
            labels=about["labels"],
            people=about["people"],
            unsaid={dim: tuple(codes) for dim, codes in about["unsaid"].items()},
        ),
        Profile(**{**rule, "zeros": Zeros(rule["zeros"])}),
        {
            name: Hierarchy.of(name, _pairs(r))
            for name, r in data["hierarchies"].items()
        },
        tuple(tuple(table) for table in data["tables"]),
        {tuple(key): value for key, value in data["printed"]},
        frozenset(tuple(key) for key in data["hidden"]),
        data["audit"],
        tuple(data["given"]),
        {
            dim: {code: tuple(finest) for code, finest in merged.items()}
            for dim, merged in data["parts"].items()
        },
        {tuple(key): word for key, word in data["marks"]},
    )


_WORDS = (
    *("subject", "title", "unit", "vintage", "at", "source", "licence", "level"),
    "population",
)


def _pairs(rows: Sequence[Sequence[str | None]]) -> list[tuple[str, str | None]]:
    return [(str(code), parent) for code, parent in rows]
