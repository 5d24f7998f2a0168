"""What a plan covers, as CSV or JSON: one line or object for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headwater.core.plan.axes import Axis
from headwater.core.plan.coverage import Cell, Counted, Coverage, State
from headwater.exchange.tables_out import Value, listed, table_as_csv, table_as_json


SHAPE = "headwater-coverage/1"
COLUMNS = (
    "rows",
    "row",
    "row_label",
    "columns",
    "column",
    "column_label",
    "state",
    "level",
    "named",
    "through_all",
    "may",
    "actions_named",
    "actions_through_all",
)


def coverage_as_csv(table: Coverage) -> str:
    """Long form, because a cell holds a state and three counts. Do not add counts
    of cells together: an action can stand in several."""
    return table_as_csv(table.plan, table.as_at, COLUMNS, _lines(table))


def _lines(table: Coverage) -> Iterator[tuple[Value, ...]]:
    for cell in table:
        found = cell.actions
        yield (
            table.rows.facet,
            cell.row.code,
            cell.row.label,
            table.columns.facet,
            cell.column.code,
            cell.column.label,
            cell.state.value,
            cell.level.value if cell.level else "",
            len(found.named),
            len(found.through_all),
            len(found.may),
            listed(found.named),
            listed(found.through_all),
        )


def coverage_as_json(table: Coverage) -> str:
    """The whole table, with totals and with what could not be placed."""
    body = {
        "complete": table.complete,
        "rows": _axis(table.rows),
        "columns": _axis(table.columns),
        "actions": len(table.actions),
        "ended": table.ended,
        "states": {state.value: len(table.in_state(state)) for state in State},
        "cells": [_cell(cell) for cell in table],
        "totals": {
            "rows": _totals(table.rows, table.row_totals),
            "columns": _totals(table.columns, table.column_totals),
            "all": _counts(table.total),
        },
        "not_placed": {
            "row_blank": list(table.blank.rows),
            "column_blank": list(table.blank.columns),
            "both_blank": list(table.blank.both),
            "status_unclear": list(table.unclear),
        },
        "elsewhere": list(table.elsewhere),
    }
    return table_as_json(table.plan, table.as_at, SHAPE, body)


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "facet": axis.facet,
        "title": axis.title,
        "reads": axis.reads,
        "source": axis.source,
        "entries": [{"code": e.code, "label": e.label} for e in axis.entries],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row.code,
        "column": cell.column.code,
        "state": cell.state.value,
        "level": cell.level.value if cell.level else None,
        "named": list(cell.actions.named),
        "through_all": list(cell.actions.through_all),
        "may": len(cell.actions.may),
    }


def _totals(axis: Axis, totals: tuple[Counted, ...]) -> dict[str, dict[str, int]]:
    return {
        entry.code: _counts(total)
        for entry, total in zip(axis.entries, totals, strict=True)
    }


def _counts(found: Counted) -> dict[str, int]:
    return {
        "named": len(found.named),
        "through_all": len(found.through_all),
        "may": len(found.may),
    }
