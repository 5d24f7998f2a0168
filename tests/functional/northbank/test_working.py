"""Is it working? Northbank's invented actions, each held against its known truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from kept_rows import fields
from northbank_people import PLAN, WHO, build_northbank, person
from page_checks import Page, check_page
from routes import OF_RESULTS

from headwater.cli.invented_figures import bring_invented_figures
from headwater.core.impact.verdict import Kind
from headwater.exchange.northbank.effects import Effect, effects
from headwater.exchange.northbank.evaluations import locks


AS_AT = date(2026, 11, 22)
SAID = {  # the words of the table of truth, and what can be said
    "lower": Kind.LOWER,
    "higher": Kind.HIGHER,
    "no-sign": Kind.NO_SIGN,
    "cannot-tell": Kind.CANNOT_TELL,
    "design": Kind.CANNOT_TELL,
    "wrong-measure": Kind.CANNOT_TELL,
}
ROW = f"/desk/{PLAN}/tables/evaluations/rows/V1"
LOCK = f"/desk/{PLAN}/evaluations/V1/lock/"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Northbank with its people and figures, and its designs locked."""
    folder = build_northbank(tmp_path_factory.mktemp("northbank"))
    from headwater.app.actions.invented_evaluations import add_invented_locks
    from headwater.app.workspace import publish_assets

    bring_invented_figures(folder, "tests")
    assert add_invented_locks() == len(locks())
    assert add_invented_locks() == 0
    publish_assets()
    return folder


@pytest.fixture
def there(workspace: Path) -> Iterator[Path]:
    from django.conf import settings

    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    before = settings.AS_AT
    settings.AS_AT, settings.DEMO = AS_AT, True
    yield workspace
    settings.AS_AT, settings.DEMO = before, False


@pytest.fixture
def look(there: Path) -> Callable[[str], Page]:
    from django.test import Client

    def get(url: str) -> Page:
        response = Client(SERVER_NAME="localhost").get(url)
        assert response.status_code == 200, url
        return check_page(response, url, "Northbank is invented.")

    return get


@pytest.fixture
def acting(there: Path) -> Callable[[str], Any]:
    from django.test import Client

    def come_in(role: str) -> Any:
        client = Client(SERVER_NAME="localhost")
        client.post("/demo/people/", {"person": person(WHO[role])})
        return client

    return come_in


def judged() -> dict[tuple[str, str], Any]:
    from headwater.app.selectors.evaluations import every
    from headwater.app.selectors.held import held

    found = every(held(PLAN, AS_AT))
    return {(each.action.action_id, each.measure.measure_id): each for each in found}


@pytest.mark.parametrize("effect", effects(), ids=lambda e: f"{e.action} {e.measure}")
def test_every_verdict_is_what_the_truth_allows(there: Path, effect: Effect) -> None:
    found = judged()[effect.action, effect.measure]
    assert found.kind in {SAID[word] for word in (effect.verdict, *effect.also)}
    if effect.verdict == "wrong-measure":
        assert found.outlook.can_answer is False
    if effect.verdict == "design":
        assert found.evaluated is None or found.evaluated.estimate is None


def test_the_page_of_an_action_says_it_twice_and_shows_why(look) -> None:
    page = look(f"/plans/{PLAN}/actions/N23/working/")
    assert "was lower than expected in 9 neighbourhoods" in page.main
    assert "This does not tell us that" in page.main
    assert "The design was locked on 2024-04-01" in page.main
    assert "speaks for it" in page.main
    assert judged()["N23", "M22"].design.digest in page.main
    assert "(invented)" in page.main
    on = look(f"/plans/{PLAN}/actions/N23/")
    assert "was lower than expected in 9 neighbourhoods" in on.main


def test_a_design_that_nobody_locked_shows_no_result(look) -> None:
    not_locked = [each for each in judged().values() if not each.locked]
    assert not_locked
    for each in not_locked:
        assert each.evaluated is None
        page = look(f"/plans/{PLAN}/actions/{each.action.action_id}/working/")
        assert "not locked yet, so no result is shown" in page.main


def test_an_action_without_figures_says_so(look) -> None:
    page = look(f"/plans/{PLAN}/actions/N52/working/")
    assert "no measure of this action has monthly figures by area" in page.main


def test_all_that_is_judged_is_counted(look) -> None:
    page = look(f"/plans/{PLAN}/working/")
    assert f"{len(effects()) + 1} evaluations are written down" in page.main
    assert "about six estimates in a hundred" in page.main


@pytest.mark.parametrize(
    "asked", ["", "?areas=9&months=12&hoped=20", "?areas=x&hoped=y"]
)
def test_power_can_be_asked_for(look, asked: str) -> None:
    page = look(f"/plans/{PLAN}/working/power/{asked}")
    assert "the smallest fall in" in page.main
    assert ("A fall of 20%" in page.main) == ("hoped=20" in asked)


def test_pictures_can_be_taken_away(there: Path) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    for name in ("effect-svg", "tries-svg"):
        answer = client.get(OF_RESULTS[name])
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg")
    for name in ("effect-vega", "tries-vega"):
        assert client.get(OF_RESULTS[name]).json()["$schema"]
    for wrong in ("effect-huge.svg", "effect-.svg"):
        address = OF_RESULTS["effect-svg"].replace("effect-wide.svg", wrong)
        assert client.get(address).status_code == 404
    other = OF_RESULTS["effect-svg"].replace("M22", "M01")
    assert client.get(other).status_code == 404


def test_a_locked_design_changes_only_with_a_reason(acting, look) -> None:
    lead = acting("plan lead")
    edit, lock = f"{ROW}/edit/what/", f"{ROW}/edit/lock/"
    sent = fields(lead, edit) | {"hoped_change": "-30"}
    silent = lead.post(edit, sent)
    assert silent.status_code == 422
    assert "This design was locked on 2024-04-01" in silent.content.decode()
    typed = fields(lead, lock) | {"locked": "2020-01-01", "change-why": "to be early"}
    answer = lead.post(lock, typed)
    assert answer.status_code == 422
    assert "A design is locked on its own page" in answer.content.decode()
    assert lead.post(edit, sent | {"change-why": "More staff"}).status_code == 303
    page = look(f"/plans/{PLAN}/actions/N23/working/")
    assert "It has been changed since; the history says why." in page.main
    silent = lead.post(LOCK, fields(lead, LOCK))
    assert silent.status_code == 409
    assert lead.post(LOCK, fields(lead, LOCK) | {"change-why": "x"}).status_code == 303
    page = look(f"/plans/{PLAN}/actions/N23/working/")
    assert "It has been changed since" not in page.main
    assert "figures from after the start could already be seen" in page.main


def test_who_writes_an_evaluation_sees_what_it_could_tell(acting) -> None:
    page = acting("plan lead").get(f"{ROW.replace('V1', 'V9')}/").content.decode()
    assert "the smallest fall in" in page
    assert "could not be seen within 24 months" in page
    assert "Lock its design" in page


def test_nobody_locks_what_has_changed_or_is_not_theirs(acting) -> None:
    lead, reader = acting("plan lead"), acting("reader")
    assert reader.get(LOCK).status_code == 404
    assert reader.post(LOCK).status_code == 404
    old = fields(lead, LOCK) | {"change-seen": "1", "change-why": "x"}
    answer = lead.post(LOCK, old)
    assert answer.status_code == 409
    assert "Somebody changed this row" in answer.content.decode()
