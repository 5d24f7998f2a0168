"""Returns of a plan as they stood at a moment, from steps and versions that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from headwater.app.models import ValueRevision
from headwater.app.selectors.held import Held
from headwater.app.selectors.returns import (
    APPROVED,
    Taken,
    asked_organisations,
    rounds,
    steps_of,
)
from headwater.app.selectors.returns_values import entry_of, key_of
from headwater.core.plan import review_returns as kept
from headwater.core.returns import states
from headwater.core.returns.asked import Asked, asked_of
from headwater.core.returns.completeness import (
    Expected,
    by_partner,
    expected_returns,
)
from headwater.core.returns.looked_back import (
    Span,
    given,
    given_back,
    looked_back,
    others,
    revisions,
    starts,
)
from headwater.core.returns.values import Entry, Key
from headwater.core.returns.windows import Round


@dataclass(frozen=True, slots=True)
class _Then:
    """One return that was asked for, or came, with its steps up to the moment."""

    round: Round
    organisation: str
    name: str
    taken: tuple[Taken, ...]
    expected: Expected

    @property
    def went(self) -> states.Return:
        steps = tuple(each.step for each in self.taken)
        return states.Return(self.organisation, self.round.period.code, steps)


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a plan asked, when it is looked at, and from when."""

    held: Held
    at: datetime
    since: datetime
    asked: Mapping[str, Asked]

    def within(self, at: datetime) -> bool:
        return self.since < at <= self.at


def returns_then(held: Held, at: datetime, earlier: datetime | None) -> kept.Returns:
    """All that a review at a moment freezes of returns; `earlier` is when the last
    review froze what was known."""
    day = timezone.localdate(at)
    since = starts(timezone.localdate(earlier) if earlier else None, day)
    start = earlier or datetime.combine(since, datetime.min.time(), at.tzinfo)
    asked = {row.measure_id: asked_of(row) for row in held.whole_plan.measures}
    moment = _Moment(held, at, start, asked)
    every = list(_every(moment))
    back = looked_back(rounds(held.plan_id), since, day)
    codes = [each.period.code for each in back]
    expected = [each.expected for each in every]
    stood = [each for each in every if each.round.period.code in codes]
    return kept.Returns(
        day=day,
        since=since,
        periods=tuple(each.period.words for each in back),
        stood=tuple(_stood(moment, each) for each in stood),
        partners=_partners(every, expected, day),
        late=_late(every, day),
        came=_came(moment, every),
        back=_given_back(moment, every),
        revised=_revised(moment, every),
    )


def _every(moment: _Moment) -> Iterator[_Then]:
    """Every return, by period and name: those that are asked for, then others."""
    held, went = moment.held, steps_of(moment.held.plan_id)
    names = {key: row.name for key, row in held.organisations.items()}
    for one in rounds(held.plan_id):
        code = one.period.code
        asked = asked_organisations(held.whole_plan, one.period)
        came = [o for p, o in went if p == code and o not in asked]
        for organisation in (*asked, *sorted(came)):
            taken = went.get((code, organisation), [])
            known = tuple(each for each in taken if each.at <= moment.at)
            if organisation in names and (known or organisation in asked):
                yield _then(one, organisation, names[organisation], known)


def _then(one: Round, organisation: str, name: str, taken: tuple[Taken, ...]) -> _Then:
    code = one.period.code
    went = states.Return(organisation, code, tuple(each.step for each in taken))
    (expected,) = expected_returns([one], {code: [organisation]}, [went])
    return _Then(one, organisation, name, taken, expected)


def _plain(one: _Then) -> kept.Return:
    """A return without its figures."""
    period = one.round.period
    return kept.Return(
        organisation=one.organisation,
        name=one.name,
        period=period.code,
        words=period.words,
        state=str(one.went.state),
        due=one.expected.due,
        received=one.expected.received,
        extended=one.expected.extended,
        nil=one.went.nil,
    )


def _stood(moment: _Moment, one: _Then) -> kept.Return:
    if one.went.state not in APPROVED:
        return _plain(one)
    groups, digest = _groups(_versions(moment, one).exclude(breakdown=""))
    values = given(_standing(moment, one), moment.asked)
    return replace(_plain(one), values=values, groups=groups, digest=digest)


