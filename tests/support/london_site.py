"""The London sample as a workspace, and its site on this machine's own address."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from headwater.app.workspace import create_workspace, open_workspace, publish_assets


# Every chart of a site takes a moment to draw, and there are hundreds with all figures.
EVERY: tuple[str, ...] = ()
FEW = (
    "london-vawg-offences-by-borough",
    "london-vawg-offences-by-class",
    "london-women-and-girls",
    "ons-survey-estimates",
)
BUILT_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PLAN = "london-sample"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def build_london(folder: Path, figures: Collection[str] = FEW) -> Path:
    """A workspace that holds the sample, with some of its figures or with EVERY one."""
    create_workspace(folder)
    from headwater.app.actions import Source, import_plan
    from headwater.core.framework.load import load_framework
    from headwater.exchange.intake import read_plan
    from headwater.exchange.sample import sample_folder

    intake = read_plan(sample_folder("london"), load_framework("london"))
    assert intake.plan is not None, intake.problems
    import_plan(
        plan=intake.plan,
        source=Source(intake.name, intake.sha256),
        by="tests",
        at=BUILT_AT,
        why="The sample that comes with Headwater",
    )
    bring_figures(folder, figures)
    return folder


def bring_figures(folder: Path, chosen: Collection[str] = FEW) -> None:
    """London's published figures, through the ingest as a partner's would come."""
    from headwater.engines.ingest.ingest import ingest
    from headwater.engines.samples.figure_sets import datasets

    for source, file in datasets():
        if not chosen or source.name in chosen:
            ingest(source, [file], folder / "lake", by="tests", at=BUILT_AT)


def build_both(folder: Path) -> Path:
    """A workspace that holds the sample, and Northbank with its districts."""
    build_london(folder)
    from headwater.app.actions import Source, import_plan
    from headwater.exchange.northbank import northbank_hash, northbank_plans

    for plan in northbank_plans().values():
        import_plan(
            plan=plan,
            source=Source("northbank", northbank_hash()),
            by="tests",
            at=BUILT_AT,
            why="The invented partnership that comes with Headwater",
        )
    return folder


def wsgi_application(folder: Path) -> Any:
    open_workspace(folder)
    publish_assets()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the tests say what went wrong."""


def _serve(server: WSGIServer) -> None:
    """Django keeps a connection for each thread, and closes none when one ends."""
    from django.db import connections

    try:
        server.serve_forever()
    finally:
        connections.close_all()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the site while it is served from a thread."""
    server = make_server("127.0.0.1", 0, wsgi_application(folder), handler_class=_Quiet)
    thread = threading.Thread(target=_serve, args=(server,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def find_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)
