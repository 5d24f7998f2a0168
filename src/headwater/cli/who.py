"""Who runs a command, where nobody says so."""

from __future__ import annotations

import getpass


def login() -> str:
    """The name that this person is signed in under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user on this machine, as in a container
        return "the command line"
