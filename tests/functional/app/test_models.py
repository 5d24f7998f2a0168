"""Models, dataclasses and the declared tables are the same; history stays."""

from __future__ import annotations

from dataclasses import fields

import pytest

from headwater.core.plan.rows import ROWS
from headwater.core.plan.tables import TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_models_equal_the_declared_tables(workspace, table) -> None:
    from headwater.app.models import ROW_MODELS

    model = ROW_MODELS[table.name]
    declared = [column.name for column in table.columns]
    kept = [f.name for f in model._meta.fields if f.name not in ("id", "plan")]
    assert kept == declared == [f.name for f in fields(ROWS[table.name])]
    assert model.__name__ == ROWS[table.name].__name__


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_models_let_only_what_may_be_blank_be_blank(workspace, table) -> None:
    from headwater.app.models import ROW_MODELS

    for column in table.columns:
        field = ROW_MODELS[table.name]._meta.get_field(column.name)
        assert field.null is not column.required, column.name


@pytest.mark.parametrize("table", TABLES[1:], ids=lambda table: table.name)
def test_models_hold_one_row_for_each_key_of_a_plan(workspace, table) -> None:
    from headwater.app.models import ROW_MODELS

    (constraint,) = ROW_MODELS[table.name]._meta.constraints
    assert constraint.fields == ("plan", *table.key)


def test_models_are_all_in_the_migrations(workspace) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_history_refuses_change_in_python(workspace) -> None:
    from headwater.app.models import Revision
    from headwater.errors import InternalError

    row = Revision.objects.first()
    row.why = "something else"
    with pytest.raises(InternalError, match="never changed or deleted"):
        row.save()
    with pytest.raises(InternalError, match="never changed or deleted"):
        row.delete()


@pytest.mark.parametrize("table", ["headwater_revision", "headwater_import"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET why = 'other'"])
def test_history_refuses_change_in_the_database(workspace, table, change) -> None:
    from django.db import DatabaseError, connection, transaction

    with (
        pytest.raises(DatabaseError, match="history is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))
