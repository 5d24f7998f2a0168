"""The Data Package v2 descriptor: `datapackage.json`.

Lists of codes are strings with a pattern: the profile of v2 has no list type.
Only the tables of the plan carry its licence; the words of the framework are not
the plan's to license.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headwater.core.plan.check import CheckResult
from headwater.exchange.open_data.cell_words import (
    BLANK_MEANS,
    HOW_TO_READ,
    NONE_MEANS,
)
from headwater.exchange.open_data.licences import known_licence
from headwater.exchange.open_data.resource import Resource
from headwater.exchange.open_data.shape import Field, Shape, Type
from headwater.exchange.open_data.vocabularies import VOCABULARIES


PROFILES = "https://datapackage.org/profiles/2.0"
_BLANK = {"value": "", "label": BLANK_MEANS}
_NONE = {"value": "none", "label": NONE_MEANS}
_TYPES = {
    Type.TEXT: "string",
    Type.NUMBER: "number",
    Type.WHOLE: "integer",
    Type.YESNO: "boolean",
}


def package(result: CheckResult, resources: Sequence[Resource]) -> dict[str, Any]:
    """The descriptor of a plan's tables."""
    about, framework = result.plan.about, result.framework
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": _name(about.plan_id),
        "title": about.title,
        "description": _description(result),
        "notice": about.notice or "",
        "licence": about.licence or "",
        "as_at": result.as_at.isoformat(),
        "plan_id": about.plan_id,
        "framework": {
            "id": framework.id,
            "title": framework.title,
            "version": framework.version,
        },
        "sources": [{"title": framework.attribution}],
        "resources": [_resource(result, resource) for resource in resources],
    }


def _name(plan_id: str) -> str:
    """Small letters, digits and hyphens, as the standard wishes."""
    return re.sub(r"[^a-z0-9]+", "-", plan_id.casefold()).strip("-") or "plan"


def _description(result: CheckResult) -> str:
    about = result.plan.about
    told = [text for text in (about.notice, about.summary) if text]
    how = [f"{term}: {meaning}" for term, meaning in HOW_TO_READ]
    return "\n\n".join((*told, "How to read a cell.", *how))


def _resource(result: CheckResult, resource: Resource) -> dict[str, Any]:
    shape = resource.shape
    return {
        "name": shape.name,
        "path": resource.path,
        "type": "table",
        "title": shape.title,
        "description": f"Each row is {shape.one_row}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(resource.content),
        "hash": resource.hash,
        **_licences(result, shape),
        **_sources(shape.sources),
        "dialect": {
            "$schema": f"{PROFILES}/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(shape),
    }


def _licences(result: CheckResult, shape: Shape) -> dict[str, Any]:
    if shape is VOCABULARIES:
        return {"licence": result.framework.licence}
    line = result.plan.about.licence or ""
    found = known_licence(line)
    if found is None:
        return {}
    return {"licenses": [{"name": found.name, "path": found.path, "title": line}]}


def _sources(sources: Iterable[str]) -> dict[str, Any]:
    found = [_source(text) for text in sources]
    return {"sources": found} if found else {}


def _source(text: str) -> dict[str, str]:
    address = re.fullmatch(r"https?://\S+", text)
    return {"title": text} | ({"path": text} if address else {})


def _schema(shape: Shape) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field) for field in shape.fields],
        "missingValues": [_BLANK],
    }
    if shape.key:
        schema["primaryKey"] = list(shape.key)
    if shape.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.table, "fields": [key.key]},
            }
            for key in shape.foreign_keys
        ]
    return schema


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": _TYPES[field.type],
        "title": field.title,
        "description": field.help,
    }
    if field.type is Type.YESNO:
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if field.none_means_none and not field.required:
        described["missingValues"] = [_BLANK, _NONE]
    if field.codes and not field.listed:
        described["categories"] = _categories(field.codes)
    if constraints := _constraints(field):
        described["constraints"] = constraints
    return described


def _categories(codes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": code, "label": label} for code, label in codes.items()]


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if field.required:
        found["required"] = True
    if field.never_below_zero:
        found["minimum"] = 0
    if field.pattern:
        found["pattern"] = field.pattern
    elif field.codes:
        found["enum"] = list(field.codes)
    return found
