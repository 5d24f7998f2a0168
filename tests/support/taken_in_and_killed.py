"""Take a return's file in, and be killed on the way: run as a program of its own.

Arguments: workspace, token of the upload, and at which statement of the database to be
killed; 'after' for between the commit and all that follows, 'never' for not at all.
Prints how many statements there were.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from headwater.app.workspace import open_workspace


EVERY = 50  # rows of one statement count as another


class Killer:
    """Counts the statements of the database, and kills at one of them.

    A statement of many rows counts again every so many of them, so that one can be
    killed in its middle.
    """

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any):
        self.see()
        given = self.watch(params) if many else params
        return execute(sql, given, many, context)

    def see(self) -> None:
        self.count += 1
        if self.count == self.at:
            die()

    def watch(self, rows: Iterable[Any]) -> Iterator[Any]:
        for number, row in enumerate(rows, 1):
            if number % EVERY == 0:
                self.see()
            yield row


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    folder, token, where = sys.argv[1:]
    open_workspace(folder)
    from django.db import connection
    from django.utils import timezone
    from kept_returns import PERIOD, PLAN, WHOSE, kept, who

    from headwater.app import drafts
    from headwater.app.actions.returns_files import take_in_file

    draft, now = drafts.find(token, timezone.now()), timezone.now()
    found = kept()
    if where == "after":
        drafts.finish = lambda *_: die()
    killer = Killer(int(where) if where.isdecimal() else -1)
    with connection.execute_wrapper(killer):
        take_in_file(
            by=who("contributor"),
            plan=PLAN,
            period=PERIOD,
            organisation=WHOSE,
            draft=draft,
            seal=draft.seal,
            seen=found.revision,
            at=now,
        )
    sys.stdout.write(str(killer.count))


if __name__ == "__main__":
    main()
