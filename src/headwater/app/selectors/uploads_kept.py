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


_LOOK = "look.pickle"


@dataclass(frozen=True)
class Look:
    """A table by one mapping (`seal`): as opened, as read, and what it would change."""

    seal: str
    theirs: TheirFile
    reads: list[SheetRead]
    intake: Intake
    trial: Trial


def keep_look(reading: Reading, trial: Trial) -> None:
    """Raises Gone."""
    draft = reading.draft
    look = Look(draft.seal, reading.theirs, reading.reads, reading.intake, trial)
    drafts.keep(draft, _LOOK, pickle.dumps(look))


def keep_copy(draft: Draft, content: bytes) -> None:
    drafts.keep(draft, f"copy{draft.suffix}", content)


def kept_copy(draft: Draft) -> bytes | None:
    return drafts.kept(draft, f"copy{draft.suffix}")


def found(draft: Draft) -> Reading:
    """A draft as read, for a page that is shown once a worker has read a large one."""
    return reading_of(draft) or Reading(draft)


def reading_of(draft: Draft) -> Reading | None:
    """A draft as read: a large one as its worker read it, or None until it has."""
    if not draft.large:
        return Reading(draft)
    content = drafts.kept(draft, _LOOK)
    look = pickle.loads(content) if content else None  # noqa: S301 - see above
    if look is None or look.seal != draft.seal:
        return None
    reading = Reading(draft)
    found = {"theirs": look.theirs, "reads": look.reads, "intake": look.intake}
    vars(reading).update(found, trial=look.trial)
    return reading
