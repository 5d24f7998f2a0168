"""What a plan covers: the tables, each row of them, and the figures as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.coverage import (
    actions_in,
    covered,
    ready,
    row_of,
    rows_of,
)
from headwater.app.views.show import of_plan, show
from headwater.exchange.coverage_out import coverage_as_csv


@of_plan
def tables(request: HttpRequest, held: Held) -> HttpResponse:
    found = [(each, covered(held, each.rows, each.columns)) for each in ready(held)]
    return show(request, "coverage.html", held, tables=found)


@of_plan
def table(request: HttpRequest, held: Held, rows: str, columns: str) -> HttpResponse:
    found = covered(held, rows, columns)
    return show(
        request,
        "coverage_table.html",
        held,
        table=found,
        rows=tuple(rows_of(found)),
        others=ready(held),
    )


@of_plan
def row(
    request: HttpRequest, held: Held, rows: str, columns: str, code: str
) -> HttpResponse:
    found = covered(held, rows, columns)
    return show(
        request,
        "coverage_row.html",
        held,
        table=found,
        row=row_of(found, code),
        actions_in=actions_in,
    )


@of_plan
def table_csv(
    request: HttpRequest, held: Held, rows: str, columns: str
) -> HttpResponse:
    found = covered(held, rows, columns)
    name = f"coverage-{rows}-by-{columns}-{held.as_at}.csv"
    return HttpResponse(
        "\ufeff" + coverage_as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
