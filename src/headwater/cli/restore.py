"""headwater restore: bring a workspace back from a backup, or rehearse that."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder
from headwater.cli.backup import holds
from headwater.cli.output import tell
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.app.backup import Restored

ABOUT = """\
Bring a workspace back from a file of 'headwater backup'. Every hash is checked before
anything is written. The workspace is built beside its place, its database checked, its
rows counted and compared, and only then does it take its place.

Nothing is ever deleted: --replace moves the workspace that stands there aside, and
says where to. Stop the service first.

--rehearse does all of that out of sight, says what it found, and deletes it again. A
backup that has not been rehearsed is only a hope.

With PostgreSQL the rows get a schema of their own in the database that
HEADWATER_DATABASE names, beside those in use; pg_restore and psql must be on this
machine. Restore only a file that you trust: a database does what a dump says.
"""
EXAMPLES = """\
examples:
  headwater restore kept.zip --rehearse
  headwater restore kept.zip --workspace workspaces/again
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="bring a workspace back from a backup, or rehearse that",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a file of 'headwater backup'")
    parser.add_argument(
        "--workspace", metavar="FOLDER", help="where to: a new folder, or an empty one"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="move the workspace that stands there aside",
    )
    parser.add_argument(
        "--rehearse",
        action="store_true",
        help="check that it can be brought back, and leave nothing behind",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.rehearse == bool(args.workspace):
        raise UserError(
            "Say where to bring it back, or that this is a rehearsal.",
            where="headwater restore:",
            fix="Add --workspace FOLDER, or --rehearse, and not both.",
        )
    if args.rehearse:
        _rehearse(args.file)
    else:
        _restore(args)
    return 0


def _rehearse(file: str) -> None:
    from headwater.app.backup import rehearse

    found = rehearse(Path(file))
    print(f"{file} can be brought back: {holds(found.manifest)}.")
    _show(found)
    width = max(map(len, found.manifest.ours), default=0)
    for table, count in found.manifest.ours.items():
        print(f"  {table:<{width}}  {count:>9,}")
    tell("A rehearsal: nothing was kept.")


def _restore(args: argparse.Namespace) -> None:
    from headwater.app.backup import restore
    from headwater.app.workspace import open_workspace

    now = datetime.datetime.now(datetime.UTC)
    folder = Path(args.workspace)
    found = restore(Path(args.file), folder, now, replace=args.replace)
    open_workspace(folder)
    print(f"Brought back into {folder}: {holds(found.manifest)}.")
    _show(found)
    if found.aside:
        tell(f"The workspace that stood there is kept in {found.aside}.")


def _show(found: Restored) -> None:
    """What a person wants to know before trusting it."""
    for title in found.plans:
        print(f"  {title}")
    print("Every file is as it was written. The database is whole; its rows are as")
    print("many as when they were kept.")
    if found.brought_up:
        print("An older Headwater made it; it has been brought up to date.")
