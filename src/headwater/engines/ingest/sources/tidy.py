"""A partner's own file, known by its headings: one row a number.

`measure` (or `id`), `period` (or `month`, `quarter`, `year`, `financial year`),
`place` (or `area`, `borough`), `value`, `status`; every other column is a breakdown. A
file with other headings, or one whose numbers may be added, has a small TOML file
beside it (`declared`).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.headings import damaged
from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Kind,
    Quirk,
    Source,
    Value,
    plain_heading,
)
from headwater.engines.ingest.sources import areas
from headwater.errors import UserError


MEASURE = ("measure", "id", "indicator")
PLACE = ("place", "area", "borough", "area code")
VALUE = ("value", "y", "count", "number")
STATUS = ("status",)
KINDS = {
    "month": Kind.MONTH,
    "quarter": Kind.QUARTER,
    "year": Kind.YEAR,
    "financial year": Kind.FINANCIAL_YEAR,
}
ALL = "all"  # what a blank breakdown means
WHEN = ("period", "date")  # the cells have to say which kind it is
NOT_A_BREAKDOWN = ("n", "denominator", "lower", "upper", "ci_lower", "ci_upper")
# Words and signs that stand for a missing number, from official statistics and tables.
WORDS = {
    "": Status.NOT_REPORTED,
    "not reported": Status.NOT_REPORTED,
    "not available": Status.NOT_REPORTED,
    "missing": Status.NOT_REPORTED,
    "x": Status.NOT_REPORTED,
    "..": Status.NOT_REPORTED,
    "not applicable": Status.NOT_APPLICABLE,
    "n/a": Status.NOT_APPLICABLE,
    "z": Status.NOT_APPLICABLE,
    "withheld": Status.WITHHELD,
    "suppressed": Status.WITHHELD,
    "c": Status.WITHHELD,
    "*": Status.WITHHELD,
}
_FORMS = (
    (re.compile(r"\d{4}[- ]?Q[1-4]|Q[1-4][- ]?\d{4}", re.IGNORECASE), Kind.QUARTER),
    (re.compile(r"\d{4}/(\d\d|\d{4})|\d{4}-\d{4}"), Kind.FINANCIAL_YEAR),
    (re.compile(r"\d{4}"), Kind.YEAR),
    (re.compile(r"\d{4}-?(0[1-9]|1[0-2])(-\d\d)?"), Kind.MONTH),
    (re.compile(r"\d{4}-\d\d"), Kind.FINANCIAL_YEAR),
    (
        re.compile(r"\d\d?/\d\d?/\d{4}|[a-z]{3,9}[- ]\d\d(\d\d)?", re.IGNORECASE),
        Kind.MONTH,
    ),
)
_MONTH_OR_YEARS = re.compile(r"(\d{4})-(\d\d)")  # 2010-11: November, or two years
QUIRKS = (
    Quirk(
        "A blank is 'not reported', never zero: a zero has to be written as 0.",
        "test_blank_is_not_zero",
    ),
    Quirk(
        "Nothing is added up, because the headings alone cannot say what may be: a "
        "TOML file beside it can.",
        "test_a_tidy_file_is_not_added_up",
    ),
    Quirk(
        "The figures are a partner's own and not published: they are shown only "
        "through disclosure control.",
        "test_a_tidy_file_is_not_published",
    ),
)


def tidy_source(file: Path, name: str = "") -> Source:
    """The source that the headings of a file declare.

    Raises UserError where the file has no period or no value, or where its periods
    could be of two kinds.
    """
    rows, dialect = _first_rows(file)
    headings = rows[0]
    when = _heading(headings, (*KINDS, *WHEN))
    if not when or not _heading(headings, VALUE):
        raise UserError(
            "A tidy file needs a column for the period and one for the value.",
            where=f"{file.name}, line 1:",
            fix="Name them 'period' (or month, quarter, year, financial year) and "
            "'value'; or describe the file in a TOML file.",
        )
    _refuse_denominators(file, headings)
    try:
        return _declare(file, name, headings, dialect, when, _kind(file, rows, when))
    except ValueError as error:  # two columns of one name
        raise UserError(f"{error}.", where=f"{file.name}, line 1:") from None


def name_of(text: str) -> str:
    """The name of a source after its file: 'IDVA referrals.csv' is idva-referrals."""
    stem = text.split(".")[0].casefold().removeprefix("tidy-")
    return "tidy-" + (re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "file")


def _declare(
    file: Path, name: str, headings: list[str], dialect: Dialect, when: str, kind: Kind
) -> Source:
    value = _heading(headings, VALUE)
    return Source(
        name=name_of(name or file.name),
        title=f"A partner's own figures: {file.name}",
        publisher="",
        licence="",  # nobody has published these: they leave by disclosure control only
        level=Level.SMALL_AREA,
        value=Value(
            "as the partner counts",
            (value,),
            scale=10_000,
            words=WORDS,
            status_headings=tuple(filter(None, (_heading(headings, STATUS),))),
        ),
        dimensions=(
            Dimension(kind.value.replace(" ", "-"), (when,), kind),
            *_breakdowns(headings, {when, value}),
        ),
        missing=Status.NOT_REPORTED,
        dialect=dialect,
        quirks=QUIRKS,
    )


def _breakdowns(headings: list[str], taken: set[str]) -> Iterator[Dimension]:
    measure, place = _heading(headings, MEASURE), _heading(headings, PLACE)
    status = _heading(headings, STATUS)
    if measure:
        yield Dimension("measure", (measure,))
    if place:
        yield place_dimension(place)
    for heading in headings:
        if heading.strip() and heading not in {*taken, measure, place, status}:
            yield Dimension(
                _name(heading), (heading,), blank=ALL, totals=frozenset({ALL})
            )


def place_dimension(heading: str, blank: str = "") -> Dimension:
    """The place of a row: London's boroughs and London by name or code, others kept."""
    return Dimension(
        "area",
        (heading,),
        codes={**areas.CODES, "London": areas.LONDON, areas.LONDON: areas.LONDON},
        labels={**areas.LABELS, areas.LONDON: "London"},
        blank=blank,
        totals=frozenset({areas.LONDON}),
    )


