"""headwater release: the site as files that open from a folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.arguments import WORKSPACE, Adder, as_at_argument
from headwater.cli.folders import standing_workspace
from headwater.cli.output import tell


if TYPE_CHECKING:
    from headwater.app.release import Released

ABOUT = """\
Write every public page of every plan in the workspace as files. They open from a
folder, without a server and without scripts, and can be put on any web server as
they are. Search and filters give way to lists and an A to Z.

Each plan brings its data: a CSV file for each table, described as a Data Package
(datapackage.json) and for CSV on the Web. manifest.json names every file with its
size and SHA-256. The same workspace and day give the same bytes. A plan that says
which day it is true for is shown as at that day.

Only columns that are declared public are in the release: no notes, no contacts,
no words of safeguarding. Titles and descriptions are in it, as partners wrote
them. Look at it before you publish it.
"""
EXAMPLES = """\
examples:
  headwater release site out/
  headwater release site out/ --as-at 2026-11-01
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="write the site as files, with the data to take away",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("site",), help="what to release")
    parser.add_argument(
        "folder",
        metavar="OUT",
        help="the folder to write: a new one, an empty one, or an earlier release, "
        "which is replaced",
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    as_at_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.days import day_for_all
    from headwater.cli.serve import need_style_sheet

    as_at = day_for_all(args.as_at)
    workspace = standing_workspace(args.workspace)
    need_style_sheet()
    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    from headwater.app.release import release_site

    with _progress() as progress:
        done = release_site(Path(args.folder), as_at, progress)
    _show(done, args.folder)
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("Writing files"), BarColumn(), MofNCompleteColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, known: bar.update(task, completed=done, total=known)


def _show(done: Released, folder: str) -> None:
    print(f"Wrote {folder}: {', '.join(done.plans)}.")
    print(
        f"{done.pages:,} pages and {done.files - done.pages:,} other files, "
        f"{done.size / 1e6:.1f} MB in all. Open {Path(folder) / 'index.html'}."
    )
    if done.without_pdf:
        tell(
            "Without the board page as PDF: the library that makes it is not on this "
            "machine. The page itself is there."
        )
    tell(
        "Notes and contacts are not in it. Titles, names and descriptions are: look "
        "before you publish."
    )
