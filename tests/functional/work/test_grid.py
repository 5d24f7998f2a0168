"""Many rows at once: the same checks, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kept_rows import cells, fields
from northbank_people import PLAN
from page_checks import check_page


GRID = f"/desk/{PLAN}/tables/actions/grid/"


def filled(client: Any, **column: str) -> dict[str, Any]:
    """The grid as it stands, with one text in every row of some columns."""
    sent = fields(client, GRID)
    for name, text in column.items():
        sent[name] = [text] * len(sent["change-key"])
    return sent


def test_a_grid_that_changes_nothing_writes_nothing(
    acting: Callable[[str], Any],
) -> None:
    from headwater.app.models import Revision

    client, before = acting("contributor"), Revision.objects.count()
    assert client.post(GRID, filled(client)).status_code == 303
    assert Revision.objects.count() == before


def test_many_rows_are_changed_at_once(acting) -> None:
    client = acting("contributor")
    sent = filled(client, end="2031-03")
    answer = client.post(GRID, sent | {"change-why": "the grant was renewed"})
    assert answer.status_code == 303
    assert {cells(key)["end"] for key in sent["change-key"]} == {"2031-03"}
    page = client.get(answer.headers["Location"])
    assert "Saved." in check_page(page, GRID, workbench=True).main


def test_one_wrong_cell_changes_nothing_and_is_named(acting) -> None:
    client = acting("contributor")
    sent = filled(client, title="Better")
    sent["start"][1] = "31/02/2026"
    answer = client.post(GRID, sent)
    assert answer.status_code == 422
    page = check_page(answer, GRID, workbench=True)
    assert f"{sent['change-key'][1]}, start: Not a date" in page.main
    assert "#start-1" in page.links
    assert cells(sent["change-key"][0])["title"] != "Better"


def test_a_row_that_somebody_changed_stops_the_whole_grid(acting) -> None:
    client, lead = acting("contributor"), acting("partner lead")
    mine, theirs = filled(client, title="Mine"), filled(lead)
    theirs["title"][0] = "Theirs"
    assert lead.post(GRID, theirs).status_code == 303
    answer = client.post(GRID, mine)
    assert answer.status_code == 409
    assert "nothing of yours was saved" in answer.content.decode()
    assert [cells(key)["title"] for key in mine["change-key"][:2]] != ["Mine", "Mine"]


def test_a_row_of_others_cannot_be_slipped_in(acting) -> None:
    client = acting("contributor")
    sent = filled(client, title="Mine now")
    sent["change-key"][0] = "N01"  # somebody else's
    before = cells("N01")
    client.post(GRID, sent)
    assert cells("N01") == before


def test_other_columns_can_be_chosen(acting) -> None:
    client = acting("contributor")
    page = check_page(
        client.get(f"{GRID}?change-column=tiers&change-column=note"),
        GRID,
        workbench=True,
    )
    assert "Tiers" in page.main
    sent = fields(client, f"{GRID}?change-column=note")
    sent["note"] = ["Seen"] * len(sent["change-key"])
    assert client.post(GRID, sent).status_code == 303
    assert {cells(key)["note"] for key in sent["change-key"]} == {"Seen"}


def test_a_grid_of_nothing_is_not_there(acting) -> None:
    assert (
        acting("contributor").get(f"/desk/{PLAN}/tables/plan/grid/").status_code == 404
    )


def test_every_cell_that_somebody_changed_is_told_and_then_chosen(acting) -> None:
    client, lead = acting("contributor"), acting("partner lead")
    mine, theirs = filled(client, title="Mine"), filled(lead)
    theirs["title"][:2] = ["Theirs, first", "Theirs, second"]
    assert lead.post(GRID, theirs).status_code == 303
    page = check_page(client.post(GRID, mine), GRID, workbench=True)
    assert "Theirs, first" in page.main
    assert "Theirs, second" in page.main
    assert {"#title-0", "#title-1"} <= set(page.links)
    seen = re.findall(r'name="change-seen" value="(\d+)"', page.html)
    assert client.post(GRID, mine | {"change-seen": seen}).status_code == 303
    assert {cells(key)["title"] for key in mine["change-key"]} == {"Mine"}
