"""Where rows wait as numbers until the whole release is read, and become one file.

A small DuckDB file beside the dataset, so that memory stays bounded. In the end each
combination of codes stands once, in the order of its codes: the same figures give the
same bytes, whatever order the publisher's rows were in.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from headwater.core.measures.cube import Status
from headwater.engines.ingest.coded import Coded
from headwater.engines.ingest.source import Source
from headwater.engines.periods import period_code
from headwater.errors import UserError


Twice = tuple[int, int, str, str]  # file, row, heading, what it repeats
_WIDTHS = ((1 << 8, "UTINYINT"), (1 << 16, "USMALLINT"), (1 << 32, "UINTEGER"))
# What stands behind a sum of rows: as in the cube, the first of these that holds.
_STATUS = f"""CASE
    WHEN bool_or(status = {Status.WITHHELD.value}) THEN {Status.WITHHELD.value}
    WHEN bool_or(status = {Status.NOT_REPORTED.value}) THEN {Status.NOT_REPORTED.value}
    WHEN bool_and(status = {Status.NOT_APPLICABLE.value})
        THEN {Status.NOT_APPLICABLE.value}
    WHEN bool_or(status = {Status.CARRIED.value}) THEN {Status.CARRIED.value}
    WHEN sum(value) = 0 THEN {Status.ZERO.value}
    ELSE {Status.OBSERVED.value} END::UTINYINT"""


class Stage:
    """The rows of one release. Use it in a `with`."""

    def __init__(self, source: Source, folder: Path, memory: str) -> None:
        import duckdb

        self.source = source
        self.names = [d.name for d in source.dimensions]
        self.store: Any = duckdb.connect(
            str(folder / "stage.duckdb"),
            config={
                "threads": 1,
                "memory_limit": memory,
                "temp_directory": str(folder / "spilled"),
            },
        )
        columns = [f"{_quoted(name)} UINTEGER" for name in self.names]
        columns += ["value BIGINT", "status UTINYINT", "_file USMALLINT"]
        if not source.repeats:
            columns += ["_row UBIGINT", "_heading VARCHAR"]
        self.store.execute(f"CREATE TABLE stage ({', '.join(columns)})")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.store.close()

    def add(self, file: int, coded: Coded) -> None:
        """Rows of one file, by its number from 0."""
        columns = dict(zip(self.names, coded.codes, strict=True))
        piece = {**columns, "value": coded.values, "status": coded.status}
        more = ""
        if not self.source.repeats:
            piece["_row"] = coded.rows
            more = ", _row, $heading"
        wanted = self._keys()
        self.store.register("piece", piece)
        self.store.execute(
            f"""INSERT INTO stage
            SELECT {wanted}, value, status, {file}{more} FROM piece""",  # noqa: S608
            {"heading": coded.column} if more else None,
        )
        self.store.unregister("piece")

    def refuse_overlap(self, files: list[str]) -> None:
        """Two files with the same figures would be added up. Raises UserError."""
        if len(files) == 1 or not self.source.repeats:
            return
        period = _quoted(self.source.time.name)
        found = self.store.execute(
            f"""SELECT {period}, min(_file), max(_file) FROM stage
            GROUP BY {self._keys()} HAVING min(_file) < max(_file) ORDER BY 1 LIMIT 1"""  # noqa: S608
        ).fetchone()
        if found:
            code = period_code(found[0], self.source.time.kind)
            raise UserError(
                f"Two of the files have the same figures for {code}, which would be "
                "added up.",
                where=f"{files[found[1]]} and {files[found[2]]}:",
                fix="Where the one revises the other, bring them in one after the "
                "other, the older one first.",
            )

    def take_out_repeats(self) -> list[Twice]:
        """Rows whose combination stood before, taken out; with what stood before."""
        if self.source.repeats or not self._some_repeat():
            return []
        keys = self._keys()
        order = f"OVER (PARTITION BY {keys} ORDER BY _file, _row, _heading)"
        self.store.execute(
            f"""CREATE TABLE twice AS SELECT * FROM (
            SELECT rowid AS id, _file, _row, _heading, row_number() {order} AS nth,
            first_value(value) {order} = value
            AND first_value(status) {order} = status AS alike FROM stage)
            WHERE nth > 1"""  # noqa: S608
        )
        found = self.store.execute(
            "SELECT _file, _row, _heading, CASE WHEN alike THEN '' "
            "ELSE ' with another number' END FROM twice ORDER BY _file, _row, _heading"
        ).fetchall()
        self.store.execute("DELETE FROM stage WHERE rowid IN (SELECT id FROM twice)")
        return [(file, row, heading, more) for file, row, heading, more in found]

    def periods(self) -> list[int]:
        """Every period that a row was for, whatever its status."""
        period = _quoted(self.source.time.name)
        found = self.store.execute(f"SELECT DISTINCT {period} FROM stage ORDER BY 1")  # noqa: S608
        return [number for (number,) in found.fetchall()]

    def statuses(self) -> dict[Status, int]:
        """How many rows have each status."""
        found = self.store.execute(
            "SELECT status, count(*) FROM stage GROUP BY 1 ORDER BY 1"
        )
        return {Status(status): count for status, count in found.fetchall()}

    def write(self, file: Path) -> int:
        """The release as one Parquet file. Returns its rows."""
        keys = self._keys()
        kept = ", ".join(
            f"{_quoted(n)}::{self._width(n)} AS {_quoted(n)}" for n in self.names
        )
        self.store.execute(
            f"""COPY (SELECT {kept}, value, status FROM (
            SELECT {keys}, sum(value)::BIGINT AS value, {self._status()} AS status
            FROM stage GROUP BY {keys}) ORDER BY {keys})
            TO '{_text(file)}' (FORMAT parquet, COMPRESSION zstd)"""  # noqa: S608
        )
        rows = self.store.execute(f"SELECT count(*) FROM '{_text(file)}'")  # noqa: S608
        return int(rows.fetchone()[0])

    def _keys(self) -> str:
        return ", ".join(map(_quoted, self.names))

    def _some_repeat(self) -> bool:
        found = self.store.execute(
            f"""SELECT EXISTS (SELECT 1 FROM stage
            GROUP BY {self._keys()} HAVING count(*) > 1)"""  # noqa: S608
        )
        return bool(found.fetchone()[0])

    def _status(self) -> str:
        """Only statuses that are there are asked for: this runs over every row."""
        plain = {Status.OBSERVED, Status.ZERO}
        if plain >= set(self.statuses()):
            return (
                f"CASE sum(value) WHEN 0 THEN {Status.ZERO.value} ELSE 0 END::UTINYINT"
            )
        return _STATUS

    def _width(self, name: str) -> str:
        """The smallest whole number that holds every code that is there."""
        found = self.store.execute(f"SELECT max({_quoted(name)}) FROM stage")  # noqa: S608
        largest = int(found.fetchone()[0] or 0)
        return next(width for limit, width in _WIDTHS if largest < limit)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(file: Path) -> str:
    return str(file).replace("'", "''")
