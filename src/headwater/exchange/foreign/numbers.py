"""Their reference numbers, in a column of their own or inside the title."""

from __future__ import annotations

import re
from collections.abc import Sequence


# '1.2 Deliver', 'A3: Deliver', '(b) Deliver', 'Action 4 - Deliver', '3) Deliver'.
_WORD = r"(?:(?:action|aim|objective|ref|no|item|task|commitment)\.? ?(?:no\.? ?)?)?"
_OPENING = re.compile(
    rf"\s*{_WORD}[(\[]?((?:[A-Za-z]{{1,6}}[ .\-/]?)?\d{{1,3}}(?:[.\-]\d{{1,3}})*[a-z]?"
    r"(?:\([a-z]\))?)"
    r"(\s*[.):\]\u2013\u2014-]+\s*|\s+)(?=[^\W_])",
    re.IGNORECASE,
)
# 'Year 7 pupils', '16 Days', '24 hour line', 'Q3 review', 'Covid 19': not numbers.
_NOT_OURS = re.compile(
    r"(?:year|years|yr|q|qtr|quarter|phase|stage|step|level|key stage|ks|tier|covid|"
    r"day|week|month|april|may|june|july|march|section|part|top)[ .\-/]?\d|"
    r"(?:over|under|all|the|a|by|at|for|in|of|to|from|within|least) \d",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:days?|hours?|hrs?|weeks?|months?|years?|million|m|k|per|percent|pupils|schools|"
    r"people|women|girls|boys|staff|sessions?|places|units|bed|minute|st|nd|rd|th)\b",
    re.IGNORECASE,
)


def split_number(title: str) -> tuple[str, str]:
    """The number that opens a title, and the title without it; ('', title) if none."""
    found = _OPENING.match(title)
    if not found or _NOT_OURS.match(title.strip()):
        return "", title
    number, rest = found[1], title[found.end() :]
    plain_number = re.fullmatch(r"\d+", number)
    spaced = not found[2].strip()
    if spaced and (plain_number or _UNIT.match(rest)):
        return "", title
    return number, rest


def numbers_in(titles: Sequence[str]) -> bool:
    """Do most titles of a column open with a number of theirs?"""
    found = [number for number, _ in map(split_number, titles) if number]
    return len(found) >= 2 and len(found) >= 0.5 * len(titles)


def tidy_number(text: str) -> str:
    """A number as an alias: one line, no full stop at its end."""
    return " ".join(text.split()).strip(" .):;").replace(";", ",")


def part_of_title(title: str, number: str, all_numbered: bool) -> tuple[str, str]:
    """The number and the bare title of a row.

    `number` is what its own column says. A number inside the title is taken off
    where it is the same, or where there is no other and the column does so.
    """
    inside, bare = split_number(title)
    if number:
        same = tidy_number(inside).casefold() == tidy_number(number).casefold()
        return tidy_number(number), bare if inside and same else title
    if inside and (all_numbered or re.search(r"\d\.\d", inside)):
        return tidy_number(inside), bare
    return "", title
