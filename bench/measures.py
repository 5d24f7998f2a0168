"""./hw bench measures: what pages about figures cost when warm, in CPU time.

Each page stands beside the page about Headwater, which draws nothing of a plan. The
first chart of a process and the first view of a set of figures are paid once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from plan import Figure


sys.path.insert(0, str(Path(__file__).parents[1] / "tests/support"))
BATCHES, BATCH = 10, 20
PLAN = "/plans/london-sample"
PAGES = {
    "measure page": f"{PLAN}/measures/I25/",
    "page of a set of figures": f"{PLAN}/figures/vawg-offences/",
    "page of one borough's figures": f"{PLAN}/figures/vawg-offences/E09000012/",
    "all figures of a borough": f"{PLAN}/places/E09000012/",
    "what has changed": f"{PLAN}/changed/",
    "measures": f"{PLAN}/measures/",
}
FIRST = """if True:
    import sys, time
    from headwater.app.workspace import open_workspace
    open_workspace(sys.argv[1])
    from django.test import Client
    client = Client(SERVER_NAME="localhost")
    series = sys.argv[2] + "/figures/vawg-offences/E09000033/"
    client.get(series)
    began = time.process_time()
    client.get(series + "chart-wide.svg")
    print((time.process_time() - began) * 1e3)
"""
LIMIT = 15.0  # ms CPU, warm


def main() -> None:
    with TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            print(figure.line())


def figures(folder: Path) -> Iterator[Figure]:
    os.environ.setdefault("HEADWATER_HOSTS", "localhost")
    from london_site import EVERY, build_london

    build_london(folder, EVERY)
    from django.test import Client

    from headwater.app.workspace import publish_assets

    publish_assets()
    client = Client(SERVER_NAME="localhost")

    def get(address: str) -> Callable[[], object]:
        return lambda: client.get(address).content

    floor = best(get("/about/"))
    yield Figure(
        "figures of London, judged once", once(get(f"{PLAN}/changed/")), 10e3, "ms"
    )
    for name, address in PAGES.items():
        once(get(address))
        yield Figure(name, best(get(address)), LIMIT, "ms", "the page 'about'", floor)
    chart = f"{PLAN}/figures/vawg-offences/E090000{{}}/chart-wide.svg"
    yield Figure("first chart of a process", first_chart(folder), 3e3, "ms")
    get(chart.format(12))()
    more = [once(get(chart.format(number))) for number in range(20, 30)]
    yield Figure("one more chart", min(more), 66, "ms")
    yield Figure("a chart drawn before", best(get(chart.format(12))), LIMIT, "ms")


def first_chart(folder: Path) -> float:
    """ms of CPU in a process of its own, whose figures are judged already."""
    ran = subprocess.run(
        [sys.executable, "-c", FIRST, str(folder), PLAN],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(ran.stdout)


def once(work: Callable[[], object]) -> float:
    """ms of CPU that it takes now, whatever is warm already."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1e3


def best(work: Callable[[], object]) -> float:
    """ms of CPU, the best of some batches."""
    return min(
        once(lambda: [work() for _ in range(BATCH)]) / BATCH for _ in range(BATCHES)
    )


if __name__ == "__main__":
    main()
