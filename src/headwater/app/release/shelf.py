"""Which file holds the page of an address.

'/plans/p/findings/?level=gap' is plans/p/findings/level/gap/index.html. Names fit
every file system: none is too long, none is a name that Windows keeps for itself,
and no two differ by capitals alone.
"""

from __future__ import annotations

import re
from hashlib import sha256
from posixpath import basename, dirname, join
from urllib.parse import parse_qsl, urlencode

from headwater.app.keys import to_address


INDEX = "index.html"
_LONGEST = 60  # characters of one folder; whole paths stay short enough for Windows
_KEPT_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


class Shelf:
    """Gives every address a file of its own, always in the same way."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._taken: set[str] = set()

    def file_of(self, address: str) -> str:
        """The path of its file, from the top of the release."""
        if address not in self._files:
            path, _, query = address.partition("?")
            asked = _asked(query)
            known = f"{path}?{urlencode(asked)}" if asked else path
            if known == address:
                self._files[address] = self._free(_place(path, asked), address)
            else:  # other words for the same page
                self._files[address] = self.file_of(known)
        return self._files[address]

    def __contains__(self, file: str) -> bool:
        return file.casefold() in self._taken

    def _free(self, file: str, known: str) -> str:
        if file in self:
            folder, name = dirname(file), basename(file)
            file = join(f"{folder}~{_hash(known)}", name)
        self._taken.add(file.casefold())
        return file


def _asked(query: str) -> list[tuple[str, str]]:
    """What an address asks for; blanks and the first page ask for nothing."""
    return [pair for pair in parse_qsl(query) if pair != ("page", "1")]


def _place(path: str, asked: list[tuple[str, str]]) -> str:
    *folders, name = path.lstrip("/").split("/")
    words = [to_address(word) for pair in asked for word in pair]
    return join(*(_safe(word) for word in (*folders, *words)), name or INDEX)


def _safe(folder: str) -> str:
    if _KEPT_BY_WINDOWS.match(folder):
        return f"{folder}~"
    if len(folder) > _LONGEST:
        return f"{folder[: _LONGEST - 13]}~{_hash(folder)}"
    return folder


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
