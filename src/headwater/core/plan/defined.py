"""The definition of a measure, from what its row in a plan says."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from headwater.core.measures.definition import (
    Baseline,
    Definition,
    Direction,
    Flow,
    MeasureKind,
    read_target,
)
from headwater.core.plan.rows import Measure
from headwater.core.time import PartialDate


Coded = TypeVar("Coded", bound=StrEnum)


def definition_of(row: Measure, owner: str = "") -> Definition:
    """What a measure is. `owner` is the name of the organisation that answers for it.

    Codes of a framework that we know no meaning for count as not said: its direction
    is then neither good nor bad.
    """
    return Definition(
        name=row.name,
        numerator=row.numerator or "",
        denominator=_words(row.denominator),
        unit_of_count=row.unit_of_count or "",
        kind=_coded(MeasureKind, row.kind),
        flow=_coded(Flow, row.flow),
        direction=_coded(Direction, row.direction),
        horizon=row.horizon or "",
        frequency=row.frequency or "",
        geography_level=row.geography_level or "",
        source=row.source or "",
        owner=owner,
        supplier=row.supplier or "",
        baseline=_baseline(row),
        targets=tuple(read_target(text) for text in row.targets or ()),
        breakdowns_possible=row.breakdowns_possible or (),
        change_means=row.change_means or "",
        caveats=(row.caveat,) if row.caveat else (),
        version=row.definition_version or "",
        version_from=_date(row.definition_from),
        version_until=_date(row.definition_until),
    )


def _baseline(row: Measure) -> Baseline | None:
    if row.baseline is None and not row.baseline_note:
        return None
    return Baseline(row.baseline, _date(row.baseline_date), row.baseline_note or "")


def _coded(kind: type[Coded], code: str | None) -> Coded | None:
    return kind(code) if code in set(kind) else None


def _words(text: str | None) -> str:
    """Blank where nobody has said; the word none where it is said not to exist."""
    return "" if text is None else text or "none"


def _date(date: PartialDate | None) -> str:
    return date.text if date else ""
