"""The page of commands says what the commands say."""

import subprocess
import sys
from pathlib import Path

import pytest

from headwater.cli.parser import COMMANDS


ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/commands.md"


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_its_place_on_the_page(command: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"\n## {command}\n" in page
    assert f"usage: headwater {command} " in page


@pytest.mark.slow
@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="other Pythons lay out help in other ways"
)
def test_page_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/make_commands.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
