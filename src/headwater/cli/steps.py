"""How far a command has come, on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


SHOWN_FROM = 20  # panels: they take a tenth of a second each


@contextmanager
def steps(title: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal where there is much to do; nothing in a pipe."""
    if total < SHOWN_FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
