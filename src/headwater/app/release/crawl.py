"""From the first addresses along every link, until there is nothing new."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from headwater.app.release.as_files import AsFiles
from headwater.app.release.contents import MANIFEST, why_not
from headwater.app.release.relink import Relink
from headwater.app.release.shelf import Shelf
from headwater.app.release.site import Site
from headwater.errors import InternalError


MOST = 50_000  # files; more means that pages link to ever new addresses


class Crawl:
    """Every file of a release, one plan after another.

    The check and the tables of a plan are remembered while its pages are drawn, so
    pages wait in groups, and all of a plan is drawn before the next.
    """

    def __init__(self, as_files: AsFiles) -> None:
        self._as_files = as_files
        self._site = Site(as_files)
        self._shelf = Shelf()
        self._relink = Relink(self._file_of)
        self._waiting: dict[str, deque[str]] = {}
        self._seen = {self._shelf.file_of(MANIFEST)}
        self.done = 0

    @property
    def known(self) -> int:
        """How many files are known of so far, written or not."""
        return len(self._seen) - 1

    def files(self, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Paths and bytes. Raises InternalError where a link leads nowhere."""
        for address in addresses:
            self._file_of(address)
        while self._waiting:
            group = next(iter(self._waiting))
            while self._waiting[group]:
                yield self._one(self._waiting[group].popleft())
                self.done += 1
            del self._waiting[group]

    def _one(self, address: str) -> tuple[str, bytes]:
        content, is_page = self._site.get(address)
        file = self._shelf.file_of(address)
        if is_page:
            content = self._relink(content.decode(), address, file).encode()
        return file, content

    def _file_of(self, address: str) -> str:
        """The file of an address, which is put into the line if it is new."""
        file = self._shelf.file_of(address)
        if file in self._seen:
            return file
        if reason := why_not(address, self._as_files):
            raise InternalError(f"a page links to {address}, left out: {reason}")
        if len(self._seen) > MOST:
            raise InternalError(f"more than {MOST:,} files: {address} is one too many")
        self._seen.add(file)
        self._waiting.setdefault(_group(address), deque()).append(address)
        return file


def _group(address: str) -> str:
    """The plan that a page belongs to."""
    plan = re.match(r"/plans/[^/]+/", address)
    return plan[0] if plan else ""
