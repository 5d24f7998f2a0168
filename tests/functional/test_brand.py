"""The built style sheet and script carry our brand, and nobody else's marks."""

import re
from pathlib import Path

import pytest


STATIC = Path(__file__).parents[2] / "src/headwater/app/static"
BUILT = [STATIC / "dist/headwater.css", STATIC / "dist/headwater.js"]
NOT_OURS = re.compile(r"GDS Transport|crest|crown|GOV\.UK|@font-face", re.IGNORECASE)
ELSEWHERE = re.compile(r"url\(\s*[\"']?(?:\w+:)?//[^)]*\)|@import[^;]*", re.IGNORECASE)


@pytest.fixture(params=BUILT, ids=lambda path: path.name)
def built(request: pytest.FixtureRequest) -> str:
    if not request.param.exists():
        pytest.skip(f"{request.param.name} is not built: run ./hw check")
    return request.param.read_text(encoding="utf-8")


def test_built_assets_carry_no_marks_that_are_not_ours(built: str) -> None:
    assert NOT_OURS.findall(built) == []


def test_built_assets_ask_nothing_of_other_hosts(built: str) -> None:
    assert ELSEWHERE.findall(built) == []


def test_static_files_contain_no_fonts_or_borrowed_images() -> None:
    names = [path.name for path in STATIC.rglob("*") if path.is_file()]
    assert [n for n in names if re.search(r"woff|crest|crown|govuk", n)] == []
