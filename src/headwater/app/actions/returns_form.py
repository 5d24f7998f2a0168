"""What somebody typed into the form of a return, as values of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headwater.app.actions.record import need
from headwater.app.actions.returns import from_form
from headwater.app.actions.returns_steps import lock, of_return
from headwater.app.actions.returns_values import write_values
from headwater.app.selectors.returns import KeptReturn, kept_return
from headwater.app.selectors.returns_values import changed_since
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.returns.answer import (
    BadAnswer,
    Written,
    read_answer,
    read_comment,
)
from headwater.core.returns.form import Line
from headwater.core.returns.values import Entry, Key
from headwater.errors import UserError


LONGEST_CELL = 10_000  # characters of words or a comment
CELLS = ("value", "numerator", "denominator", "blank_reason", "comment")
Typed = Mapping[str, str]  # the cells of one line, by CELLS


class Wrong(UserError):
    """Cells that do not fit: what to mend, by key and cell."""

    def __init__(self, problems: Mapping[tuple[Key, str], str]) -> None:
        self.problems = dict(problems)
        super().__init__("Some of this does not fit.", fix="Nothing was saved.")


class Overtaken(UserError):
    """Somebody changed the same values since they were seen: `theirs` by key."""

    def __init__(self, kept: KeptReturn, theirs: Mapping[Key, Entry | None]) -> None:
        self.kept, self.theirs = kept, dict(theirs)
        super().__init__(
            "Somebody changed these values since you opened the form.",
            fix="Look at both, then choose.",
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """How many values were written or emptied, and how many are proposed."""

    changed: int
    proposed: int = 0


@transaction.atomic
def save_values(
    *,
    by: Actor,
    plan: str,
    period: str,
    organisation: str,
    typed: Mapping[Key, Typed],
    seen: int,
    at: datetime,
) -> Saved:
    """Save a draft, which may have gaps; of a return that was approved, propose.

    `seen` is the revision of the values that the form showed. Raises Wrong, Overtaken,
    NotAllowed, NotThere. What changes nothing writes nothing.
    """
    lock()
    kept = kept_return(plan, period, organisation)
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    read = _read(kept, typed)
    entries = from_form(kept, (e for e in read.values() if e), by)
    if kept.approved:  # what is proposed so already is not proposed again
        entries = [e for e in entries if not _same(kept.proposals.get(e.key), e)]
    emptied = [k for k, e in read.items() if e is None and k in kept.standing]
    if kept.approved and emptied:
        says = "Enter a value, or say why there is none"
        raise Wrong({(key, "value"): says for key in emptied})
    _refuse_overtaken(kept, {e.key: e for e in entries}, emptied, seen)
    write_values(by=by, kept=kept, entries=entries, cleared=emptied, at=at)
    if kept.approved:
        return Saved(0, len(entries))
    return Saved(len(entries) + len(emptied))


def _same(one: Entry | None, other: Entry) -> bool:
    return bool(one and (one.value, one.comment) == (other.value, other.comment))


def _read(kept: KeptReturn, typed: Mapping[Key, Typed]) -> dict[Key, Entry | None]:
    """Each line that was sent, as an entry; None where nothing is written there."""
    lines = {line.key: line for line in kept.form.lines}
    read: dict[Key, Entry | None] = {}
    problems: dict[tuple[Key, str], str] = {}
    for key, cells in typed.items():
        if key not in lines:
            continue
        problems |= {(key, name): says for name, says in _too_long(cells)}
        try:
            read[key] = _entry(lines[key], cells)
        except BadAnswer as bad:
            problems.setdefault((key, bad.column), f"{bad.rule}. {bad.fix}")
    if problems:
        raise Wrong(problems)
    return read


def _too_long(cells: Typed) -> Iterator[tuple[str, str]]:
    for name, text in cells.items():
        if len(text) > LONGEST_CELL:
            yield name, f"Keep this to {LONGEST_CELL:,} characters or fewer"


def _entry(line: Line, cells: Typed) -> Entry | None:
    """Raises BadAnswer."""
    texts = [_line(cells.get(name, "")) for name in CELLS[:4]]
    written = Written(*texts)
    comment = read_comment(_line(cells.get("comment", "")))
    value = read_answer(line.asked, written)
    if value is None and comment:
        raise BadAnswer(
            "value",
            "A comment without a value",
            "Enter a value, or say why there is none.",
        )
    return Entry(line.key, value, comment) if value else None


def _line(text: str) -> str:
    """Browsers send line breaks as two characters."""
    return text.replace("\r\n", "\n").strip()


def _refuse_overtaken(
    kept: KeptReturn, mine: Mapping[Key, Entry], emptied: list[Key], seen: int
) -> None:
    """Where somebody else changed a value that is being changed too."""
    if seen == kept.revision:
        return
    since = changed_since(kept.plan, kept.period.code, kept.organisation, seen)
    both = {key: entry for key, entry in since.items() if key in mine or key in emptied}
    if both:
        raise Overtaken(kept, both)
