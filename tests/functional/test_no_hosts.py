"""What is committed works with any package index, on any machine.

So no file names a package registry, or a folder of somebody's machine. The names are
put together here, so that this file passes too.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
MADE_HERE = {".git", ".venv", ".cache", "node_modules", "dist", "workspaces"}
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org"),
    ("anaconda", "org"),
    ("anaconda", "com"),
    ("crates", "io"),
]
HOST = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in REGISTRIES))
# At the start of a path only: the same words within a web address are no folder.
FOLDER = re.compile(r"(?<![\w.%}-])/(?:work|root|home/[a-z]\w*)/")
ADDRESS = re.compile(r"https?://\S+")


def committed_files() -> list[Path]:
    git = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if git.returncode == 0:
        files = [ROOT / name for name in git.stdout.split("\0") if name]
        return [path for path in files if path.is_file()]
    return list(walk())


def walk() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in MADE_HERE and "cache" not in f]
        yield from (Path(folder, name) for name in names)


def places(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Every match as file:line: text."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in files
        for number, line in enumerate(path.read_text("latin-1").splitlines(), 1)
        for match in pattern.finditer(line)
    ]


@pytest.mark.parametrize("pattern", [HOST, FOLDER], ids=["registry", "folder"])
def test_committed_files_name_no(pattern: re.Pattern[str]) -> None:
    assert places(pattern, committed_files()) == []


def test_python_locks_contain_no_addresses() -> None:
    assert places(ADDRESS, sorted((ROOT / "requirements").iterdir())) == []


def test_package_lock_contains_no_addresses() -> None:
    lock = ROOT / "package-lock.json"
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert places(ADDRESS, [lock]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see files." + "pythonhosted" + ".org/x", True),
        ("see " + "npmjs" + ".com", True),
        ("cd /" + "home/ann/headwater", True),
        ('"/' + 'work/main"', True),
        ("https://example.org/work/plans", False),
        ("the crates in order", False),
    ],
)
def test_patterns_find_what_they_should(text: str, found: bool) -> None:
    assert bool(HOST.search(text) or FOLDER.search(text)) is found