def _name(heading: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")
    return name if name[:1].isalpha() else f"column-{name}".rstrip("-")


def _heading(headings: list[str], wanted: tuple[str, ...]) -> str:
    """The heading as the file spells it, '' where it is not there."""
    plain = {plain_heading(h): h for h in reversed(headings)}
    return next((plain[p] for w in wanted if (p := plain_heading(w)) in plain), "")


def _refuse_denominators(file: Path, headings: list[str]) -> None:
    found = _heading(headings, NOT_A_BREAKDOWN)
    if found:
        raise UserError(
            f"The column {found!r} holds numbers, and a tidy file has one a row.",
            where=f"{file.name}, line 1:",
            fix="Write it as rows of a measure of its own.",
        )


def _kind(file: Path, rows: list[list[str]], when: str) -> Kind:
    found = next(
        (k for w, k in KINDS.items() if plain_heading(w) == plain_heading(when)), None
    )
    if found:
        return found
    at = rows[0].index(when)
    cells = [row[at].strip() for row in rows[1:] if len(row) > at and row[at].strip()]
    kinds = {_kind_of(cell) for cell in cells}
    if len(kinds) == 1 and (kind := kinds.pop()) and not all(map(_two_ways, cells)):
        return kind
    raise UserError(
        f"The column {when!r} does not say whether its periods are months, quarters or "
        "years.",
        where=f"{file.name}, line 2:",
        fix="Name the column month, quarter, year or financial year.",
    )


def _kind_of(cell: str) -> Kind | None:
    return next((kind for form, kind in _FORMS if form.fullmatch(cell)), None)


def _two_ways(cell: str) -> bool:
    """Could it be a month and a financial year? Then the heading has to say."""
    found = _MONTH_OR_YEARS.fullmatch(cell)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2]) <= 12


def _first_rows(file: Path, count: int = 1000) -> tuple[list[list[str]], Dialect]:
    """The first rows of a file, and how it is written, by its first line."""
    text, encoding = _start(file)
    line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=line.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows = list(islice(reader, count))
    if not rows:
        raise UserError("This file is empty.", where=f"{file.name}:")
    decimal = "," if delimiter == ";" and not _has_points(rows) else "."
    return rows, Dialect(delimiter=delimiter, decimal=decimal, encoding=encoding)


def _has_points(rows: list[list[str]]) -> bool:
    """Are numbers written with points, in a file that could have commas as well?"""
    value = _heading(rows[0], VALUE)
    at = rows[0].index(value) if value else len(rows[0])
    cells = "".join(row[at] for row in rows[1:] if len(row) > at)
    return "." in cells and "," not in cells


def _start(file: Path) -> tuple[str, str]:
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rb") as stream:
            raw = stream.read(200_000)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(file, error) from None
    except OSError as error:
        raise UserError(
            f"This file cannot be read ({error.strerror}).", where=f"{file}:"
        ) from None
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        cut = error.start > len(raw) - 4  # a letter cut in two by the end of the piece
        return (
            (raw[: error.start].decode("utf-8-sig"), "utf-8")
            if cut
            else (raw.decode("cp1252", "replace"), "cp1252")
        )
