"""Who is named in a comment: @ and the name that somebody signs in by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


# An @ inside a word is an e-mail address, or something else, and names nobody.
_AT = re.compile(r"(?<![\w@.+-])@(?=\S)")
_WORD = re.compile(r"[\w.+-]*\w|\S")
_MORE = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Named:
    """The people who are named, and what names nobody."""

    people: tuple[int, ...]
    unknown: tuple[str, ...]


def named(text: str, known: Mapping[str, int]) -> Named:
    """Whom a text names. `known` has people by the name that they sign in by."""
    names = sorted(known, key=lambda name: (-len(name), name))
    people, unknown = [], []
    for sign in _AT.finditer(text):
        rest = text[sign.end() :]
        name = next((n for n in names if _starts(rest, n)), None)
        if name is not None:
            people.append(known[name])
        elif word := _WORD.match(rest):
            unknown.append(word[0][:60])
    return Named(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(unknown)))


def _starts(rest: str, name: str) -> bool:
    """With this name, in small or large letters, and not with a longer one."""
    after = rest[len(name) :]
    same = rest[: len(name)].casefold() == name.casefold()
    return same and not _MORE.match(after) and not re.match(r"[.+-]\w", after)
