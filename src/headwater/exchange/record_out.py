"""Lines of the record as CSV or JSON lines, one at a time: for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from headwater.exchange.formula_safe import guard


COLUMNS = (
    "number",
    "at",
    "person",
    "organisation",
    "did",
    "plan",
    "kind",
    "key",
    "chain",
)
Cells = Mapping[str, str | int | None]


def as_csv(lines: Iterable[Cells]) -> Iterator[str]:
    """With a mark for spreadsheets; no cell can be taken for a formula."""
    yield "\ufeff" + _row(COLUMNS)
    for cells in lines:
        yield _row(_text(cells[name]) for name in COLUMNS)


def as_json_lines(lines: Iterable[Cells]) -> Iterator[str]:
    for cells in lines:
        told = {name: cells[name] for name in COLUMNS}
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _text(value: str | int | None) -> str:
    return "" if value is None else guard(str(value))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
