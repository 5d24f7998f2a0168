"""Rows of a plan for those who keep it: look, change, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app import fields
from headwater.app.actions import rows as actions
from headwater.app.actions.evaluations import TABLE as EVALUATIONS
from headwater.app.actions.record import NotAllowed
from headwater.app.actions.rows import Wrong
from headwater.app.clock import today
from headwater.app.sections import sections
from headwater.app.selectors import NotThere, held
from headwater.app.selectors import rows as kept
from headwater.app.selectors.comments import thread, threads
from headwater.app.selectors.evaluations import Judged, one
from headwater.app.selectors.held import framework_of
from headwater.app.selectors.naming import organisation_names, plan_title
from headwater.app.selectors.rows import KeptRow
from headwater.app.selectors.things import FINDING, finding_key
from headwater.app.views.comments import around
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import LONGEST
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.findings import Finding
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


PAGE = 100  # rows of a list
# No column is called so.
SEEN, WHY, BECAUSE = "change-seen", "change-why", "change-because"


def tables(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Every table of a plan."""
    return show_rows(
        request, "rows/tables.html", plan_id, tables=TABLES, counts=kept.counts(plan_id)
    )


def table(request: HttpRequest, plan_id: str, name: str) -> HttpResponse:
    """The rows of a table: one's own first asked for, then all."""
    kind, found = table_named(name), kept.rows(plan_id, name)
    who, now = me(request), timezone.now()
    may = actions.editor(who, plan_id, now)
    mine = [row for row in found if may(row.owners)]
    every = "all" in request.GET
    listed = found if every else mine
    number = _number(request, len(listed))
    return show_rows(
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
        new=name != "plan" and may(own_organisations(request, plan_id)),
    )


def own_organisations(request: HttpRequest, plan_id: str) -> frozenset[str]:
    return frozenset(g.organisation for g in me(request).grants if g.plan == plan_id)


def _number(request: HttpRequest, rows: int) -> int:
    text = request.GET.get("page", "1")
    last = max(-(-rows // PAGE), 1)
    return min(max(int(text), 1), last) - 1 if text.isdecimal() and len(text) < 6 else 0


def row(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """One row, all of it, with what changes it."""
    kind, found = table_named(name), row_named(plan_id, name, key)
    editable = actions.may_edit(me(request), plan_id, found.owners, timezone.now())
    names = names_in(plan_id, kind)
    framework = framework_of(plan_id)
    saved = "saved" in request.GET
    return show_rows(
        request,
        "rows/row.html",
        plan_id,
        table=kind,
        row=found,
        sections=sections(kind),
        said=lambda column: fields.words_of(
            column, found.cells[column.name], framework, names
        ),
        owners=[organisation_names(plan_id).get(o, o) for o in sorted(found.owners)],
        may_edit=editable,
        saved=saved,
        kept_in=any(not column.public for column in kind.columns),
        findings=_findings_of(plan_id, found) if saved else (),
        comments=thread(plan_id, name, key),
        judged=_judged(plan_id, name, key),
        **around(request, plan_id),
    )


def _judged(plan_id: str, name: str, key: str) -> Judged | None:
    """What an evaluation could tell, while it is being written."""
    if name != EVALUATIONS:
        return None
    return one(held(plan_id, today()), key)


def _findings(plan_id: str, name: str, key: str) -> list[Finding]:
    """What the check finds in a row as it stands."""
    return held(plan_id, today()).findings_about(f"{name}/{key}")


def _findings_of(plan_id: str, row: KeptRow) -> list[Finding] | None:
    """The same where the check has come to the row as it stands; None where a large
    plan is being changed faster than it is checked."""
    plan = held(plan_id, today(), patient=True)
    if plan.revision < row.revision:
        return None
    return plan.findings_about(f"{row.table}/{row.key}")


def names_in(plan_id: str, kind: Table) -> Mapping[str, str]:
    """What people call the rows that this table refers to."""
    found: dict[str, str] = {}
    for referred in {c.table for c in kind.columns if c.table}:
        found |= dict(kept.choices(plan_id, referred))
    return found


def findings(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """What the check says of a row as it stands now."""
    kind, found = table_named(name), row_named(plan_id, name, key)
    said = _findings(plan_id, name, key)
    keys = [finding_key(f.rule, f.subject) for f in said]
    return show_rows(
        request,
        "rows/findings.html",
        plan_id,
        table=kind,
        row=found,
        findings=said,
        comments=threads(plan_id, FINDING, keys),
        finding_key=finding_key,
        **around(request, plan_id),
    )


def may_change(request: HttpRequest, plan_id: str, owners: frozenset[str]) -> bool:
    return actions.may_edit(me(request), plan_id, owners, timezone.now())


def history(request: HttpRequest, plan_id: str, name: str, key: str) -> HttpResponse:
    """Every version of a row: who changed what, when and why; and back to one."""
    kind = table_named(name)
    found = kept.history(plan_id, name, key)
    if not found:
        raise Http404
    owners = kept.owners_of(plan_id, name, dict(kept.last_cells(plan_id, name, key)))
    return show_rows(
        request,
        "rows/history.html",
        plan_id,
        table=kind,
        key=key,
        steps=found,
        names=organisation_names(plan_id),
        said=said_in(plan_id, kind),
        may_edit=may_change(request, plan_id, owners),
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
            table=table_named(name).name,
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
    kind, found = table_named(name), row_named(plan_id, name, key)
    if not may_change(request, plan_id, found.owners):
        raise Http404
    if request.method != "POST":
        return show_rows(request, "rows/remove.html", plan_id, table=kind, row=found)
    back = HttpResponseRedirect(reverse("rows", args=(plan_id, name)), status=303)
    seen = seen_number(request.POST.get(SEEN, ""), -1)
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
    return show_rows(request, "rows/refused.html", plan_id, status=409, wrong=wrong)


def table_named(name: str) -> Table:
    try:
        return kept.table_of(name)
    except NotThere:
        raise Http404 from None


def row_named(plan_id: str, name: str, key: str) -> KeptRow:
    try:
        return kept.row(plan_id, name, key)
    except NotThere:
        raise Http404 from None


def show_rows(
    request: HttpRequest, template: str, plan_id: str, status: int = 200, **values: Any
) -> HttpResponse:
    known = {"plan_id": plan_id, "plan_title": plan_title(plan_id)}
    return show(request, template, None, status=status, **known | values)


def seen_number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else otherwise


def said_in(plan_id: str, kind: Table) -> Callable[[Column, str], str]:
    """Any cell of a table as people read it."""
    framework, names = framework_of(plan_id), names_in(plan_id, kind)

    def said(column: Column, text: str) -> str:
        words = fields.words_of(column, text, framework, names)
        return words if text else fields.BLANK

    return said
