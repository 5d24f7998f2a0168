"""Do what waits in the background, and be killed on the way: a program of its own.

Arguments: workspace, and at which statement of the database to be killed, from the
first one of the first job; 'after' for between the commit of a file and all that
follows, 'never' for not at all. Prints how many statements there were.
"""

from __future__ import annotations

import sys

from taken_in_and_killed import Killer, die

from headwater.app.workspace import open_workspace


def main() -> None:
    folder, where = sys.argv[1:]
    open_workspace(folder)
    from django.db import connection

    from headwater.app import drafts
    from headwater.app.actions import jobs
    from headwater.cli.work import work

    if where == "after":
        drafts.finish = lambda *_: die()
    killer = Killer(int(where) if where.isdecimal() else -1)
    do = jobs._do

    def watched(job: object) -> None:
        with connection.execute_wrapper(killer):
            do(job)

    jobs._do = watched
    jobs.PACE = 0.0  # each note of progress is a moment at which to be killed
    work(once=True)
    sys.stdout.write(str(killer.count))


if __name__ == "__main__":
    main()
