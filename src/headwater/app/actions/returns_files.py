"""A return as a file: kept for a day, compared, and taken in once."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from headwater.app import drafts
from headwater.app.actions.jobs import begin
from headwater.app.actions.record import need, record
from headwater.app.actions.returns_steps import lock, of_return
from headwater.app.actions.returns_values import write_values
from headwater.app.drafts import Draft, Gone
from headwater.app.models import Receipt
from headwater.app.selectors.returns import KeptReturn, kept_return
from headwater.app.selectors.returns_files import Compared, compared
from headwater.app.telling import NOBODY, Doing, Tell
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.returns.compare import DryRun, Effect
from headwater.errors import UserError
from headwater.exchange.heft import LARGE_RETURN, is_large


CHANGED = "What stands has changed since. Look at this again, then take it in."
SEND_AGAIN = "What we found out about the file is not here any more. Send it again."
COMPARE, TAKE_IN = "compare a return", "take in a return"  # kinds of jobs


class Choice(TypedDict):
    """What was shown to whoever confirms, and whether the other rows are enough."""

    seal: str
    seen: int
    partial: bool


class NotAsShown(Exception):
    """The file, or what stands, is not what was shown."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose file it is, kept beside it: nobody else may confirm it."""

    plan: str
    period: str
    organisation: str
    person: int


def receive(
    *, by: Actor, kept: KeptReturn, name: str, content: bytes, at: datetime
) -> Draft:
    """Keep a file for a day, and compare it; a large one is compared by a worker.

    Raises UserError; then nothing is kept.
    """
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    draft = drafts.start(name, content, at)
    try:
        if draft.suffix == ".tsv":
            raise UserError("The selected file must be a CSV file or an XLSX workbook.")
        says = json.dumps([kept.plan, kept.period.code, kept.organisation, by.person])
        large = is_large(draft.path, LARGE_RETURN)
        draft = drafts.save(replace(draft, mapping=says, large=large))
        if large:
            return _later(by, draft, at)
        compared(kept, draft, str(by.person))
        return draft
    except BaseException:
        drafts.remove(draft)
        raise


def _later(by: Actor, draft: Draft, at: datetime) -> Draft:
    """To be compared by a worker; the same file sent twice is compared once."""
    sent = _sent(draft)
    token = begin(
        by=by,
        plan=sent.plan,
        kind=COMPARE,
        draft=draft.token,
        about=f"{COMPARE} {draft.seal}",  # whose, for which return, and the file
        said={"name": draft.name, "where": [sent.period, sent.organisation]},
        at=at,
    )
    if token == draft.token:
        return draft
    drafts.remove(draft)
    return drafts.find(token, at)


def take_in_later(
    *, by: Actor, draft: Draft, seal: str, seen: int, partial: bool, at: datetime
) -> None:
    """To be taken in by a worker, once however often the button is pressed."""
    sent = _sent(draft)
    begin(
        by=by,
        plan=sent.plan,
        kind=TAKE_IN,
        draft=draft.token,
        about=f"{TAKE_IN} {draft.token}",
        said={
            "name": draft.name,
            "where": [sent.period, sent.organisation],
            "seal": seal,
            "seen": seen,
            "partial": partial,
            "strong": by.strong,
        },
        at=at,
    )


def _sent(draft: Draft) -> Sent:
    sent = sent_with(draft)
    if sent is None:
        raise Gone(draft.token)
    return sent


def sent_with(draft: Draft) -> Sent | None:
    """Whose file a draft is; None where it is no return."""
    try:
        plan, period, organisation, person = json.loads(draft.mapping)
        return Sent(plan, period, organisation, int(person))
    except (ValueError, TypeError):
        return None


def take_in_file(
    *,
    by: Actor,
    plan: str,
    period: str,
    organisation: str,
    draft: Draft,
    seal: str,
    seen: int,
    partial: bool = False,
    at: datetime,
    tell: Tell = NOBODY,
) -> int:
    """Take a file in, all of it or nothing unless `partial`; the number of its receipt.

    `seal` and `seen` are the file and the revision of the values that the dry run
    showed. Raises NotAsShown where either has changed since, and UserError.
    """
    where = (plan, period, organisation)
    with drafts.alone(draft):
        now = drafts.find(draft.token, at)
        if now.receipt is not None:
            return now.receipt
        number = taken_in_before(now.token)
        if number is None:
            # Reading can take long, and nobody else waits for it.
            kept = kept_return(*where)
            if seal != now.seal or seen != kept.revision:
                raise NotAsShown
            found = compared(kept, now, str(by.person), tell=tell)
            _refuse(found, partial)
            tell.start(Doing.WRITING)
            number = _take_in(
                by=by, kept=kept, found=found, draft=now, partial=partial, at=at
            )
        drafts.finish(now, number)
        return number


def taken_in_before(token: str) -> int | None:
    """The receipt of a file that was taken in when we were stopped before we could say
    so."""
    found = Receipt.objects.filter(token=token)
    return found.values_list("pk", flat=True).first()


@transaction.atomic
def _take_in(
    *,
    by: Actor,
    kept: KeptReturn,
    found: Compared,
    draft: Draft,
    partial: bool,
    at: datetime,
) -> int:
    """Write what was compared, if what it was compared with still stands."""
    lock()
    now = kept_return(kept.plan, kept.period.code, kept.organisation, values=False)
    need(by=by, permission=Permission.RETURN, thing=of_return(now), at=at)
    if rests_on(now) != rests_on(kept):
        raise NotAsShown
    receipt = make_receipt(by, kept, draft, found.run, partial, at)
    effects = (Effect.CREATED, Effect.CHANGED, Effect.PROPOSED)
    entries = [c.after for c in found.run.changes if c.effect in effects]
    if entries:
        write_values(
            by=by, kept=kept, entries=entries, cleared=(), at=at, receipt=receipt
        )
    key = f"{kept.organisation} {kept.period.code} {receipt.pk}"
    did = "took in a file"
    record(by=by, did=did, at=at, plan=kept.plan, kind="return", key=key)
    return receipt.pk


def rests_on(kept: KeptReturn) -> tuple[object, ...]:
    """What a comparison rests on: values, steps, and what is asked."""
    return kept.revision, kept.seen, kept.form.asked


def _refuse(found: Compared, partial: bool) -> None:
    if found.read.problems and not partial:
        raise UserError(
            "There is something to mend in the file, so none of it was taken in.",
            fix="Mend it, or choose to take in the other rows.",
        )
    if not found.run.changes:
        raise UserError("There is no value in the file to take in.")


def make_receipt(
    by: Actor,
    kept: KeptReturn,
    draft: Draft,
    run: DryRun,
    partial: bool,
    at: datetime,
    undoes: Receipt | None = None,
) -> Receipt:
    made = Receipt(
        plan=kept.plan,
        period=kept.period.code,
        organisation=kept.organisation,
        person=by.person,
        at=at,
        source=draft.name,
        sha256=draft.sha256,
        token=draft.token,
        counts=run.counts,
        partial=partial,
        undoes=undoes,
    )
    made.save()
    return made
