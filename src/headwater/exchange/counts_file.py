"""Counts of people from a file: one line a combination of categories.

Lines of the finest categories are the counts; lines that hold a total are kept
apart, to be compared with what the counts add up to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import NOT_APPLICABLE, NOT_REPORTED
from headwater.core.disclosure.tables import Key
from headwater.core.plan.assemble import shorten
from headwater.errors import UserError
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.figures.table import Record, Table, read_table


MISSING = {"..": NOT_REPORTED, "z": NOT_APPLICABLE, "-": NOT_APPLICABLE}
_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, eq=False)
class CountsFile:
    """`counts` by the finest categories, `totals` by cells with a total in them.

    `largest` is how many of each count the largest contributor holds, where they are
    told apart; `missing` has the combinations without a count, and why.
    """

    name: str
    counts: dict[Key, int]
    totals: dict[Key, int]
    largest: dict[Key, int]
    missing: dict[Key, str]


def read_counts(
    given: Opened,
    hierarchies: Mapping[str, Hierarchy],
    value: str,
    remarks: Remarks,
    contributor: str = "",
) -> CountsFile:
    """Counts by the dimensions of `hierarchies`, from the column `value`.

    With the column `contributor`, counts of several contributors are added up.

    Raises UserError, with file, line and column, for what is no count, no category,
    or stands twice.
    """
    table = read_table(given, remarks)
    reader = _Reader(table, hierarchies, value, contributor)
    for record in table.records:
        reader.take(record)
    if not reader.counts:
        raise UserError(
            "There is no line of counts by the finest categories.",
            where=f"{given.name}:",
            fix="Give one line for each combination that has people in it.",
        )
    return CountsFile(
        given.name, reader.counts, reader.totals, reader.largest, reader.missing
    )


class _Reader:
    def __init__(
        self,
        table: Table,
        hierarchies: Mapping[str, Hierarchy],
        value: str,
        contributor: str,
    ) -> None:
        self._name, self._value, self._hierarchies = table.name, value, hierarchies
        fix = "Name the columns with --dims and --value."
        self._at = {n: table.needed(fix, n.casefold()) for n in hierarchies}
        self._people = table.needed(fix, value.casefold())
        self._whose = table.needed(fix, contributor.casefold()) if contributor else None
        self._leaves = [frozenset(each.leaves()) for each in hierarchies.values()]
        self._line_of: dict[Key, int] = {}
        self.counts: dict[Key, int] = {}
        self.totals: dict[Key, int] = {}
        self.largest: dict[Key, int] = {}
        self.missing: dict[Key, str] = {}

    def take(self, record: Record) -> None:
        key = tuple(record.cells[at].strip() for at in self._at.values())
        self._known(record, key)
        whose = () if self._whose is None else (record.cells[self._whose].strip(),)
        first = self._line_of.setdefault((*key, *whose), record.line)
        if first != record.line:
            raise self._wrong(
                record,
                "",
                f"The same combination stands in line {first}.",
                "Keep one line, with the sum.",
            )
        finest = all(c in leaves for c, leaves in zip(key, self._leaves, strict=True))
        if (text := record.cells[self._people].strip()) in MISSING:
            self.missing[key] = MISSING[text]
            return
        people, into = self._count(record), self.counts if finest else self.totals
        into[key] = into.get(key, 0) + people
        if finest and whose:
            self.largest[key] = max(self.largest.get(key, 0), people)

    def _known(self, record: Record, key: Key) -> None:
        for code, (name, each) in zip(key, self._hierarchies.items(), strict=True):
            if code not in each.parents:
                raise self._wrong(
                    record,
                    name,
                    f"{shorten(code)!r} is not a category of the hierarchy.",
                    "Correct it, or add it to the hierarchy with its parent.",
                )

    def _count(self, record: Record) -> int:
        text = record.cells[self._people].strip()
        if not _WHOLE.fullmatch(text):
            said = f"{shorten(text)!r}" if text else "A blank"
            raise self._wrong(
                record,
                self._value,
                f"{said} is not a number of people.",
                "Give a whole number, 0 or more; .. where it was not reported, or z "
                "where there can be none.",
            )
        return int(text)

    def _wrong(self, record: Record, column: str, what: str, fix: str) -> UserError:
        where = f"{self._name}, line {record.line}" + (
            f", column {column}:" if column else ":"
        )
        return UserError(what, where=where, fix=fix)
