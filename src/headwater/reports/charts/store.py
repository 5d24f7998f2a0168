"""Pictures are drawn once: the same content is never drawn again.

Kept in memory, and as files named by a hash of all that is in the picture and of
what draws it. Nothing in there is anything but a copy, so a folder that is lost or
cannot be written only costs time.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Lock

from headwater.reports.charts.frame import Frame
from headwater.reports.charts.picture import picture
from headwater.reports.charts.series import Series
from headwater.reports.charts.sheet import Drawing


IN_MEMORY = 200  # pictures, about 20 kB each
ON_DISK = 5_000  # of the oldest, a tenth goes when there are more
PARTS = ("altair", "vl-convert-python")


class ChartStore:
    """The pictures of one workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._memory: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()  # one picture at a time: V8 draws them in one thread

    def svg(self, chart: Series | Drawing, frame: Frame) -> bytes:
        """The picture of a chart, drawn now if it never was."""
        name = content_hash(chart, frame)
        with self._lock:
            found = self._memory.get(name) or self._read(name)
            if found is None:
                found = picture(chart, frame)
                self._write(name, found)
            self._remember(name, found)
        return found

    def _remember(self, name: str, found: bytes) -> None:
        self._memory[name] = found
        self._memory.move_to_end(name)
        if len(self._memory) > IN_MEMORY:
            self._memory.popitem(last=False)

    def _read(self, name: str) -> bytes | None:
        with suppress(OSError):
            return (self._folder / f"{name}.svg").read_bytes()
        return None

    def _write(self, name: str, content: bytes) -> None:
        """Under another name first, so that no reader finds half a picture."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = self._folder / f".{name}.{os.getpid()}"
            partial.write_bytes(content)
            partial.replace(self._folder / f"{name}.svg")
            self._make_room()

    def _make_room(self) -> None:
        held = list(self._folder.glob("*.svg"))
        if len(held) <= ON_DISK:
            return
        held.sort(key=lambda file: file.stat().st_mtime)
        for file in held[: len(held) - ON_DISK * 9 // 10]:
            file.unlink(missing_ok=True)


def content_hash(chart: Series | Drawing, frame: Frame) -> str:
    """A name for all that is in a picture: figures, words, size, way of drawing."""
    return sha256(f"{_drawn_by()}\n{frame!r}\n{chart!r}".encode()).hexdigest()[:40]


@cache
def _drawn_by() -> str:
    """Our own code for charts, and the versions of what it uses."""
    code = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    texts = [file.read_text("utf-8") for file in code if file.name.endswith(".py")]
    return sha256("\n".join([*texts, *map(version, PARTS)]).encode()).hexdigest()
