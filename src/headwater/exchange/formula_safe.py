"""Texts in a CSV file that no spreadsheet takes for a formula.

A spreadsheet runs a cell that starts with = + - or @. On the way out such a
text gets an apostrophe before it, the sign for 'this is text'; on the way in
one apostrophe before such a sign is taken off, so that nothing is lost.
"""

from __future__ import annotations

import re


_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")


def guard(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
