"""What was released about people: the ledger, each release, and its files."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from headwater.app import crosstab, over_time
from headwater.app.portions import portions
from headwater.app.selectors import NotThere
from headwater.app.selectors import releases as ledger
from headwater.app.views.show import first_plan, show
from headwater.app.workbench import may_break_down
from headwater.core.disclosure.ledger import Entry
from headwater.errors import UserError
from headwater.exchange import protected_out
from headwater.reports.charts.frame import FRAMES, WIDE
from headwater.reports.charts.specification import specification


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def releases(request: HttpRequest) -> HttpResponse:
    """Every release, the newest first."""
    found: list[Entry] = []
    wrong = ""
    try:
        found = list(reversed(ledger.entries()))
    except UserError as error:
        wrong = str(error)
    return show(
        request,
        "releases.html",
        first_plan(),
        found=found,
        wrong=wrong,
        said=protected_out,
        builds=may_break_down(request),
        crosstab=crosstab,
    )


def released(request: HttpRequest, key: str) -> HttpResponse:
    """One release, as the public has it."""
    entry = _entry(key)
    tables = ledger.tables(entry)
    return show(
        request,
        "released.html",
        first_plan(),
        entry=entry,
        tables=[(each, crosstab.grids(entry, each)) for each in tables],
        said=protected_out,
        portions=[portions(entry, each) for each in tables],
        picture=over_time.picture(entry),
        later=ledger.later(entry),
        crosstab=crosstab,
        new="new" in request.GET and may_break_down(request),
        builds=may_break_down(request),
    )


def released_csv(request: HttpRequest, key: str) -> HttpResponse:
    text = "\ufeff" + protected_out.entry_csv(_entry(key))
    return _file(text, "text/csv; charset=utf-8", f"{key}.csv")


def released_json(request: HttpRequest, key: str) -> HttpResponse:
    text = protected_out.entry_json(_entry(key))
    return _file(text, "application/json; charset=utf-8", f"{key}.json")


def released_xlsx(request: HttpRequest, key: str) -> HttpResponse:
    return _file(protected_out.entry_xlsx(_entry(key)), XLSX, f"{key}.xlsx")


def released_svg(request: HttpRequest, key: str, frame: str) -> HttpResponse:
    series = over_time.series_of(_entry(key))
    if frame not in FRAMES or series is None:
        raise Http404
    return HttpResponse(over_time.svg(series, frame), content_type="image/svg+xml")


def released_vega(request: HttpRequest, key: str) -> HttpResponse:
    series = over_time.series_of(_entry(key))
    if series is None:
        raise Http404
    text = json.dumps(specification(series, WIDE), ensure_ascii=False, allow_nan=False)
    return _file(text + "\n", "application/json; charset=utf-8", f"{key}.vl.json")


def _entry(key: str) -> Entry:
    try:
        return ledger.entry(key)
    except (NotThere, UserError):
        raise Http404(key) from None


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
