"""Changes in how crime is recorded, and which of them touch a set of figures.

Over such a change figures step without any change in violence. Each is drawn on
every chart that it touches, and enters every judgement as a step of its own. The
register in the package (`data/recording_changes.toml`) can be added to by a
partnership, with a table of the same form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from headwater.core import place


ALL = "all"  # in `offences`: every offence
EVERYWHERE = ""  # in `area`: all of England and Wales
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# Forces whose area is not one of the areas that boroughs lie in: the area around
# them, and what in it is another force's.
_FORCES = {"E23000001": ("E12000007", frozenset({"E09000001"}))}
_KEYS: dict[str, type] = {
    "month": str,
    "what": str,
    "offences": list,
    "area": str,
    "expected": str,
    "step": bool,
    "unsettled": int,
    "source": str,
    "checked": str,
    "added_by": str,
}
_FORMS = {
    str: "text in quotation marks",
    list: "a list of words",
    bool: "true or false",
    int: "a whole number",
}


class BadRegister(ValueError):
    """An entry of a register does not say what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingChange:
    """One change in recording: from `month` on, figures are not made as before.

    `month` is 'YYYY-MM'. `offences` are the register's words, 'all' for every one;
    `area` is an official code, or blank for all of England and Wales. `expected`
    says which way figures move because of it; `checked` how sure we are of it.
    `step` is False where it explains figures without moving them at once.
    `unsettled` counts the months from `month` on in which records were still moving,
    so that nothing can be told from them. `added_by` names the partnership that added
    it, blank for the package's own.
    """

    code: str
    month: str
    what: str
    offences: tuple[str, ...]
    area: str
    expected: str
    source: str
    checked: str
    step: bool = True
    unsettled: int = 0
    added_by: str = ""

    @property
    def in_doubt(self) -> bool:
        """Is its date or its effect still to be confirmed?"""
        return "to be confirmed" in self.checked or "not checked" in self.checked


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Changes by date, and which offences are part of which (rape of sexual
    offences): a change to the whole touches the part."""

    changes: tuple[RecordingChange, ...]
    part_of: Mapping[str, tuple[str, ...]]

    def with_more(self, changes: Iterable[RecordingChange]) -> Register:
        """The register with a partnership's own. Raises BadRegister on a code twice."""
        every = sorted((*self.changes, *changes), key=lambda c: (c.month, c.code))
        if len({c.code for c in every}) < len(every):
            raise BadRegister("a code stands twice in the register")
        return Register(tuple(every), self.part_of)

    def words(self, offences: Iterable[str]) -> frozenset[str]:
        """Offences, and the larger groups that they are part of."""
        found = set(offences)
        for word in list(found):
            found |= self.words(self.part_of.get(word, ()))
        return frozenset(found)


@cache
def load_register() -> Register:
    """The register in the package."""
    file = files("headwater.core.measures") / "data" / "recording_changes.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    part_of = {word: tuple(wholes) for word, wholes in data["part_of"].items()}
    return Register((), part_of).with_more(read_changes(data["changes"]))


def read_changes(
    rows: Mapping[str, Mapping[str, Any]], added_by: str = ""
) -> Iterator[RecordingChange]:
    """Changes as TOML tables of a code each. Raises BadRegister, with the entry."""
    if not isinstance(rows, Mapping):
        raise BadRegister("changes must be tables, each under [changes.ITS-CODE]")
    for code, row in rows.items():
        if wrong := _wrong(row):
            raise BadRegister(f"{code}: {wrong}")
        yield RecordingChange(
            code=code,
            month=row["month"],
            what=row["what"],
            offences=tuple(row["offences"]),
            area=row.get("area", EVERYWHERE),
            expected=row.get("expected", ""),
            source=row.get("source", ""),
            checked=row.get("checked", ""),
            step=row.get("step", True),
            unsettled=row.get("unsettled", 0),
            added_by=row.get("added_by", added_by),
        )


def _wrong(row: Mapping[str, Any]) -> str:
    """What is wrong with an entry; blank where nothing is."""
    if not isinstance(row, Mapping):
        return "it must be a table"
    if strange := sorted(set(row) - set(_KEYS)):
        return f"{strange[0]!r} is not a key of the register"
    if missing := [k for k in ("month", "what", "offences") if not row.get(k)]:
        return f"it does not say its {missing[0]}"
    for key, value in row.items():
        if type(value) is not _KEYS[key]:  # in Python a truth value is a number too
            return f"{key} must be {_FORMS[_KEYS[key]]}, and is {value!r}"
    if not all(isinstance(word, str) for word in row["offences"]):
        return "offences must be a list of words"
    if not _MONTH.fullmatch(row["month"]):
        return f"{row['month']!r} is not a month like 2024-02"
    return ""


def changes_touching(
    register: Register,
    offences: Iterable[str],
    area: str = "",
    first: str = "",
    last: str = "",
) -> tuple[RecordingChange, ...]:
    """The changes that touch figures on these offences, by date.

    `offences` are words of the register; figures that are not recorded crime have
    none, and nothing touches them. `area` is an official code ('': anywhere);
    `first` and `last` are the months 'YYYY-MM' of the figures ('': no limit). A
    change in or before the first month has nothing before it, and does not touch.
    """
    words = register.words(offences)
    return tuple(
        change
        for change in register.changes
        if words
        and (ALL in change.offences or words & set(change.offences))
        and _reaches(change, area)
        and first < change.month <= (last or "9999")
    )


def _reaches(change: RecordingChange, area: str) -> bool:
    """Does a change in one area touch the figures of another?

    What is true of England and Wales says nothing of a city that is invented.
    """
    if not area or change.area == area:
        return True
    if change.area == EVERYWHERE:
        return bool(change.added_by) or not place.invented(area)
    around, but = _FORCES.get(change.area, (change.area, frozenset()))
    return place.overlap(area, around) and area not in but
