"""Is a text Easy Read, as far as a program can tell? People must still say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from headwater.core.language.reading import Placed, hard_words, words
from headwater.core.language.reading_rules import HARD_WORD, ReadingRule
from headwater.core.language.spared import Span


# What a linter cannot see; said with every Easy Read result.
ONLY_PEOPLE = (
    "A program cannot say that a text is Easy Read. There must be a picture beside "
    "each idea, letters of 14 points or more, and 24 pages at most. People with "
    "learning disabilities must check it."
)
_EXPLAINS = re.compile(
    r"(?:this|it|that|they|these|those|which) (?:means?|is|are)\b", re.I
)
_MEANS = re.compile(r"\bmeans?\b|\bis when\b|\bare when\b|\bis (?:a|an|the)\b", re.I)
_LINE_REACH = 60  # letters looked at on each side in a line of capitals
_STEM = 5  # letters of a word that its other forms share: evaluate, evaluation


def too_long(rule: ReadingRule, sentences: Iterable[Placed]) -> Iterator[Span]:
    """The sentences with more words than the rule's limit."""
    for sentence in sentences:
        if rule.limit and len(words(sentence.text)) > rule.limit:
            yield sentence.start, sentence.end


def by_pattern(rule: ReadingRule, text: str) -> Iterator[Span]:
    """Where the pattern of a rule stands, and its exceptions do not."""
    if rule.pattern is None:
        return
    for found in rule.pattern.finditer(text):
        shouted = found.group().isupper() and _in_capitals(text, found.span())
        if not shouted and not (rule.unless and rule.unless.match(found.group())):
            yield found.span()


def _in_capitals(text: str, span: Span) -> bool:
    """A line with several words, all in capitals: a heading, and no short form."""
    start, end = span
    before = text[max(0, start - _LINE_REACH) : start].rpartition("\n")[2]
    after = text[end : end + _LINE_REACH].partition("\n")[0]
    return (before + after).isupper()


def not_explained(sentences: Iterable[Placed], text: str) -> Iterator[Span]:
    """Hard words whose next sentence does not say what they mean, each once."""
    hard = {found.word for found in hard_words(text)}
    end = Placed(len(text), len(text), "")
    for sentence, following in pairwise((*sentences, end)):
        low = sentence.text.lower().replace("\u2019", "'")
        for word in hard.intersection(words(low)):
            hard.remove(word)
            if not _explained(word, following.text):
                yield _place(word, sentence, text)


def _explained(word: str, following: str) -> bool:
    if _EXPLAINS.match(following):
        return True
    return word[:_STEM] in following.lower() and _MEANS.search(following) is not None


def _place(word: str, sentence: Placed, text: str) -> Span:
    low = text[sentence.start : sentence.end].replace("\u2019", "'").lower()
    at = max(low.find(word), 0)
    return sentence.start + at, sentence.start + at + len(word)


def spans(rule: ReadingRule, sentences: tuple[Placed, ...], text: str) -> list[Span]:
    """Where one rule finds something in a text with these sentences."""
    if rule.id == HARD_WORD:
        return list(not_explained(sentences, text))
    if rule.limit:
        return list(too_long(rule, sentences))
    return list(by_pattern(rule, text))
