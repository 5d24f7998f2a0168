"""Texts in a CSV file that no spreadsheet takes for a formula.

A spreadsheet runs a cell that starts with = + - or @, some also with the wide
forms of these signs. On the way out such a
text gets an apostrophe before it, the sign for 'this is text'; on the way in
one apostrophe before such a sign is taken off, so that nothing is lost.
"""

from __future__ import annotations

import re


_SIGNS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_RISKY = re.compile(f"'*{_SIGNS}")
_GUARDED = re.compile(f"''*{_SIGNS}")


def guard(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def unguard(text: str) -> str:
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text
