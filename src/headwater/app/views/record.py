"""The record of who did what, for auditors: look, narrow down, take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date
from typing import Any
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions.audit import take_record
from headwater.app.chain import Kept
from headwater.app.clock import day_now
from headwater.app.selectors import record as kept
from headwater.app.selectors.naming import organisation_names, plan_title
from headwater.app.selectors.record import Asked, Choices
from headwater.app.views.desk import me
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.exchange.record_out import as_csv, as_json_lines


LONGEST = 200  # characters of a key that is asked for
Cells = Mapping[str, str | int | None]
FORMS: Mapping[str, tuple[Callable[[Iterable[Cells]], Iterator[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/x-ndjson; charset=utf-8"),
}


def lines(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The lines that fit what is asked for, the newest first."""
    errors = Errors()
    asked = _asked(request.GET, errors)
    found = kept.page(plan_id, asked, _number(request.GET.get("page", "1")))
    choices, names = kept.choices(plan_id), organisation_names(plan_id)
    return _show(
        request,
        "record/lines.html",
        plan_id,
        status=422 if errors else 200,
        errors=errors,
        sent={n: request.GET.get(n, "").strip() for n in asdict(asked)},
        page=found,
        choices=_choices(choices, names),
        people={n: _somebody(n, name) for n, name in choices.people},
        organisations=names,
        further=lambda number: "?" + urlencode({**_told(asked), "page": number}),
        narrowed=_told(asked),
    )


def _choices(
    choices: Choices, names: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """What each list of the form offers: the value, and the words for it."""
    return {
        "organisation": [(o, names.get(o, o)) for o in choices.organisations],
        "person": [(str(n), _somebody(n, name)) for n, name in choices.people],
        "did": [(did, did) for did in choices.did],
        "kind": [(kind, kind) for kind in choices.kinds],
    }


def _somebody(number: int, name: str) -> str:
    return f"{number}: {name}" if name else str(number)


def says(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What the record holds, and what it does not."""
    count, head = kept.ends()
    return _show(request, "record/says.html", plan_id, count=count, head=head)


def away(request: HttpRequest, plan_id: str, form: str) -> HttpResponseBase:
    """The lines that fit, as a file. That they were taken is itself a line."""
    if form not in FORMS:
        raise Http404
    errors = Errors()
    asked = _asked(request.POST, errors)
    if request.method != "POST" or errors:
        return HttpResponseRedirect(reverse("record", args=(plan_id,)), status=303)
    up_to = kept.newest()
    take_record(by=me(request), plan_id=plan_id, form=form, at=timezone.now())
    write, kind = FORMS[form]
    name = f"record-{plan_id}-{day_now()}.{form}"
    return StreamingHttpResponse(
        write(map(_cells, kept.lines(plan_id, asked, up_to))),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(row: Kept) -> Cells:
    at = row.line.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"number": row.number, **asdict(row.line), "at": at, "chain": row.chain}


def _asked(sent: QueryDict, errors: Errors) -> Asked:
    """What somebody asks for; what does not fit is said at its field."""
    texts = {n: sent.get(n, "").strip() for n in ("organisation", "kind", "key", "did")}
    if len(texts["key"]) > LONGEST:
        errors.add("key", f"Keep this to {LONGEST} characters or fewer")
    since, until = _day(sent, "since", errors), _day(sent, "until", errors)
    if since and until and until < since:
        errors.add("until", "The last day comes before the first")
    person = sent.get("person", "").strip()
    if person and not (person.isdecimal() and len(person) < 16):
        errors.add("person", "Select somebody from the list")
        person = ""
    return Asked(since, until, person=int(person) if person else None, **texts)


def _day(sent: QueryDict, name: str, errors: Errors) -> date | None:
    text = sent.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        errors.add(name, "Write the day as 2026-11-22, or leave it blank")
        return None


def _told(asked: Asked) -> dict[str, str]:
    """What narrows the list, as a form or an address says it again."""
    found = asdict(asked).items()
    return {name: str(value) for name, value in found if value not in (None, "")}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 1


def _show(
    request: HttpRequest, template: str, plan_id: str, status: int = 200, **values: Any
) -> HttpResponse:
    known = {"plan_id": plan_id, "plan_title": plan_title(plan_id)}
    return show(request, template, None, status=status, **known | values)
