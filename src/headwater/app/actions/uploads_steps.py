"""The steps of a large table on its way in, each done by a worker.

Each changes what is said about the table, or nothing, and looks at it again. Done twice
it is as done once: a worker that dies is followed by another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions import uploads
from headwater.app.actions.jobs import LookAgain, begin
from headwater.app.drafts import Draft
from headwater.app.models import Job
from headwater.app.selectors.uploads import NO_TRIAL, Reading, Trial, with_remarks
from headwater.app.selectors.uploads_kept import drop_copy, found, keep_copy, keep_look
from headwater.app.telling import Doing, Tell
from headwater.errors import UserError


BRING = "bring a plan in"  # the kind of these jobs
CHANGED = "Something changed since this page was shown. Look again."
STAGES = 4  # that a page counts
_EARLY = ("guess", "rehead", "leave_out", "remap")  # too early to mark what to mend
Said = Mapping[str, Any]


def do_later(draft: Draft, step: str, to: str, **said: Any) -> Draft:
    """Have a step done by a worker, one at a time; `to` is the page after it."""
    _begin(draft, draft.token, {"step": step, "to": to} | said)
    return draft


def begin_reading(draft: Draft) -> Draft:
    """Have a file read that has just come; one that was sent twice is read once."""
    token = _begin(draft, draft.sha256, {"step": "guess", "to": "bring-read"})
    if token == draft.token:
        return draft
    drafts.remove(draft)
    return drafts.find(token, timezone.now())


def _begin(draft: Draft, about: str, said: dict[str, Any]) -> str:
    return begin(
        by=None,
        plan="",
        kind=BRING,
        draft=draft.token,
        about=f"{BRING} {about}",
        said={"name": draft.name} | said,
        at=timezone.now(),
    )


def bring_step(job: Job, tell: Tell) -> None:
    """One step, then a look at what it makes of the table."""
    draft = drafts.find(job.draft, timezone.now())
    if draft.receipt is not None:  # we were stopped before we could say so
        return
    tell.start(Doing.OPENING)
    tell(1, STAGES)
    try:
        done = _STEPS[job.said["step"]](draft, job.said)
    except UserError:
        if job.said["step"] in ("guess", "again"):
            drafts.remove(draft)
        raise
    if done.receipt is None:
        _look(done, tell, mark=job.said["step"] not in _EARLY)
    if before := job.said.get("before"):
        uploads.forget(before)


def _look(draft: Draft, tell: Tell, mark: bool) -> None:
    reading = Reading(draft)
    tell.start(Doing.READING)
    tell(2, STAGES)
    problems = reading.intake.problems
    tell.start(Doing.COMPARING)
    tell(3, STAGES)
    trial = _trial(reading)
    drop_copy(draft)
    if problems and mark:
        tell.start(Doing.MARKING)
        keep_copy(draft, with_remarks(draft, problems))
    keep_look(reading, trial)


def _trial(reading: Reading) -> Trial:
    """What bringing it in would change, or why that cannot be done."""
    if reading.intake.plan is None:
        return NO_TRIAL
    try:
        now = timezone.now()
        receipt = uploads.bring_in(reading=reading, by="", at=now, why="", dry_run=True)
    except UserError as wrong:
        return Trial(None, " ".join(filter(None, (wrong.what, wrong.fix))))
    return Trial(receipt)


def _guess(draft: Draft, said: Said) -> Draft:
    return draft if draft.mapping else uploads.guess_anew(draft)


def _again(draft: Draft, said: Said) -> Draft:
    return uploads.guess_again(draft)


def _rehead(draft: Draft, said: Said) -> Draft:
    reading = found(draft)
    grid = reading.theirs.grids[said["sheet"]]
    return uploads.rehead(reading=reading, grid=grid, headings=tuple(said["headings"]))


def _leave_out(draft: Draft, said: Said) -> Draft:
    reading = found(draft)
    return uploads.leave_out(reading=reading, grid=reading.theirs.grids[said["sheet"]])


def _remap(draft: Draft, said: Said) -> Draft:
    return uploads.remap(reading=found(draft), columns=said["columns"])


def _name(draft: Draft, said: Said) -> Draft:
    return uploads.name_plan(
        reading=found(draft), plan_id=said["plan_id"], title=said["title"]
    )


def _settle(draft: Draft, said: Said) -> Draft:
    return uploads.settle(
        reading=found(draft), leads=said["leads"], sectors=said["sectors"]
    )


def _confirm(draft: Draft, said: Said) -> Draft:
    """All of it or nothing. What can no longer be done is looked at again."""
    now = timezone.now()
    try:
        uploads.confirm(
            draft=draft, seal=said["seal"], by=said["by"], at=now, why=said["why"]
        )
    except uploads.NotAsShown:
        raise LookAgain(CHANGED) from None
    return drafts.find(draft.token, now)


_STEPS: Mapping[str, Callable[[Draft, Said], Draft]] = {
    "look": lambda draft, _: draft,
    "guess": _guess,
    "again": _again,
    "rehead": _rehead,
    "leave_out": _leave_out,
    "remap": _remap,
    "name": _name,
    "settle": _settle,
    "confirm": _confirm,
}
