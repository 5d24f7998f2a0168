"""A form of some columns of a row: new, changed, or not finished yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils import timezone

from headwater.app import fields
from headwater.app.actions import drafts as drafting
from headwater.app.actions import rows as actions
from headwater.app.actions.because import NoDecision
from headwater.app.actions.record import NotAllowed
from headwater.app.actions.rows import Edit, Overtaken, Wrong
from headwater.app.sections import Section, sections
from headwater.app.selectors import NotThere, drafts
from headwater.app.selectors import rows as kept
from headwater.app.selectors.held import framework_of
from headwater.app.selectors.rows import KeptRow
from headwater.app.stash import take
from headwater.app.views.decisions import to_choose
from headwater.app.views.desk import me
from headwater.app.views.rows import (
    BECAUSE,
    SEEN,
    WHY,
    may_change,
    own_organisations,
    row_named,
    said_in,
    seen_number,
    show_rows,
    table_named,
)
from headwater.app.views.uploads_forms import LONGEST, Errors
from headwater.app.words import heading
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.owners import BY
from headwater.errors import UserError


def edit(
    request: HttpRequest, plan_id: str, name: str, key: str, code: str
) -> HttpResponse:
    """Change some columns of a row."""
    kind, found = table_named(name), row_named(plan_id, name, key)
    section = next((s for s in sections(kind) if s.code == code), None)
    if section is None or not may_change(request, plan_id, found.owners):
        raise Http404
    return _form(request, plan_id, kind, section, found)


def new(request: HttpRequest, plan_id: str, name: str) -> HttpResponse:
    """A row that is not there yet: its first page, then the rest."""
    kind = table_named(name)
    own = own_organisations(request, plan_id)
    if name == "plan" or not may_change(request, plan_id, own):  # a plan is one row
        raise Http404
    return _form(request, plan_id, kind, _first(kind), None)


def _first(kind: Table) -> Section:
    """What a new row needs at once: its first page, and who answers for it."""
    first = sections(kind)[0].columns
    more = [c for c in kind.columns if c.required or c.name in BY.get(kind.name, ())]
    columns = dict.fromkeys((*first, *more))
    return Section("new", kind.one_row, tuple(columns))


@dataclass
class _Typed:
    """What a form holds: as the row stands, or as somebody typed it."""

    cells: dict[str, str]
    seen: int
    typed: dict[str, str] = field(default_factory=dict)
    why: str = ""
    because: str = ""


def _form(
    request: HttpRequest,
    plan_id: str,
    kind: Table,
    section: Section,
    row: KeptRow | None,
) -> HttpResponse:
    errors, clash = Errors(), None
    if answer := _draft(request, kind, section, row, errors):
        return answer
    kept_back = take(request)
    draft = drafts.draft(me(request).person, request.path)
    sent = request.POST if request.method == "POST" else kept_back or draft
    held = _typed(section, row, sent)
    if request.method == "POST" and not errors:
        clash = _save(request, plan_id, kind, row, held, errors)
        if isinstance(clash, HttpResponse):
            return clash
    return show_rows(
        request,
        "rows/form.html",
        plan_id,
        status=422 if errors else 409 if clash else 200,
        table=kind,
        section=section,
        row=row,
        fields=_fields(plan_id, section, held.cells, errors),
        errors=errors,
        clash=_clash(kind, clash, held.cells, plan_id) if clash else (),
        seen=clash.row.revision if clash else held.seen,
        why=held.why,
        decisions=to_choose(plan_id, held.because),
        kept_in=[heading(c) for c in section.columns if not c.public],
        kept_back=kept_back is not None,
        draft=draft is not None and sent is draft,
    )


def _typed(section: Section, row: KeptRow | None, sent: QueryDict | None) -> _Typed:
    held = _Typed(dict(row.cells) if row else {}, row.revision if row else 0)
    if sent is not None:
        held.typed = fields.read(section.columns, sent, held.cells)
        held.cells |= held.typed
        held.why = sent.get(WHY, "").strip()
        held.because = sent.get(BECAUSE, "")
        held.seen = seen_number(sent.get(SEEN, ""), held.seen)
    return held


def _draft(
    request: HttpRequest,
    kind: Table,
    section: Section,
    row: KeptRow | None,
    errors: Errors,
) -> HttpResponse | None:
    """Keep what was typed for later, or throw it away, where that was asked for."""
    if request.method != "POST":
        return None
    do, who = request.POST.get("change-do", ""), me(request)
    if do == "drop":
        drafting.drop(by=who, path=request.path)
        return HttpResponseRedirect(request.path, status=303)
    if do != "draft":
        return None
    title = f"{row.key if row else 'New'}: {section.title} ({kind.title})"
    try:
        drafting.keep(
            by=who, path=request.path, title=title, sent=request.POST, at=timezone.now()
        )
    except UserError as wrong:
        errors.add("main", f"{wrong.what} {wrong.fix}")
        return None
    return HttpResponseRedirect(reverse("work"), status=303)


def _save(
    request: HttpRequest,
    plan_id: str,
    kind: Table,
    row: KeptRow | None,
    held: _Typed,
    errors: Errors,
) -> HttpResponse | Overtaken | None:
    """To the row once it is saved; or what stood in the way."""
    if len(held.why) > LONGEST:
        errors.add(WHY, f"Keep this to {LONGEST} characters or fewer")
        return None
    edit = Edit(row.key if row else "", held.typed, held.seen)
    try:
        key = actions.save_row(
            by=me(request),
            plan_id=plan_id,
            table=kind.name,
            edit=edit,
            why=held.why,
            because=seen_number(held.because, 0) if held.because else None,
            at=timezone.now(),
        )
    except Wrong as wrong:
        for problem in wrong.problems:
            errors.add(problem.column, f"{problem.rule}. {problem.fix}")
    except Overtaken as overtaken:
        return overtaken
    except NotAllowed as wrong:
        errors.add("main", wrong.what)
    except NoDecision as wrong:
        errors.add(BECAUSE, f"{wrong.what} {wrong.fix}")
    except NotThere:
        raise Http404 from None
    if errors:
        return None
    drafting.drop(by=me(request), path=request.path)
    address = reverse("row", args=(plan_id, kind.name, key))
    return HttpResponseRedirect(f"{address}?saved", status=303)


def _clash(
    kind: Table, found: Overtaken, mine: Mapping[str, str], plan_id: str
) -> list[tuple[Column, str, str]]:
    """The columns that two people changed: theirs and mine, in words."""
    said = said_in(plan_id, kind)
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
