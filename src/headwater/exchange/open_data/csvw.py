"""The same tables for CSV on the Web: `csv-metadata.json`, beside the files.

https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from headwater.core.plan.check import CheckResult
from headwater.exchange.open_data.cell_words import HOW_TO_READ
from headwater.exchange.open_data.licences import known_licence
from headwater.exchange.open_data.resource import Resource
from headwater.exchange.open_data.shape import Field, Shape, Type
from headwater.exchange.open_data.vocabularies import VOCABULARIES


CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]


def table_group(result: CheckResult, resources: Sequence[Resource]) -> dict[str, Any]:
    """The metadata of every CSV file in the folder."""
    about = result.plan.about
    paths = {resource.shape.name: resource.path for resource in resources}
    return {
        "@context": CONTEXT,
        "dc:title": about.title,
        "dc:description": about.notice or about.summary or about.title,
        "dc:date": result.as_at.isoformat(),
        "rdfs:comment": [f"{term}: {meaning}" for term, meaning in HOW_TO_READ],
        "dialect": {"header": True, "encoding": "utf-8", "commentPrefix": None},
        "tables": [_table(result, resource, paths) for resource in resources],
    }


def _table(
    result: CheckResult, resource: Resource, paths: dict[str, str]
) -> dict[str, Any]:
    shape = resource.shape
    return {
        "url": resource.path,
        "dc:title": shape.title,
        "dc:description": f"Each row is {shape.one_row}.",
        **_licence(result, shape),
        "tableSchema": _schema(shape, paths),
    }


def _licence(result: CheckResult, shape: Shape) -> dict[str, Any]:
    if shape is VOCABULARIES:
        return {"dc:rights": result.framework.licence}
    line = result.plan.about.licence
    if not line:
        return {}
    found = known_licence(line)
    where = {"dc:license": {"@id": found.path}} if found else {}
    return {"dc:rights": line, **where}


def _schema(shape: Shape, paths: dict[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(field) for field in shape.fields]}
    if shape.key:
        schema["primaryKey"] = list(shape.key)
    # Checkers differ on a blank that refers to nothing, so those are not claimed.
    if always := [key for key in shape.foreign_keys if key.always]:
        schema["foreignKeys"] = [
            {
                "columnReference": key.column,
                "reference": {
                    "resource": paths[key.table],
                    "columnReference": key.key,
                },
            }
            for key in always
        ]
    return schema


def _column(field: Field) -> dict[str, Any]:
    """The name may hold letters, digits and _ only; the title is the heading."""
    column: dict[str, Any] = {
        "name": field.name.replace("#", "plan_"),
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": field.help,
        "datatype": _datatype(field),
    }
    if field.required:
        column["required"] = True
    if field.none_means_none and not field.required:
        column["null"] = ["", "none"]
    if field.listed:
        column["separator"] = "; "
    return column


def _datatype(field: Field) -> str | dict[str, Any]:
    if field.type is Type.YESNO:
        return {"base": "boolean", "format": "yes|no"}
    if field.type is Type.WHOLE:
        return "nonNegativeInteger"
    if field.type is Type.NUMBER:
        floor = {"minimum": 0} if field.never_below_zero else {}
        return {"base": "decimal", **floor}
    if field.codes:
        return {"base": "string", "format": "|".join(map(re.escape, field.codes))}
    return "string"
