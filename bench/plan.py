"""./hw bench plan: what the plan's commands and its front page cost, in CPU time.

Each figure stands beside a floor measured in the same run: the least that any
program doing that job in Python must spend. CPU seconds, the best of several.
"""

from __future__ import annotations

import gzip
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from large_plan import large_plan

from headwater.cli.workspaces import bring_in, keep_plan
from headwater.core.framework.load import load_framework
from headwater.core.plan.check import check_plan
from headwater.core.plan.coverage import coverage
from headwater.core.plan.day import day_of
from headwater.core.plan.look import Look
from headwater.exchange.intake import read_plan
from headwater.exchange.northbank import AS_AT, northbank_plans
from headwater.exchange.sample import sample_folder
from headwater.exchange.write_folder import write_folder


STARTS = 7  # of each program
PAGES = 200  # of each page, in batches
BATCH = 20
DIST = Path(__file__).parents[1] / "src/headwater/app/static/dist"
READ_CSV = """
import csv, pathlib, sys
for path in pathlib.Path(sys.argv[1]).glob("*.csv"):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            pass
"""

# A program of its own, so that only the one command is measured.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True)
class Figure:
    """One thing measured, its target, and the floor beside it."""

    name: str
    value: float
    limit: float
    unit: str
    floor_name: str = ""
    floor: float = 0.0

    def line(self) -> str:
        within = "within" if self.value <= self.limit else "OVER"
        text = (
            f"{self.name:<34} {self.value:>8.3f} {self.unit:<3} {within} "
            f"{self.limit:g} {self.unit}"
        )
        if self.floor:
            beside = f"{self.floor_name}: {self.floor:.3f} {self.unit}"
            text += f"\n{'':<34} {self.value / self.floor:>7.1f} times {beside}"
        return text


def cpu_of(command: list[str], starts: int = STARTS) -> float:
    """CPU seconds of a program and its children, the best of several starts."""
    return min(_one_start(command) for _ in range(starts))


def _one_start(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def starts(plan: Path) -> Iterator[Figure]:
    python, headwater = [sys.executable], [sys.executable, "-m", "headwater"]
    yield Figure(
        "headwater --help",
        cpu_of([*headwater, "--help"]),
        0.3,
        "s",
        "python -c pass",
        cpu_of([*python, "-c", "pass"]),
    )
    yield Figure(
        "headwater check, London sample",
        cpu_of([*headwater, "check", str(plan)]),
        1.0,
        "s",
        "python and csv.reader over the same files",
        cpu_of([*python, "-c", READ_CSV, str(plan)]),
    )


def large(folder: Path) -> Iterator[Figure]:
    """A plan of 10,000 actions, as a folder of CSV files."""
    plan = large_plan()
    write_folder(plan, folder / "large")
    headwater = [sys.executable, "-m", "headwater"]
    bare = cpu_of([sys.executable, "-c", READ_CSV, str(folder / "large")])
    csv_reader = "python and csv.reader over the same files"
    kept = ["--workspace", str(folder / "kept"), "--by", "bench"]
    yield Figure(
        f"import of {len(plan.actions):,} actions",
        _one_start([*headwater, "import", str(folder / "large"), *kept]),
        6.0,
        "s",
        csv_reader,
        bare,
    )
    anew = ["--workspace", str(folder / "anew"), "--by", "bench"]
    peak = peak_of([*headwater, "import", str(folder / "large"), *anew])
    yield Figure("import, peak memory", peak, 300.0, "MB")
    framework, day = load_framework("london"), day_of(plan.about, AS_AT)
    began = time.process_time()
    found = len(check_plan(plan, framework, day).findings)
    seconds = time.process_time() - began
    yield Figure(
        f"check of it ({found:,} findings)", seconds, 1.0, "s", csv_reader, bare
    )
    began = time.process_time()
    coverage(Look(plan, framework, day), "vawg-type", "tier")
    seconds = time.process_time() - began
    yield Figure("coverage of it, two ways", seconds, 0.3, "s", csv_reader, bare)
    command = [*headwater, "check", str(folder / "large"), "--format", "json"]
    yield Figure("check from files, peak memory", peak_of(command), 300.0, "MB")


def peak_of(command: list[str]) -> float:
    """The most memory that a program held, in MB."""
    program = [sys.executable, "-c", PEAK, *command]
    said = subprocess.run(program, check=True, capture_output=True, text=True)
    return int(said.stderr.split()[-1]) / 1000


def pages(folder: Path) -> Iterator[Figure]:
    """The front page of a workspace, in this process."""
    intake = read_plan(sample_folder(), load_framework("london"))
    bring_in(intake, folder, by="bench", why="")
    from headwater.app.workspace import publish_assets

    publish_assets()
    page = fetch(Client(), "/")
    yield Figure(
        "front page, warm, in process",
        cpu_of_page(Client()),
        10.0,
        "ms",
        "bare Django that says hello",
        cpu_of_hello(),
    )
    yield Figure(
        "coverage page, warm, in process",
        cpu_of_page(Client(), "/plans/london-sample/coverage/vawg-type/tier/"),
        15.0,
        "ms",
        "bare Django that says hello",
        cpu_of_hello(),
    )
    assets = [file for file in DIST.iterdir() if file.suffix in (".css", ".js")]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in assets)
    yield Figure(
        "front page with its assets, gzip",
        (len(gzip.compress(page)) + weight) / 1000,
        100.0,
        "kB",
    )


def site(folder: Path) -> Iterator[Figure]:
    """Northbank's seven plans as files, by the command that people use."""
    for plan in northbank_plans().values():
        keep_plan(
            plan, folder / "northbank", name="bench", sha256="", by="bench", why=""
        )
    command = [sys.executable, "-m", "headwater", "release", "site"]
    seconds = _one_start(
        [*command, str(folder / "site"), "--workspace", str(folder / "northbank")]
    )
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    copied = time.process_time()
    shutil.copytree(folder / "site", folder / "copy")
    yield Figure(
        f"static site of Northbank ({len(files):,} files)",
        seconds,
        20.0,
        "s",
        "copying the same files",
        time.process_time() - copied,
    )


def fetch(client: Client, address: str) -> bytes:
    answer = client.get(address, headers={"host": "127.0.0.1"})
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer.content


def cpu_of_page(client: Client, address: str = "/") -> float:
    """CPU milliseconds of a page when warm: the best batch."""
    fetch(client, address)
    return min(_one_batch(client, address) for _ in range(PAGES // BATCH)) * 1000


def _one_batch(client: Client, address: str) -> float:
    began = time.process_time()
    for _ in range(BATCH):
        fetch(client, address)
    return (time.process_time() - began) / BATCH


def cpu_of_hello() -> float:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        return cpu_of_page(Client())


def hello(_: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("", hello)]


def main() -> None:
    print("CPU time, the best of several; the floor is measured in the same run.\n")
    with TemporaryDirectory() as folder:
        plan = Path(shutil.copytree(sample_folder(), Path(folder) / "plan"))
        here = Path(folder)
        parts = (starts(plan), large(here), pages(here / "workspace"), site(here))
        for figures in parts:
            for figure in figures:
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