def _versions(moment: _Moment, one: _Then) -> QuerySet[ValueRevision]:
    """What was written and cleared of a return up to the moment, in its order."""
    return ValueRevision.objects.filter(
        plan=moment.held.plan_id,
        period=one.round.period.code,
        organisation=one.organisation,
        did__in=("written", "cleared"),
        at__lte=moment.at,
    ).order_by("pk")


def _standing(
    moment: _Moment,
    one: _Then,
    *,
    until: datetime | None = None,
    before: datetime | None = None,
) -> dict[Key, Entry]:
    """The figures of everybody that stood at the moment, or at one before it."""
    rows = _versions(moment, one).filter(breakdown="")
    if until is not None:
        rows = rows.filter(at__lte=until)
    if before is not None:
        rows = rows.filter(at__lt=before)
    found: dict[Key, Entry] = {}
    for row in rows:
        if row.did == "written":
            found[key_of(row)] = entry_of(row)
        else:
            found.pop(key_of(row), None)
    return found


_CELLS = ("number", "numerator", "denominator", "text", "reason", "version")


def _groups(rows: QuerySet[ValueRevision]) -> tuple[int, str]:
    """How many figures of groups of people stood, and the SHA-256 of all of them;
    blank where there were none. They may be many, and are of few people each."""
    found: dict[tuple[str, str], str] = {}
    for measure, group, did, *cells in rows.values_list(
        "measure", "breakdown", "did", *_CELLS
    ):
        if did == "written":
            found[measure, group] = "\t".join("" if c is None else c for c in cells)
        else:
            found.pop((measure, group), None)
    if not found:
        return 0, ""
    lines = "\n".join(f"{m}\t{g}\t{cells}" for (m, g), cells in sorted(found.items()))
    return len(found), hashlib.sha256(lines.encode()).hexdigest()


def _partners(
    every: Iterable[_Then], expected: Iterable[Expected], day: date
) -> tuple[kept.Share, ...]:
    names = {each.organisation: each.name for each in every}
    found = by_partner(expected, day)
    return tuple(
        kept.Share(key, names[key], c.expected, c.received, c.on_time, c.not_due)
        for key, c in sorted(found.items(), key=lambda e: names[e[0]].casefold())
    )


def _late(every: Iterable[_Then], day: date) -> tuple[kept.Return, ...]:
    late = [each for each in every if each.expected.overdue(day)]
    return tuple(
        map(_plain, sorted(late, key=lambda e: (e.expected.due, e.name.casefold())))
    )


def _came(moment: _Moment, every: Iterable[_Then]) -> tuple[kept.Return, ...]:
    """Those that came in since the last review, and did not come before."""
    return tuple(_plain(each) for each in every if _came_in(moment, each))


def _came_in(moment: _Moment, one: _Then) -> bool:
    before = [each for each in one.taken if each.at <= moment.since]
    then = _then(one.round, one.organisation, one.name, tuple(before))
    return one.expected.received is not None and then.expected.received is None


def _given_back(moment: _Moment, every: Iterable[_Then]) -> tuple[kept.Back, ...]:
    """Those that were given back since the last review, or still waited."""
    return tuple(
        kept.Back(
            organisation=one.organisation,
            name=one.name,
            period=one.round.period.code,
            words=one.round.period.words,
            on=one.taken[at].step.on,
            note=one.taken[at].step.note,
            waits=waits,
        )
        for one in every
        for at, waits in given_back(one.went)
        if waits or moment.within(one.taken[at].at)
    )


def _revised(moment: _Moment, every: Iterable[_Then]) -> tuple[kept.Revised, ...]:
    found = [
        _revision(moment, one, span)
        for one in every
        for span in revisions(one.went)
        if moment.within(one.taken[span.last].at)
    ]
    return tuple(each for each in found if each.count)


def _revision(moment: _Moment, one: _Then, span: Span) -> kept.Revised:
    """What a revision changed: both figures, and how many of groups."""
    first, last = one.taken[span.first].at, one.taken[span.last].at
    figures = others(
        _standing(moment, one, before=first),
        _standing(moment, one, until=last),
        moment.asked,
    )
    rows = _versions(moment, one).exclude(breakdown="")
    within = rows.filter(at__gte=first, at__lte=last)
    groups = within.values("measure", "breakdown").distinct().order_by().count()
    return kept.Revised(
        organisation=one.organisation,
        name=one.name,
        period=one.round.period.code,
        words=one.round.period.words,
        on=one.taken[span.last].step.on,
        count=len(figures) + groups,
        reason=span.reason,
        figures=figures,
        groups=groups,
    )
