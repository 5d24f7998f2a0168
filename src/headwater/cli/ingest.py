"""headwater ingest: bring figures of a publisher or a partner into a workspace."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.folders import demo_workspace, own_workspace, program
from headwater.cli.output import tell
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.engines.ingest.source import Source

ABOUT = """\
Bring figures into a workspace: those of a publisher whose files Headwater knows, or
a partner's own. SOURCE is a name (see --list), 'tidy' for a file with plain headings
of your own, or a TOML file that describes your file. Several FILEs are the parts of
one release.

Rows that cannot be read are not taken in, and are named with file, line, column and
reason. The same files again change nothing. A later release of the same periods is
kept beside the one before, and --revisions says what it changed.
"""
EXAMPLES = """\
examples:
  headwater ingest --list
  headwater ingest met-vawg-offences-by-place
  headwater ingest met-vawg-offences-by-place vawg.csv.gz --published 2025-02-06
  headwater ingest tidy referrals.csv --dry-run
  headwater ingest referrals.toml referrals.csv
  headwater ingest met-recorded-crime-borough --revisions
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="bring figures of a publisher or a partner into a workspace",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _what_to_bring(parser)
    _how_to_keep(parser)
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def _what_to_bring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="whose figures, or 'tidy'"
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="the files of one release, plain or .gz; without one, what is known of "
        "the source and held of it",
    )
    parser.add_argument(
        "--list", action="store_true", help="name every source, and what is held of it"
    )
    parser.add_argument(
        "--revisions",
        action="store_true",
        help="say what the latest release changed of the one before",
    )


def _how_to_keep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        metavar="FOLDER",
        help="where to keep it; without it HEADWATER_WORKSPACE, then workspaces/mine",
    )
    parser.add_argument(
        "--published",
        metavar="DAY",
        help="the day on which the publisher released it, such as 2025-02-06",
    )
    parser.add_argument(
        "--older",
        action="store_true",
        help="keep a release that is older than the one held, as an older one",
    )
    parser.add_argument(
        "--name", metavar="NAME", help="with 'tidy', the name to keep the figures under"
    )
    parser.add_argument("--by", metavar="NAME", help="who brings it in")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would be taken in, and change nothing",
    )


def run(args: argparse.Namespace) -> int:
    folder = own_workspace(args.workspace)
    if args.list:
        from headwater.cli.ingest_held import show_sources

        _nothing_else(args, "--list")
        return show_sources(args, folder)
    source = _source(args)
    if args.revisions:
        from headwater.cli.ingest_revised import show_revisions

        _nothing_else(args, "--revisions")
        return show_revisions(args, source, folder)
    if not args.files:
        from headwater.cli.ingest_held import show_source

        return show_source(args, source, folder)
    return _bring_in(args, source, folder)


def _nothing_else(args: argparse.Namespace, option: str) -> None:
    if args.files or (option == "--list" and args.source):
        raise UserError(
            f"{option} brings nothing in.", fix="Leave the files out, or the option."
        )


def _source(args: argparse.Namespace) -> Source:
    from headwater.engines.ingest.sources import declared, named, tidy

    if not args.source:
        raise UserError(
            "Say whose figures these are.",
            fix=f"{program()} ingest --list names every source.",
        )
    if args.name and args.source != "tidy":
        raise UserError("--name goes with 'tidy'.")
    if args.source == "tidy":
        return tidy.tidy_source(_first(args), args.name or "")
    if args.source.endswith(".toml"):
        return declared.declared_source(Path(args.source))
    return named(args.source)


def _first(args: argparse.Namespace) -> Path:
    if not args.files:
        raise UserError(
            "'tidy' is known by the headings of a file.",
            fix="Name the file: headwater ingest tidy FILE.",
        )
    return Path(args.files[0])


def _bring_in(args: argparse.Namespace, source: Source, folder: Path) -> int:
    from headwater.cli.days import one_day
    from headwater.cli.ingest_receipt import show_receipt
    from headwater.cli.who import login
    from headwater.cli.workspaces import make_workspace
    from headwater.engines.ingest.ingest import ingest
    from headwater.engines.ingest.rehearse import rehearsal
    from headwater.engines.ingest.sources.fits import check_files

    if folder.absolute() == demo_workspace().absolute():
        raise UserError(
            "The London sample is there to be looked at, and stays as it is.",
            where=f"{folder}:",
            fix="Name another folder with --workspace.",
        )
    handover = {
        "by": args.by or login(),
        "at": datetime.datetime.now(datetime.UTC),
        "published": one_day(args.published, "--published") if args.published else None,
        "older": args.older,
    }
    files, lake = [Path(file) for file in args.files], folder / "lake"
    check_files(source, files)
    with _progress() as progress:
        brought = (
            rehearsal(source, files, lake, progress=progress, **handover)
            if args.dry_run
            else nullcontext(ingest(source, files, lake, progress=progress, **handover))
        )
        with brought as receipt:
            show_receipt(args, receipt, source, folder)
            _tell_twins(source, files)
    if not args.dry_run:
        make_workspace(folder)
    return 0


def _tell_twins(source: Source, files: list[Path]) -> None:
    from headwater.engines.ingest.sources.fits import twins

    for other in {
        other.name: other for file in files for other in twins(source, file)
    }.values():
        tell(
            f"{other.name} has the same headings and counts {other.value.unit}: make "
            f"sure that these are {source.value.unit}."
        )


@contextmanager
def _progress() -> Iterator[Callable[[Path, int], None]]:
    """The rows read so far, on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda file, rows: bar.update(
            task, description=f"Reading {file.name}: {rows:,} rows"
        )
