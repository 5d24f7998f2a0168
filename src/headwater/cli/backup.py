"""headwater backup: a whole workspace as one file, while it is in use."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import standing_workspace
from headwater.cli.output import tell


if TYPE_CHECKING:
    from headwater.app.backup import Manifest

ABOUT = """\
Write a whole workspace into one file: its plans with their history, its figures,
counts and releases, its settings and its keys. People can go on working meanwhile:
the rows are those of one moment.

The file appears whole or not at all, and only you may read it. It holds secrets:
keep it as safe as the workspace itself. Copies of page assets, drawn charts and
files that nobody has confirmed yet are left out.

With PostgreSQL, pg_dump must be on this machine.
"""
EXAMPLES = """\
examples:
  headwater backup kept.zip --workspace workspaces/mine
  headwater restore kept.zip --rehearse
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="write a whole workspace into one file, while it is in use",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the file to write, such as a.zip")
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.app.backup import back_up

    workspace = standing_workspace(args.workspace)
    now = datetime.datetime.now(datetime.UTC)
    print(f"Kept in {args.file}: {holds(back_up(workspace, Path(args.file), now))}.")
    tell(
        "Careful: it holds secrets. Keep it where only those who look after the "
        "service can read it, away from this machine."
    )
    return 0


def holds(manifest: Manifest) -> str:
    """What a backup holds, in a few words."""
    others = len(manifest.files) - 1  # without that of the rows
    return ", ".join(
        (
            _some(manifest.plans, "plan"),
            _some(manifest.rows, "row") + " of plans and their history",
            _some(others, "other file"),
        )
    )


def _some(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
