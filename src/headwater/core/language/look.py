"""Everything that Headwater has to say about the language of one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from headwater.core.language.easy_read import spans
from headwater.core.language.reading import (
    HardWord,
    Placed,
    Reading,
    hard_words,
    placed_sentences,
    read,
)
from headwater.core.language.reading_rules import (
    EASY_READ,
    PLAIN,
    ReadingRule,
    reading_rules,
)
from headwater.core.language.spared import Span, spared
from headwater.core.language.wording import Level, WordingRule, harmful, rules, small


@dataclass(frozen=True, slots=True)
class Finding:
    """Words to look at: text[start:end], by line and letter, both from 1."""

    start: int
    end: int
    line: int
    column: int
    words: str
    rule: str
    family: str
    level: Level
    message: str
    instead: str


@dataclass(frozen=True, slots=True)
class Look:
    """The findings in the order of the text, how it reads, and words to change."""

    findings: tuple[Finding, ...]
    reading: Reading
    to_change: tuple[HardWord, ...]

    def count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)


def look(text: str, *, easy_read: bool = False) -> Look:
    """Harmful wording, long sentences and words to change in a text.

    With `easy_read` the rules of Easy Read are held against it too. Quotations are
    always left alone, even where the text is nothing else. About 200,000 words a
    second.
    """
    sentences = tuple(placed_sentences(text))
    reading = _reading(text, sentences, easy_read=easy_read)
    found = sorted((*_harm(text), *reading), key=lambda f: f[0])
    return Look(tuple(_placed(text, found)), read(text, sentences), hard_words(text))


Found = tuple[Span, WordingRule | ReadingRule]


def _harm(text: str) -> Iterator[Found]:
    by_id = {rule.id: rule for rule in rules()}
    for hit in harmful(text, spare_all_quoted=True):
        yield (hit.start, hit.end), by_id[hit.rule]


def _reading(
    text: str, sentences: tuple[Placed, ...], *, easy_read: bool
) -> Iterator[Found]:
    left_alone = spared(text, small(text), even_all=True)
    family = EASY_READ if easy_read else PLAIN
    for rule in reading_rules():
        if rule.family == family:
            for span in spans(rule, sentences, text):
                if not left_alone.holds(span):
                    yield span, rule


def _placed(text: str, found: list[Found]) -> Iterator[Finding]:
    begins = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for (start, end), rule in found:
        line = bisect_right(begins, start)
        yield Finding(
            start,
            end,
            line,
            start - begins[line - 1] + 1,
            text[start:end],
            rule.id,
            rule.family,
            rule.level,
            rule.message,
            rule.instead,
        )
