"""Rows of results as CSV, or as objects for JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headwater.exchange.formula_safe import guard


Value = str | int | float | bool | None
Row = dict[str, Value]


def rows_as_csv(columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> str:
    """Numbers with 17 digits, which lose nothing; no text that a sheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".17g")
    return guard(value) if isinstance(value, str) else str(value)


def number_or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def objects_as_csv(rows: Sequence[Row]) -> str:
    """Rows that all have the same columns."""
    return rows_as_csv(tuple(rows[0]), (tuple(row.values()) for row in rows))


def as_json(shape: str, body: Mapping[str, Any]) -> str:
    """One object; what is not known is null."""
    whole = {"shape": shape, **body}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
