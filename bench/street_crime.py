"""Invented street-crime files in the twelve columns of data.police.uk.

Every row is a product of hashes: no place, crime or number in it is real. About 5,000
small areas, 60 months and 14 types, and one bad row in 100,000.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import Dimension, Kind, Roll, Source, Value
from headwater.errors import UserError


AREAS, MONTHS, IN_A_BOROUGH = 5000, 60, 152
BYTES_A_ROW = 250
BAD_EVERY = 100_000
TYPES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
OUTCOMES = (
    "Under investigation",
    "Investigation complete; no suspect identified",
    "Status update unavailable",
    "Unable to prosecute suspect",
)
STREETS = ("Park", "High", "Church", "Mill")
SOURCE = Source(
    name="invented-street-crime",
    title="Invented street crime",
    publisher="bench",
    licence="None: invented",
    level=Level.SMALL_AREA,
    value=Value("crimes"),
    dimensions=(
        Dimension("month", ("Month",), Kind.MONTH),
        Dimension(
            "lsoa",
            ("LSOA code",),
            rolls=(
                Roll("borough", lambda code, _: f"B{int(code[3:]) // IN_A_BOROUGH}"),
            ),
        ),
        Dimension("type", ("Crime type",)),
    ),
    missing=Status.ZERO,
    additive=frozenset({"month", "lsoa", "type"}),
    repeats=True,
)


def write_street_crime(rows: int, file: Path) -> int:
    """Write so many rows, and return how many of them are bad."""
    need = 2 * rows * BYTES_A_ROW
    free = shutil.disk_usage(file.parent).free
    if free < need:
        raise UserError(
            f"{rows:,} rows need {need / 1e9:.0f} GB of disk, and {free / 1e9:.0f} GB "
            "are free.",
            where=f"{file.parent}:",
            fix="Ask for fewer with --rows.",
        )
    with duckdb.connect() as store:
        store.execute(
            f"COPY (SELECT {_columns()} FROM range({rows}) t(i)) "  # noqa: S608
            f"TO '{file}' (HEADER, DELIMITER ',', QUOTE '\"', NULLSTR '')"
        )
    return len(range(BAD_EVERY - 1, rows, BAD_EVERY))


def _columns() -> str:
    area = f"(hash(i + 4) % {AREAS})::INT"
    borough, nth = f"({area} // {IN_A_BOROUGH})", f"({area} % {IN_A_BOROUGH})"
    month = f"date '2019-01-01' + to_months((hash(i) % {MONTHS})::INT)"
    bad = f"i % {BAD_EVERY} = {BAD_EVERY - 1}"
    return f"""md5(i::VARCHAR) || md5((i + 7)::VARCHAR) AS "Crime ID",
    CASE WHEN {bad} THEN 'March' ELSE strftime({month}, '%Y-%m') END AS "Month",
    'An Invented Police Service' AS "Reported by",
    'An Invented Police Service' AS "Falls within",
    printf('%.6f', -0.5 + (hash(i + 1) % 800000) / 1e6) AS "Longitude",
    printf('%.6f', 51.3 + (hash(i + 2) % 380000) / 1e6) AS "Latitude",
    'On or near ' || {_one_of(STREETS, 3)} || ' Road' AS "Location",
    printf('E01%06d', {area}) AS "LSOA code",
    'Borough ' || {borough} || printf(' %03dA', {nth}) AS "LSOA name",
    {_one_of(TYPES, 5)} AS "Crime type",
    {_one_of(OUTCOMES, 6)} AS "Last outcome category",
    NULL AS "Context\""""


def _one_of(words: tuple[str, ...], salt: int) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"(list_value({listed}))[1 + (hash(i + {salt}) % {len(words)})::INT]"
