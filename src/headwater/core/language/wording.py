"""Words that can do harm: found, explained, never altered and never blocked.

The patterns are data (`wording.toml`). Words inside quotation marks, the titles
of laws and services, and survivors' own words are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from headwater.core.language.spared import (
    Span,
    Spared,
    in_title,
    own_words,
    sentence_around,
    spared,
)
from headwater.core.language.starts import LETTERS, starts
from headwater.core.language.wording_data import wording_data


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
    example: str


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


_WORD_BEGINS = re.compile(rf"(?<![^\W_])[^\W_]{{1,{LETTERS}}}")


@cache
def rules() -> tuple[WordingRule, ...]:
    """Every rule, in the order of its family."""
    return tuple(_rule(**row) for row in wording_data()["rules"])


def harmful(text: str, *, spare_all_quoted: bool = False) -> tuple[Hit, ...]:
    """Wording that may do harm, in the order of the text.

    Quotations, titles and sentences in the first person are left out. A text that
    is one quotation from end to end is read as a slogan of ours, unless
    `spare_all_quoted` says that it may be somebody's words.
    """
    low = small(text)
    flat = low.replace("\n", " ")  # a phrase may run over the end of a line
    hits: list[Hit] = []
    left_alone: Spared | None = None
    for rule, span in _candidates(flat):
        if left_alone is None:
            left_alone = spared(text, low, even_all=spare_all_quoted)
        if _counts(rule, span, text, low, left_alone):
            hits.append(_hit(rule, span, text))
    return tuple(_outermost(sorted(hits, key=_longest_first)))


def _candidates(flat: str) -> Iterator[tuple[WordingRule, Span]]:
    """Every rule that matches, wherever a word begins as one of its ways does."""
    index = _by_start()
    for word in _WORD_BEGINS.finditer(flat):
        letters = word.group()
        tried = index.get(letters) or index.get(letters[:2]) or index.get(letters[0])
        for rule in tried or ():
            found = rule.pattern.match(flat, word.start())
            if found:
                yield rule, found.span()


@cache
def _by_start() -> Mapping[str, tuple[WordingRule, ...]]:
    """The rules to try by the first letters of a word, the longest known."""
    found: dict[str, list[WordingRule]] = defaultdict(list)
    for rule in rules():
        for letters in starts(rule.pattern.pattern):
            found[letters].append(rule)
    return {
        letters: tuple(
            rule for n in range(1, len(letters) + 1) for rule in found[letters[:n]]
        )
        for letters in list(found)
    }


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


def _counts(
    rule: WordingRule, span: Span, text: str, low: str, left_alone: Spared
) -> bool:
    start, end = span
    if left_alone.holds(span):
        return False
    sentence = sentence_around(low, start, end)
    if own_words(sentence) or in_title(text, span):
        return False
    return rule.unless is None or not rule.unless.search(sentence)


def small(text: str) -> str:
    """Small letters and straight apostrophes, with every place kept."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when they are made small
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("\u2019", "'")


def _rule(
    *,
    id: str,  # noqa: A002  (its name in the file)
    family: str,
    level: str,
    pattern: str,
    message: str,
    instead: str,
    example: str,
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
        example=example,
    )
