"""The guides are run: each command works, and says the lines that they show.

```console          a command, and lines of its output in their order
```csv FILE         a file to write; so is a TOML or JSON file with a name
```edit FILE        a text in that file, and what replaces it
```python run       statements, which see those of the blocks before
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.cli import main
from headwater.cli.parser import COMMANDS
from headwater.exchange.sample import sample_folder


ROOT = Path(__file__).parents[2]
GUIDES = (ROOT / "README.md", *sorted((ROOT / "docs/guides").glob("*.md")))
BLOCK = re.compile(
    r"^```(console|csv|toml|json|edit|python)(?: (\S+))?\n(.*?)^```$", re.S | re.M
)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def blocks(guide: Path) -> Iterator[tuple[str, str, str]]:
    for block in BLOCK.finditer(guide.read_text(encoding="utf-8")):
        yield block[1], block[2] or "", block[3]


def follow(
    kind: str, file: str, text: str, capture: pytest.CaptureFixture, names: dict
) -> None:
    if kind in ("python", "toml", "json") and not file:
        return  # to look at only
    if kind in ("csv", "toml", "json"):
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(text, encoding="utf-8")
    elif kind == "edit":
        old, new = text.splitlines()
        was = Path(file).read_text(encoding="utf-8")
        assert old in was
        Path(file).write_text(was.replace(old, new), encoding="utf-8")
    elif kind == "python":
        exec(text, names)  # noqa: S102 - what the guide tells people to write
    else:
        run(text, capture)


def run(text: str, capture: pytest.CaptureFixture) -> None:
    command, *shown = text.splitlines()
    words = shlex.split(command)
    assert words[:2] == ["$", "headwater"]
    os.environ.pop("HEADWATER_WORKSPACE", None)  # left by the command before
    assert main(words[2:]) in (0, 1, 2)
    said = capture.readouterr()
    lines = iter((said.out + said.err).splitlines())
    for line in shown:
        assert any(
            line == other.rstrip() or (line and other.startswith(line))
            for other in lines
        ), f"{line}\nnot in:\n{said.out}{said.err}"


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_guide_can_be_followed(
    guide: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sample_folder(), "plan")
    names: dict[str, object] = {}
    for kind, file, text in blocks(guide):
        follow(kind, file, text, capsys, names)


@pytest.mark.parametrize(
    "page",
    sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")),
    ids=lambda p: p.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_or_guides_name_the_command(command: str) -> None:
    shown = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    assert f"headwater {command}" in shown or f"./hw {command}" in shown
