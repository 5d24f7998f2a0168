"""Weights of offences by harm, from a file; each names its source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from headwater.exchange.figures.cells import Unread, number_of
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import Record, read_table
from headwater.exchange.impact_in import Counts, Lines


WEIGHTS_NEEDED = "Headings are offence, weight and source."
HEAVIEST = 1e12  # more is a mistyped weight
SOURCE_FIX = "Say in every line who made the weight and where it can be read."


@dataclass(frozen=True, slots=True)
class Weight:
    """What one crime of this offence counts for, zero or more, and who says so."""

    offence: str
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a file, in its order."""

    name: str
    each: tuple[Weight, ...]

    @property
    def numbers(self) -> Mapping[str, float]:
        return {one.offence: one.weight for one in self.each}

    @property
    def source(self) -> str:
        """Every source, once."""
        return "; ".join(dict.fromkeys(one.source for one in self.each))

    @property
    def digest(self) -> str:
        """SHA-256 of the offences with their weights and sources, in any order."""
        lines = sorted((one.offence, one.weight, one.source) for one in self.each)
        return hashlib.sha256(json.dumps(lines).encode()).hexdigest()

    def of(self, offences: Sequence[str]) -> Weights:
        """Those of these offences only."""
        return Weights(self.name, tuple(w for w in self.each if w.offence in offences))


def read_weights(given: Opened, remarks: Remarks) -> Weights:
    """Every weight of a file with the columns offence, weight and source.

    Raises UserError with the place of all that is wrong: a weight that is blank,
    below zero or no number, a line without a source, an offence that stands twice,
    or nothing but zeros.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_offence = table.needed(WEIGHTS_NEEDED, "offence")
    at_weight = table.needed(WEIGHTS_NEEDED, "weight")
    at_source = table.needed(WEIGHTS_NEEDED, "source")
    lines, found = Lines(table, problems), dict[str, Weight]()
    for record in table.records:
        offence = lines.name(record, at_offence)
        weight = _weight(lines, record, at_weight)
        source = " ".join(record.cells[at_source].split()).rstrip(".")
        if not source:
            lines.refuse(record, at_source, "It is blank.", SOURCE_FIX)
        if offence is None or weight is None:
            continue
        if offence in found:
            problems.add(
                f"{shown(offence)} stands here a second time.",
                "Keep one line for each offence.",
                record.line,
            )
        found[offence] = Weight(offence, weight, source)
    _refuse_none(found, problems)
    return Weights(given.name, tuple(found.values()))


def fit_to(
    weights: Weights, panels: Sequence[Counts], counts: str, remarks: Remarks
) -> Weights:
    """The weights of the offences that there are; `counts` names their file.

    Raises UserError for an offence without a weight. Weights of offences that are
    not there are remarked on and left out.
    """
    there = list(dict.fromkeys(area for panel in panels for area in panel.areas))
    known, problems = weights.numbers, Problems(weights.name)
    idle = [one for one in known if one not in there]
    for offence in there:
        if offence not in known:
            near = get_close_matches(offence, idle, n=1, cutoff=0.7)
            hint = f" Is {shown(near[0])} meant?" if near else ""
            problems.add(
                f"There is no weight for {shown(offence)} of {counts}.",
                "Add a line with its weight and source, each offence written as in "
                f"{counts}; 0 leaves an offence out.{hint}",
            )
    problems.raise_any()
    for offence in idle:
        remarks.add(
            "idle weights",
            f"{weights.name}: The weight of {shown(offence)} is not used: there is "
            f"nothing about it in {counts}.",
        )
    fitting = weights.of(there)
    _refuse_none({one.offence: one for one in fitting.each}, problems)
    return fitting


def _weight(lines: Lines, record: Record, at: int) -> float | None:
    try:
        return _weight_of(record.cells[at])
    except Unread as bad:
        lines.refuse(record, at, bad.what, bad.fix)
        return None


def _weight_of(text: str) -> float:
    value = number_of(text)
    if value != value:  # NaN, for a blank
        raise Unread(
            "There is no weight.",
            "Write one for every offence; 0 leaves an offence out.",
        )
    if value < 0:
        raise Unread(f"{shown(text)} is below zero.", "Weights are never below zero.")
    if value > HEAVIEST:
        raise Unread(f"{shown(text)} is beyond any weight.", "Look for a slip.")
    return value


def _refuse_none(found: Mapping[str, Weight], problems: Problems) -> None:
    """Raise UserError for what was wrong, and where nothing weighs anything."""
    if not problems.found and not any(one.weight for one in found.values()):
        problems.add(
            "Every weight is zero." if found else "There are headings and no weights.",
            "Give at least one offence a weight above zero.",
        )
    problems.raise_any()
