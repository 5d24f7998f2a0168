"""The sources that Headwater can bring in, each by its name."""

from __future__ import annotations

from functools import cache

from headwater.engines.ingest.source import Source
from headwater.errors import UserError


@cache
def all_sources() -> dict[str, Source]:
    """Every source, in the order in which they are listed to people."""
    from headwater.engines.ingest.sources import (
        met_recorded,
        met_vawg,
        ons_sdg,
        population,
        public_attitudes,
    )

    rooms = (met_vawg, met_recorded, public_attitudes, ons_sdg, population)
    return {source.name: source for room in rooms for source in room.SOURCES}


def named(name: str) -> Source:
    """One source. Raises UserError with the nearest names where there is none."""
    from difflib import get_close_matches

    found = all_sources()
    if name in found:
        return found[name]
    near = get_close_matches(name, found, n=3)
    raise UserError(
        f"There is no source {name!r}.",
        fix=(f"Did you mean {' or '.join(near)}? " if near else "")
        + "'headwater ingest --list' names them all.",
    )
