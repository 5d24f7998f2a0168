"""Which column of a file is what: the declaration met with the file's first line."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Kind,
    Source,
    plain_heading,
    plain_label,
)
from headwater.engines.periods import read_period
from headwater.errors import UserError


LONGEST_HEADER = 1 << 20  # bytes; no table has so many headings


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file's columns are, by their place from 0.

    `dimensions` has one place for each dimension of the source, None where it is wide
    or where the file has no such column. `wide` holds the places of wide columns with
    the label that their heading is. `unused` are headings that nothing is read from.
    """

    headings: tuple[str, ...]
    dialect: Dialect
    dimensions: tuple[int | None, ...]
    names: tuple[int | None, ...]  # the columns with the words for a code
    value: int | None
    status: int | None
    wide: tuple[tuple[int, str], ...]
    keep: tuple[tuple[int, frozenset[str]], ...]
    unused: tuple[str, ...]

    def read(self) -> list[int]:
        """The places of all columns that are read, in order."""
        found = {*self.dimensions, *self.names, self.value, self.status}
        found |= {at for at, _ in self.wide} | {at for at, _ in self.keep}
        return sorted(at for at in found if at is not None)


def layout_of(source: Source, file: Path) -> Layout:
    """The layout of a file. Raises UserError where it is not a file of the source."""
    header = _header(file)
    tried = []
    for dialect in (source.dialect, *source.also):
        headings = _split(header, dialect, file)
        tried.append((headings, _places(headings)))
        if not _lacking(source, tried[-1][1]):
            return _layout(source, headings, dialect, file)
    headings, places = min(tried, key=lambda t: len(_lacking(source, t[1])))
    raise _not_this(source, file, headings, _lacking(source, places))


def _layout(
    source: Source, headings: tuple[str, ...], dialect: Dialect, file: Path
) -> Layout:
    places = _places(headings)
    _only_once(source, headings, file)
    found = Layout(
        headings,
        dialect,
        tuple(_place(places, d.headings) for d in source.dimensions),
        tuple(_place(places, d.named_by) for d in source.dimensions),
        _place(places, source.value.headings),
        _place(places, source.value.status_headings),
        tuple(_wide(source, headings)),
        tuple(
            (places[plain_heading(h)], frozenset(map(plain_label, labels)))
            for h, labels in source.keep.items()
        ),
        (),
    )
    read = set(found.read())
    unused = tuple(h for at, h in enumerate(headings) if at not in read and h.strip())
    return replace(found, unused=unused)


def _places(headings: tuple[str, ...]) -> dict[str, int]:
    """Where each heading stands: the first place of one that stands twice."""
    pairs = [(plain_heading(h), at) for at, h in enumerate(headings)]
    return {plain: at for plain, at in reversed(pairs) if plain}


def _place(places: dict[str, int], headings: Iterable[str]) -> int | None:
    found = (places.get(plain_heading(h)) for h in headings)
    return next((at for at in found if at is not None), None)


def _wide(source: Source, headings: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    dimension = source.wide
    if dimension:
        for at, heading in enumerate(headings):
            if _is_wide(dimension, heading):
                yield at, heading


def _is_wide(dimension: Dimension, heading: str) -> bool:
    if dimension.kind is not Kind.CODE:
        return read_period(heading, dimension.kind) is not None
    return plain_heading(heading) in {plain_heading(c) for c in dimension.codes}


def _lacking(source: Source, places: dict[str, int]) -> list[tuple[str, ...]]:
    """The columns that must be there and are not, each by all its known headings."""
    wanted = [d.headings for d in source.dimensions if not d.wide and not d.absent]
    wanted += [source.value.headings, *((heading,) for heading in source.keep)]
    return [w for w in wanted if w and _place(places, w) is None]


def _only_once(source: Source, headings: tuple[str, ...], file: Path) -> None:
    """Two columns under one heading that is read: nobody could say which is meant."""
    plain = [plain_heading(h) for h in headings]
    named = {h for d in source.dimensions for h in (*d.headings, *d.named_by)}
    named |= {*source.value.headings, *source.value.status_headings, *source.keep}
    wide = source.wide
    for at, heading in enumerate(headings):
        read = plain[at] in map(plain_heading, named)
        if plain.index(plain[at]) < at and (read or (wide and _is_wide(wide, heading))):
            raise UserError(
                f"The heading {heading!r} stands twice.",
                where=f"{file.name}, line 1, column {at + 1}:",
                fix="Take out one of the two columns.",
            )
    if wide and not any(_is_wide(wide, h) for h in headings):
        raise UserError(
            f"No heading is a {wide.kind.value} of {source.title}.",
            where=f"{file.name}, line 1:",
            fix=f"Look whether this is the table with one column for each {wide.name}.",
        )


def _not_this(
    source: Source,
    file: Path,
    headings: tuple[str, ...],
    lacking: list[tuple[str, ...]],
) -> UserError:
    known = {
        plain_heading(h) for d in source.dimensions for h in (*d.headings, *d.named_by)
    } | {plain_heading(h) for h in source.value.headings}
    strange = [
        h
        for h in headings
        if plain_heading(h) not in known
        and not (source.wide and _is_wide(source.wide, h))
    ]
    wanted = "; ".join(" or ".join(map(repr, names)) for names in lacking)
    has = ", ".join(repr(h) for h in headings[:12]) + (" …" if headings[12:] else "")
    if not known & {plain_heading(h) for h in headings}:
        return UserError(
            f"This is not a file of {source.title}: it has none of its headings.",
            where=f"{file.name}, line 1:",
            fix=f"It has {has}. Name the source that it comes from; "
            "'headwater ingest --list' names them all.",
        )
    unread = ", ".join(map(repr, strange[:6])) or "none"
    return UserError(
        f"There is no column {wanted}.",
        where=f"{file.name}, line 1:",
        fix=f"Headings that {source.name} does not know: {unread}. Where the publisher "
        "has renamed the column, add its new heading to the source.",
    )


def _header(file: Path) -> bytes:
    """The first lines of a file, as bytes."""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            return opened.read(LONGEST_HEADER)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(file, error) from None
    except OSError as error:
        raise UserError(
            f"This file cannot be read ({error.strerror}).", where=f"{file}:"
        ) from None


def damaged(file: Path, error: Exception) -> UserError:
    """A compressed file that ends too soon, or is none."""
    cut = isinstance(error, EOFError)
    return UserError(
        "This compressed file is cut short: its end is missing."
        if cut
        else f"This is not a whole gzip file ({error}).",
        where=f"{file.name}:",
        fix="Download it again.",
    )


def _split(header: bytes, dialect: Dialect, file: Path) -> tuple[str, ...]:
    # A piece of the file may end within a letter; the headings come long before.
    text = header.decode(dialect.encoding, "replace").removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    headings = next(reader, [])
    if not any(h.strip() for h in headings):
        raise UserError(
            "This file is empty." if not text.strip() else "Line 1 has no headings.",
            where=f"{file.name}:",
        )
    return tuple(headings)
