"""Returns as files: compared before anything is done, taken in once, and undone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kept_returns import (
    FILE,
    HEAD,
    PERIOD,
    RETURN,
    Rows,
    fill,
    kept,
    row,
    seen,
    show,
    state,
    upload,
    window,
)
from kept_rows import fields
from northbank_people import PLAN
from page_checks import check_page


@pytest.fixture(autouse=True)
def _open(bench) -> None:
    window(-10, 10, 20)


@pytest.fixture
def contributor(acting: Callable[[str], Any]) -> Any:
    return acting("contributor")


def confirm(client: Any, answer: Any, **more: str) -> Any:
    address = answer.headers["Location"]
    sent = fields(client, address) | {"what": "take"} | more
    return client.post(address, sent)


def take_in(client: Any, rows: Rows | bytes, name: str = "ours.csv", **more) -> Any:
    return confirm(client, upload(client, rows, name), **more)


def values(period: str = PERIOD) -> dict[str, str]:
    """What stands of tallowgate, by key."""
    from headwater.app.models import Value

    rows = Value.objects.filter(plan=PLAN, organisation="tallowgate", period=period)
    return {f"{r.measure} {r.breakdown}".strip(): r.number or r.reason for r in rows}


def revisions() -> int:
    from headwater.app.models import ValueRevision

    return ValueRevision.objects.count()


def uploads(bench: Path) -> list[Path]:
    return [p for p in (bench / "uploads").glob("*/*") if p.name.startswith("table")]


def test_a_file_is_shown_and_changes_nothing_until_it_is_confirmed(
    contributor, bench
) -> None:
    before, count = values(), revisions()
    answer = upload(contributor, [row("21"), row("9", "sex=female")])
    page = show(contributor, answer)
    assert page.h1 == "Check before it is taken in"
    assert "Nothing has been written" in page.main
    assert "Sums before and after" in page.main
    assert "Created1" in page.main
    assert "Changed1" in page.main
    assert (values(), revisions()) == (before, count)
    (kept_file,) = uploads(bench)
    assert kept_file.stat().st_mode & 0o077 == 0  # nobody else reads it
    assert kept_file.parent.stat().st_mode & 0o077 == 0
    done = confirm(contributor, answer)
    told = show(contributor, done)
    assert told.h1.startswith("Receipt ")
    assert values() == {"M08": "21", "M08 sex=female": "9"}
    assert uploads(bench) == []


def test_each_value_says_where_it_came_from_and_a_file_cannot_say_who(
    contributor,
) -> None:
    from headwater.app.models import Value

    text = f"{HEAD},Submitted by\n{row('21')},somebody else"
    take_in(contributor, text.encode())
    found = Value.objects.get(plan=PLAN, period=PERIOD, organisation="tallowgate")
    assert (found.method, found.row, len(found.file)) == ("file", 2, 64)
    page = check_page(contributor.get(f"{RETURN}/history/"), RETURN, workbench=True)
    assert "Sunniva Marlock (invented)" in page.main
    assert "somebody else" not in page.main


def test_the_same_file_twice_changes_nothing(contributor) -> None:
    rows = [row("21"), row("0", "sex=male")]
    take_in(contributor, rows)
    before, count = values(), revisions()
    page = show(contributor, upload(contributor, rows))
    assert "Nothing to change" in page.main
    told = show(contributor, take_in(contributor, rows))
    assert "there was nothing to change" in told.main
    assert (values(), revisions()) == (before, count)


def test_confirming_twice_takes_in_once(contributor) -> None:
    from headwater.app.models import Receipt

    count = Receipt.objects.count()
    answer = upload(contributor, [row("33")])
    address = answer.headers["Location"]
    sent = fields(contributor, address) | {"what": "take"}
    first, second = (contributor.post(address, sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Receipt.objects.count() == count + 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_comes_back_as_it_went(contributor, kind: str) -> None:
    """A true 0 too."""
    fill(contributor, value__0="0", comment__0="None came. (Invented.)")
    count = revisions()
    content = contributor.get(f"{RETURN}/template.{kind}").content
    page = show(contributor, upload(contributor, content, f"return.{kind}"))
    assert "Nothing to change" in page.main
    take_in(contributor, content, f"return.{kind}")
    assert (values(), revisions()) == ({"M08": "0"}, count)


def test_a_few_rows_wipe_neither_other_rows_nor_other_periods(contributor) -> None:
    take_in(contributor, [row("21"), row("9", "sex=female")])
    others = {period: values(period) for period in ("2026-Q1", "2026-Q2", "2025-Q4")}
    assert all(others.values())
    take_in(contributor, [row("8", "sex=female")])
    assert values() == {"M08": "21", "M08 sex=female": "8"}
    assert {p: values(p) for p in others} == others
    page = show(contributor, upload(contributor, [row("7", period="2026-Q2")]))
    assert "A row of another period" in page.main


def test_a_row_without_an_answer_wipes_nothing(contributor) -> None:
    take_in(contributor, [row("21")])
    answer = upload(contributor, [row("")])
    page = show(contributor, answer)
    assert "neither a value nor why" in page.main
    assert values() == {"M08": "21"}


def test_two_rows_for_one_value_are_both_named(contributor) -> None:
    before = values()
    page = show(contributor, upload(contributor, [row("1"), row("3"), row("2")]))
    assert page.h1 == "What to mend in your file"
    assert "Rows 2 and 3 are for the same value" in page.main
    assert "Rows 2 and 4 are for the same value" in page.main
    assert values() == before


def test_all_or_nothing_unless_the_rest_is_chosen(contributor) -> None:
    before = values()
    rows = [row("21", "sex=female"), row("n/a", "sex=male"), row("5", measure="M99")]
    answer = upload(contributor, rows)
    page = show(contributor, answer)
    assert "This return does not ask for that measure" in page.main
    refused = confirm(contributor, answer)
    assert refused.status_code == 422
    assert values() == before
    assert confirm(contributor, answer, partial="yes").status_code == 303
    assert values() == before | {"M08 sex=female": "21"}


def test_the_copy_is_their_own_file_with_what_to_mend(contributor) -> None:
    answer = upload(contributor, [row("n/a"), row("=1+1", "sex=male")])
    address = f"{answer.headers['Location']}copy/"
    copy = contributor.get(address)
    assert "with-remarks.csv" in copy.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(copy.content.decode("utf-8-sig"))))
    assert lines[0][-1] == "# What to mend"
    assert "Not a number" in lines[1][-1]
    assert all(not cell.startswith("=") for line in lines for cell in line)


def test_undoing_a_file_restores_what_stood_before(contributor) -> None:
    fill(contributor, value__0="5", comment__0="Typed. (Invented.)")
    before = kept().form.lines[0].now
    done = take_in(contributor, [row("21"), row("9", "sex=female")])
    receipt = done.headers["Location"]
    undone = contributor.post(f"{receipt}undo/")
    page = show(contributor, undone)
    assert "A file was undone" in page.main
    assert kept().form.lines[0].now == before
    assert values() == {"M08": "5"}
    again = contributor.post(f"{receipt}undo/")
    assert again.headers["Location"] == undone.headers["Location"]


def test_undoing_wipes_out_nothing_that_somebody_did_since(contributor) -> None:
    done = take_in(contributor, [row("21")])
    fill(contributor, value__0="22")
    answer = contributor.post(f"{done.headers['Location']}undo/")
    assert answer.status_code == 422
    assert "changed since the file was taken in" in answer.content.decode()
    assert values() == {"M08": "22"}


def test_a_file_for_an_approved_return_proposes_and_can_be_undone(acting) -> None:
    contributor, approver = acting("contributor"), acting("approver")
    fill(contributor, value__0="12")
    contributor.post(f"{RETURN}/check/", seen())
    approver.post(f"{RETURN}/decide/", seen() | {"what": "approve"})
    answer = upload(contributor, [row("14"), row("3", "sex=male")])
    page = show(contributor, answer)
    assert "Proposed revision2" in page.main
    done = confirm(contributor, answer)
    assert values() == {"M08": "12"}
    assert len(kept().proposals) == 2
    page = show(contributor, upload(contributor, [row("14"), row("3", "sex=male")]))
    assert "Nothing to change" in page.main
    contributor.post(f"{done.headers['Location']}undo/")
    assert (values(), dict(kept().proposals)) == ({"M08": "12"}, {})


def test_what_was_submitted_takes_no_file(contributor) -> None:
    answer = upload(contributor, [row("21")])
    contributor.post(f"{RETURN}/check/", seen())
    before = values()
    refused = confirm(contributor, answer)
    assert refused.status_code == 422
    assert "has been submitted" in refused.content.decode()
    assert (values(), state()) == (before, "submitted")


def test_what_changed_since_the_dry_run_is_shown_again(contributor, acting) -> None:
    answer = upload(contributor, [row("21")])
    address = answer.headers["Location"]
    sent = fields(contributor, address) | {"what": "take"}
    fill(acting("partner lead"), value__0="40")
    again = contributor.post(address, sent)
    assert again.status_code == 409
    page = check_page(again, address, workbench=True)
    assert "What stands has changed since" in page.main
    assert values() == {"M08": "40"}


def test_a_return_of_thousands_of_groups_still_has_its_pages(contributor) -> None:
    """A form of all of them would be more than we read."""
    from headwater.app.views.returns import MOST_LINES

    take_in(contributor, [row(str(n), f"sex=group {n}") for n in range(1_200)])
    assert len(kept().form.lines) > 1_200
    for address in ("/", "/fill-in/", "/check/", "/history/"):
        check_page(contributor.get(RETURN + address), RETURN + address, workbench=True)
    assert fill(contributor, value__0="31").status_code == 303
    assert values()["M08"] == "31"
    assert len(values()) == 1_201
    page = contributor.get(f"{RETURN}/fill-in/").content.decode()
    assert page.count('name="line"') == MOST_LINES


def test_nobody_confirms_the_file_of_another(contributor, acting) -> None:
    answer = upload(contributor, [row("21")])
    address, before = answer.headers["Location"], values()
    other = acting("partner lead")  # of the same organisation
    for found in (other.get(address), other.post(address, {"what": "take"})):
        assert found.headers["Location"] == f"{FILE}?gone"
    assert other.get(f"{address}copy/").headers["Location"] == f"{FILE}?gone"
    elsewhere = address.replace(PERIOD, "2026-Q2")
    assert contributor.get(elsewhere).headers["Location"].endswith("file/?gone")
    assert values() == before


def test_a_file_waits_for_a_day_and_stopping_removes_it(contributor, bench) -> None:
    import json

    answer = upload(contributor, [row("21")])
    contributor.post(answer.headers["Location"], {"what": "stop"})
    assert uploads(bench) == []
    answer = upload(contributor, [row("21")])
    says = uploads(bench)[0].with_name("draft.json")
    told = json.loads(says.read_text()) | {"made": "2026-01-01T00:00:00+00:00"}
    says.write_text(json.dumps(told))
    gone = contributor.get(answer.headers["Location"])
    assert gone.headers["Location"] == f"{FILE}?gone"
    assert uploads(bench) == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "must be a CSV file or an XLSX workbook"),
        ("a.tsv", b"a\tb", "must be a CSV file or an XLSX workbook"),
        ("a.xlsx", b"PK\x03\x04 no workbook", ""),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"x" * 20_100_000, "must be smaller than 20 MB"),
    ],
)
def test_what_is_no_return_is_refused_kindly_and_not_kept(
    contributor, bench, name: str, content: bytes, says: str
) -> None:
    answer = upload(contributor, content, name)
    assert answer.status_code == 422
    page = check_page(answer, FILE, workbench=True)
    assert "There is a problem" in page.main
    assert says in page.main
    assert uploads(bench) == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.csv", "<script>alert(1)</script>.csv", "a\x00b\u202e.csv"],
)
def test_a_hostile_name_is_only_shown(contributor, bench, name: str) -> None:
    answer = upload(contributor, [row("21")], name)
    page = show(contributor, answer)
    assert "<script>alert" not in page.html
    told = show(contributor, confirm(contributor, answer))
    assert "<script>alert" not in told.html
    assert values() == {"M08": "21"}


def test_hostile_cells_come_back_as_words(contributor) -> None:
    nasty = '"=HYPERLINK(""//evil.example"")"'
    bad = row("<script>alert(1)</script>", "sex=x")
    rows = f"{HEAD},Comment\n{row('21')},{nasty}\n{bad},"
    page = show(contributor, upload(contributor, rows.encode()))
    assert "<script>alert" not in page.html
    take_in(contributor, rows.encode(), partial="yes")
    text = contributor.get(f"{RETURN}/template.csv").content.decode("utf-8-sig")
    assert all(
        not cell.startswith("=")
        for line in csv.reader(io.StringIO(text))
        for cell in line
    )
