"""From the first addresses along every link, until there is nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from headwater.app.release.as_files import AsFiles
from headwater.app.release.contents import MANIFEST, why_not
from headwater.app.release.relink import relink
from headwater.app.release.shelf import Shelf
from headwater.app.release.site import Site
from headwater.errors import InternalError


MOST = 50_000  # files; more means that pages link to ever new addresses


class Crawl:
    """Every file of a release, one plan after another.

    The check of a plan is remembered while its pages are drawn, so pages wait in
    groups and not in one long line.
    """

    def __init__(self, as_files: AsFiles) -> None:
        self._as_files = as_files
        self._site = Site(as_files)
        self._shelf = Shelf()
        self._waiting: dict[str, list[str]] = {}
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
            group = self._waiting.pop(next(iter(self._waiting)))
            for address in group:
                yield self._one(address)
                self.done += 1

    def _one(self, address: str) -> tuple[str, bytes]:
        content, is_page = self._site.get(address)
        file = self._shelf.file_of(address)
        if is_page:
            html = relink(content.decode(), address, file, self._file_of)
            content = html.encode()
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
        self._waiting.setdefault(_group(address), []).append(address)
        return file


def _group(address: str) -> str:
    """The plan that a page belongs to."""
    plan = re.match(r"/plans/[^/]+/", address)
    return plan[0] if plan else ""
