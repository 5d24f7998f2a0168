"""The sources that there are, and what a workspace holds of them."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.output import write_text
from headwater.cli.paged import write_page


if TYPE_CHECKING:
    from headwater.engines.ingest.source import Source
    from headwater.engines.manifest import Vintage
    from headwater.reports.terminal import TerminalReport

Row = dict[str, str]
TIDY = {
    "source": "tidy",
    "title": "A partner's own file, known by its headings",
    "counts": "what a partner counts",
    "by": "the columns of the file",
    "publisher": "",
    "held": "",
}


def show_sources(args: argparse.Namespace, folder: Path) -> int:
    """Every source, and the partners' own that are held."""
    rows = [*_rows(folder / "lake"), TIDY]
    if args.format == "table":
        write_page(lambda page: _list(page, rows), args.output)
    else:
        write_text(_for_programs(rows, args.format), args.output)
    return 0


def show_source(args: argparse.Namespace, source: Source, folder: Path) -> int:
    """One source: what to know of it, and the releases that are held."""
    held = _vintages(folder / "lake", source.name)
    rows = [_release(vintage) for vintage in held]
    if args.format == "table":
        write_page(lambda page: _describe(page, source, rows), args.output)
    else:
        write_text(_for_programs(rows, args.format, RELEASE), args.output)
    return 0


def _rows(lake: Path) -> Iterator[Row]:
    from headwater.engines.catalog import Catalog
    from headwater.engines.ingest.sources import all_sources

    catalog = Catalog(lake)
    own = set(catalog.names()) - set(all_sources())
    for source in all_sources().values():
        yield {
            "source": source.name,
            "title": source.title,
            "counts": source.value.unit,
            "by": ", ".join(d.name for d in source.dimensions),
            "publisher": source.publisher,
            "held": _span(_vintages(lake, source.name)),
        }
    for name in sorted(own):
        held = catalog.open(name).held
        yield {
            "source": name,
            "title": held.title,
            "counts": held.unit,
            "by": ", ".join(held.dimensions),
            "publisher": held.publisher,
            "held": _span(held.vintages),
        }


def _vintages(lake: Path, name: str) -> tuple[Vintage, ...]:
    from headwater.engines.catalog import Catalog

    catalog = Catalog(lake)
    return catalog.open(name).held.vintages if name in catalog.names() else ()


def _span(vintages: tuple[Vintage, ...]) -> str:
    periods = sorted(p for v in vintages for p in v.periods)
    return f"{periods[0]} to {periods[-1]}" if periods else ""


def _list(page: TerminalReport, rows: list[Row]) -> None:
    page.title(f"{len(rows)} sources")
    for row in rows:
        page.paragraph("")
        page.title(row["source"])
        page.paragraph(f"{row['title']}. Counts {row['counts']}, by {row['by']}.")
        if row["held"]:
            page.paragraph(f"Held: {row['held']}.")


def _describe(page: TerminalReport, source: Source, rows: list[Row]) -> None:
    page.title(source.title)
    page.paragraph(f"{source.publisher}. {source.licence}.")
    page.paragraph(f"Counts {source.value.unit}.")
    if source.quirks:
        page.paragraph("")
        page.title("Good to know")
        page.rows(("-", quirk.text) for quirk in source.quirks)
    page.paragraph("")
    page.title("Releases held" if rows else "No release is held yet.")
    if rows:
        page.rows([RELEASE, *(tuple(row.values()) for row in rows)])


RELEASE = ("release", "published", "covers", "figures", "not taken in", "by", "files")


def _release(vintage: Vintage) -> Row:
    values = (
        vintage.id,
        vintage.published or "not said",
        f"{vintage.periods[0]} to {vintage.periods[-1]}",
        f"{vintage.rows}",
        f"{vintage.rejects}",
        vintage.by,
        ", ".join(file.name for file in vintage.files),
    )
    return dict(zip(RELEASE, values, strict=True))


def _for_programs(
    rows: list[Row], form: str, headings: tuple[str, ...] = tuple(TIDY)
) -> str:
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
