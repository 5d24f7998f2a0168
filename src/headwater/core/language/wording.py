"""Words that can do harm: found, explained, never altered and never blocked.

The patterns are data (`wording.toml`). Words inside quotation marks and the
titles of services and programmes are left alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Level(StrEnum):
    """How firmly to say it. Neither stops anyone."""

    ASK = "ask"  # likely to do harm: look at it
    ADVISE = "advise"  # often better said another way


@dataclass(frozen=True, slots=True)
class WordingRule:
    """One pattern over text in small letters, and what to say about it."""

    id: str
    family: str
    level: Level
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    message: str
    instead: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule found something: text[start:end] are the words."""

    start: int
    end: int
    words: str
    rule: str
    level: Level
    message: str
    instead: str


# Curly or straight, double or single. A single mark opens only after a space,
# so that the apostrophe of "women's" or "survivors'" opens nothing. No quotation
# is longer than 1,000 letters: a mark that is never closed must not cost time.
_QUOTED = re.compile(
    r"\"[^\"]{1,1000}\"|\u201c[^\u201d]{1,1000}\u201d"
    r"|(?<![^\s(])\u2018[^\u2018]{1,1000}?\u2019(?!\w)"
    r"|(?<![^\s(])'[^'\s](?:[^']|'(?=\w)){0,1000}'(?!\w)"
)
_SENTENCE_ENDS = ".!?\n"
_SENTENCE_REACH = 400  # letters looked at on each side of what was found

Span = tuple[int, int]


@cache
def rules() -> tuple[WordingRule, ...]:
    """Every rule, in the order of its family."""
    return tuple(_rule(**row) for row in _data()["rules"])


def harmful(text: str) -> tuple[Hit, ...]:
    """Wording that may do harm, in the order of the text.

    About 100,000 words a second. Quoted words are left out, unless the whole
    text stands in quotation marks.
    """
    low = _lower(text)
    flat = low.replace("\n", " ")  # a phrase may run over the end of a line
    hits: list[Hit] = []
    spared: list[Span] | None = None
    for rule in rules():
        for found in rule.pattern.finditer(flat):
            if spared is None:
                spared = list(_spared(text, low))
            if _counts(rule, found.span(), low, spared):
                hits.append(_hit(rule, found.span(), text))
    return tuple(_outermost(sorted(hits, key=_longest_first)))


def _longest_first(hit: Hit) -> Span:
    return hit.start, -hit.end


def _outermost(hits: list[Hit]) -> Iterator[Hit]:
    """Leave out what lies within a longer hit: 'prostitute' in 'child prostitute'."""
    reached = 0
    for hit in hits:
        if hit.end > reached:
            yield hit
            reached = hit.end


def _hit(rule: WordingRule, span: Span, text: str) -> Hit:
    start, end = span
    return Hit(
        start, end, text[start:end], rule.id, rule.level, rule.message, rule.instead
    )


def _counts(rule: WordingRule, span: Span, low: str, spared: list[Span]) -> bool:
    start, end = span
    if start and low[start - 1].isalnum():
        return False  # the middle of a word
    if any(first <= start and end <= last for first, last in spared):
        return False
    return rule.unless is None or not rule.unless.search(_sentence(low, start, end))


def _sentence(low: str, start: int, end: int) -> str:
    before = max(0, start - _SENTENCE_REACH)
    after = min(len(low), end + _SENTENCE_REACH)
    opens = (low.rfind(mark, before, start) + 1 for mark in _SENTENCE_ENDS)
    ends = (low.find(mark, end, after) for mark in _SENTENCE_ENDS)
    return low[max(before, *opens) : min((e for e in ends if e >= 0), default=after)]


def _spared(text: str, low: str) -> Iterator[Span]:
    """Quotations and titles. A text that is all quotation is still read."""
    whole = len(text.strip())
    for found in _QUOTED.finditer(text):
        if found.end() - found.start() < whole:
            yield found.span()
    for found in _titles().finditer(low):
        yield found.span()


def _lower(text: str) -> str:
    """Small letters and straight apostrophes, with every place kept."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when they are made small
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("\u2019", "'")


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    source = files("headwater.core.language") / "wording.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, map(str, _data()["titles"]))))


def _rule(
    *,
    id: str,  # noqa: A002  (its name in the file)
    family: str,
    level: str,
    pattern: str,
    message: str,
    instead: str,
    unless: str = "",
) -> WordingRule:
    return WordingRule(
        id=id,
        family=family,
        level=Level(level),
        pattern=re.compile(pattern),
        unless=re.compile(unless) if unless else None,
        message=message,
        instead=instead,
    )
