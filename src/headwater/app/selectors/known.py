"""What is known of a plan now, as a review freezes it."""

from __future__ import annotations

from datetime import date, datetime

from headwater.app import gauge
from headwater.app.selectors import releases
from headwater.app.selectors.catalogue import links_of
from headwater.app.selectors.figures import view_of
from headwater.app.selectors.held import Held, held
from headwater.app.selectors.measures import changed
from headwater.app.selectors.narrow import narrowed
from headwater.app.selectors.returns_then import returns_then
from headwater.app.selectors.standing import last_revision
from headwater.app.selectors.tasks_then import tasks_then
from headwater.core.plan.check import check_plan
from headwater.core.plan.findings import Level
from headwater.core.plan.review import (
    OTHERS,
    Frozen,
    Measured,
    Noted,
    Release,
    Signal,
    Stood,
)
from headwater.errors import UserError


def known(
    plan_id: str, today: date, at: datetime, earlier: datetime | None = None
) -> Frozen:
    """What is known at a moment, with the plan checked for `today`. `earlier` is when
    the last review froze what was known. Raises NotThere."""
    revision = last_revision(plan_id)
    plan = held(plan_id, today, revision)
    if plan.as_at > today:  # nobody knows on a day what holds on a later one
        plan = Held(check_plan(plan.whole_plan, plan.framework, today))
    signals, looked = _signals(plan)
    returns = returns_then(plan, at, earlier)
    counts = {level.value: plan.count(level.value) for level in Level}
    return Frozen(
        plan=plan_id,
        title=plan.plan.about.title,
        notice=plan.notice,
        revision=revision,
        as_at=plan.as_at.isoformat(),
        framework=f"{plan.framework.title}, version {plan.framework.version}",
        verdicts=_verdicts(plan),
        counts=counts | {"accepted": len(plan.result.accepted)},
        gaps=tuple(
            Noted(f.rule, f.subject, f.message)
            for f in plan.result.findings
            if f.level is Level.GAP
        ),
        signals=signals,
        looked=looked,
        releases=_releases(),
        others=dict.fromkeys(OTHERS, ""),
        measures=_measures(plan),
        returns=returns,
        tasks=tasks_then(plan_id, returns.since, at, earlier),
    )


def _verdicts(plan: Held) -> tuple[Stood, ...]:
    return tuple(
        Stood(
            verdict.principle,
            plan.framework.principle(verdict.principle).short,
            verdict.word.value,
            verdict.sentence,
        )
        for verdict in plan.result.verdicts
    )


def _signals(plan: Held) -> tuple[tuple[Signal, ...], str]:
    """The series that moved by more than chance in the latest month, and how many
    were looked at for that."""
    found = changed(plan)
    looked = sum(each.looked for each in found.looked)
    if not looked:
        return (), "No series of figures of this plan could be looked at for signals."
    said = (
        f"{looked:,} series of figures were looked at together, up to {found.label}. "
        f"About {found.family.expected_false:.1f} of the flags would be false."
    )
    return tuple(
        Signal(
            moved.figures.title,
            moved.series.label,
            found.label,
            moved.series.sentence,
            moved.measures,
        )
        for moved in found.signals
    ), said


def _measures(plan: Held) -> tuple[Measured, ...]:
    """What the page of each measure says of its figures, whether they moved or not."""
    return tuple(
        Measured(
            row.measure_id,
            row.name,
            link.figures.title,
            tuple(gauge.leads(narrowed(view_of(link.figures), link.series))),
        )
        for row in plan.plan.measures
        for link in links_of(plan, row)
    )


def _releases() -> tuple[Release, ...]:
    try:
        every = releases.entries()
    except UserError:  # a file of the ledger was changed: its own page says so
        return ()
    return tuple(Release(e.id, e.about.title, e.about.at) for e in every)
