"""Read CSV files by their Data Package alone, as a stranger's program would."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any


Rows = list[dict[str, str]]


def faults(descriptor: Mapping[str, Any], files: Mapping[str, bytes]) -> list[str]:
    """Everything in the files that the descriptor does not allow."""
    tables = {
        resource["name"]: rows_of(files[resource["path"]])
        for resource in descriptor["resources"]
    }
    return [
        f"{resource['path']}: {fault}"
        for resource in descriptor["resources"]
        for fault in _faults(resource["schema"], resource["name"], tables)
    ]


def rows_of(content: bytes) -> Rows:
    assert content.count(b"\r\n") >= 1, "not the line ends of RFC 4180"
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, strict=True, restkey="beyond the headings"))


def headings_of(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _faults(
    schema: Mapping[str, Any], name: str, tables: Mapping[str, Rows]
) -> Iterator[str]:
    rows, fields = tables[name], schema["fields"]
    for number, row in enumerate(rows, 2):
        if list(row) != [field["name"] for field in fields]:
            yield f"row {number}: other columns: {list(row)}"
        for field in fields:
            if says := _cell_fault(field, schema, row[field["name"]]):
                yield f"row {number}, {field['name']}: {says}"
    key = [tuple(row[part] for part in schema.get("primaryKey", ())) for row in rows]
    if "primaryKey" in schema and len(set(key)) < len(key):
        yield "two rows with one key"
    for foreign in schema.get("foreignKeys", ()):
        yield from _lost(foreign, schema, rows, tables)


def _lost(
    foreign: Mapping[str, Any],
    schema: Mapping[str, Any],
    rows: Rows,
    tables: Mapping[str, Rows],
) -> Iterator[str]:
    (column,), target = foreign["fields"], foreign["reference"]
    field = next(f for f in schema["fields"] if f["name"] == column)
    known = {row[target["fields"][0]] for row in tables[target["resource"]]}
    for row in rows:
        if not _missing(field, schema, row[column]) and row[column] not in known:
            yield f"{column} names {row[column]}, which is not there"


def _missing(field: Mapping[str, Any], schema: Mapping[str, Any], text: str) -> bool:
    values = field.get("missingValues", schema["missingValues"])
    return text in [value["value"] for value in values]


def _cell_fault(
    field: Mapping[str, Any], schema: Mapping[str, Any], text: str
) -> str | None:
    rules = field.get("constraints", {})
    if _missing(field, schema, text):
        return "needed and not there" if rules.get("required") else None
    if not re.fullmatch(_FORMS[field["type"]], text, re.DOTALL):
        return f"{text!r} is no {field['type']}"
    if field["type"] == "boolean":
        known = text in (*field["trueValues"], *field["falseValues"])
        return None if known else f"{text!r} is neither yes nor no"
    if "minimum" in rules and float(text) < rules["minimum"]:
        return f"{text} is too small"
    if "enum" in rules and text not in rules["enum"]:
        return f"{text!r} is not one of the codes"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"{text!r} does not look like {rules['pattern'][:40]}"
    return None


_FORMS = {
    "string": r".*",
    "boolean": r".*",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
}
