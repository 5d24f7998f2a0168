"""Large tables on their way in: every step is a worker's, with the same end."""

from __future__ import annotations

import html
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_checks import Page, check_page


SUPPORT = Path(__file__).parents[2] / "support"
SIZE = "headwater.app.actions.uploads.LARGE_PLAN"
HEAD = "No.,Aim,Lead,Target date,RAG,Ward"
ROWS = [f"{n},Train bar staff {n},Police,30/06/2026,Red,A{n}" for n in range(1, 41)]
TABLE = "\n".join([HEAD, *ROWS])
NAMES = {"name-0": "new", "sector-0": "police"}


@pytest.fixture
def bench(
    london: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A workspace of one's own, in which forty rows are many."""
    from django.conf import settings

    from headwater.app.workspace import create_workspace, open_workspace

    create_workspace(tmp_path / "mine")
    settings.UPLOADS = True
    monkeypatch.setattr(SIZE, 30)
    yield tmp_path / "mine"
    settings.UPLOADS = False
    open_workspace(london)


@pytest.fixture
def browser(bench: Path) -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def work() -> int:
    from headwater.cli.work import work

    return work(once=True)


def upload(browser: Any, text: str = TABLE, to: str = "/bring/") -> str:
    """The address of the pages of a file."""
    file = io.BytesIO(text.encode())
    file.name = "north.csv"
    answer = browser.post(to, {"file": file})
    assert answer.status_code == 303, answer.content.decode()
    return "/".join(answer.headers["Location"].split("/")[:3])


def get(browser: Any, address: str, status: int = 200) -> Page:
    answer = browser.get(address)
    if answer.status_code == 303:
        return get(browser, answer.headers["Location"], status)
    assert answer.status_code == status, answer.content.decode()[:1000]
    return check_page(answer, address, workbench=True)


def post(browser: Any, address: str, **sent: str) -> str:
    answer = browser.post(address, sent)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def jobs() -> list[Any]:
    from headwater.app.models import Job

    return list(Job.objects.order_by("pk"))


def imports() -> int:
    from headwater.app.models import Import

    return Import.objects.count()


def actions() -> int:
    from headwater.app.models import Action

    return Action.objects.count()


def to_check(browser: Any) -> str:
    """The way to the last page, with a worker at each step."""
    at = upload(browser)
    work()
    for step, sent in (
        ("columns", {}),
        ("plan", {"plan": "new", "plan_id": "north", "title": "Northgate prevents"}),
        ("names", NAMES),
    ):
        here = f"{at}/{step}/"
        assert not get(browser, here).h1.startswith("Your file"), step
        there = post(browser, here, **sent)
        page = get(browser, there)
        assert page.h1 == "Your file is being read", step
        assert 'http-equiv="refresh"' in page.html
        work()
    return at


def confirm(browser: Any, at: str) -> str:
    page = get(browser, f"{at}/check/")
    found = re.search(r'name="seal" value="(\w+)"', page.html)
    assert found, page.main
    return post(browser, f"{at}/check/", seal=found[1], by="Plan team", why="First")


def test_whole_way_of_a_large_table(browser: Any, bench: Path) -> None:
    at = to_check(browser)
    check = get(browser, f"{at}/check/")
    assert check.h1 == "Check before you bring it in"
    assert "Actions 40 new" in check.main
    assert (actions(), imports()) == (0, 0)
    assert confirm(browser, at) == f"{at}/check/"
    assert get(browser, f"{at}/check/").h1 == "Your file is being brought in"
    assert browser.post(f"{at}/check/", {"seal": "0"}).status_code == 303
    work()
    receipt = get(browser, f"{at}/check/")
    assert receipt.h1 == "Receipt 1"
    assert "Actions 40 new" in receipt.main
    assert (actions(), imports()) == (40, 1)
    kept = {path.name for path in (bench / "uploads").glob("*/*")}
    assert kept == {"draft.json", "lock"}


def test_a_large_table_gets_the_pages_that_a_small_one_gets(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = TABLE.replace("30/06/2026", "31/06/2026", 3)
    large = upload(browser, faulty)
    work()
    monkeypatch.setattr(SIZE, 1_000)
    small = upload(browser, faulty)
    for step in ("", "columns/", "plan/", "names/", "check/"):
        pages = [get(browser, f"{at}/{step}") for at in (large, small)]
        assert pages[0].main == pages[1].main, step
    assert get(browser, f"{large}/remarks/").h1 == "Your file is being read"
    work()
    copies = [browser.get(f"{at}/remarks/").content for at in (large, small)]
    assert copies[0] == copies[1]
    assert copies[0]


def test_a_file_sent_twice_is_read_once(browser: Any, bench: Path) -> None:
    assert upload(browser) == upload(browser)
    assert len(jobs()) == 1
    assert len(list((bench / "uploads").iterdir())) == 1
    work()
    assert jobs()[0].state == "done"


def test_a_mended_table_takes_the_place_of_the_first(browser: Any, bench: Path) -> None:
    at = to_check(browser)
    new = upload(browser, TABLE.replace("Train", "Teach"), f"{at}/again/")
    assert new != at
    work()
    assert get(browser, f"{new}/columns/").h1 == "What each column means"
    assert "40" in get(browser, f"{new}/check/").main
    assert "Northgate prevents (north)" in get(browser, f"{new}/check/").main
    assert len(list((bench / "uploads").iterdir())) == 1
    assert "not here any more" in get(browser, f"{at}/check/", 422).main


def test_a_mended_table_that_cannot_be_read_leaves_the_first(browser: Any) -> None:
    at = to_check(browser)
    new = upload(browser, "\0" * 4_000, f"{at}/again/")
    work()
    page = get(browser, f"{new}/columns/", 422)
    assert page.h1 == "We could not go on with your file"
    assert f"{at}/again/" in page.links
    assert get(browser, f"{at}/check/").h1 == "Check before you bring it in"


def test_a_table_that_cannot_be_read_is_refused_in_the_same_words(
    browser: Any, bench: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = upload(browser, "\0" * 4_000)
    work()
    page = get(browser, f"{at}/", 422)
    monkeypatch.setattr(SIZE, 10_000)
    file = io.BytesIO(b"\0" * 4_000)
    file.name = "north.csv"
    small = browser.post("/bring/", {"file": file}).content.decode()
    said = re.search(r'class="govuk-error-message".*?</span>(.*?)</p>', small, re.S)
    assert said
    assert " ".join(html.unescape(said[1]).split()) in page.main
    assert list((bench / "uploads").iterdir()) == []


def test_a_table_that_waited_too_long_is_said_to_be_gone(
    browser: Any, bench: Path
) -> None:
    at = upload(browser)
    (says,) = (bench / "uploads").glob("*/draft.json")
    told = json.loads(says.read_text()) | {"made": "2026-01-01T00:00:00+00:00"}
    says.write_text(json.dumps(told))
    work()
    assert "Files wait for a day" in get(browser, f"{at}/", 422).main


def test_a_table_can_be_stopped_while_it_is_read(browser: Any, bench: Path) -> None:
    at = upload(browser)
    assert get(browser, f"{at}/").h1 == "Your file is being read"
    post(browser, f"{at}/stop/")
    assert list((bench / "uploads").iterdir()) == []
    work()
    assert jobs()[0].state == "gone"


def work_and_be_killed(folder: Path, where: str) -> subprocess.CompletedProcess[str]:
    from django.db import connection

    connection.close()
    source = Path(__file__).parents[3] / "src"
    paths = os.pathsep.join((str(source), str(SUPPORT)))
    return subprocess.run(
        [sys.executable, SUPPORT / "worked_and_killed.py", folder, where],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("where", ["1", "12", "25", "after"])
def test_a_large_table_is_in_once_wherever_its_worker_died(
    browser: Any, bench: Path, where: str
) -> None:
    at = to_check(browser)
    confirm(browser, at)
    killed = work_and_be_killed(bench, where)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    came = (40, 1) if where == "after" else (0, 0)
    assert (actions(), imports()) == came
    assert get(browser, f"{at}/check/").h1 == "Your file is being brought in"
    assert work() == 1
    assert (actions(), imports()) == (40, 1)
    assert "Actions 40 new" in get(browser, f"{at}/check/").main
