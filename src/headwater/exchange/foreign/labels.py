"""The row of headings: where it is, and what stands above each column."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.exchange.foreign.contents import is_date, is_reference
from headwater.exchange.foreign.grid import Grid, column_letter, plain
from headwater.exchange.foreign.meanings import (
    END,
    LEADS,
    OUTCOME,
    SECTION,
    START,
    STATUS,
    TITLE,
    WHEN,
    meaning_of,
)


LOOKED_THROUGH = 300  # rows from the top; a table that starts later is not found
_LONGEST_HEADING = 90
_SURE = 0.6
_TABLE_SAYS = frozenset((LEADS, END, START, WHEN, STATUS, OUTCOME))


def find_headings(grid: Grid) -> tuple[int, ...]:
    """The record numbers of the headings, one or two; empty where there is none."""
    numbers = range(1, min(len(grid.rows), LOOKED_THROUGH) + 1)
    best = max(numbers, key=lambda number: score(grid.row(number)), default=0)
    if not best or score(grid.row(best)) <= 0:
        return ()
    best = _first_as_good(grid, best)
    if _is_lower_part(grid, best, best + 1):
        return (best, best + 1)
    return (best - 1, best) if _is_upper_part(grid, best - 1, best) else (best,)


def _first_as_good(grid: Grid, best: int) -> int:
    """Headings that are repeated further down count from the first of them."""
    wanted = {plain(text) for text in grid.row(best) if text}
    for number in range(1, best):
        if {plain(text) for text in grid.row(number) if text} == wanted:
            return number
    return best


def score(row: Sequence[str]) -> float:
    """How much a row is like the headings of a table of actions; 0 if not at all."""
    texts = list(dict.fromkeys(text for text in row if text))
    if len(texts) < 2:
        return 0.0
    found: dict[str, float] = {}
    for text in texts:
        meaning, surely = meaning_of(text) if _could_head(text) else ("", 0.0)
        if surely >= _SURE:
            found[meaning] = max(surely, found.get(meaning, 0.0))
    if len(found) < 2 or not (found.keys() & {TITLE, SECTION} or _two_of_table(found)):
        return 0.0
    strange = sum(not _could_head(text) for text in texts)
    return sum(found.values()) - strange


def _two_of_table(found: dict[str, float]) -> bool:
    return len(found.keys() & _TABLE_SAYS) >= 2


def _could_head(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or "http" in text:
        return False
    if is_reference(text) and meaning_of(text)[1] < 1:
        return False
    return meaning_of(text)[1] >= 1 or not is_date(text)


def _is_lower_part(grid: Grid, number: int, below: int) -> bool:
    """Does the row below divide headings further (Timescale: start, end)?"""
    if below > len(grid.rows):
        return False
    upper, own = grid.row(number), _own(grid, number, below)
    if not own or len(own) >= sum(1 for text in upper if text):
        return False
    under = [position for position, _ in own if _may_be_divided(grid, number, position)]
    return len(under) == len(own) and all(
        _could_head(text) and meaning_of(text)[1] >= _SURE for _, text in own
    )


def _own(grid: Grid, number: int, below: int) -> list[tuple[int, str]]:
    """Cells of the row below that are not merged with the one above them."""
    return [
        (position, text)
        for position, text in enumerate(grid.row(below))
        if text
        and not (
            (below, position) in grid.filled and text == grid.cell(number, position)
        )
    ]


def _may_be_divided(grid: Grid, number: int, position: int) -> bool:
    """A heading over several columns: merged across, or blank to its right."""
    text = grid.cell(number, position)
    if not text or (number, position) in grid.filled:
        return True
    return (number, position + 1) in grid.filled or not grid.cell(number, position + 1)


def _is_upper_part(grid: Grid, above: int, number: int) -> bool:
    """Is the row above the first half of these headings?"""
    if above < 1:
        return False
    texts = {text for text in grid.row(above) if text}
    if len(texts) < 2:
        return False
    tied = any((number, p) in grid.filled for p in range(len(grid.row(number))))
    across = any((above, p) in grid.filled for p in range(len(grid.row(above))))
    return (tied or across) and all(_could_head(text) for text in texts)


def labels(grid: Grid, headings: Sequence[int]) -> list[str]:
    """What stands above each column; each label once ('Date', 'Date (2)')."""
    found: list[str] = []
    for position in range(grid.width):
        parts = dict.fromkeys(grid.cell(number, position) for number in headings)
        label = " ".join(" ".join(part.split()) for part in parts if part)
        found.append(_unlike(label or f"Column {column_letter(position)}", found))
    return found


def _unlike(label: str, others: list[str]) -> str:
    if label not in others:
        return label
    number = 2
    while f"{label} ({number})" in others:
        number += 1
    return f"{label} ({number})"
