"""The guide 'Did it work?' quotes pages of the demonstration, and shows its pictures.

```page ADDRESS      sentences that the page at this address says
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from guide_pictures import AS_AT, build_demonstration, charts, drawn, with_words
from page_checks import check_html

from headwater.core.impact.design import Method
from headwater.core.impact.evaluate import DRAWS
from headwater.core.impact.verdict import Kind
from headwater.core.plan.tables import BY_NAME


ROOT = Path(__file__).parents[2]
GUIDE, IMAGES = ROOT / "docs/guides/did-it-work.md", ROOT / "docs/images"
TEXT = GUIDE.read_text(encoding="utf-8")
QUOTED = re.compile(r"^```page (\S+)\n(.*?)^```$", re.S | re.M)
SHOWN = re.compile(r"!\[([^\]]+)\]\(\.\./images/(did-it-work-[a-z]+\.svg)\)")
RUN = re.compile(r"^```python run\n([^`]*)^```\n\n```text\n([^`]*)^```$", re.S | re.M)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    folder = build_demonstration(tmp_path_factory.mktemp("demonstration") / "kept")
    from headwater.app.workspace import publish_assets

    publish_assets()
    return folder


@pytest.fixture
def there(workspace: Path) -> Iterator[Path]:
    from django.conf import settings

    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    before, settings.AS_AT = settings.AS_AT, AS_AT
    yield workspace
    settings.AS_AT = before


@pytest.mark.slow
@pytest.mark.parametrize(("address", "lines"), QUOTED.findall(TEXT))
def test_page_says_what_the_guide_quotes(there, address: str, lines: str) -> None:
    from django.test import Client

    url = f"/plans/{address}"
    page = check_html(Client(SERVER_NAME="localhost").get(url).content.decode(), url)
    for line in lines.splitlines():
        assert line in page.main


@pytest.mark.slow
def test_pictures_and_their_words_are_those_of_the_pages(there) -> None:
    """Where this fails: python scripts/make_guide_pictures.py"""
    made = charts()
    assert {name for _, name in SHOWN.findall(TEXT)} == set(made)
    for name, chart in made.items():
        assert (IMAGES / name).read_bytes() == drawn(chart)
        assert with_words(TEXT, name, chart) == TEXT


def test_every_picture_can_be_had_without_seeing_it() -> None:
    assert len(SHOWN.findall(TEXT)) == 3
    for words, name in SHOWN.findall(TEXT):
        assert len(words) > 200
        assert (IMAGES / name).read_bytes().startswith(b"<svg")


def test_series_weighted_by_harm_says_what_the_guide_shows() -> None:
    code, shown = RUN.search(TEXT).groups()
    said = StringIO()
    with redirect_stdout(said):
        exec(code, {})  # noqa: S102 - what the guide tells people to write
    assert said.getvalue().split() == shown.split()


@pytest.mark.parametrize("column", BY_NAME["evaluations"].columns, ids=lambda c: c.name)
def test_guide_tells_of_each_column(column) -> None:
    assert column.name in ("evaluation_id", "note") or f"`{column.name}`" in TEXT


def test_guide_tells_of_each_answer_and_method() -> None:
    answers = TEXT.split("## 5. The four answers")[1].split("###")[0]
    assert all(f"| {kind} |" in answers for kind in Kind)
    assert all(f"  - *{method.capitalize()}*: " in TEXT for method in Method)
    assert f"{DRAWS} times" in TEXT


def test_guide_tells_of_each_check() -> None:
    source = (ROOT / "src/headwater/core/impact/verdict.py").read_text(encoding="utf-8")
    names = set(re.findall(r'Check\(\s*"([^"]+)"|name = "([^"]+)"', source))
    found = {one or other for one, other in names}
    assert len(found) == 7
    assert all(f"| {name} | " in TEXT for name in found)
