"""headwater remind: the reminders of a day, for the partnership's own mailer."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import standing_workspace
from headwater.cli.output import write_text


ABOUT = """\
Write the reminders that are due today: to whom, by sign-in name, and what to say.
Nothing is sent by Headwater; hand them to a mailer of your own. A reminder names no
measure, no organisation and no figure, since mail is read by others.

Somebody hears 14 days and 3 days before a return is due, on the day, and 1, 7, 14 and
28 days after it, in one reminder for all of their returns. What was written once is
not written again; --dry-run shows all of the day, and remembers nothing.
"""
EXAMPLES = """\
examples:
  headwater remind --workspace FOLDER
  headwater remind --workspace FOLDER --format json --dry-run
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="write the reminders about returns that are due today",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.add_argument(
        "--format", choices=("csv", "json"), default="csv", help="usually csv"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="show them, and remember nothing"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.app.workspace import open_workspace

    open_workspace(standing_workspace(args.workspace))
    from django.utils import timezone

    from headwater.app.actions.reminders import take_reminders
    from headwater.app.selectors.reminders import reminders

    now = timezone.now()
    if args.dry_run:
        found = reminders(timezone.localdate(now))
    else:
        found = take_reminders(at=now)
    told = [(each.who, each.text) for each in found]
    write_text(_as_json(told) if args.format == "json" else _as_csv(told), None)
    sys.stdout.flush()
    return 0


def _as_json(told: Iterable[tuple[str, str]]) -> str:
    listed = [{"who": who, "text": text} for who, text in told]
    return json.dumps(listed, indent=2, ensure_ascii=False)


def _as_csv(told: Iterable[tuple[str, str]]) -> str:
    from headwater.exchange.formula_safe import guard

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("who", "text"))
    writer.writerows((guard(who), text) for who, text in told)
    return out.getvalue()
