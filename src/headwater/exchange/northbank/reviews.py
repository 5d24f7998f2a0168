"""The reviews that invented partners held, from a file of words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A cell of an action that was changed because of a decision."""

    action: str
    column: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """One invented decision, how it was carried out, and what was changed for it."""

    text: str
    organisations: tuple[str, ...]
    roles: str
    reason: str
    about: str
    due: date
    adapted: tuple[Adaptation, ...] = ()
    done: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class HeldReview:
    """One invented review of the city's plan."""

    day: date
    title: str
    items: tuple[str, ...]
    publish: bool
    decisions: tuple[HeldDecision, ...]


@dataclass(frozen=True, slots=True)
class HeldTask:
    """An invented task on an action: by and to whom, and how it ended, if it did."""

    on: date
    key: str
    text: str
    by: str
    to: str
    organisation: str
    due: date
    closed: date | None = None
    note: str = ""


@cache
def northbank_tasks() -> tuple[HeldTask, ...]:
    """In the order in which they were given."""
    return tuple(HeldTask(**each) for each in _file()["tasks"])


@cache
def northbank_reviews() -> tuple[HeldReview, ...]:
    """In the order in which they were held."""
    return tuple(
        HeldReview(
            each["day"],
            each["title"],
            tuple(each["items"]),
            each["publish"],
            tuple(map(_decision, each["decisions"])),
        )
        for each in _file()["reviews"]
    )


def _file() -> dict[str, Any]:
    text = files(__package__).joinpath("reviews.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _decision(kept: dict[str, Any]) -> HeldDecision:
    adapted = tuple(Adaptation(**each) for each in kept.get("adapted", ()))
    organisations = tuple(kept["organisations"])
    return HeldDecision(**kept | {"adapted": adapted, "organisations": organisations})
