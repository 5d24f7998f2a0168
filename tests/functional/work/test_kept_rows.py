"""What a process keeps in mind of a plan is what stands in the database."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from kept_rows import fields
from northbank_people import PLAN


ROOT = f"/desk/{PLAN}/tables/actions"
DAY = date(2026, 11, 22)


def in_mind() -> list[Any]:
    from headwater.app.selectors.kept_rows import standing

    return standing(PLAN, "actions")["actions"]


def as_kept() -> list[Any]:
    from headwater.app.selectors.kept_rows import _read

    return list(_read(PLAN, "actions").values())


def send(client: Any, address: str, **cells: str) -> None:
    assert client.post(address, fields(client, address) | cells).status_code == 303


@pytest.fixture
def lead(acting: Any) -> Any:
    client = acting("plan lead")
    assert in_mind() == as_kept()
    return client


def test_every_kind_of_change_comes_to_mind(lead) -> None:
    row = f"{ROOT}/rows/N51/"
    send(lead, f"{row}edit/what/", title="Another title")
    assert in_mind() == as_kept()
    assert "Another title" in {cell for row in in_mind() for cell in row.values}
    alone = {"action_id": "A0", "title": "Alone", "lead_organisations": "tallowgate"}
    send(lead, f"{ROOT}/new/", **alone)
    assert in_mind() == as_kept()
    assert in_mind()[-1].key == "A0"  # as they came, not by name
    send(lead, f"{ROOT}/rows/A0/remove/")
    assert in_mind() == as_kept()
    assert "A0" not in {row.key for row in in_mind()}


def test_many_changes_at_once_come_to_mind(lead, monkeypatch) -> None:
    from headwater.app.selectors import kept_rows

    monkeypatch.setattr(kept_rows, "MANY", 0)
    send(lead, f"{ROOT}/rows/N51/edit/what/", title="Another title")
    assert in_mind() == as_kept()


def test_what_is_taken_back_never_comes_to_mind(lead) -> None:
    from django.db import transaction

    before = in_mind()
    with transaction.atomic():
        send(lead, f"{ROOT}/rows/N51/edit/what/", title="Another title")
        assert in_mind() == as_kept() != before
        transaction.set_rollback(True)
    assert in_mind() == as_kept() == before


def test_who_only_looks_may_get_the_check_of_a_moment_ago(lead, monkeypatch) -> None:
    module = import_module("headwater.app.selectors.held")  # a function is called so
    held = module.held
    monkeypatch.setattr(module, "QUICK", 0)
    monkeypatch.setattr(module, "PATIENCE", 1e6)
    before = held(PLAN, DAY)
    send(lead, f"{ROOT}/rows/N51/edit/what/", title="Another title")
    assert held(PLAN, DAY, patient=True) is before
    now = held(PLAN, DAY)
    assert now.actions["N51"].title == "Another title"
    assert held(PLAN, DAY, patient=True) is now


def test_who_saves_is_not_kept_waiting_for_the_check(lead, monkeypatch) -> None:
    row = f"{ROOT}/rows/N51/"
    module = import_module("headwater.app.selectors.held")
    monkeypatch.setattr(module, "PATIENCE", 1e6)
    module.held(PLAN, DAY)
    send(lead, f"{row}edit/what/", title="Another title")
    assert "has not come to this row" not in lead.get(f"{row}?saved").content.decode()
    monkeypatch.setattr(module, "QUICK", 0)
    send(lead, f"{row}edit/what/", title="One more title")
    assert "has not come to this row" in lead.get(f"{row}?saved").content.decode()
    assert lead.get(f"{row}check/").status_code == 200
    assert "has not come to this row" not in lead.get(f"{row}?saved").content.decode()


def test_a_quick_check_is_never_an_old_one(lead, monkeypatch) -> None:
    module = import_module("headwater.app.selectors.held")  # a function is called so
    held = module.held
    monkeypatch.setattr(module, "QUICK", 1e6)
    held(PLAN, DAY)
    send(lead, f"{ROOT}/rows/N51/edit/what/", title="Another title")
    assert held(PLAN, DAY, patient=True).actions["N51"].title == "Another title"


def test_memory_is_bounded(lead, monkeypatch) -> None:
    from headwater.app.selectors import kept_rows
    from headwater.app.selectors.kept_rows import standing

    monkeypatch.setattr(kept_rows, "PLANS", 1)
    standing("another", "actions")
    assert len(kept_rows._PLANS) == 1
    assert in_mind() == as_kept()
