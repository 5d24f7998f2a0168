"""./hw bench returns: what it costs to read a return of 100,000 rows, in CPU time.

Each figure stands beside csv.reader over the same rows, measured in the same run: the
least that any program reading them in Python must spend.
"""

from __future__ import annotations

import csv
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
