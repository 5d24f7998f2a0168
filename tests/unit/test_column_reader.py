"""Each different text of a column is read once, and a bad one is refused each time."""

from __future__ import annotations

import pytest

from headwater.core.plan.cells import BadCell
from headwater.core.plan.column_reader import ColumnReader
from headwater.core.plan.columns import Column, Kind
from headwater.core.plan.known import Known


TIERS = Column("tiers", Kind.CODES, "Tiers.", scheme="tier")
TITLE = Column("title", Kind.TEXT, "Title.", required=True)


def reader(column: Column, asked: list[str]) -> ColumnReader:
    def known(column: Column) -> Known | None:
        asked.append(column.name)
        return Known("the list tier", {"primary": "primary"}) if column.scheme else None

    return ColumnReader(column, known)


def test_a_text_that_comes_again_is_not_looked_up_again() -> None:
    asked: list[str] = []
    tiers = reader(TIERS, asked)
    assert tiers["Primary"] == ("primary",)
    assert tiers["Primary"] is tiers["Primary"]
    assert asked == ["tiers"]


def test_other_spellings_are_read_for_themselves() -> None:
    tiers = reader(TIERS, [])
    assert tiers["PRIMARY; primary"] == tiers["primary"]


def test_none_is_not_looked_up() -> None:
    asked: list[str] = []
    assert reader(TIERS, asked)["none"] == ()
    assert asked == []


@pytest.mark.parametrize("again", [1, 2])
def test_a_bad_text_is_refused_each_time(again: int) -> None:
    tiers = reader(TIERS, [])
    for _ in range(again):
        with pytest.raises(BadCell, match="not in the list tier"):
            tiers["third"]
    assert not tiers


@pytest.mark.parametrize("text", ["", " ", "none"])
def test_what_is_needed_cannot_be_blank(text: str) -> None:
    with pytest.raises(BadCell, match="Title is needed"):
        reader(TITLE, [])[text]
