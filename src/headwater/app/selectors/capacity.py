"""What an organisation has to work with: training, services and agreements."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.app.selectors.held import Held
from headwater.core.plan.assessment import in_force
from headwater.core.plan.rows import Agreement, Service, Training
from headwater.core.plan.truth import Truth


@dataclass(frozen=True, slots=True)
class Capacity:
    """Of one organisation. Each agreement with whether it is in force on the day of
    the check; None where what is written does not tell."""

    training: tuple[Training, ...]
    services: tuple[Service, ...]
    agreements: tuple[tuple[Agreement, Truth], ...]

    @property
    def in_force(self) -> tuple[Agreement, ...]:
        return tuple(row for row, holds in self.agreements if holds)

    @property
    def not_sure(self) -> tuple[Agreement, ...]:
        return tuple(row for row, holds in self.agreements if holds is None)

    @property
    def not_in_force(self) -> tuple[Agreement, ...]:
        return tuple(row for row, holds in self.agreements if holds is False)


def capacity(held: Held, key: str) -> Capacity:
    plan = held.plan
    return Capacity(
        tuple(t for t in plan.training if key in (t.organisations or ())),
        tuple(s for s in plan.services if s.organisation == key),
        tuple(
            (row, in_force(row, held.as_at))
            for row in plan.agreements
            if key in (row.partners or ())
        ),
    )
