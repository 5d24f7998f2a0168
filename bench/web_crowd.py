"""Many people at one server, for `./hw bench web`: a crowd that reads and writes, and a
storm of saves of the same rows."""

from __future__ import annotations

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from city_plan import PLAN
from web import ROOT, fields


THINK = 2.0  # seconds between the pages of one person
SAME, OWN = 4, 4  # threads that change one row, and threads with a row each
CHANCE = random.Random(7)  # noqa: S311 - who looks at what, in a bench
FORM = "application/x-www-form-urlencoded"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of a server of its own, as people start it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "headwater", "serve", "--port", str(port)]
    allowed = os.environ | {"HEADWATER_DEMO": "yes", "HEADWATER_UPLOADS": "no"}
    server = subprocess.Popen(
        [*command, "--workspace", str(folder)], env=allowed, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield port
    finally:
        spent = _cpu(server.pid)
        server.terminate()
        server.wait(timeout=30)
        print(f"\nThe server and its workers took {spent:.1f} s of CPU in all.")


def _cpu(pid: int) -> float:
    """CPU seconds of a process and of what it started, as Linux counts them."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text().rpartition(")")[2].split()
            if pid in (int(stat.parent.name), int(told[1])):
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            Visitor(port).ask("GET", "/sign-in/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


class Visitor:
    """One browser: a connection of its own, and its cookies."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, sent: dict[str, str] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = urlencode(sent) if sent is not None else None
        if body is not None:
            headers |= {"Content-Type": FORM}
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page

    def comes_in(self, n: int) -> Visitor:
        """As one of the invented people."""
        _, page = self.ask("GET", "/demo/people/")
        people = re.findall(r'name="person" type="radio" value="(\d+)"', page)
        status, _ = self.ask(
            "POST", "/demo/people/", fields(page) | {"person": people[n]}
        )
        if status != 303:
            raise SystemExit(f"nobody came in: {status}")
        self.line.close()  # a server does not wait long for whoever says no more
        return self

    def own_rows(self) -> list[str]:
        _, page = self.ask("GET", f"{ROOT}/")
        return re.findall(rf'href="{ROOT}/rows/([^/"]+)/"', page)

    def save(self, key: str, title: str) -> int:
        """Open a form, change one field, and save it."""
        edit = f"{ROOT}/rows/{key}/edit/what/"
        status, page = self.ask("GET", edit)
        if status != 200:
            return status
        return self.ask("POST", edit, fields(page) | {"title": title})[0]


def crowd(port: int, people: int, seconds: int) -> int:
    """How many answers were wrong, with what each kind of page took."""
    took: dict[str, list[float]] = defaultdict(list)
    wrong: Counter[str] = Counter()
    visitors = [Visitor(port).comes_in(n) for n in range(people)]
    until = time.monotonic() + seconds
    each = [(_wander, (visitor, until, took, wrong)) for visitor in visitors]
    _together(each)
    for name, times in sorted(took.items()):
        cuts = quantiles(times, n=100)
        p50, p95, most = cuts[49] * 1000, cuts[94] * 1000, max(times) * 1000
        print(
            f"{name:<8} {len(times):>5} times  p50 {p50:>6.0f} ms  p95 {p95:>6.0f} ms"
            f"  longest {most:>6.0f} ms"
        )
    print(f"errors: {sum(wrong.values())} {dict(wrong) if wrong else ''}")
    return sum(wrong.values())


def _wander(
    visitor: Visitor,
    until: float,
    took: dict[str, list[float]],
    wrong: Counter[str],
) -> None:
    rows = visitor.own_rows()
    time.sleep(CHANCE.random() * THINK)
    while time.monotonic() < until:
        key = CHANCE.choice(rows)
        edit = f"{ROOT}/rows/{key}/edit/what/"
        title = {"title": f"{key} at {time.monotonic_ns()}"}
        kind = CHANCE.choices(
            ("list", "row", "form", "save", "grid", "public"), (4, 4, 3, 3, 1, 1)
        )[0]
        asked: dict[str, tuple[str, str]] = {
            "list": ("GET", f"{ROOT}/"),
            "row": ("GET", f"{ROOT}/rows/{key}/"),
            "form": ("GET", edit),
            "save": ("POST", edit),
            "grid": ("GET", f"{ROOT}/grid/"),
            "public": ("GET", f"/plans/{PLAN}/actions/{key}/"),
        }
        sent = fields(visitor.ask("GET", edit)[1]) | title if kind == "save" else None
        began = time.monotonic()
        try:
            status, _ = visitor.ask(*asked[kind], sent)
        except (OSError, http.client.HTTPException) as error:
            wrong[f"{kind} {type(error).__name__}"] += 1
            visitor.line.close()
        else:
            took[kind].append(time.monotonic() - began)
            if status not in ((303, 409) if kind == "save" else (200,)):
                wrong[f"{kind} {status}"] += 1
            if status == 303:  # a browser goes there at once
                began = time.monotonic()
                visitor.ask("GET", f"{ROOT}/rows/{key}/?saved")
                took["saved"].append(time.monotonic() - began)
        time.sleep(THINK)


def whirl(port: int, seconds: int) -> int:
    """How many saves were lost, doubled, or answered as neither saved nor refused."""
    from headwater.app.models import Revision

    before = Revision.objects.count()
    saved: list[str] = []
    others: Counter[int] = Counter()
    refused: list[str] = []
    until = time.monotonic() + seconds
    leads = [Visitor(port).comes_in(n % 2) for n in range(SAME + OWN)]
    rows = leads[0].own_rows()
    keys = [rows[0]] * SAME + rows[1 : OWN + 1]
    each = [
        (_save_again, (lead, key, n, until, saved, refused, others))
        for n, (lead, key) in enumerate(zip(leads, keys, strict=True))
    ]
    _together(each)
    return _counted(before, saved, refused, others)


def _save_again(
    lead: Visitor,
    key: str,
    n: int,
    until: float,
    saved: list[str],
    refused: list[str],
    others: Counter[int],
) -> None:
    while time.monotonic() < until:
        title = f"{key} by {n} at {time.monotonic_ns()}"
        status = lead.save(key, title)
        if status == 303:
            saved.append(title)
        elif status == 409:
            refused.append(title)
        else:
            others[status] += 1


def _counted(
    before: int, saved: list[str], refused: list[str], others: Counter[int]
) -> int:
    """Each saved title stands in one version, and no refused one in any."""
    from headwater.app.models import Revision

    made = Revision.objects.order_by("pk")[before:]
    titles = Counter((row.values or {}).get("title", "") for row in made)
    lost = [title for title in saved if titles[title] != 1]
    slipped = [title for title in refused if titles[title]]
    more = sum(titles.values()) - len(saved)
    print(
        f"{len(saved)} saved, {len(refused)} refused as overtaken, "
        f"{sum(others.values())} other answers {dict(others) if others else ''}\n"
        f"{len(lost)} lost or doubled, {len(slipped)} refused and yet written, "
        f"{more} versions that nobody was told of"
    )
    return len(lost) + len(slipped) + abs(more) + sum(others.values())


def _together(jobs: list[tuple[Callable[..., None], tuple[object, ...]]]) -> None:
    threads = [threading.Thread(target=job, args=args) for job, args in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
