"""A partner's own table, from the upload to the plan. Nothing is kept unconfirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from headwater.app import drafts
from headwater.app.actions.imports import Receipt, Source, import_plan
from headwater.app.drafts import Draft, Gone
from headwater.app.models import Import
from headwater.app.selectors.uploads import Reading, open_draft, standing
from headwater.errors import UserError
from headwater.exchange.foreign.grid import Grid
from headwater.exchange.foreign.known_bodies import NEW, body_id
from headwater.exchange.foreign.mapping import Mapping as TheirMapping
from headwater.exchange.foreign.mapping import NewOrganisation, guess_below
from headwater.exchange.foreign.mapping_file import parse_mapping, write_mapping
from headwater.exchange.foreign_plan import add_names, guess, keep_used_names
from headwater.exchange.heft import LARGE_PLAN, is_large, is_large_content


ANOTHER_LAYOUT = (
    "This file has other columns than the one before, so we guessed again what each "
    "means. Look through them."
)
OTHER_HEADINGS = (
    "You chose other headings, so we guessed again what each column means. Look "
    "through them."
)


class NotAsShown(Exception):
    """What would be confirmed is not what was shown."""


def receive(*, name: str, content: bytes, at: datetime) -> Draft:
    """Keep a file and guess what it means; of a large one, leave that to a worker.

    Raises UserError; then nothing is kept.
    """
    draft = drafts.start(name, content, at)
    try:
        if is_large(draft.path, LARGE_PLAN):
            return drafts.save(replace(draft, large=True))
        return guess_anew(draft)
    except BaseException:
        drafts.remove(draft)
        raise


def guess_anew(draft: Draft) -> Draft:
    mapping, _ = guess(open_draft(draft), None)
    return _save(draft, mapping)


def receive_again(*, draft: Draft, name: str, content: bytes) -> Draft:
    """Another file in place of the first, by the same mapping where that fits.

    Raises UserError where it cannot be read; then the first stays.
    """
    before = draft.path.read_bytes()
    new = drafts.put_file(replace(draft, says=""), name, content)
    try:
        return guess_again(new)
    except BaseException:
        drafts.save(drafts.put_file(draft, draft.name, before))
        if new.path != draft.path:
            new.path.unlink(missing_ok=True)
        raise


def receive_beside(*, draft: Draft, name: str, content: bytes, at: datetime) -> Draft:
    """Another file beside the first, which stays until a worker has read this one by
    the same mapping. Raises UserError."""
    new = drafts.start(name, content, at)
    return drafts.save(replace(new, mapping=draft.mapping, large=True))


def one_is_large(draft: Draft, content: bytes) -> bool:
    """Is the file, or what comes in its place, for a worker?"""
    return draft.large or is_large_content(draft.suffix, content, LARGE_PLAN)


def forget(token: str) -> None:
    """Remove a file that another has taken the place of."""
    with suppress(Gone):
        drafts.remove(drafts.find(token, timezone.now()))


def guess_again(draft: Draft) -> Draft:
    theirs, before = open_draft(draft), parse_mapping(draft.mapping)
    stands = standing(before.plan_id)
    mapping = parse_mapping(draft.mapping)
    try:
        add_names(theirs, mapping, stands)
    except UserError:
        mapping, _ = guess(theirs, stands, before.plan_id, before.plan_title)
        mapping.leads |= before.leads
        mapping.organisations |= before.organisations
        draft = replace(draft, says=ANOTHER_LAYOUT)
    mapping.made_from = draft.name
    return _save(draft, mapping)


def _save(draft: Draft, mapping: TheirMapping) -> Draft:
    return drafts.save(replace(draft, mapping=write_mapping(mapping)))


def rehead(*, reading: Reading, grid: Grid, headings: Sequence[int]) -> Draft:
    """Say which rows of a sheet hold its headings; what columns mean is guessed anew.

    Raises UserError where nothing below them can be an action.
    """
    mapping, found = reading.mapping, guess_below(grid, headings)
    if len(reading.theirs.grids) == 1:
        mapping.sheets.clear()
    mapping.sheets[grid.sheet] = found.sheet_map()
    keep_used_names(reading.theirs, mapping, reading.stands)
    return _save(replace(reading.draft, says=OTHER_HEADINGS), mapping)


def leave_out(*, reading: Reading, grid: Grid) -> Draft:
    """Say that a sheet is no table of actions. Raises UserError for the last one."""
    mapping = reading.mapping
    if not mapping.sheets.keys() - {grid.sheet}:
        raise UserError("One sheet has to be a table of actions.")
    mapping.sheets.pop(grid.sheet, None)
    keep_used_names(reading.theirs, mapping, reading.stands)
    return _save(replace(reading.draft, says=""), mapping)


def remap(*, reading: Reading, columns: Mapping[str, Mapping[str, str]]) -> Draft:
    """Say what each column of each sheet means. Raises UserError."""
    mapping = reading.mapping
    for read in reading.tables:
        if sheet := reading.sheet_map(read.grid):
            sheet.columns = dict(columns[read.grid.sheet])
    keep_used_names(reading.theirs, mapping, reading.stands)
    return _save(replace(reading.draft, says=""), mapping)


def name_plan(*, reading: Reading, plan_id: str, title: str) -> Draft:
    """Say which plan this is. What that plan knows settles names anew."""
    mapping = reading.mapping
    if plan_id != mapping.plan_id:
        mapping.leads.clear()
        mapping.organisations.clear()
    settled = {n: to for n, to in mapping.leads.items() if not to.startswith("?")}
    mapping.leads = settled  # what was only likely may be known to this plan
    mapping.plan_id, mapping.plan_title = plan_id, title
    add_names(reading.theirs, mapping, standing(plan_id))
    return _save(reading.draft, mapping)


def settle(
    *, reading: Reading, leads: Mapping[str, str], sectors: Mapping[str, str]
) -> Draft:
    """Say which organisation each name stands for; a new one has a sector."""
    mapping = reading.mapping
    mapping.leads |= leads
    mapping.organisations = {
        body_id(name): NewOrganisation(name, sectors.get(name, ""))
        for name, target in mapping.leads.items()
        if target == NEW
    }
    return _save(reading.draft, mapping)


def confirm(*, draft: Draft, seal: str, by: str, at: datetime, why: str) -> int:
    """Bring it in, once. Returns the number of the receipt.

    Raises NotAsShown where file or mapping have changed since they were shown,
    UserError where something is still to be mended, and Gone.
    """
    with drafts.alone(draft):
        now = drafts.find(draft.token, at)
        if now.receipt is not None:
            return now.receipt
        number = _brought_before(now)
        if number is None:
            reading = Reading(now)
            if seal != now.seal or reading.theirs.sha256 != now.sha256:
                raise NotAsShown
            now = drafts.save(replace(now, confirmed=at.isoformat()))
            number = bring_in(reading=reading, by=by, at=at, why=why).number or 0
        drafts.finish(now, number)
        return number


def _brought_before(draft: Draft) -> int | None:
    """The receipt, where we were stopped when the file was in and before we could say
    so."""
    if not draft.confirmed:
        return None
    at = datetime.fromisoformat(draft.confirmed)
    found = Import.objects.filter(sha256=draft.sha256, source=draft.name, at=at)
    return found.values_list("pk", flat=True).first()


def bring_in(
    *, reading: Reading, by: str, at: datetime, why: str, dry_run: bool = False
) -> Receipt:
    """Import what was read. Raises UserError where something is to be mended."""
    intake = reading.intake
    if intake.plan is None:
        raise UserError("Something is still to be mended.")
    return import_plan(
        plan=intake.plan,
        source=Source(intake.name, intake.sha256),
        by=by,
        at=at,
        why=why,
        tables={table.table for table in intake.tables},
        dry_run=dry_run,
    )
