"""The London sample as files: whole, linked, honest, and the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from london_site import PLAN
from page_checks import Page, check_html
from released_site import DAY, release_again

from headwater.core.framework.load import load_framework
from headwater.core.plan.published import published
from headwater.exchange.intake import read_plan
from headwater.exchange.sample import sample_folder


pytestmark = pytest.mark.slow

NOTICE = "A sample compiled from published facts."
LINKED = re.compile(r'<(\w+)\s[^>]*?(?:href|srcset|src)="([^"]*)"')


def pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


def links(page: Path) -> Iterator[tuple[str, str]]:
    for tag, link in LINKED.findall(page.read_text(encoding="utf-8")):
        yield tag, unescape(link)


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Page]:
    """Every page, by its path, after all that must hold on any page."""
    return {
        path.relative_to(site).as_posix(): check_html(
            path.read_text(encoding="utf-8"), str(path), NOTICE
        )
        for path in pages(site)
    }


def test_every_page_is_valid_and_shows_the_notice(read: dict[str, Page]) -> None:
    assert len(read) > 200
    assert {"index.html", f"plans/{PLAN}/actions/C03/index.html"} <= read.keys()


def test_every_link_leads_to_a_file_or_a_place_in_it(
    site: Path, read: dict[str, Page]
) -> None:
    ids = {
        path: {e.get("id") for e in page.tree.iter() if e.get("id")}
        for path, page in read.items()
    }
    for page in pages(site):
        for tag, link in links(page):
            if tag == "a" and re.match(r"https?://", link):
                continue
            path, _, place = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, link)
            assert target.is_relative_to(site.resolve()), (page, link)
            if place:
                assert place in ids[target.relative_to(site.resolve()).as_posix()]


def test_pages_need_no_server_and_no_script(site: Path) -> None:
    for page in pages(site):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<(script|form|iframe|object)\b", html), page
        assert 'http-equiv="Content-Security-Policy"' in html, page
        assert not re.search(r"localhost|127\.0\.0\.1", html), page


def test_policy_comes_before_anything_is_loaded(site: Path) -> None:
    for page in pages(site):
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        assert head.index("Content-Security-Policy") < head.index("<link"), page


def test_every_public_route_is_there_or_has_a_reason(workspace: Path) -> None:
    from headwater.app.permissions import ROUTES, Access
    from headwater.app.release.as_files import AsFiles
    from headwater.app.release.contents import LEFT_OUT
    from headwater.app.release.crawl import Crawl

    crawled = _crawled(Crawl(AsFiles(pdf=True)))
    public = {name for name, may in ROUTES.items() if may is Access.PUBLIC_READ}
    once = {"between", "review"}  # the sample changed on one day, and held no review
    people = {name for name in public if name.split("-")[0] == "released"}
    once |= people  # the sample released no figures: see test_of_people.py
    # and no action of it has a result: see northbank/test_working.py
    once |= {"effect-svg", "effect-vega", "tries-svg", "tries-vega"}
    assert crawled | LEFT_OUT.keys() | once == public
    assert not crawled & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def _crawled(crawl) -> set[str]:
    """The routes that a crawl asks for."""
    from django.urls import resolve

    from headwater.app.release.as_files import AsFiles
    from headwater.app.release.contents import STATIC, first_addresses
    from headwater.app.release.site import pages_as_at

    asked, as_files = [], AsFiles(pdf=True)
    get = crawl._site.get
    crawl._site.get = lambda address: asked.append(address) or get(address)
    with pages_as_at(DAY):
        for _ in crawl.files(first_addresses(as_files)):
            pass
    paths = {address.partition("?")[0] for address in asked}
    return {resolve(p).view_name for p in paths if not p.startswith(STATIC)}


def test_facet_pages_stand_in_for_the_form(read: dict[str, Page]) -> None:
    findings = f"plans/{PLAN}/findings"
    page = read[f"{findings}/index.html"]
    for facet in ("level/ask", "principle/G4", "rule/W105"):
        path = f"{findings}/{facet}/index.html"
        assert any(link.endswith(path) for link in page.links), facet
        assert "Shown here:" in read[path].main
    assert "check W105" in read[f"{findings}/rule/W105/index.html"].html


def test_further_pages_of_findings_are_files_too(read: dict[str, Page]) -> None:
    first = f"plans/{PLAN}/findings/level/ask/index.html"
    second = f"plans/{PLAN}/findings/level/ask/page/2/index.html"
    assert any(link.endswith(second) for link in read[first].links)
    assert any(link.endswith(first) for link in read[second].links)


def test_manifest_names_every_file_with_its_hash(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_bytes())
    named = {file["path"]: file for file in manifest["files"]}
    found = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert found == named.keys() | {"manifest.json"}
    assert list(named) == sorted(named)
    for path, file in named.items():
        content = (site / path).read_bytes()
        assert (file["size"], file["sha256"]) == (
            len(content),
            sha256(content).hexdigest(),
        )


def test_manifest_says_which_plan_as_at_when_and_what_the_check_said(
    site: Path,
) -> None:
    manifest = json.loads((site / "manifest.json").read_bytes())
    (plan,) = manifest["plans"]
    assert manifest["as_at"] == DAY.isoformat()
    assert (plan["plan_id"], plan["framework"]["id"]) == (PLAN, "london")
    assert plan["notice"].startswith(NOTICE)
    assert sum(plan["check"]["principles"].values()) == 18
    assert plan["check"]["findings"]["ask"] > 100


def test_same_workspace_and_day_give_the_same_bytes(
    site: Path, workspace: Path, tmp_path: Path
) -> None:
    again = release_again(tmp_path / "other name")
    listed = [(site / "manifest.json").read_bytes()]
    assert listed == [(again / "manifest.json").read_bytes()]


def test_pages_say_that_they_are_a_copy_and_as_at_when(read: dict[str, Page]) -> None:
    for path, page in read.items():
        assert "This is a copy in files." in page.text, path
        if path.startswith(f"plans/{PLAN}/"):
            assert "Checked as at" in page.text, path


def test_data_read_back_as_the_plan(site: Path) -> None:
    london = load_framework()
    released = read_plan(site / f"plans/{PLAN}/data", london)
    assert released.problems == released.remarks == ()
    whole = read_plan(sample_folder(), london).plan
    assert whole is not None
    assert released.plan == published(whole)


def test_data_page_names_every_file_beside_it(
    site: Path, read: dict[str, Page]
) -> None:
    path = f"plans/{PLAN}/data/index.html"
    here = (site / path).parent
    linked = {(here / link).resolve() for link in read[path].links if link[0] != "#"}
    beside = {p.resolve() for p in here.rglob("*") if p.name != "index.html"}
    assert {p for p in beside if p.is_file()} <= linked
    assert (site / "manifest.json").resolve() in linked
    assert "Open Government Licence" in read[path].main


def test_nothing_is_drawn_for_files_once_the_release_is_done(
    site: Path, workspace: Path
) -> None:
    from django.conf import settings
    from django.test import Client

    served = Client(SERVER_NAME="localhost").get(f"/plans/{PLAN}/findings/")
    assert b"<form" in served.content
    assert b"This is a copy in files." not in served.content
    assert settings.DEBUG_PROPAGATE_EXCEPTIONS is False


def test_a_browser_cannot_ask_for_the_copy(site: Path, workspace: Path) -> None:
    from django.test import Client

    asked = {"HTTP_HEADWATER_AS_FILES": "yes", "HTTP_HEADWATER.AS_FILES": "yes"}
    served = Client(SERVER_NAME="localhost", **asked).get("/")
    assert b"This is a copy in files." not in served.content


def test_without_the_library_for_pdf_the_rest_is_there(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headwater.app.release import release, release_site

    monkeypatch.setattr(release, "can_make_pdf", lambda: False)
    done = release_site(tmp_path / "site", DAY, lambda done, known: None)
    assert done.without_pdf
    board = (tmp_path / f"site/plans/{PLAN}/board/index.html").read_text("utf-8")
    assert "board.pdf" not in board
    assert not list((tmp_path / "site").rglob("*.pdf"))


def test_change_of_a_plan_meanwhile_stops_the_release(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headwater.app.release import release, release_site
    from headwater.errors import UserError

    found = iter((1, 2))
    monkeypatch.setattr(release, "last_revision", lambda plan_id: next(found))
    monkeypatch.setattr(release, "first_addresses", lambda as_files: ["/about/"])
    with pytest.raises(UserError, match="changed while it was being written"):
        release_site(tmp_path / "site", DAY, lambda done, known: None)
    assert list(tmp_path.iterdir()) == []
