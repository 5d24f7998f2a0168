"""Many rows at once in a grid: typed, pasted or filled down, checked like a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup, escape

from headwater.app.actions import rows as actions
from headwater.app.actions.record import NotAllowed
from headwater.app.actions.rows import Edit, Overtaken, Wrong
from headwater.app.selectors import NotThere
from headwater.app.selectors import rows as kept
from headwater.app.selectors.naming import plan_title
from headwater.app.selectors.rows import KeptRow
from headwater.app.stash import take
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import LONGEST, Errors
from headwater.app.words import heading, heading_of, lowered
from headwater.core.plan.columns import Column, Kind, Table


MOST_ROWS, FEW_COLUMNS = 500, 6
_SHORT = (
    "title name status start end lead_organisations amount funder secured owner "
    "frequency target date organisation baseline targets"
).split()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: its number, its row, and the text of each cell."""

    number: int
    row: KeptRow
    cells: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the grid. What is the same in each of its cells is written once."""

    name: str
    title: str
    starts: Markup  # the attributes of a cell, up to the number of its line

    @classmethod
    def of(cls, column: Column) -> Head:
        name = escape(column.name)
        starts = (
            f' class="app-cell app-cell--{_width(column)}" name="{name}" id="{name}-'
        )
        return cls(column.name, heading(column), Markup(starts))  # noqa: S704


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile, and the version that it is in."""

    line: Line
    column: Column
    theirs: str
    mine: str
    seen: int

    @property
    def cell(self) -> str:
        return f"{self.column.name}-{self.line.number}"


def grid(request: HttpRequest, plan_id: str, name: str) -> HttpResponse:
    """The rows that one may change, by a few columns."""
    try:
        kind = kept.table_of(name)
    except NotThere:
        raise Http404 from None
    who, now = me(request), timezone.now()
    may = actions.editor(who, plan_id, now)
    rows = [row for row in kept.rows(plan_id, name) if may(row.owners)][:MOST_ROWS]
    if not rows:
        raise Http404
    kept_back = take(request)
    sent = request.POST if request.method == "POST" else kept_back
    columns = _columns(kind, (sent or request.GET).getlist("change-column"))
    lines = [_line(n, row, columns, sent) for n, row in enumerate(rows)]
    errors = Errors()
    clash: tuple[Clash, ...] = ()
    if request.method == "POST":
        answer = _save(request, plan_id, kind, columns, lines, errors)
        if isinstance(answer, HttpResponse):
            return answer
        clash = answer
        lines = [_having_seen(line, answer) for line in lines]
    return show(
        request,
        "rows/grid.html",
        None,
        status=422 if errors else 409 if clash else 200,
        plan_id=plan_id,
        plan_title=plan_title(plan_id),
        table=kind,
        columns=columns,
        every=[c for c in kind.columns if c.name not in kind.key],
        lines=lines,
        errors=errors,
        clash=clash,
        why=(sent or QueryDict()).get("change-why", ""),
        kept_back=kept_back is not None,
        saved="saved" in request.GET,
        heads=[Head.of(column) for column in columns],
        zip=zip,
    )


def _columns(kind: Table, asked: Sequence[str]) -> tuple[Column, ...]:
    """Those that were asked for, or the few that people change most."""
    free = [c for c in kind.columns if c.name not in kind.key]
    chosen = [c for c in free if c.name in asked]
    usual = [c for c in free if c.name in _SHORT][:FEW_COLUMNS]
    return tuple(chosen or usual or free[:FEW_COLUMNS])


def _width(column: Column) -> str:
    """How wide its cells are."""
    narrow = {Kind.DATE, Kind.MONEY, Kind.WHOLE, Kind.NUMBER, Kind.YESNO, Kind.CODE}
    return "narrow" if column.kind in narrow else "wide"


def _line(
    number: int, row: KeptRow, columns: Sequence[Column], sent: QueryDict | None
) -> Line:
    """What was sent for a row, by its key: others may have come or gone meanwhile."""
    cells = tuple(row.cells.get(c.name, "") for c in columns)
    if sent is None:
        return Line(number, row, cells, row.revision)
    keys = sent.getlist("change-key")
    if row.key not in keys:
        return Line(number, row, cells, row.revision)
    at = keys.index(row.key)
    typed = [_at(sent.getlist(c.name), at, c.name, row) for c in columns]
    seen = _at(sent.getlist("change-seen"), at, "", row)
    return Line(number, row, tuple(typed), int(seen) if seen.isdecimal() else 0)


def _at(values: Sequence[str], at: int, name: str, row: KeptRow) -> str:
    return values[at] if at < len(values) else row.cells.get(name, "")


def _save(
    request: HttpRequest,
    plan_id: str,
    kind: Table,
    columns: Sequence[Column],
    lines: Sequence[Line],
    errors: Errors,
) -> HttpResponse | tuple[Clash, ...]:
    """All of it or none, with the cells at which somebody else was first."""
    changed = [line for line in lines if _differs(line, columns)]
    why = request.POST.get("change-why", "").strip()[:LONGEST]
    try:
        actions.save_rows(
            by=me(request),
            plan_id=plan_id,
            table=kind.name,
            edits=[Edit(x.row.key, _cells(x, columns), x.seen) for x in changed],
            why=why,
            at=timezone.now(),
        )
    except Wrong as wrong:
        for p in wrong.problems:
            line = changed[p.row]
            called = lowered(heading_of(kind.name, p.column))
            says = f"{line.row.key}, {called}: {p.rule}. {p.fix}"
            errors.add(f"{p.column}-{line.number}", says)
        return ()
    except Overtaken as overtaken:
        return tuple(_clashes(overtaken, changed, columns))
    except NotAllowed as wrong:
        errors.add("main", wrong.what)
        return ()
    address = reverse("grid", args=(plan_id, kind.name))
    asked = "".join(f"&change-column={c.name}" for c in columns)
    return HttpResponseRedirect(f"{address}?saved{asked}", status=303)


def _clashes(
    overtaken: Overtaken, lines: Sequence[Line], columns: Sequence[Column]
) -> Iterator[Clash]:
    of = {line.row.key: line for line in lines}
    for each in overtaken.every:
        line, seen = of[each.row.key], each.row.revision
        for column, mine in zip(columns, line.cells, strict=True):
            if column.name in each.fields:
                theirs = each.row.cells.get(column.name, "")
                yield Clash(line, column, theirs, mine, seen)


def _having_seen(line: Line, clashes: Sequence[Clash]) -> Line:
    """The page says what others wrote: who saves again has seen it."""
    seen = (c.seen for c in clashes if c.line.row.key == line.row.key)
    return replace(line, seen=next(seen, line.seen))


def _differs(line: Line, columns: Sequence[Column]) -> bool:
    was = (line.row.cells.get(c.name, "") for c in columns)
    pairs = zip(line.cells, was, strict=True)
    return any(now.strip() != then for now, then in pairs)


def _cells(line: Line, columns: Sequence[Column]) -> Mapping[str, str]:
    return {c.name: text for c, text in zip(columns, line.cells, strict=True)}
