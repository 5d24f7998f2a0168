"""How hard a text is to read, and which words and sentences make it so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.core.language.syllables import syllables


HARD_SYLLABLES = 4  # a long word, where it is not a word that everyone knows

_ITEM = re.compile(r"^\s*(?:[-*\u2022\u2013\u25cf]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_END = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)\]]*\s+")
# A stop after these ends no sentence.
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|vs|no|mr|mrs|ms|dr|st|prof|approx)\.$", re.I)
_SHORT_REACH = 8  # letters of the longest of them, and one before it
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart: its sentences, and how many words and syllables."""

    sentences: tuple[str, ...]
    words: int
    syllables: int

    @property
    def grade(self) -> float | None:
        """Flesch-Kincaid grade; None where there are no words.

        0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and
        others, 1975). Add 5 for a rough reading age. On a single sentence it is
        a hint and no more.
        """
        if not self.words:
            return None
        pace, length = self.words / len(self.sentences), self.syllables / self.words
        return 0.39 * pace + 11.8 * length - 15.59

    def long_sentences(self, limit: int) -> tuple[str, ...]:
        """The sentences with more than `limit` words."""
        return tuple(s for s in self.sentences if len(words(s)) > limit)


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word to change: how often it is there, and a simpler one where known."""

    word: str
    times: int
    simpler: str = ""


def read(text: str, placed: Iterable[Placed] | None = None) -> Reading:
    """Take a text apart. Sentences end at full stops and at list items.

    `placed` are its sentences, where they are known already.
    """
    found = words(text)
    total = sum(syllables(word) for word in map(_straight, found))
    known = placed_sentences(text) if placed is None else placed
    return Reading(tuple(sentence.text for sentence in known), len(found), total)


def _straight(word: str) -> str:
    return word.replace("\u2019", "'")


def words(text: str) -> list[str]:
    """The words; those joined by a hyphen or an apostrophe are one."""
    return _WORD.findall(text)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, list items and paragraphs apart."""
    return tuple(sentence.text for sentence in placed_sentences(text))


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, its wrapped lines joined, and where it stands in the text."""

    start: int
    end: int
    text: str


def placed_sentences(text: str) -> Iterator[Placed]:
    """The sentences of a text in order, each with its place."""
    for first, last in _blocks(text):
        for start, end in _split(text, first, last):
            raw = text[start:end]
            joined = " ".join(line.strip() for line in raw.splitlines())
            if _WORD.search(joined):
                yield Placed(start, end, joined)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where list items and paragraphs are, without the marks of a list."""
    at = first = 0
    for line in text.splitlines(keepends=True):
        item = _ITEM.match(line)
        if item or not line.strip():
            yield first, at
            first = at + (item.end() if item else 0)
        at += len(line)
    yield first, at


def _split(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for end in _END.finditer(text, first, last):
        before = max(start, end.start() - _SHORT_REACH)
        if not _SHORT.search(text, before, end.start()):
            yield _trimmed(text, start, end.end())
            start = end.end()
    yield _trimmed(text, start, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the spaces around it."""
    raw = text[start:end]
    begin = start + len(raw) - len(raw.lstrip())
    return begin, max(begin, start + len(raw.rstrip()))


def hard_words(text: str) -> tuple[HardWord, ...]:
    """Words to change: those with a simpler one first, then by how often."""
    counts = Counter(_straight(word.lower()) for word in words(text))
    found = [
        HardWord(word, times, simpler_word(word))
        for word, times in counts.items()
        if simpler_word(word) or _long(word)
    ]
    return tuple(sorted(found, key=lambda h: (not h.simpler, -h.times, h.word)))


def simpler_word(word: str) -> str:
    """An everyday word for this one or its simple form; '' where none is known."""
    table: dict[str, str] = _lists()["simpler"]
    return next((table[form] for form in _forms(word) if form in table), "")


def _long(word: str) -> bool:
    known = _lists()["known"]
    return syllables(word) >= HARD_SYLLABLES and not any(
        form in known for form in _forms(word)
    )


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be built from: intervention(s), adapt(ing)."""
    yield word
    for ending in ("'s", "s", "es", "d", "ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            if ending == "ing":
                yield f"{stem}e"
    if word.endswith("ies"):
        yield f"{word[:-3]}y"


@cache
def _lists() -> dict[str, dict[str, str]]:
    source = files("headwater.core.language") / "words.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return {"simpler": data["simpler"], "known": dict.fromkeys(data["known"], "")}
