"""Lock the design of an evaluation, before anybody sees a result."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import rows as actions
from headwater.app.actions.evaluations import LOCK, TABLE, locking
from headwater.app.actions.rows import Edit, Overtaken, Wrong
from headwater.app.clock import today
from headwater.app.selectors.evaluations import one
from headwater.app.selectors.held import held
from headwater.app.views.desk import me
from headwater.app.views.rows import (
    SEEN,
    WHY,
    may_change,
    row_named,
    seen_number,
    show_rows,
    table_named,
)
from headwater.app.views.uploads_forms import LONGEST
from headwater.errors import UserError


def lock(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Show the design once more, then lock it as it is."""
    row = row_named(plan_id, TABLE, key)
    if not may_change(request, plan_id, row.owners):
        raise Http404
    wrong = None
    if request.method == "POST":
        try:
            return _lock(request, plan_id, key)
        except (Overtaken, UserError) as error:
            wrong = error
    judged = one(held(plan_id, today()), key)
    return show_rows(
        request,
        "working/lock.html",
        plan_id,
        status=409 if wrong else 200,
        table=table_named(TABLE),
        row=row,
        judged=judged,
        wrong=wrong,
    )


def _lock(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    at, why = timezone.now(), request.POST.get(WHY, "").strip()[:LONGEST]
    row = row_named(plan_id, TABLE, key)
    if row.cells.get("locked") and not why:
        raise UserError(
            f"This design was locked on {row.cells['locked']}.",
            fix="Say why it is locked again; everybody can read it in the history.",
        )
    cells = locking(plan_id, key, at)
    seen = seen_number(request.POST.get(SEEN, ""), -1)
    if seen != row.revision:
        raise UserError(
            "Somebody changed this row since you opened it.",
            fix="Look at the design once more, then lock it.",
        )
    try:
        actions.save_rows(
            by=me(request),
            plan_id=plan_id,
            table=TABLE,
            edits=[Edit(key, cells, seen)],
            why=why or "The design is locked",
            at=at,
            source=LOCK,
        )
    except Wrong as found:
        told = "; ".join(f"{p.column}: {p.rule}" for p in found.problems)
        raise UserError(told, fix="Put that right, then lock it.") from None
    action = row.cells["action"]
    address = reverse("action-working", args=(plan_id, action))
    return HttpResponseRedirect(f"{address}?saved", status=303)
