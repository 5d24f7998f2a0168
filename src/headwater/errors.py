"""The two roots of every error: the user's to mend, and ours."""

from __future__ import annotations


class UserError(Exception):
    """Something in what we were given; the message is shown as it is.

    It says what was wrong, where, and what to do next. It never blames, and
    it never shows a traceback. The command line exits with 2.
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(" ".join(part for part in (where, what, fix) if part))


class InternalError(Exception):
    """Our own mistake. The command line exits with 3 and says how to report it."""
