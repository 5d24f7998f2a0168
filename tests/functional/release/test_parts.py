"""Addresses, links and folders, one rule at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headwater.errors import InternalError, UserError


@pytest.fixture
def shelf(workspace_folder: Path):
    from headwater.app.workspace import create_workspace

    create_workspace(workspace_folder)
    from headwater.app.release.shelf import Shelf

    return Shelf()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/about/", "about/index.html"),
        ("/plans/p/data/check/findings.csv", "plans/p/data/check/findings.csv"),
        ("/f/?level=gap", "f/level/gap/index.html"),
        ("/f/?level=gap&page=2", "f/level/gap/page/2/index.html"),
        ("/f/?level=gap&page=1", "f/level/gap/index.html"),
        ("/f/?page=1&q=", "f/index.html"),
        ("/f/?q=../up", "f/q/~2E~2E~2Fup/index.html"),
        ("/con/", "con~/index.html"),
    ],
)
def test_address_has_its_file(shelf, address: str, file: str) -> None:
    assert shelf.file_of(address) == file
    assert shelf.file_of(address) == file


def test_names_that_differ_by_capitals_get_two_files(shelf) -> None:
    first, second = shelf.file_of("/a/x/"), shelf.file_of("/a/X/")
    assert first == "a/x/index.html"
    assert second.startswith("a/X~")


def test_long_names_are_cut_and_stay_apart(shelf) -> None:
    files = {shelf.file_of(f"/a/{'x' * 200}{end}/") for end in "12"}
    assert len(files) == 2
    assert max(map(len, files)) < 90


@pytest.fixture
def relink(shelf):
    from headwater.app.release.relink import Relink

    mended = Relink(shelf.file_of)
    return lambda html: mended(html, "/p/f/?level=gap", "p/f/level/gap/index.html")


@pytest.mark.parametrize(
    ("link", "mended"),
    [
        ("/", "../../../../index.html"),
        ("/about/#facts", "../../../../about/index.html#facts"),
        ("?page=2", "../../../../p/f/page/2/index.html"),
        ("?rule=X&amp;page=2", "../../../../p/f/rule/X/page/2/index.html"),
        ("#main", "#main"),
        ("https://www.example.org/a?b=1", "https://www.example.org/a?b=1"),
    ],
)
def test_link_leads_from_file_to_file(relink, link: str, mended: str) -> None:
    assert relink(f'<a class="x" href="{link}">') == f'<a class="x" href="{mended}">'


def test_picture_for_phones_leads_to_its_file_too(relink) -> None:
    found = relink('<source media="(max-width: 40em)" srcset="/p/a.svg" width="3">')
    assert 'srcset="../../../../p/a.svg"' in found


@pytest.mark.parametrize(
    "html",
    [
        '<source srcset="https://elsewhere.example/a.svg">',
        '<img src="https://elsewhere.example/a.png">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        '<a href="javascript:alert(1)">',
        '<a href="file:///etc/passwd">',
        '<form action="/p/">',
        "<script>alert(1)</script>",
    ],
)
def test_what_files_must_not_hold_is_our_mistake(relink, html: str) -> None:
    with pytest.raises(InternalError):
        relink(html)


def test_words_that_look_like_links_are_left_alone(relink) -> None:
    words = "<p>Write href=&#34;/about/&#34; and src=&#34;/x&#34;</p>"
    assert relink(words) == words


@pytest.fixture
def write(shelf):
    """Write a small release; fails half-way when asked to."""
    from headwater.app.release.folder import new_release
    from headwater.app.release.manifest import SHAPE

    def make(folder: Path, *names: str, fail: bool = False) -> None:
        with new_release(folder) as partial:
            for name in names:
                (partial / name).write_text(name, encoding="utf-8")
            if fail:
                raise KeyboardInterrupt
            record = {"shape": SHAPE, "files": [{"path": name} for name in names]}
            (partial / "manifest.json").write_text(json.dumps(record), encoding="utf-8")

    return make


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_release_makes_its_folder(write, tmp_path: Path) -> None:
    write(tmp_path / "a/b/out", "x")
    assert names(tmp_path / "a/b/out") == ["manifest.json", "x"]
    assert names(tmp_path / "a/b") == ["out"]


def test_release_takes_an_empty_folder_and_replaces_an_earlier_one(
    write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write(out, "x", "y")
    write(out, "z")
    assert names(out) == ["manifest.json", "z"]
    assert names(tmp_path) == ["out"]


def test_release_that_stops_half_way_leaves_what_was_there(
    write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write(out, "x")
    with pytest.raises(KeyboardInterrupt):
        write(out, "y", fail=True)
    assert names(out) == ["manifest.json", "x"]
    assert names(tmp_path) == ["out"]


def test_folder_of_somebody_elses_is_refused(write, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(UserError, match="not an earlier release"):
        write(tmp_path, "x")
    assert names(tmp_path) == ["photo.jpg"]


def test_file_added_to_an_earlier_release_is_not_lost(write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "x")
    (out / "notes").mkdir()
    (out / "notes/mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"notes/mine\.txt"):
        write(out, "y")
    assert (out / "notes/mine.txt").exists()


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"shape": "other"}', '{"shape": "headwater-release/1"}'],
)
def test_manifest_that_is_not_ours_protects_the_folder(
    write, tmp_path: Path, manifest: str
) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(UserError, match="not an earlier release"):
        write(tmp_path, "x")


def test_file_in_the_place_of_the_folder_is_refused(write, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="This is a file"):
        write(tmp_path / "out", "x")


def test_folder_that_cannot_be_written_says_what_to_do(write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="Choose a folder that you may write to"):
        write(tmp_path / "file/out", "x")
