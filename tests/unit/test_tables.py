"""The dataclasses of a plan say the same as the declaration of its tables."""

from __future__ import annotations

import dataclasses
from typing import get_type_hints

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.columns import (
    LISTS,
    Column,
    Kind,
    Table,
    prose_column,
    text_column,
    words_column,
)
from headwater.core.plan.rows import ROWS, Plan
from headwater.core.plan.tables import BY_NAME, TABLES


TYPES = {
    Kind.DATE: "PartialDate",
    Kind.MONEY: "Decimal",
    Kind.WHOLE: "int",
    Kind.NUMBER: "float",
    Kind.YESNO: "bool",
} | dict.fromkeys(LISTS, "Words")
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def declared_type(table: Table, name: str) -> str:
    column = table.column(name)
    kind = TYPES.get(column.kind, "str")
    return kind if column.required or kind == "Words" else f"{kind} | None"


@each_table
def test_a_row_has_the_declared_columns_in_order(table: Table) -> None:
    fields = dataclasses.fields(ROWS[table.name])
    assert [f.name for f in fields] == [column.name for column in table.columns]


@each_table
def test_a_row_has_the_declared_types(table: Table) -> None:
    for field in dataclasses.fields(ROWS[table.name]):
        assert field.type == declared_type(table, field.name), field.name


@each_table
def test_only_columns_that_must_be_there_have_no_default(table: Table) -> None:
    for field in dataclasses.fields(ROWS[table.name]):
        needed = field.default is dataclasses.MISSING
        assert needed == table.column(field.name).required, field.name


@each_table
def test_the_key_of_a_table_must_be_there(table: Table) -> None:
    assert all(table.column(name).required for name in table.key)


@each_table
def test_what_must_be_there_is_published(table: Table) -> None:
    """Otherwise open data could not be read back as a plan."""
    assert all(column.public for column in table.columns if column.required)


def test_what_is_kept_in_is_known() -> None:
    """To publish a column is a decision, and so is to keep one in."""
    kept = {f"{t.name}.{c.name}" for t in TABLES for c in t.columns if not c.public}
    assert kept == {
        *(f"{table.name}.note" for table in TABLES if table.name != "accepted"),
        "organisations.senior_lead",
        "actions.resources_note",
        "actions.contextual_safeguarding",
        "actions.safety_contact",
        "actions.skills_needed",
        "measures.baseline",
        "measures.baseline_note",
        "meta.filled_in_by",
    }


@pytest.mark.parametrize("make", [text_column, prose_column, words_column])
def test_free_text_is_kept_in_unless_it_is_declared_public(make) -> None:
    assert not make("name", "Help.").public
    assert make("name", "Help.", public=True).public


def test_a_column_that_says_nothing_is_kept_in() -> None:
    assert not Column("name", Kind.NUMBER, "Help.").public


@each_table
def test_a_column_has_help_that_is_a_sentence(table: Table) -> None:
    for column in table.columns:
        assert column.help.endswith((".", "?")), column.name


@each_table
def test_a_coded_column_names_a_list_and_a_reference_a_table(table: Table) -> None:
    london = load_framework()
    for column in table.columns:
        assert bool(column.scheme) == (column.kind in {Kind.CODE, Kind.CODES})
        assert bool(column.table) == (column.kind in {Kind.REF, Kind.REFS})
        assert not column.scheme or london.scheme(column.scheme).codes
        assert not column.table or column.table in BY_NAME


def test_a_plan_holds_every_table_in_order() -> None:
    names = [field.name for field in dataclasses.fields(Plan)]
    assert names == ["about", *list(BY_NAME)[1:]]
    assert list(get_type_hints(Plan)) == names
