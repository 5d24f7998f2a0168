"""All findings: to narrow down, to page through, to take away."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse

from headwater.app.selectors import Held
from headwater.app.selectors.search import Wanted, found, in_groups
from headwater.app.views.show import of_plan, show
from headwater.app.words import subject
from headwater.core.plan.findings import Finding
from headwater.exchange.formula_safe import guard


PAGE = 50
COLUMNS = ("rule", "level", "principles", "subject", "about", "message", "fingerprint")


@of_plan
def findings(request: HttpRequest, held: Held) -> HttpResponse:
    wanted = _wanted(request)
    pages = Paginator(found(held, wanted), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return show(
        request,
        "findings.html",
        held,
        wanted=wanted,
        page=page,
        groups=in_groups(held, page.object_list),
        pages=pages,
    )


@of_plan
def findings_csv(request: HttpRequest, held: Held) -> HttpResponse:
    """The notice stands in a column of its own, so that it cannot be cut off."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow((*COLUMNS, "as_at", "notice"))
    for finding in found(held, _wanted(request)):
        record = _record(held, finding)
        cells = (record[name] for name in COLUMNS)
        rows.writerow([guard(c) for c in (*cells, str(held.as_at), held.notice)])
    return _download(
        HttpResponse(
            "\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8"
        ),
        held,
        "csv",
    )


@of_plan
def findings_json(request: HttpRequest, held: Held) -> HttpResponse:
    about = held.plan.about
    answer = {
        "notice": held.notice,
        "plan": about.plan_id,
        "title": about.title,
        "as_at": str(held.as_at),
        "framework": f"{held.framework.id} {held.framework.version}",
        "licence": about.licence or "",
        "findings": [_record(held, f) for f in found(held, _wanted(request))],
    }
    options = {"indent": 2, "ensure_ascii": False}
    return _download(JsonResponse(answer, json_dumps_params=options), held, "json")


def _wanted(request: HttpRequest) -> Wanted:
    asked = {name: request.GET.get(name, "").strip() for name in Wanted.NAMES}
    return Wanted(**asked)


def _record(held: Held, finding: Finding) -> dict[str, str]:
    codes = (principle.code for principle in held.principles_of(finding.rule))
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "principles": "; ".join(codes),
        "subject": finding.subject,
        "about": subject(held, finding.subject).text,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }


def _download(response: HttpResponse, held: Held, kind: str) -> HttpResponse:
    name = f"findings-{held.as_at}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
