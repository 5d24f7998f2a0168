"""What the cells under a heading look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headwater.exchange.foreign.dates import read_their_date
from headwater.exchange.foreign.grid import plain
from headwater.exchange.foreign.lead_names import BARE_BODIES, BODY_WORDS, NOBODY


LOOKED_AT = 60  # cells of a column; more would say the same
REFERENCE = re.compile(
    r"(?:[A-Za-z]{1,6}[ .\-/]?)?\d{1,4}(?:[.\-/]\d{1,3})*[a-z]?(?:\([a-z0-9ivx]+\))?\.?"
    r"|[A-Z]\d?|[ivx]{1,4}\.?"
)
_STATUS = """
red amber green blue grey gray black white purple yellow complete completed closed
open done r a g b c on-track off-track delayed overdue started ongoing cancelled
superseded paused stopped achieved rag brag not-started in-progress on-hold planned
active live behind ahead slipped slipping deferred outstanding partially mostly fully
"""
_STATUS_WORDS = frozenset(_STATUS.split())
_STATUS_PHRASES = re.compile(
    r"(?:not (?:yet )?started|in progress|on track|off track|on hold|on target|at risk|"
    r"under ?way|some (?:delay|slippage)|not due|no longer .*|to (?:be )?start(?:ed)?|"
    r"(?:nearly|mostly|fully|part(?:ially|ly)?) (?:complete|done|met|achieved)|"
    r"awaiting .*|minor delay|major delay|delayed|behind schedule|on schedule|"
    r"business as usual|\d{1,3} ?%|action complete|good progress|limited progress|"
    r"(?:red|amber|green|blue|grey)[ /(\u2013-].{0,30}|"
    r"[\U0001f534-\U0001f7eb\u2714\u2713\u26aa\u26ab]\ufe0f?)"
)
_MONEY = re.compile(
    r"£|\b\d+(?:\.\d+)?k\b|existing|within budget|funded|staff time|nil|grant"
)


@dataclass(frozen=True, slots=True)
class Content:
    """Shares of the filled cells that look like each, from 0 to 1."""

    filled: int
    numbers: float = 0.0
    dates: float = 0.0
    statuses: float = 0.0
    bodies: float = 0.0
    money: float = 0.0
    letters: float = 0.0  # mean length of a cell
    distinct: float = 0.0


def content_of(cells: Sequence[str]) -> Content:
    """Look at the cells of one column that are not blank."""
    looked = cells[:LOOKED_AT]
    if not looked:
        return Content(0)

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, looked)) / len(looked)

    return Content(
        len(cells),
        share(is_reference),
        share(is_date),
        share(is_status),
        share(is_bodies),
        share(lambda text: bool(_MONEY.search(text.casefold()))),
        sum(map(len, looked)) / len(looked),
        len({plain(text) for text in looked}) / len(looked),
    )


def is_reference(text: str) -> bool:
    return bool(REFERENCE.fullmatch(text.strip()))


def is_date(text: str) -> bool:
    """A date that says when, and is no bare number or reference."""
    if re.fullmatch(r"\s*[\d.]{1,5}\s*", text) and not re.fullmatch(r"20[2-4]\d", text):
        return False
    found = read_their_date(text)
    return found.settles or plain(text) in ("tbc", "in due course", "asap")


def is_status(text: str) -> bool:
    words = plain(text)
    return len(words) < 40 and (
        words in _STATUS_WORDS or bool(_STATUS_PHRASES.fullmatch(words))
    )


def is_bodies(text: str) -> bool:
    """Short, and with a word that bodies are called by, or only capitals."""
    words = plain(text).split()
    if not words or len(text) > 160 or plain(text) in NOBODY:
        return False
    if plain(text) in BARE_BODIES or re.fullmatch(
        r"[A-Z]{2,6}(?:[ /,;&]+[A-Z]{2,6})*", text
    ):
        return True
    named = sum(word.strip("();,.") in BODY_WORDS for word in words)
    return named > 0 and len(words) <= 8 * named


def looks_like(meaning: str, content: Content) -> float:
    """How well the cells fit a meaning: about 0.5 says nothing either way."""
    if not content.filled:
        return 0.4
    long = min(content.letters / 60, 1.0)
    fits = {
        "other_numbers": content.numbers,
        "title": long * (1 - content.dates) * (1 - content.statuses),
        "description": long,
        "lead_organisations": 0.35 + 0.65 * content.bodies - content.dates,
        "delivery_organisations": 0.35 + 0.65 * content.bodies - content.dates,
        "start": content.dates,
        "end": content.dates,
        "date_text": content.dates,
        "status_text": content.statuses,
        "outcome": max(long, 0.4) * (1 - content.dates),
        "section": 0.3 + 0.7 * (1 - content.distinct),
        "resources_note": 0.4 + 0.6 * content.money,
        "note": 0.5,
    }
    return max(0.0, fits.get(meaning, 0.5))
