"""A piece of a file as numbers: codes, values and statuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Status
from headwater.engines.books import Book
from headwater.engines.ingest.coders import (
    REFUSED,
    Coder,
    Numbers,
    first_of_each,
)
from headwater.engines.ingest.headings import Layout
from headwater.engines.ingest.numbers import Number, NumberReader
from headwater.engines.ingest.rejects import Refused
from headwater.engines.ingest.rows import Column, Piece
from headwater.engines.ingest.source import Source, plain_label


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Rows as numbers: one array for each dimension, then values and statuses.

    `rows` count from 0 in the file; `column` is the heading that the numbers of a
    wide file stand under, '' otherwise.
    """

    codes: list[Numbers]
    values: Numbers
    status: NDArray[np.uint8]
    rows: Numbers
    column: str


class PieceCoder:
    """Turns the pieces of one file into numbers, and keeps what it refuses."""

    def __init__(self, source: Source, layout: Layout, books: dict[str, Book]) -> None:
        self.source, self.layout = source, layout
        self.coders = [Coder(d, books.get(d.name)) for d in source.dimensions]
        self.numbers = NumberReader(source.value, layout.dialect.decimal)
        self.refused: list[Refused] = []
        self.left_out = 0

    def code(self, piece: Piece) -> Iterator[Coded]:
        """One set of rows for a file with one number a row; more for a wide one."""
        rows = np.ones(piece.rows, bool)
        for at, labels in self.layout.keep:
            column = piece.columns[at]
            wanted = [plain_label(text) in labels for text in column.texts]
            rows &= np.array(wanted, bool)[column.at]
        self.left_out += int(piece.rows - rows.sum())
        codes = self._codes(piece, rows)
        if not self.layout.wide:
            yield self._one(piece, codes, rows)
        for at, heading in self.layout.wide:
            yield self._wide(piece, codes, rows, at, heading)

    def unknown(self) -> dict[str, list[str]]:
        """Codes met that no list of ours has, by dimension."""
        pairs = ((c.dimension.name, sorted(c.unknown)) for c in self.coders)
        return {name: codes for name, codes in pairs if codes}

    def _codes(self, piece: Piece, rows: NDArray[np.bool_]) -> list[Numbers]:
        """The codes of each dimension. Rows that one of them refuses are struck out."""
        found: list[Numbers] = []
        for at, coder in enumerate(self.coders):
            if coder.dimension.within:
                found.append(np.empty(0, np.int64))  # after the one that it lies in
            else:
                found.append(self._column(piece, rows, at, coder))
        for at, coder in enumerate(self.coders):
            if coder.dimension.within:
                found[at] = self._within(piece, rows, at, coder, found)
        return found

    def _column(
        self, piece: Piece, rows: NDArray[np.bool_], at: int, coder: Coder
    ) -> Numbers:
        place = self.layout.dimensions[at]
        if place is None:
            number = REFUSED if coder.dimension.wide else coder.absent()
            return np.full(piece.rows, number)
        column = piece.columns[place]
        words = self._words(piece, at, column)
        numbers = np.array(
            [
                coder.number(t, words=w)
                for t, w in zip(column.texts, words, strict=True)
            ],
            np.int64,
        )[column.at]
        self._strike(rows, numbers, place, column, coder, piece.first)
        return numbers

    def _words(self, piece: Piece, at: int, column: Column) -> list[str]:
        """The words beside each code, where a column of the file has them."""
        place = self.layout.names[at]
        if place is None:
            return [""] * len(column.texts)
        names = piece.columns[place]
        return [
            " ".join(names.texts[names.at[row]].split()) if row >= 0 else ""
            for row in first_of_each(column)
        ]

    def _within(
        self,
        piece: Piece,
        rows: NDArray[np.bool_],
        at: int,
        coder: Coder,
        found: list[Numbers],
    ) -> Numbers:
        """Codes that are told apart only within those of another dimension."""
        names = [d.name for d in self.source.dimensions]
        other = names.index(coder.dimension.within)
        book, place = self.coders[other].book, self.layout.dimensions[at]
        if book is None or place is None:
            return np.full(piece.rows, REFUSED)
        column = piece.columns[place]
        pairs = found[other] * len(column.texts) + column.at
        used, inverse = np.unique(pairs, return_inverse=True)
        numbers = []
        for pair in used.tolist():
            outer, text = divmod(pair, len(column.texts))
            prefix = book.entries[outer].code if outer >= 0 else ""
            numbers.append(coder.number(column.texts[text], prefix) if prefix else -1)
        coded = np.array(numbers, np.int64)[inverse]
        self._strike(rows, coded, place, column, coder, piece.first)
        return coded

    def _strike(
        self,
        rows: NDArray[np.bool_],
        numbers: Numbers,
        place: int,
        column: Column,
        coder: Coder,
        first: int,
    ) -> None:
        bad = rows & (numbers == REFUSED)
        if bad.any():
            heading = self.layout.headings[place]
            self.refused.append(coder.refused(heading, column, bad, first))
            rows &= ~bad

    def _one(
        self, piece: Piece, codes: list[Numbers], rows: NDArray[np.bool_]
    ) -> Coded:
        place = self.layout.value
        if place is None:  # each row counts one
            kept = np.flatnonzero(rows)
            ones = np.ones(len(kept), np.int64)
            status = np.full(len(kept), Status.OBSERVED, np.uint8)
            return Coded([c[kept] for c in codes], ones, status, kept + piece.first, "")
        return self._valued(piece, codes, rows, place, "")

    def _wide(
        self,
        piece: Piece,
        codes: list[Numbers],
        rows: NDArray[np.bool_],
        place: int,
        heading: str,
    ) -> Coded:
        coder = next(c for c in self.coders if c.dimension.wide)
        at = self.coders.index(coder)
        number = coder.number(heading)
        whole = [*codes[:at], np.full(piece.rows, number), *codes[at + 1 :]]
        return self._valued(piece, whole, rows, place, heading)

    def _valued(
        self,
        piece: Piece,
        codes: list[Numbers],
        rows: NDArray[np.bool_],
        place: int,
        heading: str,
    ) -> Coded:
        column = self._with_reasons(piece, piece.columns[place])
        read = [self._number(text) for text in column.texts]
        fine = np.array([not n.reason for n in read], bool)[column.at]
        bad = np.flatnonzero(rows & ~fine)
        if len(bad):
            self._refuse(bad + piece.first, column.at[bad], column, read, place)
        kept = np.flatnonzero(rows & fine)
        at = column.at[kept]
        return Coded(
            [c[kept] for c in codes],
            np.array([n.value for n in read], np.int64)[at],
            np.array([n.status for n in read], np.uint8)[at],
            kept + piece.first,
            heading,
        )

    def _with_reasons(self, piece: Piece, column: Column) -> Column:
        """A blank number together with the words beside it that say why."""
        if self.layout.status is None:
            return column
        beside = piece.columns[self.layout.status]
        blank = np.array([not text.strip() for text in column.texts], bool)[column.at]
        start = len(column.texts)
        at = np.where(blank, beside.at + start, column.at)
        return Column([*column.texts, *(f"\0{text}" for text in beside.texts)], at)

    def _number(self, text: str) -> Number:
        if text[:1] == "\0":
            return self.numbers.why_blank(text[1:])
        return self.numbers.read(text)

    def _refuse(
        self,
        rows: Numbers,
        at: Numbers,
        column: Column,
        read: list[Number],
        place: int,
    ) -> None:
        used, which = np.unique(at, return_inverse=True)
        texts = tuple(
            (column.texts[i].partition("\0")[0], read[i].reason) for i in used.tolist()
        )
        heading = self.layout.headings[place]
        self.refused.append(Refused(heading, rows, which, texts))
