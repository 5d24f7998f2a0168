"""The rules about how a text reads, as data (`reading_rules.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.core.language.wording import Level


PLAIN, EASY_READ = "plain", "easy read"
HARD_WORD = "easy-hard-word"  # the one rule that looks at two sentences at once


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A limit of words, or a pattern, and what to say about it."""

    id: str
    family: str
    level: Level
    limit: int | None
    pattern: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    message: str
    instead: str
    example: str
    better: str


@cache
def reading_rules() -> tuple[ReadingRule, ...]:
    """Every rule, those for every text first."""
    source = files("headwater.core.language") / "reading_rules.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(_rule(row) for row in data["rules"])


def _rule(row: dict[str, str]) -> ReadingRule:
    pattern, unless = row.get("pattern"), row.get("unless")
    return ReadingRule(
        id=row["id"],
        family=row["for"],
        level=Level(row["level"]),
        limit=int(row["limit"]) if "limit" in row else None,
        pattern=re.compile(pattern) if pattern else None,
        unless=re.compile(unless) if unless else None,
        message=row["message"],
        instead=row["instead"],
        example=row["example"],
        better=row["better"],
    )
