"""Publishers' files into the lake: read row by row, kept as numbers, never half.

Everything is made in a folder beside the dataset and moved to its place when it is
whole; the manifest comes last, so that a crash leaves what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from pathlib import Path

import numpy as np

from headwater.engines.books import Book
from headwater.engines.ingest.coded import PieceCoder
from headwater.engines.ingest.declaration import fingerprint, vintage_id
from headwater.engines.ingest.facts import FileFacts, facts_of
from headwater.engines.ingest.folder import FIGURES, REJECTS, Folder, same_release
from headwater.engines.ingest.headings import Layout, layout_of
from headwater.engines.ingest.lines import lines_of, lines_of_unsplit
from headwater.engines.ingest.place import Place, place_for
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.rejects import Reject, Rejects, in_order
from headwater.engines.ingest.rows import Rows, pieces_of
from headwater.engines.ingest.source import Source
from headwater.engines.ingest.stage import Stage, Twice
from headwater.engines.lake import only_one, workplace
from headwater.engines.manifest import FileHeld, Held, Vintage, codes_of
from headwater.errors import UserError


MEMORY = "400MB"  # for DuckDB: once to read, once to add up
HOPELESS = 1000  # so many rows refused, and more than taken: this is another file
Progress = Callable[[Path, int], None]  # the file, and its rows so far


@dataclass(frozen=True, slots=True)
class Handover:
    """Who brings a release, when, and what they say of it."""

    by: str
    at: datetime
    published: date | None
    older: bool


@dataclass(slots=True)
class FileRead:
    """A file of the release, read: what it is and what was not taken from it."""

    facts: FileFacts
    layout: Layout
    coder: PieceCoder
    found: Rows

    @property
    def name(self) -> str:
        return self.facts.path.name

    def refused(self) -> int:
        return sum(map(len, self.coder.refused)) + len(self.found.unsplit)

    def rejects(self, twice: list[tuple[int, str, str]]) -> Iterator[Reject]:
        """Every row that was not taken in, on its line."""
        lines = lines_of_unsplit(self.facts, self.found)
        unsplit = (
            Reject(self.name, line, row.column, row.text, row.reason)
            for row, line in zip(self.found.unsplit, lines, strict=True)
        )
        refused = self._on_lines(in_order(self.coder.refused))
        repeated = self._on_lines(
            (row, heading, "", f"this combination stood before{more}")
            for row, heading, more in twice
        )
        return merge(unsplit, refused, repeated, key=lambda reject: reject.line)

    def _on_lines(
        self, refused: Iterable[tuple[int, str, str, str]]
    ) -> Iterator[Reject]:
        kept = list(refused)
        rows = np.array([row for row, *_ in kept], np.int64)
        lines = lines_of(self.facts, self.found, rows) if kept else rows
        for line, (_, column, text, reason) in zip(lines.tolist(), kept, strict=True):
            yield Reject(self.name, line, column, text, reason)


def ingest(
    source: Source,
    files: Sequence[Path],
    lake: Path,
    *,
    by: str,
    at: datetime,
    published: date | None = None,
    older: bool = False,
    memory: str = MEMORY,
    progress: Progress | None = None,
) -> Receipt:
    """Bring one release into the lake. `files` are its parts, and become one vintage.

    The same files again change nothing. A later release of the same periods becomes a
    new vintage, and the one before is kept. A release older than the one held is
    refused, unless `older` asks to keep it as an older vintage.

    Raises UserError, with the place, where a file is not of this source, is damaged,
    or has nothing that could be read.
    """
    with only_one(lake):
        facts = [facts_of(file) for file in files]
        _look_at(facts)
        folder = Folder(lake / source.name, source)
        held = folder.held()
        same = held and same_release(held, source, {f.sha256 for f in facts})
        if held and same:
            folder.say_anew(held)
            return Receipt(dataset=source.name, vintage=same.id, already=True)
        parts = [(f, layout_of(source, f.path)) for f in facts]
        with workplace(folder.path) as work:
            release = _Release(folder, work, folder.books(), memory, progress)
            return release.bring(parts, held, Handover(by, at, published, older))


@dataclass(slots=True)
class _Release:
    """One release on its way in."""

    folder: Folder
    work: Path
    books: dict[str, Book]
    memory: str
    progress: Progress | None

    @property
    def source(self) -> Source:
        return self.folder.source

    def bring(
        self,
        parts: list[tuple[FileFacts, Layout]],
        held: Held | None,
        handover: Handover,
    ) -> Receipt:
        rejects = Rejects()
        with Stage(self.source, self.work, self.memory) as stage:
            read = [self._read(stage, nth, *part) for nth, part in enumerate(parts)]
            stage.refuse_overlap([file.name for file in read])
            twice = stage.take_out_repeats()
            rejects.write(_rejects(read, twice), self.work / REJECTS)
            periods = codes_of(stage.periods(), self.source.time.kind)
            if not periods:
                raise _nothing(self.source, rejects)
            place = place_for(
                held, periods, handover.published, handover.older, self.source
            )
            vintage = self._vintage(stage, read, periods, rejects, handover)
        vintages = list(held.vintages if held else ())
        vintages.insert(place.at, vintage)
        self.folder.keep(vintages, vintage.id, self.books, self.work)
        return _receipt(vintage, rejects, place, self.folder)

    def _read(
        self, stage: Stage, nth: int, facts: FileFacts, layout: Layout
    ) -> FileRead:
        found = Rows([])
        coder = PieceCoder(self.source, layout, self.books)
        file = FileRead(facts, layout, coder, found)
        taken = 0
        for piece in pieces_of(self.source, layout, facts, found, self.memory):
            for coded in coder.code(piece):
                stage.add(nth, coded)
                taken += len(coded.values)
            if self.progress:
                self.progress(facts.path, piece.first + piece.rows)
        if not facts.still_so():
            raise UserError(
                "This file was changed while it was read.",
                where=f"{file.name}:",
                fix="Bring it in again once nothing writes to it.",
            )
        _look_for_open_marks(file)
        if file.refused() > max(HOPELESS, taken):
            raise _hopeless(self.source, file)
        return file

    def _vintage(
        self,
        stage: Stage,
        read: list[FileRead],
        periods: tuple[str, ...],
        rejects: Rejects,
        handover: Handover,
    ) -> Vintage:
        """Write the figures, and what is to be said of them."""
        rows = stage.write(self.work / FIGURES)
        day = handover.published or handover.at.date()
        published = handover.published.isoformat() if handover.published else ""
        statuses = {s.name.lower(): count for s, count in stage.statuses().items()}
        return Vintage(
            id=vintage_id(self.source, [f.facts.sha256 for f in read], day),
            published=published,
            ingested=handover.at.isoformat(),
            by=handover.by,
            declaration=fingerprint(self.source),
            files=tuple(FileHeld(f.name, f.facts.sha256, f.found.rows) for f in read),
            periods=periods,
            rows=rows,
            rejects=rejects.count,
            left_out=sum(f.found.left_out + f.coder.left_out for f in read),
            statuses=statuses,
            unknown=_together(file.coder.unknown() for file in read),
            unused=tuple(dict.fromkeys(h for f in read for h in f.layout.unused)),
            parquet=facts_of(self.work / FIGURES).sha256,
        )


def _rejects(read: list[FileRead], twice: list[Twice]) -> Iterator[Reject]:
    for nth, file in enumerate(read):
        here = [(row, h, more) for number, row, h, more in twice if number == nth]
        yield from file.rejects(here)


def _look_at(read: list[FileFacts]) -> None:
    """Refuse no file at all, and the same content twice: it would count twice."""
    if not read:
        raise UserError("No file is given.", fix="Name the files of the release.")
    seen: dict[str, Path] = {}
    for facts in read:
        if other := seen.get(facts.sha256):
            raise UserError(
                f"This is the same file as {other.name}.",
                where=f"{facts.path.name}:",
                fix="Name each part of the release once.",
            )
        seen[facts.sha256] = facts.path


def _look_for_open_marks(file: FileRead) -> None:
    """A quotation mark that is never closed swallows rows: nobody knows how many."""
    lines = lines_of_unsplit(file.facts, file.found)
    for row, line in zip(file.found.unsplit, lines, strict=True):
        if row.open:
            raise UserError(
                "A quotation mark is opened here and not closed on the same line in a "
                "way that can be read.",
                where=f"{file.name}, line {line}:",
                fix="Put the quotation marks of this line right, or take them out.",
            )


def _together(unknown: Iterator[dict[str, list[str]]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for of_a_file in unknown:
        for name, codes in of_a_file.items():
            found.setdefault(name, set()).update(codes)
    return {name: sorted(codes) for name, codes in found.items()}


def _hopeless(source: Source, file: FileRead) -> UserError:
    first = next(file.rejects([]))
    return UserError(
        f"Most rows cannot be read as {source.title}. The first: {first}.",
        where=f"{file.name}:",
        fix="Look whether this is the table that the source describes.",
    )


def _nothing(source: Source, rejects: Rejects) -> UserError:
    first = f" The first: {rejects.examples[0]}." if rejects.examples else ""
    return UserError(
        f"There is no row that could be taken in.{first}",
        where=f"{source.name}:",
        fix="Look whether this is the table that the source describes.",
    )


def _receipt(
    vintage: Vintage, rejects: Rejects, place: Place, folder: Folder
) -> Receipt:
    return Receipt(
        dataset=folder.source.name,
        vintage=vintage.id,
        older=place.older,
        files=tuple(file.name for file in vintage.files),
        read=sum(file.rows for file in vintage.files),
        rows=vintage.rows,
        rejects=rejects.count,
        reasons=dict(rejects.reasons.most_common()),
        examples=tuple(rejects.examples),
        rejects_file=str(folder.path / f"{vintage.id}.rejects.csv"),
        left_out=vintage.left_out,
        unknown=vintage.unknown,
        unused=vintage.unused,
        first=vintage.periods[0],
        last=vintage.periods[-1],
        revises=place.revises,
    )
