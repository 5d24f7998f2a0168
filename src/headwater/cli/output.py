"""Where a command writes: the terminal, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from headwater.errors import UserError


def write_text(text: str, path: str | None) -> None:
    """Write text to a file, or to the terminal where no file is named."""
    if path is None or path == "-":
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_file(path, text.encode())


def write_file(path: str, content: bytes) -> None:
    """Write a file under another name first, so that nobody reads half of it."""
    target = Path(path)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise cannot_write(path, error) from None


def cannot_write(path: str, error: OSError) -> UserError:
    """Why a file could not be written, in words."""
    return UserError(
        f"This file cannot be written ({error.strerror or 'no reason given'}).",
        where=f"{path}:",
        fix="Choose a folder that exists and that you may write to.",
    )


def tell(text: str = "") -> None:
    """Say something that is not the result itself, so that pipes stay clean.

    It may repeat what stood in somebody's file; nothing in it drives a terminal.
    """
    from headwater.reports.words import plain

    lines = (plain(line) for line in text.split("\n"))
    print("\n".join(lines), file=sys.stderr)
