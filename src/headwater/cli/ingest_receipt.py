"""What an ingest took in, for people and for programs."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.folders import program
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.errors import InternalError


if TYPE_CHECKING:
    from headwater.engines.ingest.receipt import Receipt
    from headwater.engines.ingest.source import Source
    from headwater.reports.terminal import TerminalReport

SHOWN = 8  # rejects, codes and headings on a terminal; a file has all of them


def show_receipt(
    args: argparse.Namespace, receipt: Receipt, source: Source, folder: Path
) -> None:
    """The receipt as asked for: a page, the rejected rows as CSV, or JSON."""
    if args.format == "json":
        write_text(_as_json(receipt, args.dry_run), args.output)
    elif args.format == "csv":
        write_text(_rejects(receipt), args.output)
    else:
        write_page(lambda page: _page(page, receipt, source, args.dry_run), args.output)
        _say_next(receipt, folder, args.dry_run)


def _page(
    page: TerminalReport, receipt: Receipt, source: Source, dry_run: bool
) -> None:
    page.title(_title(receipt, source, dry_run))
    if receipt.already:
        return
    page.rows(_facts(receipt))
    if receipt.rejects:
        page.paragraph("")
        page.title(f"Not taken in ({receipt.rejects:,})")
        page.rows(((f"{n:,}", why) for why, n in _first(receipt.reasons)), right=(0,))
        page.paragraph("")
        for reject in receipt.examples[:SHOWN]:
            page.paragraph(str(reject))
        if receipt.rejects > SHOWN and not dry_run:
            page.paragraph(f"All of them are in {receipt.rejects_file}")
    for name, codes in receipt.unknown.items():
        page.paragraph("")
        page.title(f"Not in our list of the {name} ({len(codes):,}), kept as they are")
        page.paragraph(_some(codes))


def _title(receipt: Receipt, source: Source, dry_run: bool) -> str:
    if receipt.already:
        return f"{source.title}: these files are held already. Nothing changed."
    if dry_run:
        return f"A dry run: nothing was kept. {source.title}:"
    return f"Taken in: {source.title}"


def _facts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield "release", receipt.vintage
    yield "from", ", ".join(receipt.files)
    yield "covers", f"{receipt.first} to {receipt.last}"
    yield "rows read", f"{receipt.read:,}"
    yield "figures kept", f"{receipt.rows:,}"
    yield "not taken in", f"{receipt.rejects:,}"
    if receipt.left_out:
        yield "left out", f"{receipt.left_out:,}, as the source says"
    if receipt.unused:
        yield "columns not read", _some(receipt.unused)
    if receipt.older:
        yield "an older release", "current figures stay as they were"
    elif receipt.revises:
        yield "revises", f"{receipt.revises}, which is kept"
        yield "revised", _revised(receipt)


def _revised(receipt: Receipt) -> str:
    """In one line, what changed of the release before."""
    from headwater.engines.catalog import Catalog
    from headwater.engines.revised import latest_pair, revised

    lake = Path(receipt.rejects_file).parent.parent
    dataset = Catalog(lake).open(receipt.dataset)
    pair = latest_pair(dataset)
    if pair is None:
        raise InternalError("a release revises another one that is not there")
    found = revised(dataset, pair)
    whole = found.changed + found.same
    text = (
        f"{found.changed:,} of {whole:,} figures, {pair.periods[0]} to "
        f"{pair.periods[-1]}"
    )
    if found.before is None:
        return text
    return f"{text}; together {found.before:,} before, {found.after:,} now"


def _first(reasons: dict[str, int]) -> list[tuple[str, int]]:
    return list(reasons.items())[:SHOWN]


def _some(words: list[str] | tuple[str, ...]) -> str:
    more = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _say_next(receipt: Receipt, folder: Path, dry_run: bool) -> None:
    if receipt.revises and not dry_run:
        tell(
            f"What it changed: {program()} ingest {receipt.dataset} --revisions "
            f"--workspace {folder}"
        )


def _as_json(receipt: Receipt, dry_run: bool) -> str:
    data = {"dry_run": dry_run, **asdict(receipt)}
    if dry_run:
        data["rejects_file"] = ""
    return json.dumps(data, ensure_ascii=False, indent=2)


def _rejects(receipt: Receipt) -> str:
    """Every row that was not taken in, as the lake keeps them."""
    if receipt.rejects_file:
        return Path(receipt.rejects_file).read_text(encoding="utf-8")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(
        ("file", "line", "column", "value", "reason")
    )
    return text.getvalue()
