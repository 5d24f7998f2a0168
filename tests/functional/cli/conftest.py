from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSPACE", "WORKSPACES", "AS_AT", "COMMAND", "DEBUG"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return Commands(tmp_path, capsys)
