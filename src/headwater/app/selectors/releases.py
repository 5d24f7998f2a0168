"""What the ledger of this workspace holds: every release, as the public has it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from headwater.app.selectors.standing import NotThere
from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.released import ReleasedTable
from headwater.exchange.ledger_folder import read_ledger


LEDGER = "ledger"


def ledger_folder() -> Path:
    """Where the releases of this workspace are kept."""
    return Path(settings.WORKSPACE) / LEDGER


def entries() -> tuple[Entry, ...]:
    """Every release, the oldest first. Raises UserError for one that was changed."""
    folder = ledger_folder()
    files = sorted(folder.glob("*.json"))
    return _read(folder, tuple((path.name, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)  # files of a ledger never change; a new one has a new name
def _read(folder: Path, _files: tuple[tuple[str, int], ...]) -> tuple[Entry, ...]:
    return tuple(read_ledger(folder))


def entry(key: str) -> Entry:
    """One release. Raises NotThere."""
    for each in entries():
        if each.id == key:
            return each
    raise NotThere(key)


@lru_cache(maxsize=16)
def tables(of: Entry) -> tuple[ReleasedTable, ...]:
    """The tables of a release, which pages and pictures are made from."""
    return ReleasedTable.from_ledger(of)


def later(of: Entry) -> list[Entry]:
    """Releases made since that took this one in."""
    return [each for each in entries() if of.id in each.given]
