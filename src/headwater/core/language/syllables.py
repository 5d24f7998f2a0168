"""How many syllables an English word has, near enough for a reading grade."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize


_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels side by side that are said apart: vi-o-lence, sex-u-al, so-ci-e-tal.
_APART = re.compile(
    r"(?<![ctsg])ia|ia(?=ry)|(?<![ctsglnx])io(?!ur)|ie(?=t)|(?<!t)ie(?=nc)|iu"
    r"|(?<![qg])ua|(?<!q)ue(?=n)|crea(?!m)|idea|area|reac|(?<=[aeiouy])ing$"
    r"|(?<=\w)y(?=[aeiou])"
)
# An e that is written and not said: driv(e)s, inform(e)d, stat(e)ment, som(e)thing.
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouyr]l)e$|(?<=[^aeiouycgszxhl])es$"
    r"|(?<=[aeiouyr]l)es$|(?<=[^aeiouytdl])ed$|(?<=[aeiouyrl]l)ed$"
    r"|(?:(?<=[aeiouy][^aeiouyl])|(?<=[aeiouy][^aeiouy][^aeiouyl]))"
    r"e(?=ment|ful|less|ly$|ness)"
    r"|(?:(?<=som)|(?<=ther)|(?<=wher)|(?<=lif)|(?<=saf)|(?<=hom)|(?<=tim))"
    r"e(?=[^aeiouyrsd]\w)"
)
_LETTERS = re.compile(r"[a-z]+")


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """The syllables of a word, 1 or more; letters said one by one count singly.

    Vowel groups, with silent e left out and vowels said apart counted twice.
    Parts joined by a hyphen or an apostrophe are counted each for itself.
    """
    if word.isupper() and 1 < len(word) < 6:
        return len(word)
    plain = normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    parts = _LETTERS.findall(re.sub(r"'(?:s|t|d|ll|re|ve)$", "", plain))
    return max(1, sum(map(_of_part, parts)))


def _of_part(part: str) -> int:
    found = len(_VOWELS.findall(part)) + len(_APART.findall(part))
    return max(1, found - len(_SILENT.findall(part)))
