"""What a worker does with a file that was handed over: the kinds of jobs on uploads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions import returns_files, returns_undo, uploads_steps
from headwater.app.actions.jobs import LookAgain
from headwater.app.actions.returns_files import Sent, sent_with
from headwater.app.drafts import Draft, Gone
from headwater.app.models import Job
from headwater.app.selectors.people import actor
from headwater.app.selectors.returns import KeptReturn, kept_return
from headwater.app.selectors.returns_files import compared
from headwater.app.selectors.returns_shown import keep_shown, shown, with_remarks
from headwater.app.selectors.standing import NotThere
from headwater.app.telling import Doing, Tell
from headwater.errors import UserError


def _compare_return(job: Job, tell: Tell) -> None:
    """The dry run, kept beside the file; one that cannot be read is not kept."""
    draft = drafts.find(job.draft, timezone.now())
    if draft.receipt is not None:
        return
    try:
        _show(draft, tell)
    except UserError:
        drafts.remove(draft)
        raise


def _show(draft: Draft, tell: Tell) -> None:
    sent = _sent(draft)
    kept = _kept(sent)
    found = compared(kept, draft, str(sent.person), tell=tell)
    copy = None
    if found.read.problems:
        tell.start(Doing.MARKING)
        copy = with_remarks(draft, found.read.problems)
    keep_shown(draft, shown(kept, found, draft), copy)


def _sent(draft: Draft) -> Sent:
    sent = sent_with(draft)
    if sent is None:
        raise Gone(draft.token)
    return sent


def _kept(sent: Sent) -> KeptReturn:
    try:
        return kept_return(sent.plan, sent.period, sent.organisation)
    except NotThere:
        raise Gone(sent.period) from None


def _take_in_return(job: Job, tell: Tell) -> None:
    """Take it in as it was shown, or show it again where what stands has changed."""
    draft = drafts.find(job.draft, timezone.now())
    if draft.receipt is not None:  # we were stopped before we could say so
        return
    sent = _sent(draft)
    try:
        returns_files.take_in_file(
            by=actor(sent.person, strong=job.said["strong"]),
            plan=sent.plan,
            period=sent.period,
            organisation=sent.organisation,
            draft=draft,
            seal=job.said["seal"],
            seen=job.said["seen"],
            partial=job.said["partial"],
            at=timezone.now(),
            tell=tell,
        )
    except returns_files.NotAsShown:
        _show(draft, tell)
        raise LookAgain(returns_files.CHANGED) from None
    except NotThere:
        raise Gone(draft.token) from None


def _undo_return(job: Job, tell: Tell) -> None:
    """Put back what stood before; the receipt of that says so."""
    tell.start(Doing.COMPARING)
    returns_undo.undo_file(
        by=actor(job.asked_by_id, strong=job.said["strong"]),
        number=job.said["number"],
        plan=job.plan,
        at=timezone.now(),
    )


STEPS: Mapping[str, Callable[[Job, Tell], None]] = {
    returns_files.COMPARE: _compare_return,
    returns_files.TAKE_IN: _take_in_return,
    returns_undo.UNDO: _undo_return,
    uploads_steps.BRING: uploads_steps.bring_step,
}
