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


_TAG = re.compile(r"<(a|link|img|source|use|area)\s[^>]*>")
_LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"(\w[\w+.-]*:)?//|\w[\w+.-]*:")
_OUTWARD = re.compile(r"https?://")  # the only ways out of a page
_NEEDS_A_SERVER = re.compile(r"<(form|script|iframe|object|embed)\b")

FileOf = Callable[[str], str]  # from an address of the site to a file


def relink(html: str, address: str, file: str, file_of: FileOf) -> str:
    """The page with links that work from its own file.

    Raises InternalError for a page that a folder cannot hold.
    """
    if needs := _NEEDS_A_SERVER.search(html):
        raise InternalError(f"{address} holds a <{needs[1]}>, which files cannot have")

    to_top = "../" * file.count("/")

    def in_tag(tag: re.Match[str]) -> str:
        def mend(link: re.Match[str]) -> str:
            wanted = unescape(link[2])
            if _ELSEWHERE.match(wanted):
                if tag[1] == "a" and _OUTWARD.match(wanted):
                    return link[0]
                raise InternalError(f"{address} asks another place for {wanted}")
            return f'{link[1]}="{escape(_relative(wanted, address, to_top, file_of))}"'

        return _LINK.sub(mend, tag[0])

    return _TAG.sub(in_tag, html)


def _relative(wanted: str, address: str, to_top: str, file_of: FileOf) -> str:
    """The way up to the top of the release, and down from there."""
    if wanted.startswith("#"):
        return wanted
    whole = wanted if wanted.startswith("/") else urljoin(address, wanted)
    path, mark, place = whole.partition("#")
    return f"{to_top}{file_of(path)}{mark}{place}"
