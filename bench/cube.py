"""./hw bench cube: a street-crime file into the lake, and cubes out of it.

One thread, CPU seconds. Each figure stands beside a floor measured in the same run:
counting the newlines of the file, DuckDB's own plain copy of it, reading the columns
of the lake's file. `--rows N` takes another size than ten million.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from cube_jobs import Said, bring, columns, cube, newlines, plain_copy, run
from plan import Figure
from street_crime import AREAS, MONTHS, TYPES, write_street_crime


ROWS = 10_000_000
STEPS = (0.1, 0.5, 1.0)  # of the rows, for the slope
LIMITS = {"small area": (0.5, 500.0), "borough": (0.1, 500.0)}  # seconds, MB


def measure(rows: int, folder: Path) -> None:
    """Everything about one file."""
    file, lake = folder / "street.csv", folder / "lake"
    bad = write_street_crime(rows, file)
    size = file.stat().st_size / 1e9
    print(f"{rows:,} rows of street crime, {size:.2f} GB, {bad:,} of them bad.\n")
    floor = min(run(newlines, file)["cpu"] for _ in range(3))
    brought = min((_anew(file, lake) for _ in range(2)), key=lambda said: said["cpu"])
    if brought["rejects"] != bad:
        raise SystemExit(f"{brought['rejects']} rows were rejected, and {bad} are bad")
    copied = run(plain_copy, file, folder / "plain.parquet")
    cpu = brought["cpu"]
    show(
        Figure("CSV into the lake", cpu, 12 * floor, "s", "counting newlines", floor),
        Figure("  peak memory", brought["peak"], 1000.0, "MB"),
    )
    beside(
        f"{cpu / copied['cpu']:.1f} times DuckDB's plain copy: {copied['cpu']:.3f} s"
    )
    beside(f"{bad:,} rejects kept, the first on line {brought['line']:,}")
    show_cubes(lake, rows - bad)


def _anew(file: Path, lake: Path) -> Said:
    shutil.rmtree(lake, ignore_errors=True)
    return run(bring, file, lake)


def show_cubes(lake: Path, counted: int) -> None:
    floor = run(columns, lake)["seconds"]
    for which, (seconds, memory) in LIMITS.items():
        made = run(cube, lake, which)
        if made["total"] != counted:
            raise SystemExit(f"{made['total']} crimes in a cube of {counted}")
        show(
            Figure(
                f"{which} by month by type",
                made["seconds"],
                seconds,
                "s",
                "reading the columns",
                floor,
            ),
            Figure("  peak memory", made["peak"], memory, "MB"),
        )
        beside(f"the first time, with loading Ibis: {made['first']:.2f} s")
    held = sum(file.stat().st_size for file in lake.rglob("*.parquet")) / 1e6
    beside(f"{AREAS:,} by {MONTHS} by {len(TYPES)} cells; {held:.1f} MB in the lake")


def slope(rows: int, folder: Path) -> None:
    """Does time grow in proportion to the rows?"""
    print("\nGrowth, CPU seconds:\n")
    taken: list[tuple[int, float]] = []
    for step in STEPS:
        part = int(rows * step)
        file, lake = folder / "part.csv", folder / f"lake-{part}"
        write_street_crime(part, file)
        brought, made = run(bring, file, lake), run(cube, lake, "small area")
        file.unlink()
        taken.append((part, brought["cpu"]))
        print(
            f"{part:>12,} rows: into the lake {brought['cpu']:.2f} s, "
            f"{brought['peak']:.0f} MB; small-area cube {made['seconds']:.3f} s, "
            f"{made['peak']:.0f} MB",
            flush=True,
        )
    (small, fast), (middle, half), (large, slow) = taken
    early = (half - fast) / (middle - small) * 1e6
    late = (slow - half) / (large - middle) * 1e6
    print(
        f"\nA million more rows cost {early:.2f} s up to {middle:,} and {late:.2f} s "
        f"after that: a slope of {late / early:.2f}, where 1 is linear."
    )


def show(*figures: Figure) -> None:
    for figure in figures:
        print(figure.line(), flush=True)


def beside(words: str) -> None:
    print(f"{'':<34} {words}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./hw bench cube")
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    print("One thread, CPU time; the floor is measured in the same run.\n")
    with TemporaryDirectory() as folder:
        measure(rows, Path(folder))
    with TemporaryDirectory() as folder:
        slope(rows, Path(folder))


if __name__ == "__main__":
    main()
