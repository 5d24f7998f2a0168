"""headwater serve: the pages of a workspace, in a browser."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import demo_workspace, own_workspace, standing_workspace
from headwater.cli.output import tell
from headwater.errors import UserError


HERE = "127.0.0.1"
LOCAL = (HERE, "localhost", "::1")
WORKERS, THREADS = 2, 4  # processes, threads in each: for a machine with two cores
PATIENCE = 3  # seconds; a worker that is told to stop while it starts never does
DIST = Path(__file__).parents[1] / "app/static/dist"


def add(adder: Adder) -> None:
    parser = adder(
        help="show a workspace as pages in a browser",
        description="Show a workspace as pages in a browser, on this machine only. "
        "Think before you use another --host: anybody who can reach it can read what "
        "is public of the plan, and try to sign in. For a real service, see the guide. "
        "On this machine, and for a workspace of your own, a plan that you keep can be "
        "brought in with the browser too.",
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.add_argument(
        "--new",
        action="store_true",
        help="make a workspace of your own where there is none yet, to bring a first "
        "plan in with the browser",
    )
    serving_arguments(parser)
    parser.set_defaults(run=run)


def _workspace(args: argparse.Namespace) -> Path:
    from headwater.app.workspace import create_workspace, open_workspace

    if args.new:
        return create_workspace(own_workspace(args.workspace))
    return open_workspace(standing_workspace(args.workspace))


def serving_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=8000, help="usually 8000")
    parser.add_argument(
        "--host", default=HERE, help=f"usually {HERE}: this machine only"
    )


def port_number(text: str) -> int:
    """argparse calls this; its message is shown as it is."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    ready_to_serve(args.host, args.port)
    folder = _workspace(args)
    return serve(folder, args.host, args.port)


def need_style_sheet() -> None:
    """Raise UserError where the pages cannot be drawn yet."""
    if not (DIST / "headwater.css").is_file():
        raise UserError(
            "The style sheet of the pages has not been built, so they cannot be shown.",
            fix="Build it once: ./hw setup. Everything else works without it.",
        )


def ready_to_serve(host: str, port: int) -> None:
    """Raise UserError where the pages cannot be served, before anything starts."""
    need_style_sheet()
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise UserError(
            f"Port {port} on {host} cannot be used ({error.strerror}).",
            fix=f"Another program may hold it. Try --port {port % 65535 + 1}.",
        ) from None


def allow_writing(folder: Path, host: str) -> None:
    """Plans can be brought in here only, and never into the workspace of the demo.

    Counts can be broken down here only. Somebody who has set HEADWATER_UPLOADS or
    HEADWATER_BREAKDOWNS to no is left alone.
    """
    if host not in LOCAL:
        os.environ["HEADWATER_BREAKDOWNS"] = "no"
    else:
        os.environ.setdefault("HEADWATER_BREAKDOWNS", "yes")
    ours = folder.absolute() == demo_workspace().absolute()
    if host not in LOCAL:
        os.environ["HEADWATER_DEMO"] = "no"
    elif ours:
        os.environ.setdefault("HEADWATER_DEMO", "yes")
    if host not in LOCAL or ours:
        os.environ["HEADWATER_UPLOADS"] = "no"
    else:
        os.environ.setdefault("HEADWATER_UPLOADS", "yes")


def _tell_settings() -> None:
    """Workers are copies of this process, in which the settings stand already."""
    from django.conf import settings

    from headwater.app.configuration import yes

    settings.UPLOADS = yes("HEADWATER_UPLOADS")
    settings.BREAKDOWNS = yes("HEADWATER_BREAKDOWNS")
    settings.DEMO = yes("HEADWATER_DEMO")


def _leave_database() -> None:
    """Workers are copies, and two processes cannot share one connection."""
    from django.db import connections

    connections.close_all()


def serve(folder: Path, host: str, port: int) -> int:
    """Serve until somebody stops it."""
    if host not in LOCAL:
        tell(
            "Careful: anybody who can reach this machine can read what is public of "
            "the plan, and passwords travel as they are without https in front. Pages "
            "answer only to the names in HEADWATER_HOSTS."
        )
    os.environ["HEADWATER_WORKSPACE"] = str(folder.absolute())
    allow_writing(folder, host)
    _tell_settings()
    _leave_database()
    tell(f"Open http://{host}:{port} in a browser. Press Ctrl+C to stop.")
    with _worker(folder):
        _pages(host, port)
    return 0


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    """A process beside the pages that does what people ask for in the background."""
    command = [sys.executable, "-m", "headwater", "work", "--workspace", str(folder)]
    process = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE * 10)
        except subprocess.TimeoutExpired:  # what it is at is begun again
            process.kill()
            process.wait()


def _pages(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "headwater.app.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    ).serve()
