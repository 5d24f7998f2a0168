"""Keys in addresses: any text, as letters that are safe in a path and a file name."""

from __future__ import annotations

import re


_PLAIN = re.compile(r"[A-Za-z0-9_-]")
_ALL_PLAIN = re.compile(r"[A-Za-z0-9_-]*")


def to_address(key: str) -> str:
    """'C05/b' becomes 'C05~2Fb'; letters, digits, - and _ stay as they are."""
    if _ALL_PLAIN.fullmatch(key):
        return key
    return "".join(
        letter
        if _PLAIN.fullmatch(letter)
        else "".join(f"~{byte:02X}" for byte in letter.encode())
        for letter in key
    )


def from_address(text: str) -> str:
    """The key that an address stands for. Raises ValueError for what is none."""
    plain = re.sub(
        rb"~([0-9A-F]{2})", lambda m: bytes.fromhex(m[1].decode()), text.encode()
    )
    key = plain.decode()
    if to_address(key) != text:
        raise ValueError(f"not the address of a key: {text}")
    return key


class KeyConverter:
    """For `urls`: <key:action_id>."""

    regex = r"[A-Za-z0-9_~-]+"

    def to_python(self, value: str) -> str:
        key = from_address(value)
        if "\0" in key:  # no database keeps it, and PostgreSQL will not look for it
            raise ValueError("no key has a NUL in it")
        return key

    def to_url(self, value: str) -> str:
        return to_address(value)
