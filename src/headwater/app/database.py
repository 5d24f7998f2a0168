"""Where the rows of a workspace are kept: HEADWATER_DATABASE as Django's settings.

Blank means the file headwater.db in the workspace. A PostgreSQL address means a schema
of its own there. The file headwater.schema in the workspace says which, so that two
workspaces never share their rows, and a folder that is moved finds them again.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from headwater.app.configuration import setting
from headwater.errors import UserError


FILE, SCHEMA = "headwater.db", "headwater.schema"
NAME = "HEADWATER_DATABASE"
FORM = "postgresql://USER@HOST/NAME, or postgresql:///NAME?host=/FOLDER/OF/SOCKET"
OPTIONS = (  # what an address may say after its question mark, in libpq's words
    "host",
    "port",
    "user",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "passfile",
    "connect_timeout",
)
AS_DJANGO_SAYS = {"host": "HOST", "port": "PORT", "user": "USER"}
LIBPQ = {
    "NAME": "dbname",
    "USER": "user",
    "PASSWORD": "password",
    "HOST": "host",
    "PORT": "port",
}
IN_SURROUNDINGS = {"dbname": "PGDATABASE", "connect_timeout": "PGCONNECT_TIMEOUT"}
_SCHEMA = re.compile(r"hw_[0-9a-f]{32}")
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # two writers wait, and neither fails
        "timeout": 10,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA busy_timeout=10000;"
        ),
    },
}


def on_postgresql() -> bool:
    return bool(setting(NAME))


def marker(workspace: Path) -> Path:
    """The file that makes a folder a workspace."""
    return workspace / (SCHEMA if on_postgresql() else FILE)


def is_workspace(folder: Path) -> bool:
    """Is there a workspace? One that is kept in another database counts too."""
    return (folder / FILE).is_file() or (folder / SCHEMA).is_file()


def need_workspace(folder: Path) -> None:
    if not is_workspace(folder):
        raise UserError(
            "There is no workspace here.",
            where=f"{folder}:",
            fix="Make one: headwater import PLAN --workspace FOLDER.",
        )


def refuse_other_kind(workspace: Path) -> None:
    """Raise UserError where the rows are elsewhere: the pages would be empty."""
    file, schema = (workspace / FILE).is_file(), (workspace / SCHEMA).is_file()
    if on_postgresql() and file and not schema:
        raise UserError(
            f"The plans of this workspace are in its {FILE}, and {NAME} names another "
            "database.",
            where=f"{workspace}:",
            fix=f"Leave {NAME} out, or name a folder that is new.",
        )
    if schema and not file and not on_postgresql():
        raise UserError(
            "The plans of this workspace are in a PostgreSQL database.",
            where=f"{workspace}:",
            fix=f"Say which with {NAME}: {FORM}.",
        )


def database_settings(workspace: Path) -> dict[str, Any]:
    """What Django's DATABASES says of a workspace; both kinds have the same words."""
    address = setting(NAME)
    if not address:
        return {**SQLITE, "NAME": workspace / FILE}
    found = read_address(address)
    schema = {"options": f"-c search_path={schema_of(workspace)}"}
    return {**found, "OPTIONS": found["OPTIONS"] | schema}


def read_address(address: str) -> dict[str, Any]:
    """Django's words for a PostgreSQL address. No UserError repeats it."""
    try:
        parts = urlsplit(address)
        port, query = parts.port, parts.query
        said = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    except ValueError:
        raise _unreadable() from None
    _refuse_bad(parts, said)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # the server may have been started again
        **{AS_DJANGO_SAYS[k]: v for k, v in said.items() if k in AS_DJANGO_SAYS},
        "OPTIONS": {k: v for k, v in said.items() if k not in AS_DJANGO_SAYS},
    }


def connect_words() -> dict[str, str]:
    """What a connection of our own asks for, in libpq's words."""
    found = read_address(setting(NAME))
    words = {libpq: found[django] for django, libpq in LIBPQ.items()}
    return {word: said for word, said in (words | found["OPTIONS"]).items() if said}


def libpq_settings() -> dict[str, str]:
    """The surroundings for PostgreSQL's programs: others can read what they are told
    as words, and a password is none of their business."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    words = connect_words().items()
    return kept | {IN_SURROUNDINGS.get(k, f"PG{k.upper()}"): v for k, v in words}


def cannot_reach(error: Exception) -> UserError:
    """Why the server could not be reached; its own words hold no password."""
    return UserError(
        f"The database cannot be reached ({' '.join(str(error).split())}).",
        where=f"{NAME}:",
        fix="See that the server runs, and that the address names a database and an "
        "account that it knows.",
    )


def _refuse_bad(parts: SplitResult, said: dict[str, str]) -> None:
    known = parts.scheme in ("postgresql", "postgres")
    name = parts.path[1:]
    if not known or not name or "/" in name or parts.fragment:
        raise _unreadable()
    if set(said) - set(OPTIONS):  # not repeated: it may be a piece of a password
        raise UserError(
            "The address of the database says something that is not known here.",
            where=f"{NAME}:",
            fix=f"After the question mark only these can stand: {', '.join(OPTIONS)}.",
        )


def _unreadable() -> UserError:
    """The address may hold a password, so no message repeats it."""
    return UserError(
        "The address of the database cannot be read. (It is not shown, because it may "
        "hold a password.)",
        where=f"{NAME}:",
        fix=f"Write {FORM}. Letters such as @ and / in a password are written %40 and "
        "%2F. Leave it blank to keep plans in the workspace.",
    )


def schema_of(workspace: Path) -> str:
    """The schema of a workspace: chosen once, by chance, and kept in its folder."""
    path = workspace / SCHEMA
    try:
        name = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _choose(path)
    if not _SCHEMA.fullmatch(name):
        raise UserError(
            "This file does not name a schema of Headwater's.",
            where=f"{path}:",
            fix="Bring the workspace back from a backup: headwater restore --help.",
        )
    return name


def new_schema() -> str:
    return f"hw_{secrets.token_hex(16)}"


def _choose(path: Path) -> str:
    """Written whole under another name; of two processes the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{SCHEMA}.{secrets.token_hex(8)}.part")
    partial.write_text(f"{new_schema()}\n", encoding="ascii")
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return path.read_text(encoding="ascii").strip()
