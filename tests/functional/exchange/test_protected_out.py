"""A release as CSV, JSON and XLSX: hidden cells hold nothing anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from openpyxl import load_workbook

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.safe import release
from headwater.exchange.protected_out import entry_csv, entry_json, entry_xlsx


COUNTS = {
    ("=N", "F"): 3,
    ("=N", "M"): 71,
    ("S", "F"): 43,
    ("S", "M"): 52,
    ("W", "F"): 67,
    ("W", "M"): 38,
}


@pytest.fixture(scope="module")
def entry() -> Entry:
    hierarchies = {
        "place": Hierarchy.of(
            "place", [("all", None), ("=N", "all"), ("S", "all"), ("W", "all")]
        ),
        "sex": Hierarchy.of("sex", [("all", None), ("F", "all"), ("M", "all")]),
    }
    about = About(
        "invented people",
        "=Invented",
        "people",
        ("2024-25",),
        "1",
        "2026-11-01",
        "invented",
        "none",
    )
    rule = profile("lt5_secondary")
    return release(about, COUNTS, hierarchies, [("place", "sex")], rule).entry


def test_csv_holds_each_cell_once_and_nothing_of_hidden_ones(entry: Entry) -> None:
    rows = list(csv.DictReader(io.StringIO(entry_csv(entry))))
    assert len(rows) == 4 * 3
    hidden = [row for row in rows if row["status"] == "withheld"]
    assert len(hidden) == len(entry.hidden) >= 4
    assert {(row["value"], row["symbol"]) for row in hidden} == {("", "c")}
    shown = {row["value"] for row in rows if row["status"] == "reported"}
    assert "274" in shown
    assert "3" not in shown
    assert {row["ledger_id"] for row in rows} == {entry.id}
    assert {row["place"] for row in rows} == {"all", "'=N", "S", "W"}


def test_json_says_rule_audit_and_symbols(entry: Entry) -> None:
    whole = json.loads(entry_json(entry))
    assert whole["about"]["ledger_id"] == entry.id
    assert "No count from 1 to 4 is shown" in whole["about"]["promise"]
    assert "no small count was narrowed" in whole["about"]["audit"]
    assert whole["symbols"]["c"].startswith("withheld")
    values = {cell["value"] for cell in whole["tables"][0]["cells"]}
    assert None in values
    assert 3 not in values


def test_workbook_holds_no_secret_in_any_part(entry: Entry) -> None:
    content = entry_xlsx(entry)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Notes", "Table 1"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.comment or cell.data_type == "f" for cell in cells)
    assert sum(cell.value == "c" for cell in book["Table 1"]["C"]) == len(entry.hidden)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    numbers = set(re.findall(r't="n"><v>(\d+)</v>', sheet))
    assert "274" in numbers
    assert not numbers & {"3", "71"}
