"""What of a declaration decides how a file is read, as a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from headwater.engines.ingest.source import Source


# What is said about figures, and not how they are read: it may change at any time.
WORDS = {
    "title",
    "publisher",
    "licence",
    "level",
    "quirks",
    "labels",
    "rolls",
    "totals",
    "missing",
    "gaps",
    "additive",
    "covers",
}


def fingerprint(source: Source) -> str:
    """Sixteen hex digits that change when the same file would be read otherwise."""
    text = json.dumps(_plain(source), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def vintage_id(source: Source, files: Iterable[str], day: date) -> str:
    """The name of a release: its day, and a hash of its files and how they are read."""
    whole = " ".join([fingerprint(source), *sorted(files)])
    return f"{day.isoformat()}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _plain(value: Any) -> Any:
    """Only text, numbers, lists and dictionaries."""
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in WORDS]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(v) for key, v in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    return value
