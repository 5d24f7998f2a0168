"""A page for files: every link leads to another file, as the folders lie.

Our templates escape every text, so a quotation mark or an angle bracket of a
plan never stands as itself, and what looks like a tag is one of our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin

from headwater.errors import InternalError


_LINK = re.compile(
    r"(?P<before><(?P<tag>a|link|img|source|use|area)\s(?:[^>]*?\s)?"
    r'(?:href|src|srcset)=")'
    r'(?P<wanted>[^"]*)'
)
_ELSEWHERE = re.compile(r"(\w[\w+.-]*:)?//|\w[\w+.-]*:")
_OUTWARD = re.compile(r"https?://")  # the only ways out of a page
_NEEDS_A_SERVER = re.compile(r"<(form|script|iframe|object|embed)\b")

FileOf = Callable[[str], str]  # from an address of the site to a file


class Relink:
    """Mends the links of pages; where an address leads is worked out once.

    Most links of a page stand on every other page too.
    """

    def __init__(self, file_of: FileOf) -> None:
        self._file_of = file_of
        self._down: dict[str, str] = {}  # from an address as written to a file

    def __call__(self, html: str, address: str, file: str) -> str:
        """The page with links that work from its own file.

        Raises InternalError for a page that a folder cannot hold.
        """
        if needs := _NEEDS_A_SERVER.search(html):
            why = f"{address} holds a <{needs[1]}>, which files cannot have"
            raise InternalError(why)
        to_top = "../" * file.count("/")

        def mend(link: re.Match[str]) -> str:
            before, tag, wanted = link.groups()
            if wanted.startswith("#"):
                return link[0]
            if not wanted.startswith("/") or wanted.startswith("//"):
                if _leads_out(tag, unescape(wanted), address):
                    return link[0]
                wanted = escape(urljoin(address, unescape(wanted)))
            return f"{before}{to_top}{self._down_to(wanted)}"

        return _LINK.sub(mend, html)

    def _down_to(self, wanted: str) -> str:
        """The way to a file from the top of the release."""
        if wanted not in self._down:
            path, mark, place = unescape(wanted).partition("#")
            self._down[wanted] = escape(f"{self._file_of(path)}{mark}{place}")
        return self._down[wanted]


def _leads_out(tag: str, wanted: str, address: str) -> bool:
    """Does it lead to another site? Only a link that people follow may."""
    if not _ELSEWHERE.match(wanted):
        return False
    if tag == "a" and _OUTWARD.match(wanted):
        return True
    raise InternalError(f"{address} asks another place for {wanted}")
