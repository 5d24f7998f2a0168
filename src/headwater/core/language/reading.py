"""How hard a text is to read, and which words and sentences make it so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.core.language.syllables import syllables


HARD_SYLLABLES = 4  # a long word, where it is not a word that everyone knows

_ITEM = re.compile(r"^\s*(?:[-*\u2022\u2013\u25cf]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_END = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)\]]*\s+")
# A stop after these ends no sentence.
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|vs|no|mr|mrs|ms|dr|st|prof|approx)\.$", re.I)
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


def read(text: str) -> Reading:
    """Take a text apart. Sentences end at full stops and at list items."""
    found = words(text)
    total = sum(syllables(word.replace("\u2019", "'")) for word in found)
    return Reading(sentences(text), len(found), total)


def words(text: str) -> list[str]:
    """The words; those joined by a hyphen or an apostrophe are one."""
    return _WORD.findall(text)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, list items and paragraphs apart."""
    return tuple(s for block in _blocks(text) for s in _split(block) if words(s))


def _blocks(text: str) -> Iterator[str]:
    """List items and paragraphs, with lines that were only wrapped joined."""
    block: list[str] = []
    for line in text.splitlines():
        if _ITEM.match(line) or not line.strip():
            yield " ".join(block)
            block = []
        block.append(_ITEM.sub("", line).strip())
    yield " ".join(block)


def _split(block: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(block):
        if not _SHORT.search(block, start, end.start()):
            yield block[start : end.end()].strip()
            start = end.end()
    yield block[start:].strip()


def hard_words(text: str) -> tuple[HardWord, ...]:
    """Words to change: those with a simpler one first, then by how often."""
    counts = Counter(word.lower().replace("\u2019", "'") for word in words(text))
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
