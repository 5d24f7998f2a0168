"""What is never looked at: quotations, titles, and survivors' own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from headwater.core.language.wording_data import wording_data


Span = tuple[int, int]

# Curly or straight, double or single. A single mark opens only after a space,
# so that the apostrophe of "women's" or "survivors'" opens nothing. No quotation
# is longer than 1,000 letters and none holds another mark that opens one: marks that
# are never closed must not cost time.
_QUOTED = re.compile(
    r"\"[^\"]{1,1000}\"|\u201c[^\u201c\u201d]{1,1000}\u201d"
    r"|(?<![^\s(])\u2018[^\u2018]{1,1000}?\u2019(?!\w)"
    r"|(?<![^\s(])'[^'\s](?:[^']|(?<=\w)'(?=\w)){0,1000}'(?!\w)"
)
_BLOCK = re.compile(r"^[ \t]*>.*$", re.M)  # a quotation in Markdown and e-mail
# Who speaks of herself: her own words, whether or not anybody marked them.
_FIRST_PERSON = re.compile(r"(?<![\w(.])(?:i(?:'[a-z]{1,2})?|my|me|myself)(?![\w).])")
_SENTENCE_ENDS = ".!?\n"
_SENTENCE_REACH = 400  # letters looked at on each side of what was found
_TITLE_REACH = 60  # letters of a title before what was found


@dataclass(frozen=True, slots=True)
class Spared:
    """Parts of a text that are left alone, in order and none touching another."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def holds(self, span: Span) -> bool:
        at = bisect_right(self.firsts, span[0]) - 1
        return at >= 0 and span[1] <= self.lasts[at]


def spared(text: str, low: str, *, even_all: bool) -> Spared:
    """Where quotations, known titles and the lines of a survivor who speaks are.

    `low` is `text` in small letters, place by place. A text that is one quotation
    from end to end is spared only with `even_all`: else it is a slogan of ours.
    """
    joined: list[Span] = []
    for first, last in sorted(_spans(text, low, even_all=even_all)):
        if joined and first <= joined[-1][1]:
            first, before = joined.pop()
            last = max(last, before)
        joined.append((first, last))
    return Spared(tuple(f for f, _ in joined), tuple(e for _, e in joined))


def _spans(text: str, low: str, *, even_all: bool) -> Iterator[Span]:
    whole = len(text.strip())
    for found in _QUOTED.finditer(text):
        if even_all or found.end() - found.start() < whole:
            yield found.span()
    for pattern in (_BLOCK, _speaking(), _titles()):
        for found in pattern.finditer(low):
            yield found.span()


def own_words(sentence: str) -> bool:
    """Does somebody speak of herself in this sentence, in small letters?"""
    return _FIRST_PERSON.search(sentence) is not None


def in_title(text: str, span: Span) -> bool:
    """Do these words stand in the name of a law, a service or a report?

    Such a name has capitals, and begins or ends with the kind of thing it names.
    """
    start, end = span
    if not text[start].isupper() or _shouted(text, span):
        return False
    after, before = _title_patterns()
    found = after.match(text, start)
    if found and found.end() >= end:
        return True
    return before.search(text, max(0, start - _TITLE_REACH), start) is not None


def _shouted(text: str, span: Span) -> bool:
    """All in capitals, far around: then a capital says nothing."""
    start, end = span
    return text[max(0, start - _TITLE_REACH) : end + _TITLE_REACH].isupper()


def sentence_around(low: str, start: int, end: int) -> str:
    """The sentence that holds low[start:end], as far as 400 letters each way."""
    before = max(0, start - _SENTENCE_REACH)
    after = min(len(low), end + _SENTENCE_REACH)
    opens = (low.rfind(mark, before, start) + 1 for mark in _SENTENCE_ENDS)
    ends = (low.find(mark, end, after) for mark in _SENTENCE_ENDS)
    return low[max(before, *opens) : min((e for e in ends if e >= 0), default=after)]


@cache
def _titles() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, wording_data()["titles"])))


@cache
def _title_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A title from these words on, and a title that leads up to them."""
    kinds = "|".join(wording_data()["kinds_of_title"])
    joins = "of|in|to|on|and|for|the|with|from|by|against"
    word = rf"(?:[A-Z(][\w'\u2019&)-]{{0,30}}|{joins})"
    return (
        re.compile(rf"{word}(?:\s{word}){{0,8}}?\s(?:{kinds})\b"),
        re.compile(rf"\b(?:{kinds}) (?:of|on|for|against) (?:{word}\s){{0,4}}\Z"),
    )


@cache
def _speaking() -> re.Pattern[str]:
    """'Survivor 3: ...' up to the next blank line."""
    who = "|".join(map(re.escape, wording_data()["speakers"]))
    return re.compile(rf"^[ \t]*(?:{who})[ \w]{{0,20}}: .*(?:\n[ \t]*\S.*)*", re.M)
