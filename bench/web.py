"""./hw bench web: the workbench with a city's data, alone and with many people at once.

First the CPU time of each page in this process, beside a bare Django page in the same
run. Then the server that people use: 50 people who think for two seconds between pages;
and a storm of people who change the same rows, after which every save that was answered
as saved must stand as exactly one version.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from city_plan import PLAN, city_plan
from django.test import Client
from plan import Figure, cpu_of_hello

from headwater.cli.workspaces import keep_plan


AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
PEOPLE = 50
BATCH, BATCHES = 5, 6
ROOT = f"/desk/{PLAN}/tables/actions"
HELLO = "bare Django that says hello"


def build(folder: Path) -> Path:
    """A workspace with the plan of a city, and its invented people."""
    plan = city_plan()
    keep_plan(plan, folder, name="bench", sha256="", by="bench", why="")
    from headwater.app.actions.people import add_person, first_lead
    from headwater.app.workspace import publish_assets
    from headwater.core.access.roles import Role

    publish_assets()
    for n in range(PEOPLE):
        person = add_person(
            username=f"person-{n:02}",
            name=f"Person {n:02} (invented)",
            password=None,
            at=AT,
            invented=True,
        )
        role = Role("plan lead") if n < 2 else Role("contributor")
        organisation = plan.organisations[n].organisation_id
        first_lead(
            person=person, plan=PLAN, organisation=organisation, role=role, at=AT
        )
    return folder


def pages() -> Iterator[Figure]:
    """What a plan lead's pages cost, when warm."""
    from django.conf import settings

    settings.DEMO = True
    lead = Client(SERVER_NAME="localhost")
    lead.post("/demo/people/", {"person": "1"})
    floor = cpu_of_hello() / 1000
    key = "N51"
    edit = f"{ROOT}/rows/{key}/edit/what/"
    sent = fields(lead.get(edit).content.decode())
    jobs: tuple[tuple[str, float, Callable[[int], Any]], ...] = (
        ("list of 2,000 actions", 25, lambda _: lead.get(f"{ROOT}/?all")),
        ("an action", 25, lambda _: lead.get(f"{ROOT}/rows/{key}/")),
        ("a form of an action", 40, lambda _: lead.get(edit)),
        ("saving it", 40, lambda n: lead.post(edit, sent | _title(lead, edit, n))),
        ("grid of 500 actions", 150, lambda _: lead.get(f"{ROOT}/grid/")),
    )
    for name, limit, job in jobs:
        yield Figure(name, cpu_of(job), limit, "ms", HELLO, floor * 1000)


def _title(lead: Client, edit: str, n: int) -> dict[str, str]:
    from headwater.app.selectors.rows import revision

    seen = revision(PLAN, "actions", edit.split("/rows/")[1].split("/")[0])
    return {"title": f"Title {n} {time.monotonic_ns()}", "change-seen": str(seen)}


def cpu_of(job: Callable[[int], Any]) -> float:
    """CPU milliseconds of a page when warm: the best batch."""
    _sure(job(0))
    return min(_one_batch(job) for _ in range(BATCHES)) * 1000


def _one_batch(job: Callable[[int], Any]) -> float:
    began = time.process_time()
    for n in range(BATCH):
        _sure(job(n))
    return (time.process_time() - began) / BATCH


def _sure(answer: Any) -> None:
    if answer.status_code not in (200, 303):
        raise SystemExit(f"{answer.request['PATH_INFO']}: {answer.status_code}")


def fields(page: str) -> dict[str, str]:
    """What the form of a page about an action would send, as far as it has inputs."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (
            re.search(rf'\b{each}="([^"]*)"', tag) for each in ("name", "value")
        )
        if name and 'type="checkbox"' not in tag and 'type="radio"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<', page):
        found[name] = unescape(text).removeprefix("\n")
    for name, inside in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def main(seconds: int = 60, storm: int = 20) -> int:
    from web_crowd import crowd, serving, whirl

    print("CPU time, the best of several; the floor is measured in the same run.\n")
    with TemporaryDirectory() as folder:
        here = build(Path(folder) / "workspace")
        figures = list(pages())
        for figure in figures:
            print(figure.line(), flush=True)
        with serving(here) as port:
            print(f"\n{PEOPLE} people for {seconds} s, 2 s between pages:")
            wrong = crowd(port, PEOPLE, seconds)
            print(f"\nA storm of saves for {storm} s:")
            lost = whirl(port, storm)
    return 1 if wrong or lost else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
