"""The mapping as a small TOML file that people read and mend."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from headwater.errors import UserError
from headwater.exchange.foreign.layout import Kind
from headwater.exchange.foreign.mapping import (
    Mapping,
    NewOrganisation,
    SheetGuess,
    SheetMap,
    check_mapping,
)
from headwater.exchange.foreign.meanings import MEANINGS


LARGEST = 1_000_000  # bytes; a mapping is a page or two
_SAYABLE = (Kind.ACTION, Kind.MORE, Kind.SECTION, Kind.HEADING, Kind.NOTE)

_HEAD = """\
# How we read {file}. Mend what is wrong, save, and run the import again.
# Each line of a 'columns' part has their heading on the left and ours on the
# right. "" leaves a column out. What we can read:
"""
_LEADS = """\
# Names in the cells of leads, and the organisation that each stands for.
#   "met-police"    it is this organisation, of this plan or of one beside it
#   "? met-police"  we think so: take out the ? if it is right
#   "new"           it is not in the plan yet (see the organisations below)
#   ""              it names nobody; leave it out
"""
_NEW = """\
# Organisations that the plan does not know yet. Each needs a sector. Where we
# have a guess it stands after a ?: take out the ? if it is right.
"""


def write_mapping(mapping: Mapping, guesses: Sequence[SheetGuess] = ()) -> str:
    """The text of a mapping file, with what we are not sure of as comments."""
    return "\n".join(_lines(mapping, {g.grid.sheet: g for g in guesses})) + "\n"


def _lines(mapping: Mapping, guesses: dict[str, SheetGuess]) -> Iterator[str]:
    yield _HEAD.format(file=_one_line(mapping.made_from)).rstrip()
    for name, says in MEANINGS.items():
        yield f"#   {name:<23} {says}"
    yield ""
    yield f"made_from = {_text(mapping.made_from)}"
    yield ""
    yield "[plan]"
    yield "# A short name; the id of each action begins with it."
    yield f"id = {_text(mapping.plan_id)}"
    yield f"title = {_text(mapping.plan_title)}"
    for name, sheet in mapping.sheets.items():
        yield ""
        yield from _sheet_lines(name, sheet, guesses.get(name))
    yield from _left_out(mapping, guesses)
    yield from _lead_lines(mapping)
    yield from _organisation_lines(mapping)


def _sheet_lines(name: str, sheet: SheetMap, guess: SheetGuess | None) -> Iterator[str]:
    yield f"[sheet.{_text(name)}]"
    if len(sheet.headings) == 1:
        yield f"heading_row = {sheet.headings[0]}"
    else:
        yield f"heading_rows = {list(sheet.headings)}"
    yield '# A row that we took wrongly is one line, such as: row.12 = "section"'
    yield f"# ({', '.join(kind.value for kind in _SAYABLE)})"
    for number, kind in sorted(sheet.rows.items()):
        yield f"row.{number} = {_text(kind.value)}"
    yield ""
    yield f"[sheet.{_text(name)}.columns]"
    said = {g.label: g for g in guess.columns} if guess else {}
    for label, meaning in sheet.columns.items():
        found = said.get(label)
        line = f"{_text(label)} = {_text(meaning)}"
        yield f"{line}  # {_comment(found.ask)}" if found and found.ask else line


def _left_out(mapping: Mapping, guesses: dict[str, SheetGuess]) -> Iterator[str]:
    left = [g for name, g in guesses.items() if name not in mapping.sheets]
    if left:
        yield ""
        yield "# Sheets that were left out:"
    for guess in left:
        why = guess.why_not or "It is hidden. It reads like a table of actions."
        yield f"#   {_one_line(guess.grid.sheet)}: {_comment(why)}"


def _lead_lines(mapping: Mapping) -> Iterator[str]:
    yield ""
    yield _LEADS.rstrip()
    yield "[leads]"
    for spelling, target in sorted(
        mapping.leads.items(), key=lambda x: x[0].casefold()
    ):
        yield f"{_text(spelling)} = {_text(target)}"


def _organisation_lines(mapping: Mapping) -> Iterator[str]:
    yield ""
    yield _NEW.rstrip()
    for key, body in sorted(mapping.organisations.items()):
        yield f"[organisation.{_text(key)}]"
        yield f"name = {_text(body.name)}"
        yield f"sector = {_text(body.sector)}"
        yield ""


def _text(text: str) -> str:
    """A TOML string. JSON's form is TOML's too, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _comment(text: str) -> str:
    return _one_line(text)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises UserError, with the line, where it is wrong."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("The mapping file is too long.", where=f"{path.name}:")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            "The mapping file cannot be read.",
            where=f"{path.name}:",
            fix="See that it is there, and that it is saved as UTF-8 text.",
        ) from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = "the mapping") -> Mapping:
    """A mapping from its text. Raises UserError where it is not one."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"The mapping cannot be read: {error}.",
            where=f"{name}:",
            fix='Each line is "their heading" = "ours", with both in quotation marks.',
        ) from None
    try:
        mapping = _mapping(found)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise UserError(
            f"The mapping is not laid out as we write it ({error}).",
            where=f"{name}:",
            fix="Make a fresh one with --map and copy your changes into it.",
        ) from None
    check_mapping(mapping)
    return mapping


def _mapping(found: dict[str, Any]) -> Mapping:
    plan = found.get("plan", {})
    return Mapping(
        made_from=str(found.get("made_from", "")),
        plan_id=str(plan.get("id", "")),
        plan_title=str(plan.get("title", "")),
        sheets={name: _sheet(part) for name, part in found.get("sheet", {}).items()},
        leads={key: str(value) for key, value in found.get("leads", {}).items()},
        organisations={
            key: NewOrganisation(str(part["name"]), str(part.get("sector", "")))
            for key, part in found.get("organisation", {}).items()
        },
    )


def _sheet(part: dict[str, Any]) -> SheetMap:
    rows = part["heading_rows"] if "heading_rows" in part else [part["heading_row"]]
    return SheetMap(
        tuple(int(row) for row in rows),
        {label: str(meaning) for label, meaning in part["columns"].items()},
        {int(number): Kind(kind) for number, kind in part.get("row", {}).items()},
    )
