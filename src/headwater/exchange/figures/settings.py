"""Settings of series: those of the command, and a file with a line for each series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from headwater.core.signals.strict import LEAST_BASELINE
from headwater.exchange.figures.cells import MISSING, Unread, date_of, number_of
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.table import Record, Table, read_table


DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
_OTHER_WORDS = {"higher": 1, "lower": -1, "ambiguous": 0}
_YES = frozenset(("true", "yes", "1", "t"))
_NO = frozenset(("false", "no", "0", "f"))
NEEDED = (
    "Headings of options are id, improvement_direction, target, rebase_dates, "
    "fix_after_n_points and screen_outliers."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How one series is judged: +1 where more is better, -1 where less, 0 neither."""

    improvement: int = 0
    target: float = np.nan
    rebase: tuple[date, ...] = ()
    fix_after: int = 0
    screen: bool = True

    @property
    def direction(self) -> str:
        return next(
            word for word, code in DIRECTIONS.items() if code == self.improvement
        )


def direction_of(text: str) -> int:
    """+1, -1 or 0. Raises Unread."""
    words = DIRECTIONS | _OTHER_WORDS
    if (plain := text.strip().casefold()) not in words:
        raise Unread(
            f"{shown(text)} is not a direction.", f"Write {', '.join(DIRECTIONS)}."
        )
    return words[plain]


def rebase_of(text: str) -> tuple[date, ...]:
    """Dates with semicolons between them. Raises Unread."""
    return tuple(date_of(part) for part in text.split(";") if part.strip())


def fix_after_of(text: str) -> int:
    """A number of points, 12 or more. Raises Unread."""
    value = number_of(text)
    if value != int(value) or value < LEAST_BASELINE:
        raise Unread(
            f"{shown(text)} is not a number of points of {LEAST_BASELINE} or more.",
            f"Limits need {LEAST_BASELINE} points to rest on.",
        )
    return int(value)


def screen_of(text: str) -> bool:
    """TRUE or FALSE. Raises Unread."""
    plain = text.strip().casefold()
    if plain not in _YES | _NO:
        raise Unread(f"{shown(text)} is neither TRUE nor FALSE.", "Write one of them.")
    return plain in _YES


_COLUMNS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "improvement_direction": ("improvement", direction_of),
    "target": ("target", number_of),
    "rebase_dates": ("rebase", rebase_of),
    "fix_after_n_points": ("fix_after", fix_after_of),
    "screen_outliers": ("screen", screen_of),
}


def read_settings(
    given: Opened, usual: Settings, series: Iterable[Series], remarks: Remarks
) -> dict[str, Settings]:
    """The settings of every series: its own line, and `usual` where a cell is blank.

    Other columns are passed over. Raises UserError with the place of what is wrong,
    and where no line is of any of the series.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_id = table.needed(NEEDED, "id")
    found: dict[str, Settings] = {}
    lines: dict[str, int] = {}
    for record in table.records:
        name = record.cells[at_id].strip()
        if name in lines:
            what = (
                f"{shown(name)} has a second line; the first is line {lines[name]:,}."
            )
            problems.add(what, "Keep one line for each series.", record.line, "id")
        lines.setdefault(name, record.line)
        found[name] = _of_line(table, record, usual, problems)
    problems.raise_any()
    names = [one.id for one in series]
    _look(given.name, lines, names, problems, remarks)
    return {name: found.get(name, usual) for name in names}


def _of_line(
    table: Table, record: Record, usual: Settings, problems: Problems
) -> Settings:
    changed: dict[str, object] = {}
    for column, (name, read) in _COLUMNS.items():
        at = table.column(column)
        if at is None or record.cells[at].strip() in MISSING:
            continue
        try:
            changed[name] = read(record.cells[at])
        except Unread as bad:
            problems.add(bad.what, bad.fix, record.line, column)
    return replace(usual, **changed)  # type: ignore[arg-type]


def _look(
    name: str,
    lines: Mapping[str, int],
    series: list[str],
    problems: Problems,
    remarks: Remarks,
) -> None:
    """Say which lines are of no series, and which series have no line."""
    known = set(series)
    unknown = [other for other in lines if other not in known]
    if unknown and len(unknown) == len(lines):
        problems.add(
            "No line is of a series in the figures.",
            f"The ids of the figures look like {shown(series[0])}; those here look "
            f"like {shown(unknown[0])}.",
        )
        problems.raise_any()
    if unknown:
        some = ", ".join(
            f"{shown(other)} (line {lines[other]:,})" for other in unknown[:3]
        )
        more = ", …" if len(unknown) > 3 else ""
        count = "1 line is" if len(unknown) == 1 else f"{len(unknown):,} lines are"
        remarks.add(
            "unknown", f"{name}: {count} of no series in the figures: {some}{more}."
        )
    without = [one for one in series if one not in lines]
    if without:
        some = ", ".join(map(shown, without[:3])) + (", …" if len(without) > 3 else "")
        remarks.add(
            "without",
            f"{name}: {len(without):,} of {len(series):,} series have no line here: "
            f"{some}. The settings of the command hold for them.",
        )


def say_rebase(series: Series, settings: Settings, remarks: Remarks) -> None:
    """R passes over a rebase date that is not in the data without a word."""
    for day in settings.rebase:
        if day in series.dates:
            continue
        near = min(series.dates, key=lambda other: abs((other - day).days))
        remarks.add(
            "rebase",
            f"Series {shown(series.id)}: The rebase date {day} is not in it, so "
            f"it was not rebased there. The nearest is {near}.",
        )
