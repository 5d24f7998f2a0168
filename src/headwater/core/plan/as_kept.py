"""Frozen dataclasses as plain JSON and back, by the types that they declare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints


One = TypeVar("One")


def to_kept(value: Any) -> dict[str, Any]:
    """Plain values, the same after a walk through any database. A part that is None is
    left out, so that what was kept before there was such a part stays the same."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(value), default=_text))
    return {name: found for name, found in plain.items() if found is not None}


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not kept")


def from_kept(kind: type[One], kept: Mapping[str, Any]) -> One:
    """Raises TypeError where something is missing or is not known."""
    plain: type = kind
    types = _types(plain)
    if unknown := set(kept) - set(types):
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: _read(types[name], each) for name, each in kept.items()})


@cache
def _types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is UnionType:  # a type, or None
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind) and isinstance(kind, type):
        return from_kept(kind, value)
    return date.fromisoformat(value) if kind is date else value
