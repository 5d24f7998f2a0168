"""Where a release stands among those that the lake holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headwater.engines.ingest.source import Source
from headwater.engines.manifest import Held, Vintage
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Place:
    """`at` counts from the oldest vintage; `revises` is the one that it revises."""

    at: int
    older: bool = False
    revises: str = ""


def place_for(
    held: Held | None,
    periods: tuple[str, ...],
    published: date | None,
    older: bool,
    source: Source,
) -> Place:
    """The place of a release. Raises UserError for an older one that nobody asked for.

    Of two releases with a publication date the later is newer. Without dates a held
    release is newer where both report some of the same periods and it goes on longer.
    """
    vintages = held.vintages if held else ()
    newer = [v for v in vintages if _newer(v, periods, published)]
    if not newer:
        shared = [v for v in vintages if set(v.periods) & set(periods)]
        return Place(len(vintages), revises=shared[-1].id if shared else "")
    if not older:
        raise _older(source, newer[-1], periods, published)
    return Place(min(vintages.index(v) for v in newer), older=True)


def _newer(vintage: Vintage, periods: tuple[str, ...], published: date | None) -> bool:
    if published and vintage.published:
        return vintage.published > published.isoformat()
    shared = set(vintage.periods) & set(periods)
    return bool(shared) and vintage.periods[-1] > periods[-1]


def _older(
    source: Source, newer: Vintage, periods: tuple[str, ...], published: date | None
) -> UserError:
    if published and newer.published:
        this, that = f"published on {published}", f"published on {newer.published}"
    else:
        this, that = f"ends with {periods[-1]}", f"goes on to {newer.periods[-1]}"
    return UserError(
        f"This release is older ({this}) than the one held, {newer.id} ({that}).",
        where=f"{source.name}:",
        fix="Nothing was changed. To keep it beside the newer one as an older vintage, "
        "say --older.",
    )
