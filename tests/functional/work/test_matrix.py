"""Every route with every role, asked for real: the matrix is what happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from northbank_people import WHO
from routes import OF_WORK, OF_WORK_OWN

from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES, Role


HELD = {**{role: role for role in Role}, "stranger": ""}  # who, and their role here


def needs() -> dict[str, Permission]:
    from headwater.app.permissions import ROUTES

    return {n: p for n, p in ROUTES.items() if isinstance(p, Permission)}


def test_every_route_of_the_workbench_has_an_example() -> None:
    assert set(OF_WORK) | set(OF_WORK_OWN) == set(needs())


@pytest.mark.slow
@pytest.mark.parametrize("who", HELD)
def test_a_route_answers_those_whose_role_may_and_nobody_else(
    acting: Callable[[str], Any], who: str
) -> None:
    client = acting(who)
    may = ROLES[Role(HELD[who])].permissions if HELD[who] else frozenset()
    nowhere = client.get("/desk/northbank/nowhere/").content
    for route, permission in needs().items():
        answer = client.get((OF_WORK | OF_WORK_OWN)[route])
        if permission in may:
            there = route in OF_WORK
            assert (answer.status_code in (200, 303)) == there, (who, route)
        else:
            assert answer.status_code == 404, (who, route)
            assert answer.content == nowhere, (who, route)
            sent = client.post((OF_WORK | OF_WORK_OWN)[route])
            assert sent.status_code == 404, (who, route)


def test_nobody_is_sent_to_sign_in(nobody: Any) -> None:
    for route, address in OF_WORK.items():
        answer = nobody.get(address)
        assert answer.status_code == 303, route
        assert answer.headers["Location"].startswith("/sign-in/?next="), route
        assert "no-store" in answer.headers["Cache-Control"]


def test_every_role_has_somebody() -> None:
    assert set(Role) <= set(WHO)
