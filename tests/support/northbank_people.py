"""Northbank's city plan in a workspace, with its invented people; and who is who."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


PLAN = "northbank"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WHO = {  # sign-in names by role, in the city's plan
    "plan lead": "wren.abernathy",
    "other lead": "ida.quickthorn",
    "partner lead": "tobias.fennimore",
    "contributor": "sunniva.marlock",
    "other partner": "hal.dunnottery",
    "approver": "perpetua.sallow",
    "publisher": "odd.lanternby",
    "analyst": "bryony.coldbarrow",
    "auditor": "cass.underhay",
    "reader": "mab.thistlewood",
    "stranger": "ned.saltersgate",  # a lead, of another plan
}


def build_northbank(folder: Path) -> Path:
    """A workspace with the plans of the city and of one district."""
    from headwater.app.workspace import create_workspace

    made = create_workspace(folder)
    from headwater.app.actions import Source, import_plan
    from headwater.app.actions.invented import add_invented_people
    from headwater.app.actions.invented_returns import add_invented_returns
    from headwater.exchange.northbank import northbank_plans

    for plan_id in (PLAN, "quillmoor"):
        import_plan(
            plan=northbank_plans()[plan_id],
            source=Source("northbank", "0" * 64),
            by="tests",
            at=AT,
            why="to be kept by its people",
        )
    from headwater.app.actions.invented_learning import (
        add_invented_assessments,
        add_invented_reviews,
    )

    add_invented_people(at=AT)
    add_invented_returns(at=AT)
    add_invented_assessments()
    add_invented_reviews(at=AT + timedelta(hours=1))
    return made


def person(username: str) -> int:
    """The number of somebody."""
    from headwater.app.models import Person

    return Person.objects.get(username=username).pk
