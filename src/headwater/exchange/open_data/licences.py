"""Licence lines that name a licence with an identifier of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """An open licence: its SPDX identifier, and where its words stand."""

    name: str
    path: str
    pattern: re.Pattern[str]


def _licence(name: str, path: str, pattern: str) -> Licence:
    return Licence(name, path, re.compile(pattern, re.IGNORECASE))


_KNOWN = (
    _licence(
        "OGL-UK-3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        r"Open Government Licen[cs]e,? (v|version )?3|OGL[- ](UK[- ])?v?3",
    ),
    _licence(
        "CC-BY-4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        r"CC[- ]BY[- ]4|Creative Commons Attribution 4",
    ),
    _licence(
        "CC0-1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        r"\bCC0\b",
    ),
)


def known_licence(line: str) -> Licence | None:
    """The licence that a line names; None where we cannot be sure."""
    found = [licence for licence in _KNOWN if licence.pattern.search(line)]
    return found[0] if len(found) == 1 else None
