"""M2: consistent prevention messages across settings and services."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from headwater.core.language.wording import Level as Firmness
from headwater.core.language.wording import harmful
from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    lacks,
    note,
    rule,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Message
from headwater.core.plan.spread import spread


@rule(
    "M201",
    finds=(
        "a setting with no prevention message, or a message carried by one sector only"
    ),
    wants="messages in every setting, carried by several sectors",
    reads=("messages.settings", "messages.carried_by", "messages.carries"),
    why=(
        "People believe what they hear from several sides, at school, at work, at "
        "the doctor's. Material counts for the agreed message that it carries."
    ),
    gap="no message names the setting, or all carriers are from one sector, and the "
    "table is complete",
    ask="settings or carriers are blank, or rows are missing",
    fix="Agree who carries each message, and where people meet it.",
    many={
        Level.GAP: "{n} settings have no message, or messages have one sector.",
        Level.ASK: "{n} settings or messages have no spread written down yet.",
    },
    tables=("messages",),
)
def messages_not_spread(look: Look) -> Iterator[Found]:
    yield from _settings(look)
    yield from _carriers(look)


def _settings(look: Look) -> Iterator[Found]:
    scheme = look.framework.scheme("setting")
    held = spread((message.settings, True) for message in look.plan.messages)
    for code in scheme.top:
        label = scheme.label(code)
        yield from lacks(
            look,
            f"setting/{code}",
            held.holds(scheme.counts_as(code)),
            "messages",
            gap=f"{label}: no prevention message is met in this setting.",
            ask=f"{label}: no prevention message is written down for this setting yet.",
        )


def _carriers(look: Look) -> Iterator[Found]:
    """Agreed messages that fewer than two sectors carry."""
    sectors = {o.organisation_id: o.sector for o in look.plan.organisations}
    material = _material_of(look)
    loose = any(m.carries is None for m in look.plan.messages if not _agreed(look, m))
    for row in look.plan.messages:
        if not _agreed(look, row):
            continue
        pieces = (row, *material.get(row.message_id, ()))
        named = [sectors.get(o) for piece in pieces for o in piece.carried_by or ()]
        found = {sector for sector in named if sector}
        blank = loose or any(piece.carried_by is None for piece in pieces)
        yield from lacks(
            look,
            f"messages/{row.message_id}",
            True if len(found) > 1 else None if blank else False,
            "messages",
            gap=f"{row.message_id} is carried by {_by(look, found)}.",
            ask=f"{row.message_id} does not yet say that several sectors carry it.",
        )


def _agreed(look: Look, message: Message) -> bool:
    """Is it an agreed message, and not material that carries one?"""
    return message.kind in look.tags("message-kind", "agreed")


def _by(look: Look, sectors: set[str]) -> str:
    if not sectors:
        return "nobody"
    return f"one sector only: {look.label('sector', sectors.pop())}"


def _material_of(look: Look) -> dict[str, list[Message]]:
    """The pieces that carry each agreed message."""
    found: dict[str, list[Message]] = defaultdict(list)
    for message in look.plan.messages:
        for agreed in message.carries or ():
            found[agreed].append(message)
    return found


@rule(
    "M202",
    finds=(
        "message wording that conflicts with the register of agreed messages, or "
        "blames victims"
    ),
    wants="wording that follows the agreed messages and blames no victim",
    reads=(
        "messages.wording",
        "messages.carries",
        "messages.must_say",
        "messages.must_not_say",
    ),
    why=("One leaflet that blames the person who was harmed can undo a campaign."),
    gap="the wording lacks what it must say, or has what it must not say",
    ask="the wording has words that often do harm; or which agreed message it carries "
    "is blank",
    note="the wording has words that are often better said another way",
    fix="Change the wording, or talk with those who keep the agreed message.",
    many={
        Level.GAP: "{n} messages conflict with what was agreed.",
        Level.ASK: "{n} messages may do harm, or do not say what they carry.",
        Level.NOTE: "{n} messages have words that could be said better.",
    },
    weight=2,
    applies=has_rows("messages"),
    tables=("messages",),
)
def wording_in_conflict(look: Look) -> Iterator[Found]:
    by_id = {message.message_id: message for message in look.plan.messages}
    for row in look.plan.messages:
        agreed = [by_id[name] for name in row.carries or () if name in by_id]
        conflict = next(_conflicts(row, [row, *agreed]), "")
        found = (
            gap(f"messages/{row.message_id}", conflict)
            if conflict
            else _doubt(look, row)
        )
        if found:
            yield found


def _conflicts(row: Message, agreed: list[Message]) -> Iterator[str]:
    """What the wording must and must not say, by its own row or those it carries."""
    for message in agreed:
        for words in message.must_not_say or ():
            if _says(row.wording, words):
                yield f"{row.message_id} says what it must not say: '{words}'."
    for message in agreed:
        for words in message.must_say or ():
            if not _says(row.wording, words):
                yield f"{row.message_id} does not say what it must say: '{words}'."


def _says(wording: str, words: str) -> bool:
    return _phrase(words).search(" ".join(wording.casefold().split())) is not None


@lru_cache(maxsize=1024)
def _phrase(words: str) -> re.Pattern[str]:
    """Whole words only: 'she' does not stand in 'finished'."""
    plain = re.escape(" ".join(words.casefold().split()))
    return re.compile(rf"(?<!\w){plain}(?!\w)")


def _doubt(look: Look, row: Message) -> Found | None:
    """What to ask about wording that breaks no agreed message."""
    subject, name = f"messages/{row.message_id}", row.message_id
    hits = sorted(harmful(row.wording), key=lambda hit: hit.level is not Firmness.ASK)
    said = f"{name} says '{hits[0].words}'. {hits[0].message}" if hits else ""
    if hits and hits[0].level is Firmness.ASK:
        return ask(subject, said)
    if row.carries is None and not _agreed(look, row):
        return ask(subject, f"{name} does not say which agreed message it carries.")
    return note(subject, said) if hits else None
