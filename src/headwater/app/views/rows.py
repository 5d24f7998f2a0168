"""Rows of a plan for those who keep it: look, change, undo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app import fields
from headwater.app.actions import rows as actions
from headwater.app.actions.because import NoDecision
from headwater.app.actions.record import NotAllowed
from headwater.app.actions.rows import Edit, Overtaken, Wrong
from headwater.app.clock import today
from headwater.app.sections import Section, sections
from headwater.app.selectors import NotThere, held
from headwater.app.selectors import rows as kept
from headwater.app.selectors.held import framework_of
from headwater.app.selectors.naming import organisation_names, plan_title
from headwater.app.selectors.rows import KeptRow
from headwater.app.stash import take
from headwater.app.views.decisions import to_choose
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import LONGEST, Errors
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


PAGE = 100  # rows of a list
# No column is called so.
SEEN, WHY, BECAUSE = "change-seen", "change-why", "change-because"


def tables(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every table of a plan."""
    return _show(request, "rows/tables.html", plan_id, tables=TABLES)


def table(request: HttpRequest, plan_id: str, name: str) -> HttpResponse:
    """The rows of a table: one's own first asked for, then all."""
    kind, found = _table(name), kept.rows(plan_id, name)
    who, now = me(request), timezone.now()
    mine = [r for r in found if actions.may_edit(who, plan_id, r.owners, now)]
    every = "all" in request.GET
    listed = found if every else mine
    number = _number(request, len(listed))
    return _show(
        request,
        "rows/table.html",
        plan_id,
        table=kind,
        rows=listed[number * PAGE : (number + 1) * PAGE],
        mine={row.key for row in mine},
        every=every,
        counts=(len(mine), len(found)),
        number=number,
        pages=-(-len(listed) // PAGE),
        names=organisation_names(plan_id),
        new=actions.may_edit(who, plan_id, _own(request, plan_id), now),
    )


def _own(request: HttpRequest, plan_id: str) -> frozenset[str]:
    return frozenset(g.organisation for g in me(request).grants if g.plan == plan_id)


def _number(request: HttpRequest, rows: int) -> int:
    text = request.GET.get("page", "1")
    last = max(-(-rows // PAGE), 1)
    return min(max(int(text), 1), last) - 1 if text.isdecimal() and len(text) < 6 else 0


def row(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """One row, all of it, with what changes it."""
    kind, found = _table(name), _row(plan_id, name, key)
    editable = actions.may_edit(me(request), plan_id, found.owners, timezone.now())
    names = _names(plan_id, kind)
    framework = framework_of(plan_id)
    return _show(
        request,
        "rows/row.html",
        plan_id,
        table=kind,
        row=found,
        sections=sections(kind),
        words=lambda column: fields.words_of(
            column, found.cells[column.name], framework, names
        ),
        owners=[organisation_names(plan_id).get(o, o) for o in sorted(found.owners)],
        may_edit=editable,
        saved="saved" in request.GET,
    )


def _names(plan_id: str, kind: Table) -> Mapping[str, str]:
    """What people call the rows that this table refers to."""
    found: dict[str, str] = {}
    for referred in {c.table for c in kind.columns if c.table}:
        found |= dict(kept.choices(plan_id, referred))
    return found


def findings(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """What the check says of a row as it stands now."""
    kind, found = _table(name), _row(plan_id, name, key)
    plan = held(plan_id, today())
    said = [f for f in plan.result.findings if f.subject == f"{name}/{key}"]
    template = "rows/findings.html"
    return _show(request, template, plan_id, table=kind, row=found, findings=said)


def edit(
    request: HttpRequest, plan_id: str, name: str, key: str, code: str
) -> HttpResponse:
    """Change some columns of a row."""
    kind, found = _table(name), _row(plan_id, name, key)
    section = next((s for s in sections(kind) if s.code == code), None)
    if section is None or not _may(request, plan_id, found.owners):
        raise Http404
    return _form(request, plan_id, kind, section, found)


def new(request: HttpRequest, plan_id: str, name: str) -> HttpResponse:
    """A row that is not there yet: its first page, then the rest."""
    kind = _table(name)
    if not _may(request, plan_id, _own(request, plan_id)):
        raise Http404
    return _form(request, plan_id, kind, _first(kind), None)


def _first(kind: Table) -> Section:
    """What a new row needs at once: its first page, and who answers for it."""
    from headwater.core.plan.owners import BY

    first = sections(kind)[0].columns
    more = [c for c in kind.columns if c.required or c.name in BY.get(kind.name, ())]
    columns = dict.fromkeys((*first, *more))
    return Section("new", kind.one_row, tuple(columns))


def _may(request: HttpRequest, plan_id: str, owners: frozenset[str]) -> bool:
    return actions.may_edit(me(request), plan_id, owners, timezone.now())


def _form(
    request: HttpRequest,
    plan_id: str,
    kind: Table,
    section: Section,
    row: KeptRow | None,
) -> HttpResponse:
    errors, clash = Errors(), None
    kept_back = take(request)
    sent = request.POST if request.method == "POST" else kept_back
    cells = dict(row.cells) if row else {}
    seen = row.revision if row else 0
    why = because = ""
    if sent is not None:
        typed, why = (
            fields.read(section.columns, sent, cells),
            sent.get(WHY, "").strip(),
        )
        because = sent.get(BECAUSE, "")
        cells |= typed
        seen = _seen(sent.get(SEEN, ""), seen)
    if request.method == "POST":
        if len(why) > LONGEST:
            errors.add(WHY, f"Keep this to {LONGEST} characters or fewer")
        answer = (
            None
            if errors
            else _save(request, plan_id, kind, row, typed, seen, why, because, errors)
        )
        if isinstance(answer, HttpResponse):
            return answer
        clash = answer
    return _show(
        request,
        "rows/form.html",
        plan_id,
        status=422 if errors else 409 if clash else 200,
        table=kind,
        section=section,
        row=row,
        fields=_fields(plan_id, section, cells, errors),
        errors=errors,
        clash=_clash(kind, clash, cells, plan_id) if clash else (),
        seen=clash.row.revision if clash else seen,
        why=why,
        decisions=to_choose(plan_id, because),
        kept_back=kept_back is not None,
    )


def _seen(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else otherwise


def _save(
    request: HttpRequest,
    plan_id: str,
    kind: Table,
    row: KeptRow | None,
    typed: Mapping[str, str],
    seen: int,
    why: str,
    because: str,
    errors: Errors,
) -> HttpResponse | Overtaken | None:
    """To the row once it is saved; or what stood in the way."""
    edit = Edit(row.key if row else "", typed, seen)
    try:
        key = actions.save_row(
            by=me(request),
            plan_id=plan_id,
            table=kind.name,
            edit=edit,
            why=why,
            because=_seen(because, 0) if because else None,
            at=timezone.now(),
        )
    except Wrong as wrong:
        for problem in wrong.problems:
            errors.add(problem.column, f"{problem.rule}. {problem.fix}")
    except Overtaken as overtaken:
        return overtaken
    except NotAllowed as wrong:
        errors.add("main", wrong.what)
    except NotThere:
        raise Http404 from None
    except NoDecision as wrong:
        errors.add(BECAUSE, f"{wrong.what} {wrong.fix}")
    if errors:
        return None
    address = reverse("row", args=(plan_id, kind.name, key))
    return HttpResponseRedirect(f"{address}?saved", status=303)


def _clash(
    kind: Table, found: Overtaken, mine: Mapping[str, str], plan_id: str
) -> list[tuple[Column, str, str]]:
    """The columns that two people changed: theirs and mine, in words."""
    framework, names = framework_of(plan_id), _names(plan_id, kind)

    def said(column: Column, text: str) -> str:
        words = fields.words_of(column, text, framework, names)
        return words if text else fields.BLANK

    return [
        (
            column,
            said(column, found.row.cells.get(column.name, "")),
            said(column, mine.get(column.name, "")),
        )
        for column in kind.columns
        if column.name in found.fields
    ]


def _fields(
    plan_id: str, section: Section, cells: Mapping[str, str], errors: Errors
) -> list[tuple[str, str, dict[str, Any]]]:
    framework = framework_of(plan_id)
    choices = cache(lambda name: kept.choices(plan_id, name))
    return [
        fields.field(
            column,
            cells.get(column.name, ""),
            errors.by_field.get(column.name, ""),
            framework,
            choices,
        )
        for column in section.columns
    ]


def history(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """Every version of a row: who changed what, when and why; and back to one."""
    kind = _table(name)
    found = kept.history(plan_id, name, key)
    if not found:
        raise Http404
    owners = kept.owners_of(plan_id, name, dict(kept.last_cells(plan_id, name, key)))
    return _show(
        request,
        "rows/history.html",
        plan_id,
        table=kind,
        key=key,
        steps=found,
        names=organisation_names(plan_id),
        may_edit=_may(request, plan_id, owners),
        gone=found[0].removed,
    )


def restore(
    request: HttpRequest, plan_id: str, name: str, key: str, number: int
) -> HttpResponse:
    """Bring a version back."""
    back = HttpResponseRedirect(reverse("row", args=(plan_id, name, key)), status=303)
    if request.method != "POST":
        return HttpResponseRedirect(
            reverse("row-history", args=(plan_id, name, key)), status=303
        )
    return _done(
        lambda: actions.restore_row(
            by=me(request),
            plan_id=plan_id,
            table=_table(name).name,
            key=key,
            number=number,
            at=timezone.now(),
        ),
        back,
        request,
        plan_id,
    )


def remove(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """Ask once, then take a row out."""
    kind, found = _table(name), _row(plan_id, name, key)
    if not _may(request, plan_id, found.owners):
        raise Http404
    if request.method != "POST":
        return _show(request, "rows/remove.html", plan_id, table=kind, row=found)
    back = HttpResponseRedirect(reverse("rows", args=(plan_id, name)), status=303)
    seen = _seen(request.POST.get(SEEN, ""), -1)
    return _done(
        lambda: actions.remove_row(
            by=me(request),
            plan_id=plan_id,
            table=name,
            key=key,
            seen=seen,
            why=request.POST.get(WHY, "").strip()[:LONGEST],
            at=timezone.now(),
        ),
        back,
        request,
        plan_id,
    )


def _done(
    do: Any, back: HttpResponse, request: HttpRequest, plan_id: str
) -> HttpResponse:
    """Do it and go on, or say what stood in the way."""
    try:
        do()
    except (NotThere, NotAllowed):
        raise Http404 from None
    except Wrong as wrong:
        told = "; ".join(f"{p.column}: {p.rule}" for p in wrong.problems[:5])
        return _refused(request, plan_id, UserError(told, fix=wrong.fix))
    except UserError as wrong:
        return _refused(request, plan_id, wrong)
    return back


def _refused(request: HttpRequest, plan_id: str, wrong: UserError) -> HttpResponse:
    return _show(request, "rows/refused.html", plan_id, status=409, wrong=wrong)


def _table(name: str) -> Table:
    try:
        return kept.table_of(name)
    except NotThere:
        raise Http404 from None


def _row(plan_id: str, name: str, key: str) -> KeptRow:
    try:
        return kept.row(plan_id, name, key)
    except NotThere:
        raise Http404 from None


def _show(
    request: HttpRequest, template: str, plan_id: str, status: int = 200, **values: Any
) -> HttpResponse:
    known = {"plan_id": plan_id, "plan_title": plan_title(plan_id)}
    return show(request, template, None, status=status, **known | values)
