"""Large files of a return: compared and taken in by a worker, with the same result."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from kept_returns import FILE, RETURN, fill, row, seen, show, upload, window
from kept_rows import fields
from northbank_people import PLAN
from page_checks import check_page


ROWS = [row(str(n), f"sex=group {n}") for n in range(40)]
FAULTY = [*ROWS, row("many", "sex=male"), row("=1+1", "sex=female"), row("5", "sex=x=")]
SIZE = "headwater.app.actions.returns_files.LARGE_RETURN"


@pytest.fixture(autouse=True)
def _open(bench: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window(-10, 10, 20)
    monkeypatch.setattr(SIZE, 30)


@pytest.fixture
def contributor(acting: Callable[[str], Any]) -> Any:
    return acting("contributor")


def work() -> int:
    from headwater.cli.work import work

    return work(once=True)


def jobs() -> list[Any]:
    from headwater.app.models import Job

    return list(Job.objects.exclude(draft="").order_by("pk"))


def values() -> dict[str, str]:
    from headwater.app.models import Value

    rows = Value.objects.filter(plan=PLAN, organisation="tallowgate", period="2026-Q3")
    return {r.breakdown: r.number for r in rows}


def receipts() -> int:
    from headwater.app.models import Receipt

    return Receipt.objects.count()


def uploads(bench: Path) -> list[str]:
    return sorted(p.name for p in (bench / "uploads").glob("*/*"))


def take(client: Any, answer: Any, **more: str) -> Any:
    address = answer.headers["Location"]
    return client.post(address, fields(client, address) | {"what": "take"} | more)


def test_a_large_file_waits_is_shown_and_is_taken_in(contributor, bench) -> None:
    answer = upload(contributor, ROWS)
    page = show(contributor, answer)
    assert page.h1 == "Your file is being compared"
    assert "It waits for its turn" in page.main
    assert 'http-equiv="refresh"' in page.html
    address = answer.headers["Location"]
    still = check_page(contributor.get(f"{address}?still"), address, workbench=True)
    assert 'http-equiv="refresh"' not in still.html
    assert "We are reading ours.csv" in contributor.get(FILE).content.decode()
    before = values()
    work()
    page = show(contributor, answer)
    assert page.h1 == "Check before it is taken in"
    assert "Created40" in page.main
    assert values() == before
    done = take(contributor, answer)
    assert done.headers["Location"] == address
    assert show(contributor, answer).h1 == "Your file is being taken in"
    assert values() == before
    work()
    end = contributor.get(address)
    told = show(contributor, end)
    assert told.h1.startswith("Receipt ")
    assert values() == before | {f"sex=group {n}": str(n) for n in range(40)}
    assert set(uploads(bench)) == {"draft.json", "lock"}  # nothing of what it said
    assert [job.state for job in jobs()] == ["done", "done"]


def test_large_and_small_files_get_the_same_page_and_copy(
    contributor, monkeypatch
) -> None:
    large = upload(contributor, FAULTY)
    work()
    monkeypatch.setattr(SIZE, 1_000)
    small = upload(contributor, FAULTY)
    pages = [show(contributor, each) for each in (large, small)]
    assert pages[0].main == pages[1].main
    assert "Not a number" in pages[0].main
    copies = [
        contributor.get(f"{each.headers['Location']}copy/") for each in (large, small)
    ]
    assert copies[0].content == copies[1].content
    assert b"What to mend" in copies[0].content
    refused = take(contributor, small)
    assert refused.status_code == 422
    monkeypatch.setattr(SIZE, 30)
    take(contributor, large)
    work()
    said = contributor.get(large.headers["Location"])
    assert said.status_code == 422
    assert "something to mend in the file, so none of it" in said.content.decode()
    take(contributor, large, partial="yes")
    work()
    assert (
        "/receipts/" in contributor.get(large.headers["Location"]).headers["Location"]
    )
    assert len(values()) >= 40


def test_a_file_sent_twice_is_compared_once_and_taken_in_once(contributor) -> None:
    first, second = (upload(contributor, ROWS) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(jobs()) == 1
    work()
    address, count = first.headers["Location"], receipts()
    sent = fields(contributor, address) | {"what": "take"}
    for _ in range(3):
        assert contributor.post(address, sent).status_code == 303
    assert len(jobs()) == 2
    work()
    again = contributor.post(address, sent)
    assert "/receipts/" in again.headers["Location"]
    assert receipts() == count + 1
    assert len(jobs()) == 2


def test_nobody_sees_the_file_of_another_or_how_far_it_is(contributor, acting) -> None:
    address = upload(contributor, ROWS).headers["Location"]
    nowhere = f"{FILE}{'0' * 32}/"
    other = acting("partner lead")  # of the same organisation
    for _ in range(2):
        for sent in ({"what": "take"}, {"what": "stop"}):
            answer = other.post(address, sent)
            assert answer.headers["Location"] == f"{FILE}?gone"
            assert answer.content == other.post(nowhere, sent).content
        assert other.get(address).headers["Location"] == f"{FILE}?gone"
        assert other.get(f"{address}copy/").headers["Location"] == f"{FILE}?gone"
        assert "We are reading" not in other.get(FILE).content.decode()
        work()
    (job,) = jobs()
    assert job.state == "done"
    for client in (contributor, other):
        assert client.get(f"/desk/{PLAN}/files/{job.token}/").status_code == 404


def test_a_file_that_waited_too_long_is_said_to_be_gone(contributor, bench) -> None:
    answer = upload(contributor, ROWS)
    (says,) = (bench / "uploads").glob("*/draft.json")
    told = json.loads(says.read_text()) | {"made": "2026-01-01T00:00:00+00:00"}
    says.write_text(json.dumps(told))
    work()
    gone = contributor.get(answer.headers["Location"])
    assert gone.headers["Location"] == f"{FILE}?gone"
    assert "Files wait for a day" in contributor.get(f"{FILE}?gone").content.decode()
    assert (uploads(bench), jobs()[0].state) == ([], "gone")


def test_stopping_removes_the_file_and_ends_its_job(contributor, bench) -> None:
    address = upload(contributor, ROWS).headers["Location"]
    assert (
        contributor.post(address, {"what": "stop"}).headers["Location"] == f"{RETURN}/"
    )
    assert (uploads(bench), jobs()[0].state) == ([], "gone")
    work()
    assert jobs()[0].state == "gone"


def test_a_file_that_cannot_be_read_ends_as_in_the_request(
    contributor, bench, monkeypatch, tmp_path
) -> None:
    import xlsxwriter

    path = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Something else")
        for n in range(500):
            sheet.write_row(n, 0, [f"text {n}", n])
    content = path.read_bytes()
    answer = upload(contributor, content, "wrong.xlsx")
    assert answer.status_code == 303
    work()
    page = contributor.get(answer.headers["Location"])
    assert page.status_code == 422
    shown = check_page(page, FILE, workbench=True)
    assert shown.h1 == "We could not read your file"
    monkeypatch.setattr(SIZE, 10_000)
    small = upload(contributor, content, "wrong.xlsx")
    assert small.status_code == 422
    says = "No sheet of this workbook is called Return (it has: Something else)."
    assert says in shown.main
    assert says in small.content.decode()
    assert uploads(bench) == []


def test_what_changed_before_the_worker_came_is_shown_again(
    contributor, acting
) -> None:
    answer = upload(contributor, ROWS)
    work()
    before, count = values(), receipts()
    take(contributor, answer)
    fill(acting("partner lead"), value__0="40")
    work()
    page = contributor.get(answer.headers["Location"])
    assert page.status_code == 409
    assert "What stands has changed since" in page.content.decode()
    assert (values(), receipts()) == (before | {"": "40"}, count)
    take(contributor, answer)
    work()
    assert receipts() == count + 1


def test_what_was_submitted_meanwhile_takes_no_file(contributor) -> None:
    answer = upload(contributor, ROWS)
    work()
    take(contributor, answer)
    contributor.post(f"{RETURN}/check/", seen())
    before = values()
    work()
    page = contributor.get(answer.headers["Location"])
    assert page.status_code == 422
    assert "has been submitted" in page.content.decode()
    assert values() == before


def test_whose_role_ended_meanwhile_takes_no_file_in(contributor) -> None:
    from django.utils import timezone

    from headwater.app.models import Grant

    answer = upload(contributor, ROWS)
    work()
    take(contributor, answer)
    before, person = values(), jobs()[0].asked_by_id
    Grant.objects.filter(person=person).update(
        until=timezone.localdate().replace(year=2020)
    )
    work()
    assert values() == before
    assert jobs()[-1].state == "failed"


def test_what_goes_wrong_with_us_is_said_and_keeps_the_file(
    contributor, monkeypatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret detail")

    answer = upload(contributor, ROWS)
    monkeypatch.setattr("headwater.app.actions.file_steps.compared", breaks)
    work()
    page = contributor.get(answer.headers["Location"])
    assert page.status_code == 422
    assert "that is our fault" in page.content.decode()
    assert "secret detail" not in page.content.decode()


def test_a_job_without_a_task_is_taken_up(contributor) -> None:
    """A worker that was told to stop twice leaves its task as failed."""
    from django_tasks_db.models import DBTaskResult

    answer = upload(contributor, ROWS)
    DBTaskResult.objects.update(status="FAILED")
    assert work() == 1
    assert show(contributor, answer).h1 == "Check before it is taken in"


def test_a_number_that_came_again_is_another_process() -> None:
    from headwater.app.actions.resume import _is_dead, worker_name

    host, number, since = worker_name().split(":")
    assert since.isdecimal()
    assert _is_dead(f"{host}:1:{int(since) + 1}")
    assert not _is_dead(f"elsewhere:{number}:{since}")


def test_undoing_a_large_file_is_for_a_worker_too(contributor, monkeypatch) -> None:
    monkeypatch.setattr("headwater.app.actions.returns_undo.LARGE_RETURN", 30)
    before = values()
    answer = upload(contributor, ROWS)
    work()
    take(contributor, answer)
    work()
    receipt = contributor.get(answer.headers["Location"]).headers["Location"]
    count = receipts()
    for _ in range(2):
        assert contributor.post(f"{receipt}undo/").headers["Location"] == receipt
    page = check_page(contributor.get(receipt), receipt, workbench=True)
    assert page.h1 == "Your file is being undone"
    assert len(values()) > len(before)
    work()
    assert (values(), receipts()) == (before, count + 1)
    page = check_page(contributor.get(receipt), receipt, workbench=True)
    assert "It was undone" in page.main
    again = contributor.post(f"{receipt}undo/")
    assert "A file was undone" in show(contributor, again).main
    assert receipts() == count + 1


def test_what_was_changed_since_is_not_undone_by_a_worker(
    contributor, monkeypatch
) -> None:
    monkeypatch.setattr("headwater.app.actions.returns_undo.LARGE_RETURN", 30)
    answer = upload(contributor, [*ROWS, row("21")])
    work()
    take(contributor, answer)
    work()
    receipt = contributor.get(answer.headers["Location"]).headers["Location"]
    fill(contributor, value__0="22")
    contributor.post(f"{receipt}undo/")
    work()
    page = contributor.get(receipt)
    assert page.status_code == 422
    assert "changed since the file was taken in" in page.content.decode()
    assert values()[""] == "22"


def test_the_columns_of_a_value_stand_in_the_order_in_which_they_are_written() -> None:
    from returns_made_up import SAFER, TOLD, TRAINED, WITHHELD, entry

    from headwater.app.selectors.returns_values import CELLS, cells_of
    from headwater.core.returns.values import Ratio, Text

    ratio = Ratio(Decimal(1), Decimal(2))
    for given in (
        entry(TRAINED, 5),
        entry(TRAINED, WITHHELD),
        entry(SAFER, ratio),
        entry(TOLD, Text("Words")),
    ):
        assert tuple(cells_of(given)) == CELLS
