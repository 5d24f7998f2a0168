"""Search over everything, with facets."""

from __future__ import annotations

import html
import re

import pytest


def results(shown) -> int:
    found = re.search(r"(\d+) results?", shown.main)
    assert found, shown.main
    return int(found[1])


def test_search_finds_an_action_by_its_title_first(page) -> None:
    shown = page("./search/?q=london+stalking+support+service")
    first = re.search(r'<li class="app-finding">.*?href="([^"]+)"', shown.html, re.S)
    assert first
    assert first[1].endswith("/actions/C09/")


def test_search_finds_what_codes_mean_and_where_they_are(page) -> None:
    assert results(page("./search/?q=bexley&kind=action")) > 0
    assert results(page("./search/?q=night-time+venue&kind=action")) > 0


def test_search_looks_in_everything(page) -> None:
    said = page("./search/?q=e").main
    for kind in ("Actions", "Principles", "Checks", "Organisations"):
        assert re.search(rf"{kind} \(\d+\)", said), kind


def test_search_holds_all_words_in_any_order_and_case(page) -> None:
    one, other = (
        page("./search/?q=STALKING+london"),
        page("./search/?q=London+stalking"),
    )
    assert results(one) == results(other) > 0
    assert results(page("./search/?q=stalking")) >= results(one)


def test_search_narrows_by_kind_and_counts_agree(page) -> None:
    shown = page("./search/?q=stalking")
    for kind, number in re.findall(r"kind=(\w+)\">[^<(]+\((\d+)\)", shown.html):
        assert results(page(f"./search/?q=stalking&kind={kind}")) == int(number)


def test_search_by_tier_gives_actions_of_that_tier(page, workspace) -> None:
    from datetime import date

    from headwater.app.selectors import held

    look = held("london-sample", date(2026, 11, 22)).look
    wanted = look.counts_as("tier", "primary")
    expected = sum(bool(wanted & set(a.tiers or ())) for a in look.plan.actions)
    assert results(page("./search/?tier=primary")) == expected


@pytest.mark.parametrize(
    "query", ["q=zebra+quagga", "kind=nonsense", "tier=nonsense", "q=" + "a" * 5000]
)
def test_search_that_finds_nothing_says_what_to_do(page, query: str) -> None:
    assert "Try fewer words" in page(f"./search/?{query}").main


def test_search_escapes_what_people_type(page) -> None:
    typed = '"><script>alert(1)</script>'
    shown = page("./search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert typed not in shown.html
    assert html.escape(typed) in shown.html.replace("&#34;", "&quot;")


def test_search_marks_what_it_found(page) -> None:
    assert "<mark>" in page("./search/?q=bexley").html


def test_folded_text_keeps_every_place() -> None:
    from headwater.app.selectors.everything import fold

    for text in ("Café Ångström", "straße ﬁn İstanbul", "👩🏽 e\u0301", ""):
        assert len(fold(text)) == len(text)
    assert fold("CAFÉ") == "cafe"


def test_search_is_not_in_a_site_of_files(workspace) -> None:
    from headwater.app.release.as_files import AsFiles
    from headwater.app.release.contents import why_not

    assert why_not("/plans/london-sample/search/", AsFiles(pdf=False))
