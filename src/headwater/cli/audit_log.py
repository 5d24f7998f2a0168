"""headwater audit-log: is the record of who did what still whole?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import standing_workspace
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.app.selectors.record import Checked

ABOUT = """\
Look at the record of who did what in a workspace. Each line carries a digest of itself
and of every line before it. --check works all of them out again, says where they no
longer fit, and prints the head: the digest of the last line. Partners who note the head
down can ask later, with --head, whether what they saw is still there: without a head
that was kept elsewhere, nobody can tell that the last lines were cut off.
"""
EXAMPLES = """\
examples:
  headwater audit-log --workspace northgate
  headwater audit-log --workspace northgate --check
  headwater audit-log --workspace northgate --check --head 5f2a…
"""
BROKEN = 1


def add(adder: Adder) -> None:
    parser = adder(
        help="check that the record of who did what is whole",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.add_argument(
        "--check", action="store_true", help="work the whole chain out again"
    )
    parser.add_argument(
        "--head", metavar="DIGEST", help="a head that was noted down before"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    head = _head(args)
    from headwater.app.workspace import open_workspace

    open_workspace(standing_workspace(args.workspace))
    from headwater.app.selectors.record import check, ends

    if not args.check:
        lines, head = ends()
        print(f"The record holds {_lines(lines)}.\nHead: {head or 'none yet'}")
        return 0
    found = check(head)
    print("\n".join(_said(found)))
    return 0 if found.whole else BROKEN


def _head(args: argparse.Namespace) -> str:
    """The head that was given. Raises UserError for what cannot be one."""
    head = (args.head or "").strip().lower()
    if head and not args.check:
        raise UserError("--head is for --check.", fix="Add --check.")
    if head and (len(head) != 64 or set(head) - set("0123456789abcdef")):
        raise UserError(
            "This is not a head.",
            where="--head:",
            fix="A head has 64 characters, each 0 to 9 or a to f. Copy it whole.",
        )
    return head


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def _said(found: Checked) -> list[str]:
    said = [f"The record holds {_lines(found.lines)}."]
    if found.breaks:
        said.append(
            "It is broken: a line was changed, removed, put in or moved. What does not "
            "follow from the line before it:"
        )
        said += [f"  line {n}, of {at:%Y-%m-%d %H:%M} UTC" for n, at in found.told]
        if found.breaks > len(found.told):
            said.append(f"  and {found.breaks - len(found.told)} more")
    else:
        said.append("Every line follows from the one before it.")
    if found.held is not None:
        there = "is still in it" if found.held else "is not in it any more"
        said.append(f"The head that you kept {there}.")
    return [*said, f"Head: {found.head or 'none yet'}"]
