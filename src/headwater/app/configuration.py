"""What can be set from outside, with environment variables.

Every variable stands in SETTINGS, with its default and what it does; a test
holds the documentation to it.
"""

from __future__ import annotations

import os
from datetime import date

from headwater.errors import UserError


SETTINGS = (
    # name, default, help
    (
        "HEADWATER_WORKSPACE",
        "workspaces/london",
        "The folder that holds the database and its key.",
    ),
    (
        "HEADWATER_DATABASE",
        "",
        "Where plans are kept. Blank means the file headwater.db in the workspace; "
        "otherwise the address of a PostgreSQL database, such as "
        "postgresql://headwater@db.example/headwater, or "
        "postgresql:///headwater?host=/run/postgresql for a socket.",
    ),
    (
        "HEADWATER_HOSTS",
        "127.0.0.1 localhost [::1]",
        "Names that the site may be asked for by, with spaces between them.",
    ),
    (
        "HEADWATER_DEBUG",
        "no",
        "Write yes to see the details of an error in the browser. Never in public.",
    ),
    (
        "HEADWATER_UPLOADS",
        "no",
        "Write yes to bring plans in with a browser on this machine. 'headwater "
        "serve' does so for your own workspace. Never in public.",
    ),
    (
        "HEADWATER_BREAKDOWNS",
        "no",
        "Write yes to break counts of people down, and publish what is safe, with a "
        "browser on this machine. 'headwater serve' and 'headwater demo' do so. Never "
        "in public.",
    ),
    (
        "HEADWATER_HTTPS",
        "no",
        "Write yes where people reach the site by https, through a web server in front "
        "of it, as a real service must be: cookies are then sent that way only, and "
        "what that server says in X-Forwarded-Proto and X-Forwarded-For is believed.",
    ),
    (
        "HEADWATER_DEMO",
        "no",
        "Write yes to act as one of Northbank's invented people without a password, "
        "on this machine only. 'headwater demo' does so. Never in public.",
    ),
    (
        "HEADWATER_AS_AT",
        "",
        "A day to check plans for, such as 2026-11-01. Blank means today.",
    ),
)


def setting(name: str) -> str:
    """What is set, or the default."""
    default = {known: value for known, value, _ in SETTINGS}[name]
    return os.environ.get(name, "").strip() or default


def yes(name: str) -> bool:
    """Is it set to yes? Raises UserError for anything but yes and no."""
    value = setting(name).lower()
    if value not in ("yes", "1", "no", "0"):
        raise UserError(f"{name} is {value!r}.", fix="Set it to yes or to no.")
    return value in ("yes", "1")


def day(name: str) -> date | None:
    """The day that is set; None where none is. Raises UserError for another text."""
    text = setting(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UserError(
            f"{name} is {text!r}, which is not a day.",
            fix="Write it as 2026-11-01, or leave it out.",
        ) from None
