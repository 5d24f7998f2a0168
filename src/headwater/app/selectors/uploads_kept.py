"""What a worker found out about a large table, kept beside it for its pages.

It is as private as the file itself. It is read by nobody but us, and written by nobody
but our own worker: that is why it may be a pickle, which keeps sheets of fifty thousand
rows in a moment. Backups leave it out.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass

from headwater.app import drafts
from headwater.app.drafts import Draft
from headwater.app.selectors.uploads import Reading, Trial
from headwater.exchange.foreign.rows import SheetRead
from headwater.exchange.foreign_plan import TheirFile
from headwater.exchange.intake import Intake


@dataclass(frozen=True)
class Look:
    """A table by one mapping: as opened, as read, and what it would change."""

    theirs: TheirFile
    reads: list[SheetRead]
    intake: Intake
    trial: Trial


def _name(draft: Draft) -> str:
    return f"look-{draft.seal}.pickle"


def keep_look(reading: Reading, trial: Trial) -> None:
    """Instead of one by an earlier mapping. Raises Gone."""
    draft = reading.draft
    look = Look(reading.theirs, reading.reads, reading.intake, trial)
    drafts.keep(draft, _name(draft), pickle.dumps(look))
    for path in draft.folder.glob("look-*.pickle"):
        if path.name != _name(draft):
            path.unlink(missing_ok=True)


def is_looked_at(draft: Draft) -> bool:
    """Can the pages of a large table be shown?"""
    return drafts.has(draft, _name(draft))


def keep_copy(draft: Draft, content: bytes) -> None:
    drafts.keep(draft, f"copy{draft.suffix}", content)


def drop_copy(draft: Draft) -> None:
    """One by an earlier mapping would mislead."""
    (draft.folder / f"copy{draft.suffix}").unlink(missing_ok=True)


def kept_copy(draft: Draft) -> bytes | None:
    return drafts.kept(draft, f"copy{draft.suffix}")


def found(draft: Draft) -> Reading:
    """A table as read; a large one as its worker read it, where it has."""
    reading = Reading(draft)
    content = drafts.kept(draft, _name(draft)) if draft.large else None
    if content is not None:
        look: Look = pickle.loads(content)  # noqa: S301 - see above
        vars(reading).update(vars(look))
    return reading
