"""A source that a partner declares in a small TOML file, for a file of their own.

See docs/guides/bring-your-own-figures.md. Every key of the file is known here, and one
that is not is named: a slip of the hand must not change what a number means.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import WORDS as STATUS_WORDS
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Kind,
    Source,
    Value,
)
from headwater.engines.ingest.sources.tidy import ALL, WORDS, place_dimension
from headwater.errors import UserError


KEYS = {
    "name",
    "title",
    "publisher",
    "licence",
    "level",
    "unit",
    "period",
    "value",
    "status",
    "area",
    "breakdowns",
    "missing",
    "additive",
    "words",
    "dialect",
    "covers",
}
MISSING = {STATUS_WORDS[s]: s for s in Status}
AREA_KEYS = {"heading", "blank"}
BREAKDOWN_KEYS = {"heading", "blank", "codes", "closed", "totals"}
VALUE_KEYS = {"heading", "scale", "lowest", "highest"}


def declared_source(file: Path) -> Source:
    """The source that a TOML file declares. Raises UserError, with what to mend."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(
            f"This file cannot be read ({error.strerror}).", where=f"{file}:"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            f"This is not a TOML file: {error}.", where=f"{file}:"
        ) from None
    try:
        return _source(data)
    except KeyError as error:
        raise UserError(f"{error} has to be said.", where=f"{file}:") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(f"{error}.", where=f"{file}:") from None


def _source(data: dict[str, Any]) -> Source:
    _known(data, KEYS, "this file")
    breakdowns = data.get("breakdowns", {})
    period = data["period"]
    dimensions = (
        Dimension(
            period["kind"].replace(" ", "-"), (period["heading"],), Kind(period["kind"])
        ),
        *_area(data.get("area")),
        *(_breakdown(name, row) for name, row in breakdowns.items()),
    )
    return Source(
        name=data["name"],
        title=data["title"],
        publisher=data.get("publisher", ""),
        licence=data.get("licence", ""),
        level=Level(data.get("level", Level.SMALL_AREA)),
        value=_value(data),
        dimensions=dimensions,
        missing=_status(data.get("missing", "not reported")),
        additive=frozenset(data.get("additive", ())),
        dialect=Dialect(**data.get("dialect", {})),
        covers=data.get("covers", 0),
    )


def _value(data: dict[str, Any]) -> Value:
    value = data["value"]
    _known(value, VALUE_KEYS, "[value]")
    words = {word: _status(means) for word, means in data.get("words", {}).items()}
    return Value(
        data["unit"],
        (value["heading"],),
        scale=value.get("scale", 1),
        lowest=value.get("lowest", 0),
        highest=value.get("highest"),
        words={**WORDS, **words},
        status_headings=(data["status"],) if "status" in data else (),
    )


def _area(declared: Mapping[str, Any] | None) -> tuple[Dimension, ...]:
    if declared is None:
        return ()
    _known(declared, AREA_KEYS, "[area]")
    return (place_dimension(declared["heading"], declared.get("blank", "")),)


def _breakdown(name: str, declared: Mapping[str, Any]) -> Dimension:
    _known(declared, BREAKDOWN_KEYS, f"[breakdowns.{name}]")
    codes = declared.get("codes", {})
    return Dimension(
        name,
        (declared["heading"],),
        codes=codes,
        labels={code: words for words, code in reversed(codes.items())},
        closed=declared.get("closed", False),
        blank=declared.get("blank", ALL),
        totals=frozenset(declared.get("totals", (ALL,))),
    )


def _status(words: str) -> Status:
    try:
        return MISSING[words]
    except KeyError:
        raise ValueError(
            f"{words!r} is not one of {', '.join(map(repr, MISSING))}"
        ) from None


def _known(given: Iterable[str], keys: set[str], where: str) -> None:
    strange = sorted(set(given) - keys)
    if strange:
        raise ValueError(f"{where} has {strange[0]!r}, which is not a key here")
