"""What invented partners say of themselves, from a file of words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Said:
    """One invented statement of a partner of the city's plan."""

    organisation: str
    principle: str
    on: date
    level: str
    evidence: str
    raises: str
    publish: bool = False


@cache
def northbank_assessments() -> tuple[Said, ...]:
    """In the order in which they were said."""
    path = files(__package__).joinpath("assessments.toml")
    return tuple(
        Said(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["said"]
    )
