"""Returns as they stand: the rounds, who is asked for what, and one return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from headwater.app.clock import today
from headwater.app.models import Extension, Step
from headwater.app.models import Round as RoundRow
from headwater.app.selectors.held import Held, NotThere, held
from headwater.app.selectors.returns_values import (
    last_revision,
    proposals,
    standing,
)
from headwater.core.plan.rows import Plan
from headwater.core.returns import states
from headwater.core.returns.asked import asked_of, measures_of
from headwater.core.returns.completeness import Expected, expected_returns
from headwater.core.returns.form import Form, lines_of
from headwater.core.returns.periods import Period, custom, read_period
from headwater.core.returns.readiness import Readiness, readiness
from headwater.core.returns.values import Entry, Key
from headwater.core.returns.windows import Extension as Longer
from headwater.core.returns.windows import Round, Window
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as people read it. `number` grows; `person` is who took it."""

    number: int
    step: states.Step
    person: int
    at: datetime


@dataclass(frozen=True)
class KeptReturn:
    """One organisation's return for one period, with all that stands about it."""

    held: Held
    round: Round
    form: Form
    steps: tuple[Taken, ...]
    standing: Mapping[Key, Entry]
    earlier: tuple[Period, ...]
    proposals: Mapping[Key, Entry]
    revision: int  # of its values

    @property
    def plan(self) -> str:
        return self.held.plan_id

    @property
    def period(self) -> Period:
        return self.round.period

    @property
    def organisation(self) -> str:
        return self.form.organisation

    @property
    def name(self) -> str:
        return self.form.organisation_name

    @property
    def window(self) -> Window:
        return self.round.window_for(self.organisation)

    @property
    def went(self) -> states.Return:
        taken = tuple(each.step for each in self.steps)
        return states.Return(self.organisation, self.period.code, taken)

    @property
    def state(self) -> states.State:
        return self.went.state

    @property
    def seen(self) -> int:
        """The number of its last step."""
        return self.steps[-1].number if self.steps else 0

    @property
    def approved(self) -> bool:
        """Are its values kept from being overwritten?"""
        return self.state in APPROVED

    @property
    def note(self) -> str:
        """Why it was handed back, where it was."""
        handed = self.state is states.State.RETURNED
        notes = [t.step.note for t in self.steps if t.step.note] if handed else []
        return notes[-1] if notes else ""

    def readiness(self) -> Readiness:
        return readiness(self.form.lines, self.standing, self.earlier)


S = states.State
APPROVED = frozenset({S.APPROVED, S.PUBLISHED, S.REVISED})
OPEN = frozenset({S.NOT_STARTED, S.DRAFT, S.RETURNED})  # values may be written


def rounds(plan: str) -> list[Round]:
    """Every round of a plan, the first period first."""
    longer: dict[str, list[Longer]] = defaultdict(list)
    for row in Extension.objects.filter(plan=plan):
        found = Longer(row.organisation, row.until, row.reason)
        longer[row.period].append(found)
    rows = RoundRow.objects.filter(plan=plan).order_by("last", "first", "period")
    return [_round(row, longer[row.period]) for row in rows]


def _round(row: RoundRow, longer: Iterable[Longer]) -> Round:
    """An extension that has been overtaken by a later due date gives nothing more."""
    window = Window(row.opens, row.due, row.closes)
    still = tuple(each for each in longer if each.until > row.due)
    return Round(_period(row), window, still)


def _period(row: RoundRow) -> Period:
    try:
        return read_period(row.period)
    except UserError:
        return custom(row.period, row.first, row.last)


def round_of(plan: str, period: str) -> Round:
    """Raises NotThere."""
    for each in rounds(plan):
        if each.period.code == period:
            return each
    raise NotThere(period)


def plan_held(plan: str) -> Held:
    """Raises NotThere."""
    return held(plan, today())


def asked_organisations(plan: Plan, period: Period) -> list[str]:
    """Those that have something to return for a period, by name."""
    rows = sorted(plan.organisations, key=lambda row: row.name.casefold())
    every = (row.organisation_id for row in rows)
    return [each for each in every if measures_of(plan, each, period)]


def steps_of(plan: str) -> dict[tuple[str, str], list[Taken]]:
    """The steps of every return of a plan, by period and organisation."""
    found: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    for row in Step.objects.filter(plan=plan).order_by("pk"):
        found[row.period, row.organisation].append(_taken(row))
    return found


def _taken(row: Step) -> Taken:
    step = states.Step(
        states.Move(row.move),
        S(row.start),
        S(row.end),
        str(row.person),
        timezone.localdate(row.at),
        row.note,
    )
    return Taken(row.pk, step, row.person or 0, row.at)


def kept_return(
    plan: str, period: str, organisation: str, *, values: bool = True
) -> KeptReturn:
    """Raises NotThere where nobody asked for it. Without its `values`, of which there
    may be very many, it says whose it is, for when, where it stands, what is asked."""
    found, every = plan_held(plan), rounds(plan)
    this = next((each for each in every if each.period.code == period), None)
    if this is None or organisation not in found.organisations:
        raise NotThere(f"{period} {organisation}")
    rows = Step.objects.filter(plan=plan, period=period, organisation=organisation)
    steps = tuple(_taken(row) for row in rows.order_by("pk"))
    measures = measures_of(found.whole_plan, organisation, this.period)
    if not measures and not steps:
        raise NotThere(f"{period} {organisation}")
    own = standing(plan, organisation) if values else {}
    earlier = tuple(e.period for e in every if e.period.last < this.period.first)
    asked = [asked_of(row) for row in measures]
    form = Form(
        plan=plan,
        plan_title=found.plan.about.title,
        organisation=organisation,
        organisation_name=found.organisations[organisation].name,
        period=this.period,
        due=this.window_for(organisation).due,
        lines=lines_of(asked, organisation, this.period, own, earlier),
        licence=found.plan.about.licence or "",
        notice=found.notice,
    )
    waiting = proposals(plan, period, organisation) if values else {}
    number = last_revision(plan, period, organisation)
    return KeptReturn(found, this, form, steps, own, earlier, waiting, number)


@dataclass(frozen=True, slots=True)
class Listed:
    """A return in a list: where it stands, its due date, and who submitted it."""

    round: Round
    organisation: str
    name: str
    went: states.Return
    seen: int
    expected: Expected

    @property
    def period(self) -> Period:
        return self.round.period

    @property
    def state(self) -> states.State:
        return self.went.state


def listed(plan: str) -> list[Listed]:
    """Every return that is asked for, or that came, the latest period first."""
    found, went = plan_held(plan), steps_of(plan)
    names = {key: row.name for key, row in found.organisations.items()}
    lines = []
    for each in reversed(rounds(plan)):
        asked = asked_organisations(found.whole_plan, each.period)
        came = [o for p, o in went if p == each.period.code and o not in asked]
        for organisation in (*asked, *sorted(came)):
            if organisation not in names:
                continue
            taken = went.get((each.period.code, organisation), [])
            lines.append(_listed(each, organisation, names[organisation], taken))
    return lines


def _listed(
    each: Round, organisation: str, name: str, taken: Iterable[Taken]
) -> Listed:
    steps = list(taken)
    went = states.Return(
        organisation, each.period.code, tuple(one.step for one in steps)
    )
    (expected,) = expected_returns([each], {each.period.code: [organisation]}, [went])
    seen = steps[-1].number if steps else 0
    return Listed(each, organisation, name, went, seen, expected)


def begun(lines: Iterable[Listed], day: date) -> list[Listed]:
    """Those whose window has opened by a day."""
    return [each for each in lines if each.round.window.opens <= day]
