"""Review meetings as they are kept: frozen states, decisions, what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from headwater.app.models import Decision, Review, Revision
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.people import names as people_names
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.review import Frozen, digest_of, from_json
from headwater.reports.words import day as in_words


@dataclass(frozen=True, slots=True)
class Adapted:
    """A change of the plan that was made because of a decision."""

    table: str
    key: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision. `by` are organisations and roles in words, `who` wrote it down (for
    signed-in partners only), `done` says how it was carried out."""

    pk: int
    number: int
    day: date
    text: str
    organisations: tuple[str, ...]
    by: str
    reason: str
    about: str
    due: date | None
    at: datetime
    who: str
    done: str
    done_at: datetime | None
    adapted: tuple[Adapted, ...]

    def overdue(self, on: date) -> bool:
        return self.due is not None and self.due < on and self.done_at is None

    @property
    def name(self) -> str:
        return f"decision {self.number} of the review of {in_words(self.day)}"

    @property
    def heading(self) -> str:
        return f"D{self.name[1:]}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One review. `frozen` is None until it is opened, and has no figures that partners
    handed in: `frozen_for` has them. `intact` says whether what was frozen still has
    the digest that it got then."""

    plan: str
    day: date
    title: str
    state: str
    items: tuple[str, ...]
    frozen: Frozen | None
    digest: str
    intact: bool
    opened_at: datetime | None
    closed_at: datetime | None
    published: bool
    decisions: tuple[Decided, ...]

    @property
    def key(self) -> str:
        return self.day.isoformat()


PLANNED, OPEN, CLOSED = "planned", "open", "closed"


def state_of(row: Review) -> str:
    if row.closed_at is not None:
        return CLOSED
    return PLANNED if row.opened_at is None else OPEN


def meetings(plan_id: str) -> list[Meeting]:
    """Every review of a plan, the latest first."""
    rows = Review.objects.filter(plan=plan_id).order_by("-day")
    return _meetings(plan_id, rows)


def published(plan_id: str) -> list[Meeting]:
    """Those that everybody may read."""
    rows = Review.objects.filter(plan=plan_id, published=True).order_by("-day")
    return _meetings(plan_id, rows)


def meeting(plan_id: str, day: str) -> Meeting:
    """Raises NotThere."""
    return next(iter(_meetings(plan_id, Review.objects.filter(pk=_pk(plan_id, day)))))


def published_meeting(plan_id: str, day: str) -> Meeting:
    """Raises NotThere for one that is not published as for one that is not there."""
    found = meeting(plan_id, day)
    if not found.published:
        raise NotThere(day)
    return found


def _pk(plan_id: str, day: str) -> int:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise NotThere(day) from None
    rows = Review.objects.filter(plan=plan_id, day=when)
    found = rows.values_list("pk", flat=True).first()
    if found is None or when.isoformat() != day:
        raise NotThere(day)
    return int(found)


def is_published(plan_id: str) -> bool:
    return Review.objects.filter(plan=plan_id, published=True).exists()


def frozen_for(
    plan_id: str, day: date, organisations: Collection[str]
) -> Frozen | None:
    """What was frozen, with the figures that these organisations handed in: for those
    who may see them. None where nothing is."""
    rows = Review.objects.filter(plan=plan_id, day=day).exclude(frozen=None)
    kept = rows.values_list("frozen", flat=True).first()
    return from_json(kept).seen_by(organisations) if kept is not None else None


def before(plan_id: str, day: date) -> Meeting | None:
    """The last review before a day of which something was frozen."""
    rows = Review.objects.filter(plan=plan_id, day__lt=day, frozen__isnull=False)
    return next(iter(_meetings(plan_id, rows.order_by("-day")[:1])), None)


def undone(plan_id: str) -> list[Decided]:
    """The decisions that nobody has said are carried out, the oldest first."""
    rows = Decision.objects.filter(review__plan=plan_id, followed=None)
    return _decided(plan_id, rows.order_by("review__day", "number"))


def due_before(plan_id: str, day: date) -> list[Decided]:
    """The decisions of earlier reviews that were to be carried out before a day."""
    rows = Decision.objects.filter(
        review__plan=plan_id, review__day__lt=day, due__lt=day
    )
    return _decided(plan_id, rows.order_by("review__day", "number"))


def decision(plan_id: str, day: str, number: int) -> Decided:
    """Raises NotThere."""
    rows = Decision.objects.filter(review_id=_pk(plan_id, day), number=number)
    for found in _decided(plan_id, rows):
        return found
    raise NotThere(str(number))


def _meetings(plan_id: str, rows: Iterable[Review]) -> list[Meeting]:
    rows = list(rows)
    found = Decision.objects.filter(review__in=rows).order_by("number")
    decisions: dict[date, list[Decided]] = defaultdict(list)
    for each in _decided(plan_id, found):
        decisions[each.day].append(each)
    return [_meeting(row, decisions[row.day]) for row in rows]


def _meeting(row: Review, decisions: Iterable[Decided]) -> Meeting:
    kept = row.frozen
    return Meeting(
        row.plan,
        row.day,
        row.title,
        state_of(row),
        tuple(row.items),
        from_json(kept).seen_by() if kept is not None else None,
        row.digest,
        kept is not None and digest_of(kept) == row.digest,
        row.opened_at,
        row.closed_at,
        row.published,
        tuple(decisions),
    )


def _decided(plan_id: str, rows: Any) -> list[Decided]:
    rows = list(rows.select_related("review", "followed"))
    names, people = organisation_names(plan_id), people_names()
    came = _adapted(plan_id, [row.pk for row in rows], names)
    return [_one(row, names, people, came) for row in rows]


def _one(
    row: Any,
    names: Mapping[str, str],
    people: Mapping[int, str],
    came: Mapping[int, list[Adapted]],
) -> Decided:
    done = getattr(row, "followed", None)
    by = [names.get(code, code) for code in row.organisations]
    return Decided(
        row.pk,
        row.number,
        row.review.day,
        row.text,
        tuple(row.organisations),
        "; ".join([*by, row.roles] if row.roles else by),
        row.reason,
        row.about,
        row.due,
        row.at,
        people.get(row.by, ""),
        done.text if done else "",
        done.at if done else None,
        tuple(came.get(row.pk, ())),
    )


def _adapted(
    plan_id: str, numbers: list[int], names: Mapping[str, str]
) -> dict[int, list[Adapted]]:
    """The changes of the plan by the decision that they were made because of."""
    found: dict[int, list[Adapted]] = defaultdict(list)
    rows = Revision.objects.filter(plan=plan_id, because__in=numbers).order_by("pk")
    asked = rows.values_list("because", "table", "key", "at", "by")
    for because, table, key, at, by in asked:
        found[because].append(Adapted(table, key, at, names.get(by, by)))
    return found
