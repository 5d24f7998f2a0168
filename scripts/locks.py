"""Says whether the lock files still belong to what they were made from.

`./hw lock` runs `stamp`, which writes a hash of the inputs into each Python lock.
`./hw check` runs `check`, which needs no network.
"""

import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path


ROOT = Path(__file__).parent.parent
LOCKS = [f"requirements/{name}.txt" for name in ("bootstrap", "node", "base", "test")]
STAMP = re.compile(r"\A# inputs: .*\n")


def inputs_stamp(pyproject: dict) -> str:
    inputs = [
        pyproject["project"]["requires-python"],
        pyproject["project"]["dependencies"],
        pyproject["dependency-groups"],
    ]
    return f"# inputs: {hashlib.sha256(json.dumps(inputs).encode()).hexdigest()}\n"


def stamp(root: Path) -> None:
    first_line = inputs_stamp(tomllib.loads((root / "pyproject.toml").read_text()))
    for lock in LOCKS:
        text = STAMP.sub("", (root / lock).read_text())
        (root / lock).write_text(first_line + text)
    package_lock = json.loads((root / "package-lock.json").read_text())
    for package in package_lock["packages"].values():
        package.pop("funding", None)  # addresses that nothing here needs
    (root / "package-lock.json").write_text(json.dumps(package_lock, indent=2) + "\n")


def stale(root: Path) -> list[str]:
    """The lock files that no longer belong to their inputs."""
    first_line = inputs_stamp(tomllib.loads((root / "pyproject.toml").read_text()))
    locks = [k for k in LOCKS if not (root / k).read_text().startswith(first_line)]
    package = json.loads((root / "package.json").read_text())
    locked = json.loads((root / "package-lock.json").read_text())["packages"][""]
    if package["devDependencies"] != locked["devDependencies"]:
        locks.append("package-lock.json")
    return locks


def main(command: str) -> int:
    if command == "stamp":
        stamp(ROOT)
    found = stale(ROOT)
    for lock in found:
        print(f"{lock} is out of date. Run ./hw lock and commit what it writes.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
