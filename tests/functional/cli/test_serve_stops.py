"""The site stops when it is told to, however early that is."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.cli.serve import DIST, PATIENCE


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_while_it_is_starting(tmp_path: Path, stop: signal.Signals) -> None:
    if not DIST.exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "headwater", "serve", "--new", "--port", str(port)]
    with subprocess.Popen(
        words, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    ) as served:
        said = served.stderr
        assert said is not None
        while b"Press Ctrl+C" not in said.readline():
            assert served.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            served.wait(0.3)  # the first worker is there, and has not got far
        served.send_signal(stop)
        try:
            # On a slow machine the signal comes before anything listens for it.
            assert served.wait(PATIENCE + 20) in {0, 130, -stop}
        except subprocess.TimeoutExpired:
            os.killpg(served.pid, signal.SIGKILL)
            raise
