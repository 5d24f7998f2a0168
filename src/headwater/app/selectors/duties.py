"""What a partner has to do next, by its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headwater.app.selectors.held import Held
from headwater.core.time import PartialDate


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that falls due. `subject` names the row that says so."""

    what: str
    subject: str
    name: str
    due: PartialDate


def duties(held: Held, key: str) -> list[Duty]:
    """What the plan says that falls due from a partner, the soonest first.

    Only what has a date is here; dates that name no day come last.
    """
    return sorted(_duties(held, key), key=_when)


def _when(duty: Duty) -> tuple[date, str]:
    return duty.due.last or date.max, duty.name


def _duties(held: Held, key: str) -> Iterator[Duty]:
    plan = held.plan
    for action in held.look.current:
        if action.end and key in (action.lead_organisations or ()):
            subject = f"actions/{action.action_id}"
            yield Duty(
                "It leads an action that ends", subject, action.title, action.end
            )
    for measure in plan.measures:
        if measure.figures_due and measure.owner == key:
            subject = f"measures/{measure.measure_id}"
            yield Duty("It owes figures", subject, measure.name, measure.figures_due)
    for message in plan.messages:
        if message.review_due and message.owner == key:
            subject = f"messages/{message.message_id}"
            yield Duty(
                "It looks at a message again",
                subject,
                message.wording,
                message.review_due,
            )
    for course in plan.training:
        if course.refresh_due and key in (course.organisations or ()):
            subject = f"training/{course.training_id}"
            yield Duty(
                "Its people train again", subject, course.title, course.refresh_due
            )
    for agreement in plan.agreements:
        if agreement.review_due and key in (agreement.partners or ()):
            subject = f"agreements/{agreement.agreement_id}"
            yield Duty(
                "It looks at an agreement again",
                subject,
                agreement.title,
                agreement.review_due,
            )
