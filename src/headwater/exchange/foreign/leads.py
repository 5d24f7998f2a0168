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
_SIGN = re.compile(
    r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|plus|with)\s+|\s*[&+/]\s*", re.IGNORECASE
)
_ACRONYM = re.compile(r"(?:the )?[A-Z][A-Za-z]?[A-Z&]{1,6}s?\d?(?:'s)?")
# Bodies in general, which are added to a name and hardly ever end one.
_MANY = re.compile(
    r"\b(?:providers|landlords|agencies|charities|schools|employers|businesses|"
    r"organisations|partners|venues)$",
    re.IGNORECASE,
)
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
    """Cut at commas, 'and' and slashes, where both sides can stand alone."""
    if plain(part) in NOBODY:
        return
    found = [m for m in _SIGN.finditer(part) if part[: m.start()].strip()]
    starts = [0, *(m.end() for m in found)]
    ends = [*(m.start() for m in found), len(part)]
    names = _Names(
        [part[s:e].strip() for s, e in zip(starts, ends, strict=True)],
        [_kind(m[0]) for m in found],
        alone,
    )
    first = 0
    while first < len(names.pieces):
        last = names.last_piece(first)
        yield part[starts[first] : ends[last]]
        first = last + 1


def _kind(sign: str) -> str:
    bare = sign.strip().casefold()
    return bare if bare in (",", "/") else "and"


@dataclass(frozen=True)
class _Names:
    """The pieces between signs; which of them belong to one name."""

    pieces: list[str]
    signs: list[str]  # ',', '/' or 'and' after each piece but the last
    alone: Alone

    def last_piece(self, first: int) -> int:
        """Where the name that begins at a piece ends."""
        if self.pieces[first].casefold().startswith(OPENS_A_LIST):
            return self._end_of_list(first)
        last = first
        while last < len(self.signs) and self._goes_on(first, last):
            last += 1
        return last

    def _end_of_list(self, first: int) -> int:
        """'Ministry of A, B and C' ends with the first piece after its 'and'."""
        last = first
        while last < len(self.signs) and self.signs[last] == ",":
            if not self._list_goes_on(last):
                return last
            last += 1
        if last < len(self.signs) and self.signs[last] == "and":
            left, right = self.pieces[last], self.pieces[last + 1]
            if _is_pair(left, right) or not self._stands_alone(right):
                return last + 1
        return last

    def _list_goes_on(self, last: int) -> bool:
        """After this comma, do pieces that cannot stand alone lead to an 'and'?"""
        for index in range(last + 1, len(self.signs)):
            if self._stands_alone(self.pieces[index]) or self.signs[index] == "/":
                return False
            if self.signs[index] == "and":
                return True
        return False

    def _goes_on(self, first: int, last: int) -> bool:
        """Does the sign after a piece stand inside the name?"""
        left, right = self.pieces[last], self.pieces[last + 1]
        done = any(self._stands_alone(p) for p in self.pieces[first : last + 1])
        if self.signs[last] == ",":
            return not done and self._leads_to_a_body(last)
        if _is_pair(left, right):
            return True
        if self.signs[last] == "/":
            return not done and _ends_as_body(right) and len(left.split()) < 2
        named = self._names_a_body(right) and len(left.split()) > 2
        many = _MANY.search(right) and len(left.split()) > 1
        return not done and not named and not many

    def _leads_to_a_body(self, last: int) -> bool:
        """'A, B and C Service': no piece stands alone before the last."""
        if not self._list_goes_on(last):
            return False
        after = self.signs.index("and", last) + 1
        tail = self.pieces[after]
        return _ends_as_body(tail) and not self._names_a_body(tail)

    def _names_a_body(self, text: str) -> bool:
        """Known, an acronym, or a body in one bare word."""
        return bool(
            _HELD.match(text)
            or _ACRONYM.fullmatch(text)
            or plain(text) in BARE_BODIES
            or plain(text) in self.alone
        )

    def _stands_alone(self, text: str) -> bool:
        return (
            bool(_HELD.search(text)) or self._names_a_body(text) or _ends_as_body(text)
        )


def _is_pair(left: str, right: str) -> bool:
    before, after = f" {plain(left)}", f"{plain(right)} "
    return any(
        before.endswith(f" {first}") and after.startswith((f"{second} ", f"{second}'"))
        for first, second in PAIRS
    )


def _ends_as_body(text: str) -> bool:
    """Does a word in it say that it is a body, or does it end in capitals?"""
    if re.search(r"[a-z].* [A-Z]{2,6}$", text.strip()):
        return True
    words = plain(text).replace("\u2019", "'").split()
    return any(word.strip("()',.") in BODY_WORDS for word in words)
