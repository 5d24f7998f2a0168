"""./hw bench returns: what it costs to read a return of 100,000 rows, in CPU time.

Each figure stands beside csv.reader over the same rows, measured in the same run: the
least that any program reading them in Python must spend.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from plan import Figure, cpu_of, peak_of


SUPPORT = str(Path(__file__).parents[1] / "tests/support")
sys.path.insert(0, SUPPORT)
ROWS, GROUPS = 100_000, 1_000
MEASURES = ROWS // GROUPS
FLOOR = "python and csv.reader over the same rows"
READ_CSV = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        pass
"""
READ = """if True:
    import sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from returns_made_up import large_form
    from headwater.exchange.returns_file import read_return
    found = read_return(Path(sys.argv[2]), large_form(int(sys.argv[3])))
    assert len(found.entries) == int(sys.argv[4]), found.problems[:3]
"""


def rows() -> Iterator[list[object]]:
    """A value for each measure and each of a thousand groups; every one invented."""
    yield ["organisation", "period", "measure", "breakdown", "value", "comment"]
    for at in range(ROWS):
        measure, group = divmod(at, GROUPS)
        yield ["alder", "2026-Q1", f"M{measure}", f"group=g{group}", at, ""]


def write_csv(path: Path, faulty: bool = False) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows():
            csv.writer(file).writerow([*row[:4], "nil"] if faulty else row)
    return path


def write_workbook(path: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Return")
        for at, row in enumerate(rows()):
            sheet.write_row(at, 0, row)
    return path


def figures(folder: Path) -> Iterator[Figure]:
    table, book = write_csv(folder / "r.csv"), write_workbook(folder / "r.xlsx")
    bare = cpu_of([sys.executable, "-c", READ_CSV, str(table)])
    for name, path, most in (("CSV", table, 250.0), ("XLSX", book, 300.0)):
        command = [
            sys.executable,
            "-c",
            READ,
            SUPPORT,
            str(path),
            str(MEASURES),
            str(ROWS),
        ]
        seconds = cpu_of(command, starts=1 if name == "XLSX" else 3)
        yield Figure(f"{name} of {ROWS:,} rows", seconds, 30.0, "s", FLOOR, bare)
        yield Figure(f"{name}, peak memory", peak_of(command), most, "MB")
    yield from annotated(folder, bare)
    yield from through_a_job(folder, bare)


WORK = """if True:
    import json, resource, sys, time
    from headwater.app.workspace import open_workspace
    open_workspace(sys.argv[1])
    from headwater.app.actions import returns_files
    from headwater.app.actions.jobs import Noted
    from headwater.cli.work import work
    notes, note = [], Noted._note
    def noted(self, **said):
        notes.append(said)
        note(self, **said)
    Noted._note = noted
    held, take = [0.0], returns_files._take_in
    def taken(**said):
        began = time.process_time()
        number = take(**said)
        held[0] = time.process_time() - began
        return number
    returns_files._take_in = taken
    began = time.process_time()
    work(once=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([time.process_time() - began, peak, len(notes), held[0]]))
"""
HEADS = "Organisation,Period,Measure,Breakdown,Value"


def through_a_job(folder: Path, bare: float) -> Iterator[Figure]:
    """The same size as a partner sends it: compared by a worker, then taken in."""
    from kept_returns import kept, row, who, window
    from northbank_people import build_northbank

    space = build_northbank(folder / "northbank")
    window(-10, 10, 20)
    from django.utils import timezone

    from headwater.app.actions import returns_files as actions
    from headwater.app.selectors.returns_shown import kept_shown

    lines = (row(str(n % 90), f"sex=group {n}").rstrip(",") for n in range(ROWS))
    by, now = who("contributor"), timezone.now()
    draft = actions.receive(
        by=by,
        kept=kept(),
        name="large.csv",
        content="\n".join([HEADS, *lines]).encode(),
        at=now,
    )
    seconds, peak, notes, _ = worked(space)
    yield Figure("dry run by a worker, CSV", seconds, 30.0, "s", FLOOR, bare)
    yield Figure("dry run by a worker, peak memory", peak, 400.0, "MB")
    yield Figure("dry run by a worker, words of progress", notes, 200, "")
    told = kept_shown(draft)
    if told is None or told.change != ROWS:
        raise SystemExit("The dry run is not of the whole file")
    actions.take_in_later(
        by=by,
        draft=draft,
        seal=draft.seal,
        seen=told.revision,
        partial=False,
        at=timezone.now(),
    )
    seconds, peak, _, held = worked(space)
    if len(kept().standing) < ROWS:
        raise SystemExit("Not all of the file is in")
    yield Figure("taken in by a worker", seconds, 30.0, "s", FLOOR, bare)
    yield Figure("taken in by a worker, peak memory", peak, 500.0, "MB")
    yield Figure("of that in the transaction", held, 8.0, "s")


def worked(space: Path) -> list[float]:
    """Seconds of CPU, megabytes, words of progress, seconds in the transaction."""
    from django.db import connection

    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(space)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: list[float] = json.loads(done.stdout)
    return found


def annotated(folder: Path, bare: float) -> Iterator[Figure]:
    """The same rows, all of them faulty, and the copy that says so."""
    from returns_made_up import large_form

    from headwater.exchange.returns_annotated import annotate
    from headwater.exchange.returns_file import read_return

    path = write_csv(folder / "faulty.csv", faulty=True)
    form = large_form(MEASURES)
    seconds, found = timed(lambda: read_return(path, form))
    yield Figure("CSV with every row faulty", seconds, 30.0, "s", FLOOR, bare)
    for name in ("mend.csv", "mend.xlsx"):
        seconds, _ = timed(lambda to=name: annotate(path, found.problems, folder / to))
        yield Figure(f"annotated copy, {name}", seconds, 30.0, "s", FLOOR, bare)


def timed(job: Callable[[], object]) -> tuple[float, object]:
    began = time.process_time()
    found = job()
    return time.process_time() - began, found


def main() -> None:
    print("CPU time; the floor is measured in the same run. All rows are invented.\n")
    with TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
