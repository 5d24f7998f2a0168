"""What a lake says about a dataset: how to read it, and every release it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import Gap, Kind, Source
from headwater.engines.periods import period_code, read_period


@dataclass(frozen=True, slots=True)
class FileHeld:
    """One file of a release, as it was handed over."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Vintage:
    """One release as it was brought in. It is never changed afterwards.

    `declaration` is the hash of what the source said of itself at that time;
    `published` is an ISO date, '' where nobody said. `rows` counts combinations,
    `unknown` names codes that stood in no list, `parquet` is the hash of the file.
    """

    id: str
    published: str
    ingested: str
    by: str
    declaration: str
    files: tuple[FileHeld, ...]
    periods: tuple[str, ...]
    rows: int
    rejects: int
    left_out: int
    statuses: dict[str, int]
    unknown: dict[str, list[str]]
    unused: tuple[str, ...]
    parquet: str


@dataclass(frozen=True, slots=True)
class Held:
    """One dataset of the lake: how it is read, and its vintages, oldest first."""

    dataset: str
    title: str
    publisher: str
    licence: str
    level: str
    unit: str
    scale: int
    period: str
    kind: Kind  # of the period
    dimensions: tuple[str, ...]  # all of them, in the order of the columns
    additive: frozenset[str]
    missing: Status
    gaps: tuple[Gap, ...]
    covers: int
    quirks: tuple[str, ...]
    vintages: tuple[Vintage, ...] = field(default=())

    def vintage(self, id_: str) -> Vintage | None:
        """The vintage of this id."""
        return next((v for v in self.vintages if v.id == id_), None)

    def number(self, period: str) -> int:
        """The number of one of the dataset's periods. Raises ValueError."""
        found = read_period(period, self.kind)
        if found is None:
            raise ValueError(f"{period!r} is not a {self.kind.value}")
        return found

    def current(self) -> dict[int, Vintage]:
        """For each period that is reported, the latest vintage that reports it."""
        return {self.number(p): v for v in self.vintages for p in v.periods}


def described(source: Source, vintages: Iterable[Vintage]) -> Held:
    """What a manifest says of a source as it is declared now."""
    return Held(
        dataset=source.name,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        level=source.level.value,
        unit=source.value.unit,
        scale=source.value.scale,
        period=source.time.name,
        kind=source.time.kind,
        dimensions=tuple(d.name for d in source.dimensions),
        additive=source.additive,
        missing=source.missing,
        gaps=source.gaps,
        covers=source.covers,
        quirks=tuple(q.text for q in source.quirks),
        vintages=tuple(vintages),
    )


def as_data(held: Held) -> dict[str, Any]:
    """For manifest.json."""
    data = asdict(held)
    data["kind"] = held.kind.value
    data["additive"] = sorted(held.additive)
    data["missing"] = held.missing.name.lower()
    data["gaps"] = [_gap_data(gap) for gap in held.gaps]
    return data


def from_data(data: dict[str, Any]) -> Held:
    """From manifest.json."""
    read = dict(data)
    read["kind"] = Kind(data["kind"])
    read["additive"] = frozenset(data["additive"])
    read["missing"] = Status[data["missing"].upper()]
    read["gaps"] = tuple(map(_gap, data["gaps"]))
    read["vintages"] = tuple(map(_vintage, data["vintages"]))
    for name in ("dimensions", "quirks"):
        read[name] = tuple(data[name])
    return Held(**read)


def codes_of(periods: Iterable[int], kind: Kind) -> tuple[str, ...]:
    """Periods as they stand in a manifest."""
    return tuple(period_code(p, kind) for p in periods)


def _vintage(data: dict[str, Any]) -> Vintage:
    read = dict(data)
    read["files"] = tuple(FileHeld(**file) for file in data["files"])
    read["periods"] = tuple(data["periods"])
    read["unused"] = tuple(data["unused"])
    return Vintage(**read)


def _gap_data(gap: Gap) -> dict[str, Any]:
    where = {name: sorted(codes) for name, codes in sorted(gap.where.items())}
    means = gap.means.name.lower()
    return {"means": means, "where": where, "first": gap.first, "last": gap.last}


def _gap(data: dict[str, Any]) -> Gap:
    where = {name: frozenset(codes) for name, codes in data["where"].items()}
    return Gap(Status[data["means"].upper()], where, data["first"], data["last"])
