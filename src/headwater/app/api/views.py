"""The interface for programs: `/api/v1/`. It reads what is public, and no more."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from headwater import __version__
from headwater.app.api import shapes
from headwater.app.clock import today
from headwater.app.selectors import Held, NotThere, held, plans
from headwater.app.selectors import releases as ledger
from headwater.core.plan.columns import Column
from headwater.core.plan.findings import Level
from headwater.core.plan.rows import Row
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.time import PartialDate
from headwater.exchange.protected_out import entry_json, standing


PAGE = 100
Id = Annotated[str, Path(max_length=200)]
Number = Annotated[int, Query(ge=1, le=100_000, description="Which page of 100")]

api = NinjaAPI(
    title="Headwater",
    version=__version__,
    description=(
        "Plans for preventing violence against women and girls, as everybody may read "
        "them. Every answer about a plan carries its notice and licence: show them."
    ),
    urls_namespace="api",
    docs_url=None,  # its page would ask other sites for scripts
    openapi_url="openapi.json",
)


@api.exception_handler(NotThere)
def not_there(request: HttpRequest, error: Exception) -> HttpResponse:
    told = {"error": "There is no such thing here.", "fix": "Start from plans."}
    return api.create_response(request, told, status=404)


@api.exception_handler(ValidationError)
def not_so(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = ", ".join(str(each["loc"][-1]) for each in error.errors)
    told = {"error": f"This does not fit: {where}.", "fix": "See openapi.json."}
    return api.create_response(request, told, status=422)


_SAID = {404: shapes.Problem, 422: shapes.Problem}


@api.get("plans", response={200: list[shapes.PlanName]})
def list_plans(request: HttpRequest) -> list[dict[str, str]]:
    """Every plan, the first one brought in first."""
    return [{"plan_id": p.plan_id, "title": p.title} for p in plans()]


@api.get("plans/{plan_id}", response={200: shapes.PlanAbout, **_SAID})
def show_plan(request: HttpRequest, plan_id: Id) -> dict[str, Any]:
    """One plan, with what it holds."""
    plan = held(plan_id, today())
    return {
        **_standing(plan),
        "framework": plan.framework.title,
        "tables": [
            {"name": t.name, "title": t.title, "rows": len(_rows(plan, t.name))}
            for t in TABLES
        ],
        "findings": {str(level): plan.count(level) for level in Level},
    }


@api.get("plans/{plan_id}/tables/{table}", response={200: shapes.Rows, **_SAID})
def show_rows(
    request: HttpRequest, plan_id: Id, table: Id, page: Number = 1
) -> dict[str, Any]:
    """Rows of a table: its columns that are public."""
    plan = held(plan_id, today())
    if table not in BY_NAME:
        raise NotThere(table)
    rows = _rows(plan, table)
    columns = BY_NAME[table].public
    return {
        **_standing(plan),
        "table": table,
        **_paged(
            "rows", [_cells(columns, row) for row in _page(rows, page)], rows, page
        ),
    }


@api.get("plans/{plan_id}/verdicts", response={200: shapes.Verdicts, **_SAID})
def show_verdicts(request: HttpRequest, plan_id: Id) -> dict[str, Any]:
    """What the check says of each principle."""
    plan = held(plan_id, today())
    return {
        **_standing(plan),
        "framework": plan.framework.title,
        "verdicts": [
            {
                "principle": code,
                "statement": plan.framework.principle(code).statement,
                "word": verdict.word.value,
                "sentence": verdict.sentence,
            }
            for code, verdict in plan.verdicts.items()
        ],
    }


@api.get("plans/{plan_id}/findings", response={200: shapes.Findings, **_SAID})
def show_findings(
    request: HttpRequest, plan_id: Id, level: Level | None = None, page: Number = 1
) -> dict[str, Any]:
    """What the check found; of one level where that is asked for."""
    plan = held(plan_id, today())
    found = [f for f in plan.result.findings if level in (None, f.level)]
    listed = [
        {
            "rule": f.rule,
            "level": str(f.level),
            "subject": f.subject,
            "message": f.message,
            "principles": [p.code for p in plan.principles_of(f.rule)],
            "fingerprint": f.fingerprint,
        }
        for f in _page(found, page)
    ]
    return {**_standing(plan), **_paged("findings", listed, found, page)}


@api.get("releases", response={200: list[shapes.Release]})
def list_releases(request: HttpRequest) -> list[dict[str, Any]]:
    """Every release of figures about people."""
    return [
        {
            "id": entry.id,
            "title": entry.about.title,
            "periods": list(entry.about.periods),
            **{
                name: standing(entry)[name]
                for name in ("released", "source", "licence", "rule", "audit")
            },
        }
        for entry in ledger.entries()
    ]


@api.get("releases/{key}", response={200: dict[str, Any], **_SAID})
def show_release(request: HttpRequest, key: Id) -> HttpResponse:
    """One release with its cells, as its JSON file has them."""
    text = entry_json(ledger.entry(key))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _standing(plan: Held) -> dict[str, str]:
    about = plan.plan.about
    return {
        "plan_id": about.plan_id,
        "title": about.title,
        "as_at": plan.as_at.isoformat(),
        "notice": about.notice or "",
        "licence": about.licence or "",
    }


def _rows(plan: Held, table: str) -> tuple[Row, ...]:
    """The rows of a table; the plan's own row is a table of one."""
    rows: tuple[Row, ...] = (
        (plan.plan.about,) if table == "plan" else getattr(plan.plan, table)
    )
    return rows


def _cells(columns: tuple[Column, ...], row: Row) -> dict[str, Any]:
    return {column.name: _value(getattr(row, column.name)) for column in columns}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, PartialDate):
        return value.text
    return float(value) if isinstance(value, Decimal) else value


def _page(rows: Any, page: int) -> Any:
    return rows[(page - 1) * PAGE : page * PAGE]


def _paged(name: str, listed: list[Any], rows: Any, page: int) -> dict[str, Any]:
    pages = max(-(-len(rows) // PAGE), 1)
    return {"total": len(rows), "page": page, "pages": pages, name: listed}
