"""The ledger of releases as a folder: one JSON file a release, only ever added to."""

from __future__ import annotations

import json
import os
from pathlib import Path

from headwater.core.disclosure.ledger import Entry, as_dict, from_dict
from headwater.errors import UserError
from headwater.exchange.sheet import cannot_open


def read_ledger(folder: Path) -> list[Entry]:
    """Every entry, the oldest first; none where there is no folder yet.

    Raises UserError for a file whose content is not what its name says.
    """
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def write_entry(folder: Path, entry: Entry) -> Path:
    """Adds one entry, named by its day and id. The same release stands once."""
    path = folder / f"{entry.about.at}-{entry.id}.json"
    partial = folder / f".{path.name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(as_dict(entry), indent=1), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise cannot_open(path, error) from None
    return path


def _read(path: Path) -> Entry:
    try:
        entry = from_dict(json.loads(path.read_bytes()))
    except OSError as error:
        raise cannot_open(path, error) from None
    except (ValueError, KeyError, TypeError, AttributeError, UserError):
        raise _changed(path) from None
    if path.stem != f"{entry.about.at}-{entry.id}":
        raise _changed(path)
    return entry


def _changed(path: Path) -> UserError:
    return UserError(
        "This entry is not as it was written, or was given another name.",
        where=f"{path.name}:",
        fix="Put back the file from your backup. Without it, nobody can tell whether "
        "a new release is safe beside the old one.",
    )
