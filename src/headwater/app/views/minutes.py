"""The minutes of a review to take away, for partners who signed in."""

from __future__ import annotations

from importlib.metadata import version

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headwater.app.clock import today
from headwater.app.selectors import Held
from headwater.app.selectors.agenda import agenda
from headwater.app.selectors.reviews import CLOSED, Adapted, Decided, Meeting
from headwater.app.selectors.tasks_then import words_of
from headwater.app.views.meeting import find, held_plan
from headwater.app.views.show import show
from headwater.app.words import heading_of, row_link, subject
from headwater.core.plan.diff import TableDiff
from headwater.core.plan.tables import BY_NAME
from headwater.errors import UserError
from headwater.reports.document import Document
from headwater.reports.minutes import Minuted, Minutes, minutes_page
from headwater.reports.pdf import pdf
from headwater.reports.word import word
from headwater.reports.words import day as in_words


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMED = 12  # rows of a table that minutes name


def minutes_docx(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    document = _document(held_plan(plan_id), find(plan_id, day))
    return _file(word(document), DOCX, f"minutes-{day}.docx")


def minutes_pdf(request: HttpRequest, plan_id: str, day: str) -> HttpResponse:
    plan = held_plan(plan_id)
    document = _document(plan, find(plan_id, day))
    try:
        content = pdf(document)
    except UserError as error:  # no library for PDF on this machine
        other = reverse("minutes-docx", args=(plan_id, day))
        return show(
            request, "no_pdf.html", plan, error=error, instead=other, status=503
        )
    return _file(content, "application/pdf", f"minutes-{day}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=said)


def _document(plan: Held, of: Meeting) -> Document:
    """Raises 404 for a review of which nothing is frozen yet."""
    if of.frozen is None:
        raise Http404
    found = agenda(
        of, today(), timezone.now()
    )  # without figures: it is for every partner
    tasks = of.frozen.tasks
    return minutes_page(
        Minutes(
            title=of.title,
            on=of.day,
            closed=of.state == CLOSED,
            frozen=of.frozen,
            digest=of.digest,
            licence=plan.plan.about.licence or "",
            earlier=found.earlier.day if found.earlier else None,
            since=found.since,
            rows=tuple(map(_rows, found.tables)),
            overdue=tuple(f"{d.heading}: {d.text}" for d in found.overdue),
            items=of.items,
            decisions=tuple(_minuted(plan, each) for each in of.decisions),
            said=words_of(tasks) if tasks else {},
        ),
        version("headwater"),
    )


def _rows(table: TableDiff) -> str:
    counts = (
        f"{BY_NAME[table.table].title}: {len(table.added)} new, "
        f"{len(table.removed)} taken out, {len(table.changed)} changed"
    )
    if not table.changed or len(table.changed) > NAMED:
        return f"{counts}."
    named = (
        f"{row.row}: {', '.join(heading_of(table.table, c.column) for c in row.cells)}"
        for row in table.changed
    )
    return f"{counts} ({'; '.join(named)})."


def _minuted(plan: Held, of: Decided) -> Minuted:
    done = f"{in_words(of.done_at.date())}: {of.done}" if of.done_at else ""
    came = tuple(_came(plan, each) for each in of.adapted)
    about = _about(plan, of.about)
    return Minuted(of.number, of.text, of.by, of.reason, about, of.due, done, came)


def _came(plan: Held, of: Adapted) -> str:
    what = row_link(plan, of.table, of.key).text
    by = f", by {of.by}" if of.by else ""
    return f"Changed because of it on {in_words(of.at.date())}: {what} ({of.key}){by}."


def _about(plan: Held, name: str) -> str:
    kind, _, key = name.partition("/")
    if not name:
        return "the plan as a whole"
    return f"the finding {key}" if kind == "rule" else subject(plan, name).text
