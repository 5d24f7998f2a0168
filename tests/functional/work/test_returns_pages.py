"""Every page of returns, as each of those who may open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from kept_returns import RETURN, ROOT
from page_checks import check_page
from routes import OF_WORK


FILES = ("return-xlsx", "return-csv")
WHO = ("contributor", "plan lead", "approver", "publisher", "reader")
PAGES = [n for n in OF_WORK if n.startswith("return") and n not in FILES]


@pytest.mark.parametrize("who", WHO)
def test_pages_hold_what_every_page_must(acting: Callable[[str], Any], who) -> None:
    client, seen = acting(who), 0
    for name in PAGES:
        answer = client.get(OF_WORK[name])
        if answer.status_code == 200:
            page = check_page(answer, OF_WORK[name], workbench=True)
            assert page.h1
            seen += 1
    assert seen >= 4


@pytest.mark.parametrize("who", WHO)
def test_every_return_in_every_state_has_its_pages(acting, who) -> None:
    client = acting(who)
    page = check_page(client.get(f"{ROOT}/?all"), ROOT, workbench=True)
    states = ("Not started", "Draft", "Submitted", "Given back", "Approved")
    for state in (*states, "Published", "Published, and revised since", "nil return"):
        assert state in page.main, state
    links = {link for link in page.links if link.startswith(f"{ROOT}/2")}
    assert len(links) > 15
    for link in sorted(links):
        for more in ("", "history/"):
            check_page(client.get(link + more), link + more, workbench=True)


def test_the_public_page_has_shares_and_no_figure_note_or_name(nobody: Any) -> None:
    page = check_page(nobody.get("/plans/northbank/returns/"), "public")
    assert page.h1 == "Returns of partners"
    assert "Northbank Police" in page.main
    assert "4 of 4" in page.main or "3 of 3" in page.main
    for secret in ("Sunniva", "Perpetua", "(Invented note.)", "Invented for"):
        assert secret not in page.html, secret


def test_a_reader_sees_where_a_return_stands_and_none_of_its_figures(acting) -> None:
    mine = acting("contributor").get(f"{RETURN}/").content.decode()
    others = acting("reader").get(f"{RETURN}/").content.decode()
    assert "Invented for the demonstration." in mine
    assert "Invented for the demonstration." not in others
    assert "Draft" in others
