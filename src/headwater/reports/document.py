"""A document in meaning: headings, text, lists and tables, and nothing of looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before anything else."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a first sentence that stands out, and what follows."""

    lead: str
    rest: str = ""
    mark: str = ""  # a code to look it up by


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Text cells; the first of each row names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Notice | List | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `foot` stands at its end: sources, licence, version.

    `every_page` is what a reader must know on each sheet of paper.
    """

    title: str
    summary: str
    parts: tuple[Part, ...]
    foot: tuple[str, ...] = ()
    language: str = "en-GB"
    every_page: str = ""
