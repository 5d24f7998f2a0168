"""The guide to reading signals quotes pages of the demonstration: they say that.

```page ADDRESS      sentences that the page at this address of the plan says
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from london_site import EVERY, PLAN, build_london
from page_checks import check_html


GUIDE = Path(__file__).parents[2] / "docs/guides/reading-signals.md"
QUOTED = re.compile(r"^```page (\S+)\n(.*?)^```$", re.S | re.M)
TEXT = GUIDE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    if not (GUIDE.parents[2] / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    from headwater.app.workspace import publish_assets

    build_london(tmp_path_factory.mktemp("london"), EVERY)
    publish_assets()
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def test_guide_quotes_pages() -> None:
    assert len(QUOTED.findall(TEXT)) > 5


@pytest.mark.slow
@pytest.mark.parametrize(("address", "lines"), QUOTED.findall(TEXT))
def test_page_says_what_the_guide_quotes(client, address: str, lines: str) -> None:
    url = f"/plans/{PLAN}/{address}"
    page = check_html(client.get(url).content.decode(), url)
    for line in lines.splitlines():
        assert line in page.main


@pytest.mark.slow
def test_figures_that_the_guide_names_are_in_the_file(client) -> None:
    text = client.get(f"/plans/{PLAN}/figures/vawg-offences/E09000012.csv")
    for month, figure in (("2025-01", 319), ("2024-12", 350), ("2024-01", 419)):
        assert f",{month}," in text.content.decode()
        (row,) = re.findall(rf",{month},[^,]*,(\d+),", text.content.decode())
        assert row == str(figure)
        assert str(figure) in TEXT
