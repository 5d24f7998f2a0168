"""How far a partner has come with a principle: four levels, each in words.

They are for any principle of any framework. There is no score: a level says what one
would see, and what would raise it. Whoever has said nothing has not been assessed,
which is not a level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headwater.core.plan.rows import Agreement
from headwater.core.plan.truth import Truth
from headwater.core.plan.when import endless, happened, passed


NOT_ASSESSED = "Not assessed"


@dataclass(frozen=True, slots=True)
class Step:
    """One level: its code, its name, what one would see, and what would raise it."""

    code: str
    name: str
    looks_like: str
    raised_by: str


STEPS: tuple[Step, ...] = (
    Step(
        "not-started",
        "Not started",
        "Nobody here has this in their work yet, or only one person does, unasked.",
        "A named person has it in their job, with time for it, and a first piece of "
        "work is agreed.",
    ),
    Step(
        "begun",
        "Begun",
        "Some teams work this way. It depends on particular people, or on money that "
        "ends.",
        "It is in policies, plans and job descriptions, and goes on when people leave "
        "or money ends.",
    ),
    Step(
        "usual",
        "Usual in most of our work",
        "Most teams work this way, with training and time for it. Some places, or some "
        "people, are still left out.",
        "Those who are left out are known and reached, and those it is for are asked "
        "whether it works.",
    ),
    Step(
        "part",
        "Part of how we work",
        "Everybody here works this way and would miss it. Those it is for have said "
        "that it works, and what they say changes what we do.",
        "Keep asking whether it still works, and show other partners how it is done.",
    ),
)
BY_CODE = {step.code: step for step in STEPS}


def in_force(agreement: Agreement, day: date) -> Truth:
    """Does an agreement hold on a day? None where what is written does not tell."""
    began = happened(agreement.in_force, day)
    over = False if endless(agreement.ends) else passed(agreement.ends, day)
    if began is False or over:
        return False
    return True if began and over is False else None
