"""The secret key of a workspace: made once, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path


def read_secret(workspace: Path) -> str:
    """The key of a workspace, made if it is not there yet."""
    path = workspace / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def digest(secret: str) -> str:
    """What is kept of the secret of an invitation: nobody can turn it back."""
    return sha256(secret.encode()).hexdigest()
