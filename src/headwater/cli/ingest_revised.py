"""What the latest release of a source changed of the one before it."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.output import write_text
from headwater.cli.paged import write_page
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.engines.catalog import Dataset
    from headwater.engines.ingest.source import Source
    from headwater.engines.revised import Pair, Revised, Shift
    from headwater.reports.terminal import TerminalReport

SHOWN = 10
LEAST_BASE = 20  # no percentage on less than this


def show_revisions(args: argparse.Namespace, source: Source, folder: Path) -> int:
    """The page, every figure that differs as CSV, or a summary as JSON."""
    from headwater.engines.catalog import Catalog
    from headwater.engines.revised import latest_pair, revised

    dataset = Catalog(folder / "lake").open(source.name)
    pair = latest_pair(dataset)
    if pair is None:
        raise UserError(
            f"No release of {source.name} revises another one.",
            where=f"{folder}:",
            fix="Two releases that report some of the same periods are needed.",
        )
    if args.format == "csv":
        write_text(_as_csv(dataset, pair), args.output)
        return 0
    found = revised(dataset, pair)
    if args.format == "json":
        write_text(_as_json(found), args.output)
    else:
        write_page(lambda page: _page(page, found, dataset.held.title), args.output)
    return 0


def _page(page: TerminalReport, found: Revised, title: str) -> None:
    pair = found.pair
    page.title(f"What was revised: {title}")
    page.rows(
        (
            ("before", pair.older.id),
            ("now", pair.newer.id),
            ("in both", f"{pair.periods[0]} to {pair.periods[-1]}"),
            ("figures", f"{found.changed:,} differ, {found.same:,} do not"),
            *_together(found),
        )
    )
    for name, shifts in groupby(found.shifts, lambda shift: shift.dimension):
        _shifts(page, name, list(shifts))
    page.paragraph("")
    page.paragraph(
        "A revision is a change of the count, not of what happened. A code that grows "
        "while others shrink was often moved, not lost."
    )


def _together(found: Revised) -> Iterator[tuple[str, str]]:
    if found.before is not None and found.after is not None:
        yield "together", f"{found.before:,} before, {found.after:,} now"


def _shifts(page: TerminalReport, name: str, shifts: list[Shift]) -> None:
    page.paragraph("")
    more = f", the {SHOWN} largest of {len(shifts):,}" if len(shifts) > SHOWN else ""
    page.title(f"By {name}{more}")
    rows = [("before", "now", "change", "", ""), *map(_row, shifts[:SHOWN])]
    page.rows(rows, right=(0, 1, 2, 3))


def _row(shift: Shift) -> tuple[str, ...]:
    change = shift.after - shift.before
    share = f"{change / shift.before:+.1%}" if shift.before >= LEAST_BASE else ""
    return (f"{shift.before:,}", f"{shift.after:,}", f"{change:+,}", share, shift.label)


def _as_csv(dataset: Dataset, pair: Pair) -> str:
    from headwater.engines.revised import changes

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*dataset.held.dimensions, "before", "now"))
    for change in changes(dataset, pair):
        writer.writerow((*change.codes, change.before, change.after))
    return text.getvalue()


def _as_json(found: Revised) -> str:
    data = {
        "before": found.pair.older.id,
        "now": found.pair.newer.id,
        "periods": list(found.pair.periods),
        "figures": {"same": found.same, "changed": found.changed},
        "together": {"before": found.before, "now": found.after},
        "shifts": _plain(found.shifts),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _plain(shifts: Iterable[Shift]) -> list[dict[str, object]]:
    return [asdict(shift) for shift in shifts]
