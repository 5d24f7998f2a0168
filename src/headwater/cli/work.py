"""headwater work: do what people asked for in the background."""

from __future__ import annotations

import argparse
import gc

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import standing_workspace
from headwater.cli.output import tell


ABOUT = """\
Do the long work that people asked for in the browser, one job after another, until you
stop it. 'headwater serve' and 'headwater demo' start one of these themselves; a service
with more to do starts more. What a worker leaves when it dies is done again from its
start by the next.
"""
# A large file makes millions of small objects and no rings of them. Looking for rings
# as often as Python does takes a fifth of the time.
RARELY = (100_000, 50, 100)
PAUSE = 1.0  # seconds between looks where nothing waits


def add(adder: Adder) -> None:
    parser = adder(
        help="do what people asked for in the background",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.add_argument(
        "--once", action="store_true", help="do what waits now, and stop"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.app.workspace import open_workspace

    open_workspace(standing_workspace(args.workspace))
    gc.set_threshold(*RARELY)
    again = work(once=args.once)
    if again:
        tell(f"{again} jobs were left by a worker that died. They were done again.")
    return 0


def work(*, once: bool) -> int:
    """Work until stopped, or until nothing waits; how many jobs were taken up again."""
    from django.utils import timezone
    from django_tasks_db.management.commands.db_worker import Worker

    from headwater.app.actions.jobs import prune
    from headwater.app.actions.resume import resume, worker_name

    prune(at=timezone.now())
    again = resume()
    worker = Worker(
        queue_names=["default"],
        interval=PAUSE,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
    if not once:
        worker.configure_signals()
    worker.run()
    return again
