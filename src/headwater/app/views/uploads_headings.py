"""Bring a plan in: which row of a sheet holds the headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from headwater.app.actions import uploads as actions
from headwater.app.actions.uploads_steps import do_later
from headwater.app.drafts import Draft
from headwater.app.selectors.uploads import Reading
from headwater.app.selectors.uploads_kept import found
from headwater.app.views.uploads import of_draft, on, page, plain_words
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError
from headwater.exchange.foreign.grid import Grid
from headwater.exchange.foreign.labels import LOOKED_THROUGH


SHOWN = 20  # rows on one page
LEAVE_OUT = "none"
TO = "bring-columns"  # the page after this
_LONGEST = 160  # letters of a row
CHOOSE = "Select the row that holds the headings"


@of_draft
def headings(request: HttpRequest, draft: Draft, number: int) -> HttpResponse:
    """Show the first rows of a sheet, and take the one that holds the headings."""
    reading, errors = found(draft), Errors()
    grid = _sheet(reading, number)
    if request.method == "POST":
        done = _choose(reading, number - 1, grid, request.POST, errors)
        if done is not None:
            return on(TO, done)
    now = _now(reading, grid)
    after = _after(request.GET.get("after", ""), now)
    rows = list(islice(_rows(grid, after), SHOWN + 1)) or list(_rows(grid, 0))
    shown = rows[:SHOWN]
    return page(
        request,
        "headings",
        errors=errors,
        draft=draft,
        grid=grid,
        number=number,
        items=_items(shown, request.POST.get("row", str(now[0]) if now else "")),
        several=len(reading.mapping.sheets) > 1 and bool(now),
        two="two" in request.POST if request.POST else len(now) > 1,
        after=after,
        later=shown[-1][0] if len(rows) > SHOWN else 0,
    )


def _sheet(reading: Reading, number: int) -> Grid:
    grids = reading.theirs.grids
    if not 1 <= number <= len(grids) or not any(map(any, grids[number - 1].rows)):
        raise Http404
    return grids[number - 1]


def _now(reading: Reading, grid: Grid) -> tuple[int, ...]:
    """The rows of headings as the mapping has them; none for a sheet left out."""
    said = reading.sheet_map(grid)
    return said.headings if said else ()


def _choose(
    reading: Reading, sheet: int, grid: Grid, sent: Mapping[str, str], errors: Errors
) -> Draft | None:
    row, draft = sent.get("row", ""), reading.draft
    try:
        if row == LEAVE_OUT:
            if draft.large:
                return do_later(draft, "leave_out", TO, sheet=sheet)
            return actions.leave_out(reading=reading, grid=grid)
        if rows := _chosen(grid, row, "two" in sent):
            if rows == _now(reading, grid):
                return reading.draft  # what was said of columns stays
            if draft.large:
                return do_later(draft, "rehead", TO, sheet=sheet, headings=rows)
            return actions.rehead(reading=reading, grid=grid, headings=rows)
        errors.add("row", CHOOSE)
    except UserError as wrong:
        errors.add("row", plain_words(wrong))
    return None


def _chosen(grid: Grid, row: str, two: bool) -> tuple[int, ...]:
    """The rows that were chosen; none for what is no row with a text in it."""
    if not row.isascii() or not row.isdigit() or len(row) > 6:
        return ()
    first = int(row)
    if not 1 <= first <= len(grid.rows) or not any(grid.row(first)):
        return ()
    return (first, first + 1) if two and first < len(grid.rows) else (first,)


def _after(text: str, now: Sequence[int]) -> int:
    """After which row to begin: at the top, unless the headings lie far below it."""
    if text.isascii() and text.isdigit() and len(text) < 6:
        return int(text)
    return now[0] - SHOWN // 2 if now and now[0] > SHOWN else 0


def _rows(grid: Grid, after: int) -> Iterator[tuple[int, str]]:
    """The rows further down with a text in them, each as one line."""
    for number in range(after + 1, min(len(grid.rows), LOOKED_THROUGH) + 1):
        if line := _line(grid.row(number)):
            yield number, line


def _line(row: Sequence[str]) -> str:
    cells = (" ".join(text.split()) for text in dict.fromkeys(row) if text)
    line = " | ".join(cells)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}\u2026"


def _items(rows: Sequence[tuple[int, str]], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "value": str(number),
            "text": f"Row {number:,}",
            "hint": {"text": line},
            "checked": str(number) == chosen,
        }
        for number, line in rows
    ]
