"""Several plans in one workspace: choosing one, and what passes between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from london_site import build_both
from page_checks import Page, check_page


LONDON = "A sample compiled from published facts."
INVENTED = "Northbank is invented."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_both(tmp_path_factory.mktemp("both"))


@pytest.fixture
def look(folder: Path, london: Path) -> Iterator:
    """A page of the workspace with both; London's assets have been published."""
    from django.conf import settings
    from django.test import Client

    from headwater.app.workspace import open_workspace

    open_workspace(folder)
    before, settings.AS_AT = settings.AS_AT, None

    def get(url: str, notice: str = INVENTED) -> Page:
        response = Client(SERVER_NAME="localhost").get(url)
        assert response.status_code == 200, url
        return check_page(response, url, notice)

    yield get
    settings.AS_AT = before


def test_every_plan_can_be_chosen(look) -> None:
    shown = look("/plans/")
    for plan in ("london-sample", "northbank", "quillmoor", "ebbwick"):
        assert f"/plans/{plan}/" in shown.links
    assert LONDON in shown.text
    assert "6 plans sit under it" in shown.main


@pytest.mark.parametrize(
    ("plan", "own", "other"),
    [("london-sample", LONDON, INVENTED), ("northbank", INVENTED, LONDON)],
)
def test_each_plan_has_its_own_banner(look, plan: str, own: str, other: str) -> None:
    shown = look(f"/plans/{plan}/", own)
    assert other not in shown.text
    assert "/plans/" in shown.links


def test_plan_leads_to_its_family(look) -> None:
    assert "/plans/quillmoor/family/" in look("/plans/quillmoor/").links


def test_plan_below_sees_what_reaches_it_and_what_it_serves(look) -> None:
    shown = look("/plans/quillmoor/family/")
    assert "This plan sits under Northbank's prevention plan." in shown.main
    assert "78 actions of 90 name this area" in shown.main
    assert any("/plans/northbank/actions/" in link for link in shown.links)
    assert any("/plans/quillmoor/actions/" in link for link in shown.links)


def test_plan_above_sees_who_serves_it_and_counts_money_once(look) -> None:
    shown = look("/plans/northbank/family/")
    assert any("/plans/saltmarrow/actions/" in link for link in shown.links)
    assert "11 tranches stand in two plans and are counted once." in shown.main
    assert "All as one" in shown.main


def test_plan_alone_says_so(look) -> None:
    said = look("/plans/london-sample/family/", LONDON).main
    assert "no plan here sits under it" in said


def test_plans_in_a_ring_are_all_listed(look, monkeypatch) -> None:
    from headwater.app.selectors import family

    ring = [
        family.Listed("a", "A", "", "", "b"),
        family.Listed("b", "B", "", "", "a"),
        family.Listed("c", "C", "", "", "somewhere else"),
    ]
    monkeypatch.setattr(family, "listed", lambda: tuple(ring))
    assert {twig.plan.plan_id for twig in family.tree()} == {"a", "b", "c"}


def test_plan_without_figures_says_so_and_shows_none_of_another(look) -> None:
    said = look("/plans/northbank/changed/").main
    assert "There are no figures by month here yet, so nothing can be told." in said
    measures = look("/plans/northbank/measures/")
    assert "0 of them have figures here so far" in measures.main
    assert not [link for link in measures.links if "/figures/" in link]
    assert "There are none here yet." in look("/plans/northbank/places/NB0000006/").main
    assert "What has changed in the figures" not in look("/plans/northbank/").main
