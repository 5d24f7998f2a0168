"""What the coverage pages say: words and shapes for each kind of cell."""

from __future__ import annotations

import csv
from io import StringIO

import pytest


TABLE = "./coverage/vawg-type/tier/"


def test_cells_lead_to_the_actions_behind_them(page) -> None:
    shown = page(TABLE)
    link = next(link for link in shown.links if "/coverage/" in link and "#" in link)
    address, _, anchor = link.partition("#")
    behind = page(address)
    assert f'id="{anchor}"' in behind.html
    assert any("/actions/C" in link for link in behind.links)


def test_cells_agree_with_the_file_to_take_away(page, fetch) -> None:
    text = fetch("/plans/london-sample/coverage/vawg-type/tier.csv").content.decode()
    rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))
    shown = page(TABLE)
    empty = sum(row["state"] == "empty" for row in rows)
    assert len(rows) == shown.html.count('<td class="app-cell"><span')
    marks = shown.html.count(
        '<td class="app-cell"><span class="app-cover app-cover--none'
    )
    assert marks == empty


def test_table_that_is_not_complete_has_no_gap(page) -> None:
    said = page("./coverage/setting/sector/").main
    assert "None yet" in said
    assert "a question and not a gap" in said
    assert "None: no action" not in said


def test_cell_through_all_is_told_apart(page) -> None:
    said = page(TABLE).main
    assert "only through 'all'" in said
    assert "Not written down" in page("./coverage/setting/sector/").main


def test_every_header_has_a_scope(page) -> None:
    for cell in page(TABLE).tree.iter("th"):
        assert cell.get("scope") in ("row", "col")


def test_wide_table_scrolls_in_a_box_that_keys_reach(page) -> None:
    assert 'class="app-scroll" role="region"' in page(TABLE).html
    assert 'tabindex="0"' in page(TABLE).html


def test_row_names_the_columns_with_no_action(page) -> None:
    said = page("./coverage/setting/sector/home/").main
    assert "None yet: " in said
    assert "Violence Reduction Unit" in said


@pytest.mark.parametrize(
    "address",
    [
        "./coverage/vawg-type/nothing/",
        "./coverage/vawg_type/tier/",
        "./coverage/nothing/tier/",
        "./coverage/vawg-type/tier/unknown/",
    ],
)
def test_table_that_nobody_knows_is_not_there(page, address: str) -> None:
    assert page(address, status=404).h1 == "Page not found"


def test_table_is_worked_out_once(client, page, monkeypatch) -> None:
    from headwater.app.selectors import coverage

    page(TABLE)
    monkeypatch.setattr(coverage, "coverage", None)
    assert page(TABLE).h1
