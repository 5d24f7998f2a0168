"""Who leads: several names in one cell, some of which hold 'and' or a comma."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from headwater.exchange.foreign.grid import plain
from headwater.exchange.foreign.lead_names import (
    BARE_BODIES,
    BODY_WORDS,
    NOBODY,
    OPENS_A_LIST,
    PAIRS,
    WHOLE_NAMES,
)


Alone = frozenset[str]  # names that stand alone elsewhere, in plain form


_LEAD_LABEL = re.compile(
    r"^\s*(?:joint |co-?)?(?:leads?|led by|owners?|responsible|lead agency)"
    r"\s*[:\u2013-]\s*",
    re.IGNORECASE,
)
_HELPERS = re.compile(
    r"\b(?:support(?:ed)?(?: by)?|supporting|partners?|in partnership)"
    r"\s*(?::|with\b|by\b)"
    r"|\b(?:supported by|in partnership with|working with|with support from)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*[(\[](?:joint |co-?)?leads?[)\]]|[*\u2020\u2021\u00b9\u00b2\u00b3]+$", re.I
)
_BULLET = re.compile(r"^\s*(?:[\u2022\u25cf\u25aa\u00b7*]|-(?=\s)|\d+[.)])\s*")
_HARD = re.compile(r"\s*[;|\u2022\n]\s*")
_WRAPPED = re.compile(r"(?:\b(?:and|of|for|the|to)|&|,)\s*\n\s*", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|\+|plus|with)\s+|\s*&\s*|\s*\+\s*", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")
_COMMA = re.compile(r"\s*,\s*(?:and\s+|&\s*)?", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:the )?[A-Z][A-Za-z]?[A-Z&]{1,6}s?\d?(?:'s)?")
_HOLD = "\ue000{}\ue001"  # stands for a name found whole; private, so not in a text
_HELD = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Leads:
    """The names in a cell: who leads, and who is said only to support."""

    leads: tuple[str, ...]
    helpers: tuple[str, ...] = ()


def read_leads(text: str, known: Collection[str] = ()) -> Leads:
    """Every name in a cell of leads, as written.

    `known` holds names and spellings (in any case) of bodies that the plan
    knows; these are never cut in two.
    """
    found = _HELPERS.search(text)
    own, helping = (text[: found.start()], text[found.end() :]) if found else (text, "")
    if found and not own.strip(" \n;,:-/"):
        own, helping = helping, ""
    alone = frozenset(plain(name) for name in known)
    whole = (*known, *WHOLE_NAMES)
    return Leads(_names(own, whole, alone), _names(helping, whole, alone))


def _names(text: str, known: Collection[str], alone: Alone) -> tuple[str, ...]:
    held: list[str] = []
    text = _WRAPPED.sub(lambda m: " ".join(m[0].split()) + " ", _clean(text))
    text = _hold_known(_hold_brackets(text, held), known, held)
    names = (
        _release(name, held) for part in _HARD.split(text) for name in _cut(part, alone)
    )
    return tuple(dict.fromkeys(name for name in map(_tidy, names) if name))


def _clean(text: str) -> str:
    return _LEAD_LABEL.sub("", text.replace("\r", "").replace("\u00a0", " "))


def _tidy(name: str) -> str:
    name = _LEAD_LABEL.sub("", _BULLET.sub("", name))
    name = " ".join(_TRAILING.sub("", name).split()).strip(" .,;:-\u2013/")
    return "" if name.casefold() in NOBODY else name


def _hold_brackets(text: str, held: list[str]) -> str:
    """What stands in brackets is never cut."""

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return _HOLD.format(len(held) - 1)

    return re.sub(r"\([^()]*\)", hold, text)


def _hold_known(text: str, known: Collection[str], held: list[str]) -> str:
    """Names that we know and that would be cut, put aside; the longest first."""
    for name in sorted(known, key=len, reverse=True):
        if (
            not re.search(r"[,&/+]| and ", name)
            or name.casefold() not in text.casefold()
        ):
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        if found := pattern.search(text):
            held.append(found[0])
            text = pattern.sub(_HOLD.format(len(held) - 1), text)
    return text


def _release(text: str, held: list[str]) -> str:
    while found := _HELD.search(text):
        text = text.replace(found[0], held[int(found[1])])
    return text


def _cut(part: str, alone: Alone) -> Iterator[str]:
    """Cut at slashes, commas and 'and', where both sides can stand alone."""
    if plain(part) in NOBODY:
        return
    for piece in _cut_commas(part, alone):
        for half in _cut_at(piece, _SLASH, alone):
            yield from _cut_at(half, _AND, alone)


def _cut_commas(part: str, alone: Alone) -> list[str]:
    """Commas cut, but inside 'Ministry of A, B and C' and 'A, B and C Service'."""
    pieces = _COMMA.split(part)
    if len(pieces) == 1 or _is_one_list(part, pieces, alone):
        return [part]
    return pieces


def _is_one_list(part: str, pieces: list[str], alone: Alone) -> bool:
    words = part.strip().casefold()
    if not re.search(r"\band\b|&", part):
        return False
    later = [_AND.split(piece)[0] for piece in pieces[1:]]
    if words.startswith(OPENS_A_LIST):
        return not any(_stands_alone(piece, alone) for piece in later)
    tail = _AND.split(pieces[-1])[-1] if _AND.search(pieces[-1]) else pieces[-1]
    if not _ends_as_body(tail) or _is_plural_list(pieces):
        return False
    return not any(_stands_alone(piece, alone) for piece in (*pieces[:-1], *later[:-1]))


def _is_plural_list(pieces: list[str]) -> bool:
    return any(_ends_as_body(piece) for piece in pieces[:-1])


def _cut_at(piece: str, sign: re.Pattern[str], alone: Alone) -> list[str]:
    """Cut at the first sign that parts two names; then go on with the rest."""
    for found in sign.finditer(piece):
        left, right = piece[: found.start()], piece[found.end() :]
        if left.strip() and right.strip() and _parts(left, right, sign, alone):
            return [left, *_cut_at(right, sign, alone)]
    return [piece]


def _parts(left: str, right: str, sign: re.Pattern[str], alone: Alone) -> bool:
    """Does the sign between the two part two names?"""
    if left.strip().casefold().startswith(OPENS_A_LIST) and not _names_a_body(
        right, alone
    ):
        return False
    if _is_pair(left, right):
        return False
    if sign is _SLASH:
        return _stands_alone(left, alone) or not _ends_as_body(right)
    if _stands_alone(left, alone):
        return True
    return _names_a_body(right, alone) and len(left.split()) > 2 and left[:1].isupper()


def _is_pair(left: str, right: str) -> bool:
    before, after = f" {plain(left)}", f"{plain(right)} "
    return any(
        before.endswith(f" {first}") and after.startswith((f"{second} ", f"{second}'"))
        for first, second in PAIRS
    )


def _names_a_body(text: str, alone: Alone) -> bool:
    """Known, an acronym, or a body in one bare word."""
    words = text.strip()
    return bool(
        _HELD.match(words)
        or _ACRONYM.fullmatch(words)
        or plain(words) in BARE_BODIES | alone
    )


def _stands_alone(text: str, alone: Alone) -> bool:
    return bool(_HELD.search(text)) or _names_a_body(text, alone) or _ends_as_body(text)


def _ends_as_body(text: str) -> bool:
    """Does a word in it, but not the first alone, say that it is a body?"""
    words = plain(text).replace("\u2019", "'").split()
    return any(word.strip("()',.") in BODY_WORDS for word in words)
