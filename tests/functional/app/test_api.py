"""The interface for programs: public, read-only, as its description says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from london_site import PLAN
from routes import OF_PROGRAMS
from schemathesis import GenerationMode


ASKED = [a for name, a in OF_PROGRAMS.items() if "show_release" not in name]
ROOT = f"/api/v1/plans/{PLAN}"


def answer(fetch: Any, address: str, status: int = 200) -> Any:
    return json.loads(fetch(address, status).content)


@pytest.mark.slow
def test_whatever_is_asked_is_answered_as_described(workspace, monkeypatch) -> None:
    """Every operation, with what its description allows and with what it does not."""
    monkeypatch.setenv("HEADWATER_WORKSPACE", str(workspace))
    from headwater.app.wsgi import application

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        asked.add(operation.path)
        free = not list(
            operation.iter_parameters()
        )  # then there is nothing to get wrong
        for mode in (GenerationMode.POSITIVE,) if free else GenerationMode:

            @settings(
                max_examples=25,
                derandomize=True,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                case.call_and_validate(headers={"Host": "localhost"})

            ask()
    assert len(asked) == len(OF_PROGRAMS) - 2  # its root and its description


def test_every_answer_about_a_plan_carries_its_notice(fetch) -> None:
    for end in ("", "/tables/actions", "/verdicts", "/findings"):
        said = answer(fetch, ROOT + end)
        assert said["notice"].startswith("A sample compiled from published facts")
        assert said["licence"]
        assert said["as_at"] == "2026-11-01"


def test_rows_are_those_of_the_pages_and_only_public_columns(fetch) -> None:
    from headwater.core.plan.tables import BY_NAME

    said = answer(fetch, f"{ROOT}/tables/actions")
    assert (said["total"], said["pages"]) == (71, 1)
    assert set(said["rows"][0]) == {c.name for c in BY_NAME["actions"].public}
    (row,) = (r for r in said["rows"] if r["action_id"] == "C03")
    assert isinstance(row["lead_organisations"], list)
    assert answer(fetch, f"{ROOT}/tables/actions?page=2")["rows"] == []


def test_findings_can_be_narrowed(fetch) -> None:
    every, asks = (answer(fetch, f"{ROOT}/findings{q}") for q in ("", "?level=ask"))
    assert 0 < asks["total"] < every["total"]
    assert {each["level"] for each in asks["findings"]} == {"ask"}


@pytest.mark.parametrize(
    "address",
    ["/plans/nobody", f"/plans/{PLAN}/tables/nothing", "/releases/r000000000000"],
)
def test_what_is_not_there_says_what_to_do(fetch, address: str) -> None:
    assert answer(fetch, f"/api/v1{address}", 404)["fix"]


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=x", "?page=99999999", "?level=red"]
)
def test_what_does_not_fit_is_named(fetch, query: str) -> None:
    said = answer(fetch, f"{ROOT}/findings{query}", 422)
    assert query[1:].partition("=")[0] in said["error"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, method: str) -> None:
    for address in OF_PROGRAMS.values():
        assert getattr(client, method)(address).status_code == 405, address


def test_answers_set_no_cookie_and_know_nobody(fetch) -> None:
    for address in ASKED:
        if address != "/api/v1/":
            assert "Set-Cookie" not in fetch(address).headers
