"""What stands beside counts: where an action began when, and changes in recording."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from headwater.core.impact.months import between
from headwater.core.impact.treatment import Break
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import Record, read_table
from headwater.exchange.impact_in import PANELS, SERIES, Counts, Lines


Starts = dict[str, dict[str, str]]  # by panel, the first month of each area
STARTS_NEEDED = (
    "Headings are area and action_start (a month such as 2024-04; blank: never), and "
    "panel where there are several."
)
SERIES_STARTS = "Headings are series and action_start, a month such as 2024-04."
CHANGES_NEEDED = "Headings are month, area (blank: all) and what."
CHANGED = "recording changed"  # where a change is not described


def read_starts(
    given: Opened, panels: Sequence[Counts], counts: str, remarks: Remarks
) -> Starts:
    """In which month the action began in each area of each panel.

    `counts` names the file with the figures. Lines without a panel hold for every
    panel. Raises UserError for areas and panels that have no figures.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_panel = table.column(*PANELS)
    at_area = table.needed(STARTS_NEEDED, "area")
    at_start = table.needed(STARTS_NEEDED, "action_start", "start")
    lines, known = Lines(table, problems), _Known(panels, counts, problems)
    said: dict[str, dict[str, str]] = {panel.name: {} for panel in panels}
    for record in table.records:
        area = lines.name(record, at_area)
        name = None if at_panel is None else lines.name(record, at_panel)
        start = _start(lines, record, at_start)
        if area is None or start is None:
            continue
        for panel in known.panels_of(record, name):
            if not known.has(record, panel, area):
                continue
            if area in said[panel]:
                problems.add(
                    f"{shown(area)} stands here a second time.",
                    "Keep one line for each area, with its first month.",
                    record.line,
                )
            said[panel][area] = start
    problems.raise_any()
    for one in panels:
        _say_silent(one, said[one.name], (given.name, counts), remarks)
    return {
        panel: {area: start for area, start in starts.items() if start}
        for panel, starts in said.items()
    }


def read_series_starts(
    given: Opened, series: Sequence[Counts], counts: str, remarks: Remarks
) -> Starts:
    """In which month the action began in each series; as `read_starts`."""
    table, problems = read_table(given, remarks), Problems(given.name)
    at_name = table.needed(SERIES_STARTS, *SERIES)
    at_start = table.needed(SERIES_STARTS, "action_start", "start")
    lines, known = Lines(table, problems), _Known(series, counts, problems)
    said: Starts = {one.name: {} for one in series}
    for record in table.records:
        name, start = lines.name(record, at_name), _start(lines, record, at_start)
        if name is None or start is None:
            continue
        for each in known.panels_of(record, name):
            if said[each]:
                what = f"{shown(each)} stands here a second time."
                problems.add(what, "Keep one line for each series.", record.line)
            said[each] = {each: start} if start else {}
    problems.raise_any()
    return said


def read_changes(
    given: Opened, panels: Sequence[Counts], counts: str, remarks: Remarks
) -> dict[str, tuple[Break, ...]]:
    """Changes in recording for each panel or series by its name.

    Columns month, area or series (blank: all), what, and perhaps panel. A change
    that is said of no area touches all alike.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_month = table.needed(CHANGES_NEEDED, "month", "date")
    at_what = table.column("what", "what_changed")
    at_panel, at_area = table.column(*PANELS), table.column("area", *SERIES)
    lines, known = Lines(table, problems), _Known(panels, counts, problems)
    touched: dict[str, dict[tuple[str, str], set[str]]] = {p.name: {} for p in panels}
    for record in table.records:
        month = lines.month(record, at_month)
        what = "" if at_what is None else record.cells[at_what].strip()
        name = "" if at_panel is None else " ".join(record.cells[at_panel].split())
        area = "" if at_area is None else " ".join(record.cells[at_area].split())
        if month is None:
            continue
        for panel in known.panels_with(record, name, area):
            key = month, what or CHANGED
            touched[panel].setdefault(key, set()).update(known.areas(panel, area))
    problems.raise_any()
    return {panel.name: _breaks(panel, touched[panel.name]) for panel in panels}


def _breaks(
    panel: Counts, touched: dict[tuple[str, str], set[str]]
) -> tuple[Break, ...]:
    return tuple(
        Break(month, between(panel.months[0], month), what, frozenset(areas))
        for (month, what), areas in sorted(touched.items())
    )


class _Known:
    """Which panels and areas have figures; names that have none are problems."""

    def __init__(
        self, panels: Sequence[Counts], counts: str, problems: Problems
    ) -> None:
        self._areas = {panel.name: frozenset(panel.areas) for panel in panels}
        self.counts, self.problems = counts, problems

    def panels_of(self, record: Record, name: str | None) -> list[str]:
        """The panel of this name; all of them where a line names none."""
        if not name or list(self._areas) == [""]:
            return list(self._areas)
        if name in self._areas:
            return [name]
        self._refuse(record, name, list(self._areas))
        return []

    def has(self, record: Record, panel: str, area: str) -> bool:
        if area in self._areas[panel]:
            return True
        self._refuse(record, area, sorted(self._areas[panel]))
        return False

    def panels_with(self, record: Record, name: str, area: str) -> list[str]:
        """The panels that a change is about: those named that have the area."""
        panels = self.panels_of(record, name)
        found = [p for p in panels if not area or area in self._areas[p]]
        if panels and not found:
            every = sorted(frozenset().union(*self._areas.values()))
            self._refuse(record, area, every)
        return found

    def areas(self, panel: str, area: str) -> frozenset[str]:
        return frozenset((area,)) if area else self._areas[panel]

    def _refuse(self, record: Record, name: str, names: list[str]) -> None:
        near = get_close_matches(name, names, n=1)
        hint = f" Is {shown(near[0])} meant?" if near else ""
        self.problems.add(
            f"There is nothing about {shown(name)} in {self.counts}.",
            f"Write each name as it stands there, or leave the line out.{hint}",
            record.line,
        )


def _start(lines: Lines, record: Record, at: int) -> str | None:
    """A month; blank for never; None where it cannot be read."""
    text = record.cells[at].strip()
    return lines.month(record, at) if text else ""


def _say_silent(
    panel: Counts, said: dict[str, str], names: tuple[str, str], remarks: Remarks
) -> None:
    silent = [area for area in panel.areas if area not in said]
    if silent and said:
        actions, counts = names
        number = "1 area" if len(silent) == 1 else f"{len(silent):,} areas"
        remarks.add(
            "silent",
            f"{actions}: It does not name {number} of {counts}, {shown(silent[0])} for "
            "one; the action is taken not to have begun there.",
        )
