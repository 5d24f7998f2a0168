"""The record of who did what, for auditors: narrowed down, page by page, or whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from headwater.app.chain import START, Kept, Line, breaks
from headwater.app.models import Event, Grant
from headwater.app.selectors.people import names


PAGE = 100
_FIELDS = ("pk", "at", "person", "organisation", "did", "plan", "kind", "key", "chain")
_CHUNK = 1000  # lines read at a time
_MOST = 20  # breaks that are told one by one


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor asks for. What is blank narrows nothing."""

    since: date | None = None
    until: date | None = None
    organisation: str = ""
    person: int | None = None
    kind: str = ""
    key: str = ""
    did: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, the newest first; how many there are, and which page this is."""

    lines: tuple[Kept, ...]
    count: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lines of a plan can be narrowed down to."""

    organisations: tuple[str, ...]
    people: tuple[tuple[int, str], ...]
    kinds: tuple[str, ...]
    did: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole chain came to. `head` is where it ends; `held` says
    whether a head that somebody kept is still in it (None where none was given)."""

    lines: int
    head: str
    breaks: int
    told: tuple[tuple[int, datetime], ...]  # the first of them: number and time
    held: bool | None

    @property
    def whole(self) -> bool:
        return not self.breaks and self.held is not False


def page(plan: str, asked: Asked, number: int) -> Page:
    """A page of a plan's lines; the nearest there is where there is no such page."""
    found = _asked(plan, asked)
    count = found.count()
    last = max(-(-count // PAGE), 1)
    number = min(max(number, 1), last)
    rows = found.order_by("-pk")[(number - 1) * PAGE : number * PAGE]
    lines = tuple(map(_kept, rows.values_list(*_FIELDS)))
    return Page(lines, count, number, last)


def newest() -> int:
    """The number of the last line; 0 where there is none."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def lines(plan: str, asked: Asked, up_to: int) -> Iterator[Kept]:
    """A plan's lines, the oldest first, read a thousand at a time."""
    return _read(_asked(plan, asked).filter(pk__lte=up_to))


def choices(plan: str) -> Choices:
    rows = _of(plan)

    def values(name: str) -> tuple[str, ...]:
        found = rows.exclude(**{name: ""}).order_by(name).values_list(name, flat=True)
        return tuple(found.distinct())

    called = names()
    people = rows.exclude(person=None).order_by("person").values_list("person")
    return Choices(
        values("organisation"),
        tuple((n, called.get(n, "")) for (n,) in people.distinct()),
        values("kind"),
        values("did"),
    )


def ends() -> tuple[int, str]:
    """How many lines there are, and the head: the place of the last in the chain."""
    head = Event.objects.order_by("-pk").values_list("chain", flat=True).first()
    return Event.objects.count(), head or START


def check(head: str = "") -> Checked:
    """Look at the whole chain, line by line. `head` is one that somebody kept."""
    seen = _Seen(head)
    broken = list(breaks(seen.by(_read(Event.objects.all()))))
    some = Event.objects.filter(pk__in=broken[:_MOST]).order_by("pk")
    held = seen.held if head else None
    told = tuple(some.values_list("pk", "at"))
    return Checked(seen.count, seen.last, len(broken), told, held)


class _Seen:
    """What goes by while the chain is looked at."""

    def __init__(self, head: str) -> None:
        self.head, self.held = head, False
        self.count, self.last = 0, START

    def by(self, rows: Iterator[Kept]) -> Iterator[Kept]:
        for kept in rows:
            self.count, self.last = self.count + 1, kept.chain
            self.held = self.held or kept.chain == self.head
            yield kept


def _of(plan: str) -> QuerySet[Event]:
    """The lines of a plan, and those about the sign-in of people with a role in it."""
    people = Grant.objects.filter(plan=plan).values_list("person", flat=True)
    own = Q(plan="", kind="person", key__in=[str(number) for number in set(people)])
    return Event.objects.filter(Q(plan=plan) | own)


def _asked(plan: str, asked: Asked) -> QuerySet[Event]:
    rows = _of(plan)
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.person is not None:
        rows = rows.filter(person=asked.person)
    wanted = {n: getattr(asked, n) for n in ("organisation", "kind", "key", "did")}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _read(rows: QuerySet[Event]) -> Iterator[Kept]:
    """Chunk by chunk, so that a record of any length fits into memory."""
    after = 0
    while True:
        found = rows.filter(pk__gt=after).order_by("pk").values_list(*_FIELDS)[:_CHUNK]
        kept = [_kept(row) for row in found]
        yield from kept
        if len(kept) < _CHUNK:
            return
        after = kept[-1].number


def _kept(row: tuple[object, ...]) -> Kept:
    number, *fields, chain = row
    return Kept(number, Line(*fields), chain)  # type: ignore[arg-type]
