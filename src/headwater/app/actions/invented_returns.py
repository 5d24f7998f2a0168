"""The invented returns of the demonstration, once: rounds, values and steps.

What is written here happened before its people came in, so no role is asked; core
still says which move may follow which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from headwater.app.actions.record import record
from headwater.app.actions.returns_steps import write_step
from headwater.app.actions.returns_values import (
    drop_proposals,
    keep_values,
    propose_values,
)
from headwater.app.models import Extension, Person, Receipt, Round
from headwater.app.selectors.people import actor
from headwater.app.selectors.returns import KeptReturn, kept_return
from headwater.core.access.allowed import Actor
from headwater.core.returns import states
from headwater.core.returns.form import nil_return
from headwater.core.returns.periods import Period
from headwater.core.returns.states import Move
from headwater.core.returns.values import Entry, Number, Origin, Ratio
from headwater.core.returns.windows import window_after
from headwater.exchange.northbank.returns import (
    AGAIN,
    CLOSES,
    DUE,
    LABEL,
    MORE_TIME,
    NOTE,
    PLAN,
    REVISED,
    Script,
    invented_periods,
    invented_value,
    scripts,
)


_SUBMITS = {"tallowgate": "sunniva.marlock", "police": "hal.dunnottery"}
_LEAD, _APPROVES, _PUBLISHES = "wren.abernathy", "perpetua.sallow", "odd.lanternby"
_LATER = {
    "hand back": 3,
    AGAIN: 4,
    "approve": 5,
    "publish": 8,
    "propose": 12,
    "revise": 15,
}
_ALL = frozenset(states.Role)


@transaction.atomic
def add_invented_returns(*, at: datetime) -> int:
    """How many returns were made; none where the plan has rounds already."""
    if Round.objects.filter(plan=PLAN).exists():
        return 0
    day = timezone.localdate(at)
    periods = invented_periods(day)
    for period in periods:
        _round(period)
    _more_time(periods, at)
    told = list(scripts(day))
    for turn, (period, script) in enumerate(told):
        _Telling(period, script, turn, at).tell()
    record(by=None, did="added invented returns", at=at, plan=PLAN, kind="return")
    return len(told)


def _round(period: Period) -> None:
    window = window_after(period, DUE, CLOSES)
    Round.objects.create(
        plan=PLAN,
        period=period.code,
        first=period.first,
        last=period.last,
        opens=window.opens,
        due=window.due,
        closes=window.closes,
    )


def _more_time(periods: Sequence[Period], at: datetime) -> None:
    organisation, back, reason, days = MORE_TIME
    period = periods[-1 - back]
    Extension(
        plan=PLAN,
        period=period.code,
        organisation=organisation,
        until=period.last + timedelta(days=DUE + days),
        reason=reason,
        person=_who(_LEAD).person,
        at=at,
    ).save()


def _who(username: str) -> Actor:
    return actor(Person.objects.get(username=username).pk, strong=True)


class _Telling:
    """One invented return, move by move; nothing happens after `now`."""

    def __init__(
        self, period: Period, script: Script, turn: int, now: datetime
    ) -> None:
        self.period, self.script, self.turn, self.now = period, script, turn, now
        self.submits = _who(_SUBMITS.get(script.organisation, _LEAD))

    def tell(self) -> None:
        for name in self.script.goes:
            self._do(name, self._at(name))

    def _at(self, name: str) -> datetime:
        day: date = self.period.last + timedelta(
            days=self.script.days + _LATER.get(name, 0)
        )
        noon = self.now.replace(
            year=day.year, month=day.month, day=day.day, hour=12, minute=0
        )
        return min(noon, self.now)

    def _kept(self) -> KeptReturn:
        return kept_return(PLAN, self.period.code, self.script.organisation)

    def _do(self, name: str, at: datetime) -> None:
        if name == "file":
            self._file(at)
        elif name == "propose":
            propose_values(self._kept(), self._proposed(), at=at)
        else:
            self._move(Move.SUBMIT if name == AGAIN else Move(name), at)

    def _move(self, move: Move, at: datetime) -> None:
        kept = self._kept()
        if move is Move.SAVE:
            keep_values(kept, self._entries(kept, "form"), at=at)
        elif move is Move.NIL:
            nil = nil_return(kept.form.lines).entries
            keep_values(kept, [self._from(kept, e, "form") for e in nil], at=at)
        elif move is Move.REVISE:
            keep_values(kept, list(kept.proposals.values()), at=at)
        self._step(kept, move, at)
        if move is Move.REVISE:
            drop_proposals(kept, kept.proposals, at=at, by=self.submits, said=False)

    def _step(self, kept: KeptReturn, move: Move, at: datetime) -> None:
        by = self._by(move)
        went = kept.went.moved(
            move,
            states.Actor(str(by.person), _ALL),
            on=timezone.localdate(at),
            window=kept.window,
            note={Move.HAND_BACK: NOTE, Move.REVISE: REVISED}.get(move, ""),
            proposed_by=str(self.submits.person),
        )
        write_step(kept, went.steps[-1], by=by, at=at)

    def _by(self, move: Move) -> Actor:
        if move in (Move.APPROVE, Move.HAND_BACK, Move.REVISE):
            return _who(_APPROVES)
        return _who(_PUBLISHES) if move is Move.PUBLISH else self.submits

    def _entries(self, kept: KeptReturn, method: str) -> list[Entry]:
        found = []
        for line in kept.form.lines:
            value = invented_value(line, self.turn)
            if value is not None:
                found.append(self._from(kept, Entry(line.key, value, LABEL), method))
        return found

    def _from(self, kept: KeptReturn, entry: Entry, method: str) -> Entry:
        by = str(self.submits.person)
        version = kept.form.asked[entry.key.measure].version
        if method == "form":
            origin = Origin("form", by, definition_version=version)
        else:
            origin = Origin("file", by, "0" * 64, "Return", 3, version)
        return replace(entry, origin=origin)

    def _proposed(self) -> list[Entry]:
        """The first value that stands, one more than it was."""
        kept = self._kept()
        line = next(each for each in kept.form.lines if each.now)
        value = line.now.value if line.now else None
        new = value
        if isinstance(value, Ratio):
            new = Ratio(value.numerator + 1, value.denominator + 1)
        elif isinstance(value, Number):
            new = Number(value.value + 1)
        if new is None:
            return []
        return [self._from(kept, Entry(line.key, new, LABEL), "form")]

    def _file(self, at: datetime) -> None:
        kept = self._kept()
        entries = self._entries(kept, "file")
        receipt = Receipt(
            plan=PLAN,
            period=self.period.code,
            organisation=self.script.organisation,
            person=self.submits.person,
            at=at,
            source="invented-return.xlsx",
            sha256="0" * 64,
            token=f"invented {self.period.code}",
            counts={"created": len(entries), "changed": 0, "proposed revision": 0},
        )
        receipt.save()
        keep_values(kept, entries, at=at, receipt=receipt)
        self._step(kept, Move.SAVE, at)
