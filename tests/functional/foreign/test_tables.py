"""Tables in the way that partners keep theirs, against what a person would read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from workbooks import WORKBOOKS

from headwater.exchange.foreign.dry_run import dry_run, read_all
from headwater.exchange.foreign.grids import read_grids
from headwater.exchange.foreign.mapping import guess_mapping
from headwater.exchange.foreign.mapping_file import parse_mapping, write_mapping


HERE = Path(__file__).parent
TABLES = HERE / "tables"
NAMES = sorted(path.stem for path in TABLES.glob("*.json"))


def table(name: str, folder: Path) -> Path:
    """The file of a table; workbooks are made on the spot."""
    if name not in WORKBOOKS:
        return TABLES / f"{name}.csv"
    book = Workbook()
    WORKBOOKS[name](book)
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


def truth_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TABLES / f"{name}.json").read_text("utf-8"))
    return found


def test_there_are_tables_of_many_habits() -> None:
    assert len(NAMES) >= 14
    assert set(WORKBOOKS) < set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_table_is_read_as_a_person_would(name: str, tmp_path: Path) -> None:
    truth = truth_of(name)
    path = table(name, tmp_path)
    grids = read_grids(path)
    mapping, guesses = guess_mapping(path.name, grids)
    # What is read by the guess is read by the file that a person gets to mend.
    mapping = parse_mapping(write_mapping(mapping, guesses))
    found = dry_run(path.name, read_all(grids, mapping, truth["known"]))
    assert [sheet["sheet"] for sheet in found] == [s["sheet"] for s in truth["sheets"]]
    for sheet, wanted in zip(found, truth["sheets"], strict=True):
        assert sheet["file"] == path.name
        assert sheet["rows"] == wanted["rows"]
        assert [[e["row"], e["column"], e["value"]] for e in sheet["errors"]] == (
            wanted["errors"]
        )
        for part in ("columns", "action_rows", "title_rows", "header_rows"):
            assert sheet[part] == wanted[part], part
        assert sheet["section_rows"] == wanted["section_rows"]
