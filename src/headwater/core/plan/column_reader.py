"""What the texts of one column stand for.

A plan of thousands of rows says the same few things again and again, so each
different text of a column is read and looked up once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headwater.core.plan.cells import BadCell, read_cell
from headwater.core.plan.columns import Column
from headwater.core.plan.known import Known


class ColumnReader(dict[str, Any]):
    """The value of every text that was read well. Raises BadCell for the others.

    `known` gives what may stand in a coded column, and None for a column where
    anything may; it is asked only when there is something to look up.
    """

    def __init__(self, column: Column, known: Callable[[Column], Known | None]) -> None:
        super().__init__()
        self.name, self.required = column.name, column.required
        self._column, self._known = column, known

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value

    def _read(self, text: str) -> Any:
        value = read_cell(self._column, text)
        if value in (None, "", ()):
            if self.required:
                raise BadCell(
                    f"{self._column.heading} is needed",
                    "Fill it in. It cannot be blank.",
                )
            return value
        known = self._known(self._column)
        if known is None:
            return value
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(known.one(entry) for entry in value))
        return known.one(str(value))
