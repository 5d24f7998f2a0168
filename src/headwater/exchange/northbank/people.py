"""The invented people of the demonstration, and their roles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist. `roles` are role, plan and organisation."""

    username: str
    name: str
    roles: tuple[tuple[str, str, str], ...]


@cache
def northbank_people() -> tuple[Invented, ...]:
    """One person for each role, in the order in which they are offered."""
    text = files(__package__).joinpath("people.toml").read_text(encoding="utf-8")
    return tuple(
        Invented(
            each["username"],
            each["name"],
            tuple((r["role"], r["plan"], r["organisation"]) for r in each["roles"]),
        )
        for each in tomllib.loads(text)["people"]
    )
