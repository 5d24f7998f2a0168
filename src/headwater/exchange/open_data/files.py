"""Every file of a plan's open data, in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.core.plan.check import CheckResult
from headwater.core.plan.tables import TABLES
from headwater.exchange.findings_out import write_findings
from headwater.exchange.open_data.about_text import about_text
from headwater.exchange.open_data.csvw import table_group
from headwater.exchange.open_data.findings_shape import FINDINGS
from headwater.exchange.open_data.package import package
from headwater.exchange.open_data.resource import Resource
from headwater.exchange.open_data.shape import Shape, table_shape
from headwater.exchange.open_data.tables_out import plan_table
from headwater.exchange.open_data.vocabularies import VOCABULARIES, vocabularies
from headwater.exchange.write_folder import rows_of


CSV, JSON, TEXT = "text/csv", "application/json", "text/plain"


@dataclass(frozen=True)
class DataFile:
    """One file: its name within the folder, what it is, and its bytes."""

    name: str
    title: str
    media_type: str
    content: bytes
    rows: int | None = None  # of a table


@dataclass(frozen=True)
class OpenData:
    """The files of one plan as at one day, by name, tables first."""

    result: CheckResult
    files: Mapping[str, DataFile]


def open_data(result: CheckResult) -> OpenData:
    """Every table of a plan, its findings and its words, with their descriptions.

    Depends on the result only: the same check gives the same bytes.
    """
    resources = [*_plan_tables(result), _findings(result), _vocabularies(result)]
    files = [
        *(DataFile(r.path, r.shape.title, CSV, r.content, r.rows) for r in resources),
        DataFile(
            "check/findings.json",
            "The whole check, for a program",
            JSON,
            write_findings(result, "json").encode(),
        ),
        DataFile(
            "datapackage.json",
            "What every file and column holds, as a Data Package",
            JSON,
            _as_json(package(result, resources)),
        ),
        DataFile(
            "csv-metadata.json",
            "The same for CSV on the Web",
            JSON,
            _as_json(table_group(result, resources)),
        ),
        DataFile(
            "about-these-data.txt",
            "About these data: what they are, and how to read a cell",
            TEXT,
            about_text(result, resources).encode(),
        ),
    ]
    return OpenData(result, {file.name: file for file in files})


def _plan_tables(result: CheckResult) -> list[Resource]:
    return [
        Resource(
            f"{table.name}.csv",
            table_shape(table, result),
            plan_table(table, result.plan),
            len(rows_of(result.plan, table)),
        )
        for table in TABLES
    ]


def _findings(result: CheckResult) -> Resource:
    """The same bytes as the download on the page of findings."""
    text = write_findings(result, "csv")
    rows = sum(len(found.findings) for found in result.results)
    return _resource("check/findings.csv", FINDINGS, text, rows)


def _vocabularies(result: CheckResult) -> Resource:
    text, rows = vocabularies(result.framework)
    return _resource("framework/vocabularies.csv", VOCABULARIES, text, rows)


def _resource(path: str, shape: Shape, text: str, rows: int) -> Resource:
    return Resource(path, shape, text.encode("utf-8-sig"), rows)


def _as_json(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
